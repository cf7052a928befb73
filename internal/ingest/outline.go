package ingest

import (
	"hash/maphash"
	"slices"
	"strings"

	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// outline is what a report needs of the previous graph. It shares no memory with that, so that two whole
// graphs never have to be held at once.
type outline struct {
	release string
	nodes   map[string]oldNode // by code
	// edges are sorted. Their ends have a code and nothing else, and they name their file only where it
	// is a practice map.
	edges []*store.Edge
}

type oldNode struct {
	kind    string
	refOnly bool
	content uint64
}

// outlineOf outlines a graph; nil is an empty one.
func outlineOf(g *store.Graph) outline {
	if g == nil {
		return outline{}
	}
	o := outline{release: g.Dataset.Release, nodes: make(map[string]oldNode, len(g.Nodes))}
	ends := make(map[*store.Node]*store.Node, len(g.Nodes))
	for _, n := range g.Nodes {
		code := strings.Clone(n.Code)
		o.nodes[code] = oldNode{n.Kind.Name, n.Get(g.Catalog, "recordStatus") == refOnly, contentOf(n)}
		ends[n] = &store.Node{Kind: n.Kind, Code: code}
	}
	maps := map[string]string{}
	for _, f := range g.Dataset.Files {
		if f.Format == string(ods.PracticeMap) {
			maps[f.Name] = f.Name
		}
	}
	edges := make([]store.Edge, len(g.Edges))
	for i, e := range slices.SortedFunc(slices.Values(g.Edges), compareEdges) {
		edges[i] = store.Edge{
			Type: e.Type, From: ends[e.From], To: ends[e.To], ValidFrom: e.ValidFrom, ValidTo: e.ValidTo, Life: e.Life,
			Origin: store.Origin(strings.Clone(string(e.Origin))), Source: store.Source{File: maps[e.Source.File]},
			Values: cloneValues(e.Values),
		}
		o.edges = append(o.edges, &edges[i])
	}
	return o
}

// cloneValues copies the properties of an edge, which are texts.
func cloneValues(values []any) []any {
	own := slices.Clone(values)
	for i := range own {
		if text, ok := own[i].(string); ok {
			own[i] = strings.Clone(text)
		}
	}
	return own
}

var contentSeed = maphash.MakeSeed()

// contentOf is the same for nodes of one kind that have the same life and the same properties, wherever
// these come from. Null and an empty list are the same.
func contentOf(n *store.Node) uint64 {
	var h maphash.Hash
	h.SetSeed(contentSeed)
	maphash.WriteComparable(&h, n.Life)
	maphash.WriteComparable(&h, n.Listed)
	for _, p := range n.Kind.Properties() {
		if p.Stored() && p.Name != "sources" {
			writeContent(&h, n.Values[p.Index])
		}
	}
	return h.Sum64()
}

func writeContent(h *maphash.Hash, value any) {
	switch v := value.(type) {
	case []string:
		writeLength(h, len(v))
		for _, s := range v {
			maphash.WriteComparable(h, s)
		}
	case []any:
		writeLength(h, len(v))
		for _, item := range v {
			writeContent(h, item)
		}
	case nil:
		writeLength(h, 0)
	default:
		_ = h.WriteByte('v')
		maphash.WriteComparable(h, v)
	}
}

func writeLength(h *maphash.Hash, n int) {
	_ = h.WriteByte('l')
	maphash.WriteComparable(h, n)
}
