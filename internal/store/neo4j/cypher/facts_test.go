package cypher_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// TestFacts looks for what holds of a graph of two networks, and of one edge and one node more that break it.
func TestFacts(t *testing.T) {
	c := world().catalog
	practice, network := c.Kind("Practice"), c.Kind("PrimaryCareNetwork")
	a, u, v := store.NewNode(c, practice, "A1"), store.NewNode(c, network, "U1"), store.NewNode(c, network, "U2")
	for _, n := range []*store.Node{a, u, v} {
		n.Set(c, "name", n.Code)
	}
	a.Set(c, "town", "X")
	edge := func(to *store.Node, from, until int) *store.Edge {
		return &store.Edge{Type: c.EdgeType("PARTNER_TO"), From: a, To: to, Life: day.Interval{From: day.Day(from), To: day.Day(until)}}
	}
	g := &store.Graph{
		Catalog: c, Nodes: []*store.Node{a, u, v},
		Edges: []*store.Edge{edge(u, 0, 10), edge(v, 10, 20), edge(v, 5, 5), edge(u, 30, 40)},
	}
	f := cypher.FactsOf(g)
	if !slices.Contains(f.Enclosed, "PARTNER_TO") {
		t.Error("all ends live always, and were taken not to")
	}
	if !slices.Contains(f.Exclusive, "PARTNER_TO") {
		t.Error("edges that touch, and one that never holds, were taken to overlap")
	}
	has := func(kind, property string) bool { return slices.Contains(f.Complete[kind], property) }
	if !has("Practice", "name") || !has("Practice", "town") || !has("PrimaryCareNetwork", "name") || has("PrimaryCareNetwork", "town") {
		t.Errorf("complete: %v", f.Complete)
	}
	if !has("Region", "town") {
		t.Error("nodes that there are not lack a town")
	}
	if f.Nodes["Practice"] != 1 || f.Nodes["PrimaryCareNetwork"] != 2 || f.Nodes["Region"] != 0 {
		t.Errorf("nodes %v", f.Nodes)
	}

	v.Life = day.Interval{From: 0, To: 19} // the day before an edge to it ends
	if slices.Contains(cypher.FactsOf(g).Enclosed, "PARTNER_TO") {
		t.Error("an edge that outlives its end was taken to be enclosed")
	}
	v.Life = day.Always

	nameless := store.NewNode(c, practice, "A2")
	g.Nodes, g.Edges = append(g.Nodes, nameless), append(g.Edges, edge(v, 39, 50))
	f = cypher.FactsOf(g)
	if slices.Contains(f.Exclusive, "PARTNER_TO") || has("Practice", "name") {
		t.Errorf("exclusive %v, complete %v", f.Exclusive, f.Complete["Practice"])
	}
}

// What is known of how many live on a day is what counting them says, whatever their lives.
func TestLiving(t *testing.T) {
	c := world().catalog
	rapid.Check(t, func(t *rapid.T) {
		g := &store.Graph{Catalog: c}
		days := rapid.OneOf(rapid.Int32Range(-5, 20), rapid.SampledFrom([]int32{int32(day.Min), int32(day.Max)}))
		for i, life := range rapid.SliceOf(rapid.Custom(func(t *rapid.T) day.Interval {
			return day.Interval{From: day.Day(days.Draw(t, "from")), To: day.Day(days.Draw(t, "to"))}
		})).Draw(t, "lives") {
			n := store.NewNode(c, c.Kind("Practice"), fmt.Sprint(i))
			n.Life = life
			g.Nodes = append(g.Nodes, n)
		}
		living := cypher.FactsOf(g).Living["Practice"]
		for d := day.Day(-7); d < 23; d++ {
			var want int64
			for _, n := range g.Nodes {
				if n.Life.Holds(d) {
					want++
				}
			}
			if got := living.On(d); got != want {
				t.Fatalf("%d live on %d, and not %d: %v", want, d, got, living)
			}
		}
	})
}
