//go:build neo4j

package neo4j

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest"
)

func edge(c *catalog.Catalog, edgeType string, from, to *store.Node) *store.Edge {
	return &store.Edge{
		Type: c.EdgeType(edgeType), From: from, To: to, ValidFrom: day.Min, ValidTo: day.Max, Life: day.Always,
		Origin: store.Synthetic, Source: store.Source{Release: "test", File: "test", Vintage: day.Min},
	}
}

// wantGraph compares what the database holds with a graph, whatever the order of either.
func wantGraph(t *testing.T, s *Store, want *store.Graph) {
	t.Helper()
	got, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a, err := prepare(got)
	if err != nil {
		t.Fatal(err)
	}
	b, err := prepare(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.content, a.content, cmp.AllowUnexported(content{})); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
	if string(got.Ledger) != string(want.Ledger) {
		t.Errorf("ledger of %d bytes, want %d", len(got.Ledger), len(want.Ledger))
	}
}

func load(t *testing.T, s *Store, g *store.Graph, o Loading, want Changes) {
	t.Helper()
	got, err := s.Load(t.Context(), g, o)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// empty takes away all that this program put into the database.
func empty(t *testing.T, s *Store) {
	t.Helper()
	load(t, s, &store.Graph{Catalog: s.catalog}, Loading{Reload: true}, Changes{})
	if err := s.writeAll(t.Context(), statement{text: matchContent + " DELETE c"}, statement{text: matchFence + " DELETE f"}); err != nil {
		t.Fatal(err)
	}
}

func TestLoadFixture(t *testing.T) {
	c := ourCatalog(t)
	s := connect(t, c)
	empty(t, s)
	if _, err := s.Read(t.Context()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty database: %v", err)
	}
	if err := s.Ready(t.Context()); store.CodeOf(err) != store.Unavailable {
		t.Errorf("an empty database: %v", err)
	}
	g := storetest.Fixture(c)
	g.Ledger = make([]byte, 3*ledgerChunk+7)
	g.Ledger[2*ledgerChunk] = 1
	load(t, s, g, Loading{}, Changes{NodesAdded: len(g.Nodes), EdgesAdded: len(g.Edges)})
	wantGraph(t, s, g)
	before, err := s.see(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	load(t, s, storetest.Fixture(c), Loading{Previous: g.Dataset.Release}, Changes{}) // the ledger alone differs
	load(t, s, storetest.Fixture(c), Loading{}, Changes{})
	load(t, s, storetest.Fixture(c), Loading{}, Changes{})
	after, err := s.see(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if after.fence.epoch != before.fence.epoch+2 {
		t.Errorf("epoch %d, then %d: one of four loads had something to write", before.fence.epoch, after.fence.epoch)
	}
	wantGraph(t, s, storetest.Fixture(c))
}

func TestLoadDifferences(t *testing.T) {
	c := ourCatalog(t)
	s := connect(t, c)
	old := storetest.Fixture(c)
	if _, err := s.Load(t.Context(), old, Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	g := storetest.Fixture(c)
	g.Dataset.Release = "the next"
	added := store.NewNode(c, c.Kind("Practice"), "Z1")
	added.Set(c, "name", "Added")
	gone := g.Find("F9")
	g.Nodes = append(g.Nodes, added)
	g.Nodes = remove(g.Nodes, gone)
	g.Find("A1").Set(c, "name", nil)
	g.Find("C1").Kind = c.Kind("Practice")                                // and three edges keep their ends
	g.Edges = append(g.Edges, edge(c, "PARTNER_TO", added, g.Find("U1"))) // one more
	g.Edges = remove(g.Edges, g.Edges[len(g.Edges)-3])                    // the less preferred of two of F8
	load(t, s, g, Loading{Previous: old.Dataset.Release}, Changes{NodesAdded: 1, NodesChanged: 2, NodesRemoved: 1, EdgesAdded: 1, EdgesRemoved: 1})
	wantGraph(t, s, g)

	if _, err := s.Load(t.Context(), storetest.Fixture(c), Loading{Previous: old.Dataset.Release}); !errors.Is(err, errMeanwhile) {
		t.Errorf("made from a graph that is gone: %v", err)
	}
	if _, err := s.Load(t.Context(), storetest.Fixture(c), Loading{}); !errors.Is(err, errMeanwhile) {
		t.Errorf("made from nothing: %v", err)
	}
	wantGraph(t, s, g)
}

func remove[T comparable](all []T, one T) (left []T) {
	for _, x := range all {
		if x != one {
			left = append(left, x)
		}
	}
	return left
}

func TestLoadRefusesStrangers(t *testing.T) {
	s := connect(t, ourCatalog(t))
	empty(t, s)
	if err := s.writeAll(t.Context(), statement{text: "CREATE (:Node {code: 'THEIRS'})"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), storetest.Fixture(s.catalog), Loading{}); err == nil {
		t.Error("somebody else's nodes were taken for ours")
	}
	if err := s.writeAll(t.Context(), statement{text: "MATCH (n:Node {code: 'THEIRS'}) DELETE n"}); err != nil {
		t.Fatal(err)
	}
}
