package memory

import (
	"os"
)

// writeFile puts a file with these sections in the place of path.
func writeFile(path string, schema fingerprint, sections []section) error {
	return replace(path, func(f *os.File) error {
		if err := putSections(f, sections); err != nil {
			return err
		}
		return seal(f, schema)
	})
}

// readFile reads the sections of a file and says which file it was.
func readFile(path string, schema fingerprint, sections []section) (os.FileInfo, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if err := check(f, schema); err != nil {
		return nil, err
	}
	return info, getSections(f, sections)
}
