package memory

import (
	"path/filepath"
	"testing"

	"orggraph/internal/store"
	"orggraph/internal/store/storetest"
)

func openStore(t testing.TB, g *store.Graph) storetest.Store {
	t.Helper()
	s, err := New(g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRun(t *testing.T) { storetest.Run(t, openStore) }

func TestCompare(t *testing.T) { storetest.Compare(t, openStore) }

// openWritten opens a store over a graph that went into a file and came back.
func openWritten(t testing.TB, g *store.Graph) storetest.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph")
	if err := Write(path, g); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, g.Catalog)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFileRun(t *testing.T) { storetest.Run(t, openWritten) }

func TestFileCompare(t *testing.T) { storetest.Compare(t, openWritten) }
