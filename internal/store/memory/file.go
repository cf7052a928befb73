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
	s := newSnapshot(c)
	if _, err := readFile(path, schemaOf(c), append(s.sections(), s.ledgerSection())); err != nil {
		return nil, err
	}
	return s.graph(), nil
}

// load reads what a server needs of a file, and says which file it was.
func load(path string, c *catalog.Catalog) (*snapshot, os.FileInfo, error) {
	s := newSnapshot(c)
	info, err := readFile(path, schemaOf(c), s.sections())
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
