package ingest

import (
	"cmp"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// compare counts what an import changed. Where a record stands is no change: lines move in every release.
func (r *Report) compare(before, after *store.Graph) {
	r.maps = map[string]bool{}
	if before == nil {
		before = &store.Graph{Catalog: after.Catalog}
	} else {
		r.Previous = before.Dataset.Release
		for _, f := range before.Dataset.Files {
			if f.Format == string(ods.PracticeMap) {
				r.maps[f.Name] = true
			}
		}
	}
	r.compareNodes(before, after)
	r.compareEdges(before, after)
}

func (r *Report) compareNodes(before, after *store.Graph) {
	counts := map[string]*KindChanges{}
	for _, k := range after.Catalog.Kinds {
		counts[k.Name] = &KindChanges{Kind: k.Name}
	}
	old := make(map[string]*store.Node, len(before.Nodes))
	for _, n := range before.Nodes {
		old[n.Code] = n
	}
	current := make(map[string]*store.Node, len(after.Nodes))
	for _, n := range after.Nodes {
		current[n.Code] = n
		was := old[n.Code]
		switch {
		case was == nil:
			counts[n.Kind.Name].Added++
		case was.Kind.Name != n.Kind.Name:
			counts[n.Kind.Name].Changed++
			r.KindChanges = append(r.KindChanges, KindChange{
				Code: n.Code, From: was.Kind.Name, To: n.Kind.Name, Described: was.Get(before.Catalog, "recordStatus") == refOnly,
			})
		case sameNode(before.Catalog, was, n):
			counts[n.Kind.Name].Unchanged++
		default:
			counts[n.Kind.Name].Changed++
		}
	}
	for _, n := range before.Nodes {
		if current[n.Code] == nil && counts[n.Kind.Name] != nil {
			counts[n.Kind.Name].Removed++
		}
	}
	for _, g := range r.Gone {
		counts[current[g.Code].Kind.Name].Gone++
	}
	for _, k := range after.Catalog.Kinds {
		r.Kinds = append(r.Kinds, *counts[k.Name])
	}
}

// sameNode compares a node of a catalog c with the node that it became.
func sameNode(c *catalog.Catalog, a, b *store.Node) bool {
	if a.Life != b.Life || a.Listed != b.Listed {
		return false
	}
	for _, p := range b.Kind.Properties() {
		if !p.Stored() || p.Name == "sources" {
			continue
		}
		var was any
		if old := c.Property(p.Name); old != nil {
			was = a.Values[old.Index]
		}
		if !sameValue(was, b.Values[p.Index]) {
			return false
		}
	}
	return true
}

// sameValue compares stored values; an empty list is the same as none.
func sameValue(a, b any) bool {
	switch b := b.(type) {
	case []string:
		a, ok := a.([]string)
		return (ok || len(b) == 0) && slices.Equal(a, b)
	case []any:
		a, ok := a.([]any)
		return (ok || len(b) == 0) && slices.EqualFunc(a, b, sameValue)
	case nil:
		switch a := a.(type) {
		case []string:
			return len(a) == 0
		case []any:
			return len(a) == 0
		}
		return a == nil
	default:
		return a == b
	}
}

func (r *Report) compareEdges(before, after *store.Graph) {
	counts := map[string]*EdgeChanges{}
	for _, t := range after.Catalog.EdgeTypes {
		counts[t.Name] = &EdgeChanges{Type: t.Name}
	}
	was, is := slices.Clone(before.Edges), slices.Clone(after.Edges)
	slices.SortFunc(was, compareEdges)
	slices.SortFunc(is, compareEdges)
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
	return cmp.Or(cmp.Compare(a.Type.Name, b.Type.Name), cmp.Compare(a.From.Code, b.From.Code), cmp.Compare(a.To.Code, b.To.Code))
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
	if e.Origin == store.Derived && r.maps[e.Source.File] {
		r.Replaced = append(r.Replaced, note(e, "a newer dated file took the place of "+e.Source.File))
	}
}

func sameEdge(a, b *store.Edge) bool {
	return a.ValidFrom == b.ValidFrom && a.ValidTo == b.ValidTo && a.Life == b.Life && a.Origin == b.Origin
}
