package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

func ourCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "graph", "schema.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The figures are those that are found by asking on each day, of each node, for each edge.
func TestStatisticsAreCounted(t *testing.T) {
	c := ourCatalog(t)
	const days = 6
	rapid.Check(t, func(t *rapid.T) {
		g := &Graph{Catalog: c}
		for i := range rapid.IntRange(1, 5).Draw(t, "nodes") {
			kind := rapid.SampledFrom(c.Kinds[:3]).Draw(t, "kind")
			g.Nodes = append(g.Nodes, NewNode(c, kind, fmt.Sprint("N", i)))
		}
		for range rapid.IntRange(0, 20).Draw(t, "edges") {
			life := func(name string) day.Day { return day.Day(rapid.IntRange(0, days).Draw(t, name)) }
			g.Edges = append(g.Edges, &Edge{
				Type: rapid.SampledFrom(c.EdgeTypes[:2]).Draw(t, "type"),
				From: rapid.SampledFrom(g.Nodes).Draw(t, "source"), To: rapid.SampledFrom(g.Nodes).Draw(t, "target"),
				Life: day.Interval{From: life("from"), To: life("to")},
			})
		}
		if diff := cmp.Diff(figures(g, days), StatisticsOf(g)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func figures(g *Graph, days day.Day) *plan.Statistics {
	c := g.Catalog
	s := &plan.Statistics{Nodes: make([]int, len(c.Kinds)), Edges: make([][]plan.Degrees, len(c.EdgeTypes))}
	for _, n := range g.Nodes {
		s.Nodes[n.Kind.Index]++
	}
	for _, t := range c.EdgeTypes {
		for _, from := range c.Kinds {
			for _, to := range c.Kinds {
				d := plan.Degrees{Source: from.Index, Target: to.Index}
				of := func(e *Edge) bool { return e.Type == t && e.From.Kind == from && e.To.Kind == to }
				for _, e := range g.Edges {
					if of(e) {
						d.Edges++
					}
				}
				for on := day.Day(0); on < days; on++ {
					for _, n := range g.Nodes {
						out, in := 0, 0
						for _, e := range g.Edges {
							if of(e) && e.Life.Holds(on) && e.From == n {
								out++
							}
							if of(e) && e.Life.Holds(on) && e.To == n {
								in++
							}
						}
						d.Out, d.In = max(d.Out, out), max(d.In, in)
					}
				}
				if d.Edges > 0 {
					s.Edges[t.Index] = append(s.Edges[t.Index], d)
				}
			}
		}
	}
	return s
}
