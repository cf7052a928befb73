package ods

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"orggraph/internal/day"
)

// ManifestName is the file of a release folder that states the vintages of the others.
const ManifestName = "manifest.csv"

// manifest is what a folder's manifest states, by file name.
type manifest map[string]manifestEntry

type manifestEntry struct {
	vintage     day.Day
	publication string
	line        int
}

// The columns of the manifest, in the order of manifestColumns.
const (
	manFile = iota
	manVintage
	manPublication
)

var manifestColumns = headed{columns: []column{
	manFile:        {names: []string{"FILE"}},
	manVintage:     {names: []string{"VINTAGE"}},
	manPublication: {names: []string{"PUBLICATION"}, optional: true},
}}

// readManifest reads the manifest of a folder, nil where it has none. A manifest is written by hand
// and decides what the graph says of time, so that any fault in it is an error.
func readManifest(dir string) (manifest, error) {
	raw, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text, _, err := decode(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ManifestName, err)
	}
	stated := manifest{}
	var l *layout
	for ln := range lines(text) {
		fault := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %w", ManifestName, ln.number, fmt.Errorf(format, args...))
		}
		if ln.problem != "" {
			return nil, fault("%s", ln.problem)
		}
		if l == nil {
			header, missing, twice := manifestColumns.match(ln.cells)
			if len(missing) > 0 {
				return nil, fault("the header has no column %s", strings.Join(missing, ", "))
			}
			if twice != "" {
				return nil, fault("the header has two columns %s", twice)
			}
			l = header
			continue
		}
		if len(ln.cells) != l.width {
			return nil, fault("%d columns instead of %d", len(ln.cells), l.width)
		}
		r := row{line: ln, layout: l}
		name := r.text(manFile)
		vintage, err := day.Parse(r.text(manVintage))
		if err != nil {
			return nil, fault("%w", err)
		}
		if first, twice := stated[name]; twice {
			return nil, fault("%s is already on line %d", name, first.line)
		}
		if !isFile(filepath.Join(dir, name)) || filepath.Base(name) != name {
			return nil, fault("there is no file %q in the folder", name)
		}
		stated[name] = manifestEntry{vintage: vintage, publication: r.text(manPublication), line: ln.number}
	}
	return stated, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
