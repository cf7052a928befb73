package ingest

import (
	"cmp"
	"slices"

	"orggraph/internal/store"
)

// compare counts what an import changed. Where a record stands is no change: lines move in every release.
func (r *Report) compare(before outline, after *store.Graph) {
	r.Previous = before.release
	r.compareNodes(before, after)
	r.compareEdges(before, after)
}

func (r *Report) compareNodes(before outline, after *store.Graph) {
	counts := map[string]*KindChanges{}
	for _, k := range after.Catalog.Kinds {
		counts[k.Name] = &KindChanges{Kind: k.Name}
	}
	current := make(map[string]*store.Node, len(after.Nodes))
	for _, n := range after.Nodes {
		current[n.Code] = n
		switch was, known := before.nodes[n.Code]; {
		case !known:
			counts[n.Kind.Name].Added++
		case was.kind != n.Kind.Name:
			counts[n.Kind.Name].Changed++
			r.KindChanges = append(r.KindChanges, KindChange{
				Code: n.Code, From: was.kind, To: n.Kind.Name, Described: was.refOnly,
			})
		case was.content == contentOf(n):
			counts[n.Kind.Name].Unchanged++
		default:
			counts[n.Kind.Name].Changed++
		}
	}
	for code, was := range before.nodes {
		if current[code] == nil && counts[was.kind] != nil {
			counts[was.kind].Removed++
		}
	}
	for _, g := range r.Gone {
		counts[current[g.Code].Kind.Name].Gone++
	}
	for _, k := range after.Catalog.Kinds {
		r.Kinds = append(r.Kinds, *counts[k.Name])
	}
}

func (r *Report) compareEdges(before outline, after *store.Graph) {
	counts := map[string]*EdgeChanges{}
	for _, t := range after.Catalog.EdgeTypes {
		counts[t.Name] = &EdgeChanges{Type: t.Name}
	}
	was, is := before.edges, slices.SortedFunc(slices.Values(after.Edges), compareEdges)
	for len(was) > 0 || len(is) > 0 {
		a, b := pairs(was, is)
		r.comparePair(counts, was[:a], is[:b])
		was, is = was[a:], is[b:]
	}
	for _, t := range after.Catalog.EdgeTypes {
		r.EdgeTypes = append(r.EdgeTypes, *counts[t.Name])
	}
}

// pairs is how many edges of the same type between the same ends come next in both lists.
func pairs(was, is []*store.Edge) (a, b int) {
	var head *store.Edge
	if len(is) > 0 {
		head = is[0]
	}
	if len(was) > 0 && (head == nil || compareEnds(was[0], head) < 0) {
		head = was[0]
	}
	for a < len(was) && compareEnds(was[a], head) == 0 {
		a++
	}
	for b < len(is) && compareEnds(is[b], head) == 0 {
		b++
	}
	return a, b
}

func compareEnds(a, b *store.Edge) int {
	switch {
	case a.Type.Name != b.Type.Name:
		return cmp.Compare(a.Type.Name, b.Type.Name)
	case a.From.Code != b.From.Code:
		return cmp.Compare(a.From.Code, b.From.Code)
	}
	return cmp.Compare(a.To.Code, b.To.Code)
}

// comparePair matches the spells of one pair: first those that begin on the same day, then the others in
// order.
func (r *Report) comparePair(counts map[string]*EdgeChanges, was, is []*store.Edge) {
	var left []*store.Edge
	rest := slices.Clone(was)
	take := func(match func(*store.Edge) bool, e *store.Edge) bool {
		i := slices.IndexFunc(rest, match)
		if i < 0 {
			return false
		}
		if e.Origin != store.Derived {
			r.noteReplaced(rest[i])
		}
		if c := counts[e.Type.Name]; sameEdge(rest[i], e) {
			c.Unchanged++
		} else {
			c.Changed++
		}
		rest = slices.Delete(rest, i, i+1)
		return true
	}
	for _, e := range is {
		if !take(func(x *store.Edge) bool { return x.ValidFrom == e.ValidFrom }, e) {
			left = append(left, e)
		}
	}
	for _, e := range left {
		if !take(func(*store.Edge) bool { return true }, e) {
			counts[e.Type.Name].Added++
		}
	}
	for _, e := range rest {
		if c := counts[e.Type.Name]; c != nil {
			c.Removed++
		}
		r.noteReplaced(e)
	}
}

// noteReplaced reports an edge that a map had derived, and that a newer dated file took the place of.
func (r *Report) noteReplaced(e *store.Edge) {
	if e.Origin == store.Derived && e.Source.File != "" && (e.Type.Name == partnerTo || e.Type.Name == commissionedBy) {
		r.Replaced = append(r.Replaced, note(e, "a newer dated file took the place of "+e.Source.File))
	}
}

func sameEdge(a, b *store.Edge) bool {
	return a.ValidFrom == b.ValidFrom && a.ValidTo == b.ValidTo && a.Life == b.Life && a.Origin == b.Origin &&
		slices.Equal(a.Values, b.Values)
}
