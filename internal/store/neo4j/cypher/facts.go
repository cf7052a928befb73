package cypher

import (
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// Facts are what holds of all of one release, and spares its statements a question at each node and edge. They are
// kept with the release. Nothing is known by the zero value, which fits every graph.
type Facts struct {
	// Exclusive are the edge types of which no node has two that go out of it on one day.
	Exclusive []string `json:"exclusive"`
	// Enclosed are the edge types of which no edge holds on a day on which one of its ends does not live.
	Enclosed []string `json:"enclosed"`
	// Complete are the properties that no node of a kind lacks, by the kind's name.
	Complete map[string][]string `json:"complete"`
	// Nodes are how many there are of a kind, by its name.
	Nodes map[string]int `json:"nodes"`
	// Living are how many of them live on each day.
	Living map[string]Living `json:"living"`
	// Spread is how the measures of kinds are spread, by kind and property: Practice.listSize.
	Spread map[string]Spread `json:"spread"`
	// Statistics are what the cost of a plan is reckoned from.
	Statistics *plan.Statistics `json:"statistics"`
}

// FactsOf finds out what holds of a graph.
func FactsOf(g *store.Graph) Facts {
	f := Facts{Complete: map[string][]string{}, Nodes: map[string]int{}, Living: map[string]Living{}, Spread: map[string]Spread{}, Statistics: store.StatisticsOf(g)}
	byKind := make([][]*store.Node, len(g.Catalog.Kinds))
	for _, n := range g.Nodes {
		byKind[n.Kind.Index] = append(byKind[n.Kind.Index], n)
	}
	for _, k := range g.Catalog.Kinds {
		f.Nodes[k.Name] = len(byKind[k.Index])
		f.Living[k.Name] = livingOf(byKind[k.Index])
		for _, p := range k.Properties() {
			if ranged(p.Property) {
				f.Spread[k.Name+"."+p.Name] = spreadOf(p.Property, byKind[k.Index])
			}
			lacking := func(n *store.Node) bool { return scalar(n.Values[p.Index]) == nil }
			if p.Stored() && p.Type != catalog.Object && !p.List && !slices.ContainsFunc(byKind[k.Index], lacking) {
				f.Complete[k.Name] = append(f.Complete[k.Name], p.Name)
			}
		}
	}
	beyond := make([]bool, len(g.Catalog.EdgeTypes))
	for _, e := range g.Edges {
		if !e.Life.Empty() && e.Life.Clip(e.From.Life).Clip(e.To.Life) != e.Life {
			beyond[e.Type.Index] = true
		}
	}
	several := severalAtOnce(g)
	for _, t := range g.Catalog.EdgeTypes {
		if !several[t.Index] {
			f.Exclusive = append(f.Exclusive, t.Name)
		}
		if !beyond[t.Index] {
			f.Enclosed = append(f.Enclosed, t.Name)
		}
	}
	return f
}

// severalAtOnce are the edge types, by index, of which a node has two that go out of it on one day.
func severalAtOnce(g *store.Graph) []bool {
	type out struct {
		from *store.Node
		of   *catalog.EdgeType
	}
	lives := make(map[out][]day.Interval, len(g.Edges))
	several := make([]bool, len(g.Catalog.EdgeTypes))
	for _, e := range g.Edges {
		if e.Life.Empty() {
			continue
		}
		if several[e.Type.Index] {
			continue
		}
		o := out{e.From, e.Type}
		if slices.ContainsFunc(lives[o], func(other day.Interval) bool { return !e.Life.Clip(other).Empty() }) {
			several[e.Type.Index] = true
		}
		lives[o] = append(lives[o], e.Life)
	}
	return several
}

// exclusive says whether no node has two edges of the type that go out of it on one day.
func (c *compiler) exclusive(t *catalog.EdgeType) bool {
	return slices.Contains(c.facts.Exclusive, t.Name)
}

// enclosed says whether the ends of an edge live wherever it holds.
func (c *compiler) enclosed(t *catalog.EdgeType) bool {
	return slices.Contains(c.facts.Enclosed, t.Name)
}

// complete says whether no node of the kinds lacks a property.
func (c *compiler) complete(kinds catalog.KindSet, property string) bool {
	return !slices.ContainsFunc(c.catalog.In(kinds), func(k *catalog.Kind) bool {
		return !slices.Contains(c.facts.Complete[k.Name], property)
	})
}

// tree says whether a relation leads from a node to each of its targets in one way alone.
func (c *compiler) tree(rel *catalog.Relation) bool {
	inwards := false
	for _, s := range rel.Steps {
		if !c.exclusive(s.Type) || inwards && !s.In {
			return false
		}
		inwards = inwards || s.In
	}
	return true
}
