//go:build neo4j

package neo4j

import (
	"log/slog"
	"os"
	"testing"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/store"
	embedded "orggraph/internal/store/memory"
	"orggraph/internal/store/storetest"
)

// address is that of a Neo4j without authentication whose content tests may destroy.
func address(t testing.TB) string {
	t.Helper()
	a := os.Getenv("ORGGRAPH_TEST_NEO4J")
	if a == "" {
		t.Fatal("ORGGRAPH_TEST_NEO4J names no database: run make test-neo4j")
	}
	return a
}

// connect makes a store of the database, whatever it holds.
func connect(t testing.TB, c *catalog.Catalog) *Store {
	t.Helper()
	s, err := Open(Options{URI: address(t), Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// openStore makes a store over a graph, which takes the place of what the database held.
func openStore(t testing.TB, g *store.Graph) storetest.Store { return loaded(t, g) }

func loaded(t testing.TB, g *store.Graph) *Store {
	t.Helper()
	s := connect(t, g.Catalog)
	if _, err := s.Load(t.Context(), g, Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	return s
}

func ourCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRun(t *testing.T) { storetest.Run(t, openStore) }

// openMemory makes a store in memory over the same graph.
func openMemory(t testing.TB, g *store.Graph) storetest.Store {
	t.Helper()
	s, err := embedded.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCompare asks both stores in 500 shapes, and each with 20 sets of values.
func TestCompare(t *testing.T) {
	var noted asked
	documents, requests := storetest.CompareShapes(t, openMemory, func(t testing.TB, g *store.Graph) storetest.Store { return noted.of(loaded(t, g)) })
	texts, sent := noted.statements()
	t.Logf("%d statements of %d texts", sent, texts)
	if texts < documents || sent != requests {
		t.Errorf("%d documents in %d requests came to %d statements of %d texts", documents, requests, sent, texts)
	}
}
