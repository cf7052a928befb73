// Package random turns the choices of rapid into small graphs, and into valid GraphQL documents with
// variables that ask about them. It draws what stores get wrong: parallel edges, cycles, nulls, ties, days on
// the boundary, text beyond ASCII. Shrinking leads to fewer and plainer things. It reads the schema and
// the catalog, imports plan for the values of cursors, and must not import a planner or a store.
package random

import (
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"orggraph/internal/catalog"
)

// World is what graphs and documents are drawn over: the executable schema and its catalog.
type World struct {
	Schema  *ast.Schema
	Catalog *catalog.Catalog

	edges map[ends]bool
}

// ends are the kinds at both ends of an edge that some field of the schema follows.
type ends struct {
	edge     *catalog.EdgeType
	from, to *catalog.Kind
}

// New makes the world of a schema.
func New(schema *ast.Schema, c *catalog.Catalog) *World {
	w := &World{Schema: schema, Catalog: c, edges: map[ends]bool{}}
	for _, k := range c.Kinds {
		for _, r := range w.relations(k) {
			if len(r.Steps) > 1 {
				continue
			}
			for _, far := range c.In(r.Kinds) {
				if r.Steps[0].In {
					w.edges[ends{r.Steps[0].Type, far, k}] = true
				} else {
					w.edges[ends{r.Steps[0].Type, k, far}] = true
				}
			}
		}
	}
	return w
}

// relations are the fields of a kind that follow edges.
func (w *World) relations(k *catalog.Kind) []*catalog.Relation {
	var relations []*catalog.Relation
	for _, f := range w.Schema.Types[k.Name].Fields {
		if r := w.Catalog.Relation(k.Name, f.Name); r != nil {
			relations = append(relations, r)
		}
	}
	return relations
}

// connects says whether some field of the schema follows a step from one kind to another, or back.
func (w *World) connects(from *catalog.Kind, step catalog.Step, to *catalog.Kind) bool {
	if step.In {
		from, to = to, from
	}
	return w.edges[ends{step.Type, from, to}]
}

// source draws. Small numbers are drawn more often than large ones, and shrinking makes numbers smaller.
type source struct{ t *rapid.T }

// below draws a number from 0 to n-1.
func (s source) below(n int) int { return rapid.IntRange(0, n-1).Draw(s.t, "n") }

// between draws a number from low to high, both included.
func (s source) between(low, high int) int { return low + s.below(high-low+1) }

// chance is true about so many times in a hundred. Shrinking makes it false.
func (s source) chance(percent int) bool {
	n := 0
	for bit := range 7 {
		if rapid.Bool().Draw(s.t, "bit") {
			n |= 1 << bit
		}
	}
	return n*100 >= (100-percent)*128
}

func pick[T any](s source, from []T) T { return from[s.below(len(from))] }
