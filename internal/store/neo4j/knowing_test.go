//go:build neo4j

package neo4j

import (
	"testing"

	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
	"orggraph/internal/store/storetest"
)

// knowing are ways in which a store may know its graph. What it knows makes statements other and faster, and answers
// never: graphs of tests are small, and their statements would be those of small ones alone.
var knowing = []struct {
	name string
	of   func(cypher.Facts) cypher.Facts
}{
	{"as-it-is", func(f cypher.Facts) cypher.Facts { return f }},
	{"nothing", func(cypher.Facts) cypher.Facts { return cypher.Facts{} }},
	{"a-thousand-times-as-large", func(f cypher.Facts) cypher.Facts {
		large := f
		large.Nodes = map[string]int{}
		for kind, n := range f.Nodes {
			large.Nodes[kind] = 1000 * n
		}
		return large
	}},
}

// knows makes a store know its graph in one of these ways, until it is written to.
func knows(t testing.TB, s *Store, of func(cypher.Facts) cypher.Facts) *Store {
	t.Helper()
	if err := s.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := *s.known.Load()
	r.statements = cypher.NewStatements(s.catalog, of(r.facts))
	s.known.Store(&r)
	return s
}

func TestRun(t *testing.T) {
	for _, k := range knowing {
		t.Run(k.name, func(t *testing.T) {
			storetest.Run(t, func(t testing.TB, g *store.Graph) storetest.Store { return knows(t, loaded(t, g), k.of) })
		})
	}
}

// TestCompare asks both stores in 500 shapes, and each with 20 sets of values. What a store knows of a graph goes by
// the number of its nodes.
func TestCompare(t *testing.T) {
	var noted asked
	documents, requests := storetest.CompareShapes(t, openMemory, func(t testing.TB, g *store.Graph) storetest.Store {
		return knows(t, noted.of(loaded(t, g)), knowing[len(g.Nodes)%len(knowing)].of)
	})
	texts, sent := noted.statements()
	t.Logf("%d statements of %d texts", sent, texts)
	if texts < documents || sent != requests {
		t.Errorf("%d documents in %d requests came to %d statements of %d texts", documents, requests, sent, texts)
	}
}
