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

// loaded makes a store over a graph, which takes the place of what the database held.
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

// openMemory makes a store in memory over the same graph.
func openMemory(t testing.TB, g *store.Graph) storetest.Store {
	t.Helper()
	s, err := embedded.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
