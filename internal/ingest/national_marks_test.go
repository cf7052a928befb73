//go:build national

package ingest

import (
	"slices"
	"testing"

	"orggraph/internal/store"
)

// Every reference record shows its source and its mark in the graph of England, and what is made up, or stands on what
// is made up, says so.
func TestMarksOnRelease2025(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil, release(t, "release-2025").Files...)
	type mark struct{ file, record, origin string }
	nodes, edges := map[string]*store.Node{}, map[mark]*store.Edge{}
	for _, n := range g.Nodes {
		nodes[n.Code] = n
	}
	for _, e := range g.Edges {
		edges[mark{e.Source.File, e.Source.Record, string(e.Origin)}] = e
	}
	counts := map[string]int{}
	source := w.catalog.Value("Source")
	for _, r := range w.ref.Nodes {
		n, s := nodes[r.Code], referenceSource(&r.Mark)
		list, _ := n.Get(w.catalog, "sources").([]any)
		shown := slices.ContainsFunc(list, func(v any) bool { return slices.Equal(v.([]any), s.Value(source)) })
		if !shown || n.Get(w.catalog, "origin") != r.Origin {
			t.Errorf("%s:%d: %s has the origin %v and the sources %v", r.File, r.Line, r.Code, n.Get(w.catalog, "origin"), list)
		}
		counts["node "+r.Origin]++
	}
	for _, r := range w.ref.Edges {
		s := referenceSource(&r.Mark)
		e := edges[mark{s.File, s.Record, r.Origin}]
		if e == nil || e.Type != r.Type || e.From.Code != r.From || e.To.Code != r.To {
			t.Errorf("%s:%d: %s %s %s is not in the graph", r.File, r.Line, r.From, r.Type.Name, r.To)
		}
		counts["edge "+r.Origin]++
	}
	made := func(n *store.Node) bool { return n.Get(w.catalog, "origin") == string(store.Synthetic) }
	for _, n := range g.Nodes {
		if made(n) != (n.Kind.Name == "LocalProfessionalNetwork") {
			t.Errorf("%s %s has the origin %v", n.Kind.Name, n.Code, n.Get(w.catalog, "origin"))
		}
	}
	for _, e := range g.Edges {
		if standsOn := made(e.From) || made(e.To); standsOn != (e.Origin == store.Synthetic) {
			t.Errorf("%s %s %s has the origin %s", e.From.Code, e.Type.Name, e.To.Code, e.Origin)
		}
		if e.Origin == store.Synthetic {
			counts["made up in all: edges "+e.Type.Name]++
		}
	}
	t.Log(counts)
}
