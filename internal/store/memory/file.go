package memory

import (
	"os"

	"orggraph/internal/catalog"
	"orggraph/internal/store"
)

// Write puts a file that holds the graph, with its ledger, in the place of path, whole or not at all.
// Equal graphs give equal bytes. It doesn't wait for those who read the old file.
func Write(path string, g *store.Graph) error {
	s, err := build(g)
	if err != nil {
		return err
	}
	return writeFile(path, schemaOf(g.Catalog), append(s.sections(), s.ledgerSection()))
}

// Read returns the graph that a file holds, with its ledger, for the catalog that it was written for.
// The error is fs.ErrNotExist where there is no file; any other says what is there instead of a graph
// and what can be done about it.
func Read(path string, c *catalog.Catalog) (*store.Graph, error) {
	s, _, err := readSnapshot(path, c, func(s *snapshot) []section { return []section{s.ledgerSection()} })
	if err != nil {
		return nil, err
	}
	return s.graph(), nil
}

// load reads what a server needs of a file, and says which file it was.
func load(path string, c *catalog.Catalog) (*snapshot, os.FileInfo, error) {
	s, info, err := readSnapshot(path, c, func(*snapshot) []section { return nil })
	if err != nil {
		return nil, nil, err
	}
	s.derive()
	return s, info, nil
}

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

// readSnapshot reads the content of a file, and of its other sections those that are wanted.
func readSnapshot(path string, c *catalog.Catalog, more func(*snapshot) []section) (*snapshot, os.FileInfo, error) {
	s := newSnapshot(c)
	info, err := readFile(path, schemaOf(c), append(s.sections(), more(s)...))
	if err != nil {
		return nil, nil, err
	}
	if err := s.sound(); err != nil {
		return nil, nil, damaged(path, err.Error())
	}
	return s, info, nil
}
