package web

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// builtPolicy lets the page load its own parts alone. Its editor sets styles as it runs and starts workers
// of its own.
const builtPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
	"worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// readBuilt reads the page as `make playground` writes it: each file compressed, the page beside a folder
// of its parts. It is nil where there is none.
func readBuilt(dist fs.FS) (*Pages, error) {
	if dist == nil {
		return nil, nil
	}
	page, err := fs.ReadFile(dist, "dist/index.html.gz")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	p := &Pages{policy: builtPolicy, page: compressedFile("index.html", page), parts: map[string]*file{}}
	folder := path.Join("dist", Folder)
	entries, err := fs.ReadDir(dist, folder)
	if err != nil {
		return nil, fmt.Errorf("the page has no parts: %w", err)
	}
	for _, entry := range entries {
		text, err := fs.ReadFile(dist, path.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(entry.Name(), ".gz")
		p.parts[name] = compressedFile(name, text)
		p.parts[name].immutable = name != LicencesName
	}
	return p, nil
}
