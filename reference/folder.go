package reference

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// The limits of a folder, so that a wrong one takes neither memory nor time.
const (
	maxRecords = 1_000_000
	maxBytes   = 128 << 20
)

// Folder is the files of a folder by name, as they are.
type Folder map[string][]byte

// ReadFolder reads every file whose name ends in .csv; all else in a folder may be notes about it. It fails where
// there are too many bytes.
func ReadFolder(files fs.FS) (Folder, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	folder, total := Folder{}, int64(0)
	for _, entry := range entries {
		if entry.IsDir() || !strings.EqualFold(path.Ext(entry.Name()), ".csv") {
			continue
		}
		info, err := fs.Stat(files, entry.Name())
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("%s:1: is no regular file", entry.Name())
		}
		if total += info.Size(); total > maxBytes {
			return nil, fmt.Errorf("%s:1: the files hold more than %d MiB, which is the limit: leave out what is none of your own",
				entry.Name(), maxBytes>>20)
		}
		if folder[entry.Name()], err = fs.ReadFile(files, entry.Name()); err != nil {
			return nil, err
		}
	}
	return folder, nil
}
