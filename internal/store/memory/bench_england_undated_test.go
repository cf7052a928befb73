//go:build undated

package memory

import (
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// dated says that the writer's comparisons of dates are compiled out. It is given a graph that holds
// nothing but what counts on the day, so that it has the same to write.
const dated = false

// prune takes away what does not count on a day.
func prune(g *store.Graph, on day.Day) *store.Graph {
	measure := g.Catalog.Property("listSize").Measure
	for _, n := range g.Nodes {
		points, _ := n.Get(g.Catalog, measure.Series.Name).([]any)
		later := func(point any) bool { return point.([]any)[measure.On].(day.Day) > on }
		if points = slices.DeleteFunc(points, later); points != nil {
			n.Set(g.Catalog, measure.Series.Name, points)
		}
	}
	gone := func(n *store.Node) bool { return !n.Life.Holds(on) }
	return &store.Graph{
		Catalog: g.Catalog, Dataset: g.Dataset,
		Nodes: slices.DeleteFunc(g.Nodes, gone),
		Edges: slices.DeleteFunc(g.Edges, func(e *store.Edge) bool { return !e.Life.Holds(on) || gone(e.From) || gone(e.To) }),
	}
}
