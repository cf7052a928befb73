package planner

import (
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/plan"
)

// connection reads the arguments and the selection of a connection to nodes of the type `target`.
func (b *builder) connection(c *plan.Connection, target, typeName string, of []*ast.Field) {
	f := of[0]
	if g := b.argument(f, "where"); g.state == present {
		c.Where = b.where(g, b.argumentType(f, "where"), target, handOf(c.Relation))
	}
	c.Order = b.order(b.argument(f, "orderBy"), b.argumentType(f, "orderBy"), target)
	c.IncludeClosed = b.includeClosed(f)
	c.First, c.Last = b.limits(f)
	c.After, c.Before = b.cursor(f, "after", c), b.cursor(f, "before", c)
	c.Fields = b.each(typeName, of, func(key plan.Key, g group) plan.Field {
		switch g.name() {
		case "totalCount":
			return &plan.TotalCount{Key: key}
		case "aggregate":
			return &plan.Aggregate{Key: key, Fields: b.aggregate(g)}
		case "nodes":
			return &plan.Nodes{Key: key, Object: b.object(c.Kinds, g.fields, c.AsOf)}
		case "edges":
			edge := g.fields[0].Definition.Type.Name()
			return &plan.Edges{Key: key, Fields: b.edge(edge, g.fields, c.Kinds, c.AsOf)}
		default:
			page := g.fields[0].Definition.Type.Name()
			return &plan.PageInfo{Key: key, Fields: b.each(page, g.fields, func(key plan.Key, g group) plan.Field {
				return &plan.PageValue{Key: key, Value: pageValues[g.name()]}
			})}
		}
	})
}

// aggregate makes the figures of a list: those of each property that is asked for.
func (b *builder) aggregate(of group) []plan.Field {
	return b.each(of.fields[0].Definition.Type.Name(), of.fields, func(key plan.Key, g group) plan.Field {
		figures := g.fields[0].Definition.Type.Name()
		return &plan.Figures{Key: key, Property: b.catalog.Property(g.name()), Fields: b.each(figures, g.fields, func(key plan.Key, g group) plan.Field {
			return &plan.Figure{Key: key, Value: figureValues[g.name()]}
		})}
	})
}

var figureValues = map[string]plan.FigureValue{
	"count": plan.FigureCount, "sum": plan.FigureSum, "average": plan.FigureAverage, "min": plan.FigureMin, "max": plan.FigureMax,
}

var pageValues = map[string]plan.PageProperty{
	"hasNextPage": plan.HasNextPage, "hasPreviousPage": plan.HasPreviousPage,
	"startCursor": plan.StartCursor, "endCursor": plan.EndCursor,
}

// includeClosed has a slot only where a request states it: a list is of what is open otherwise.
func (b *builder) includeClosed(f *ast.Field) plan.Slot {
	if f.Arguments.ForName("includeClosed") == nil {
		return plan.None
	}
	return b.optional(f, "includeClosed", asIs)
}

func (b *builder) limits(f *ast.Field) (first, last plan.Slot) {
	first, last = b.optional(f, "first", asLimit), b.optional(f, "last", asLimit)
	if first != plan.None && last != plan.None {
		b.fail(b.argument(f, "last"), badUserInput, "stands beside first: give one of them")
	}
	return first, last
}

// optional is an argument that may be left out; null leaves it out too.
func (b *builder) optional(f *ast.Field, name string, u use) plan.Slot {
	g := b.argument(f, name)
	if g.state != present {
		return plan.None
	}
	return b.argumentSlot(f, g, u)
}

func (b *builder) cursor(f *ast.Field, name string, c *plan.Connection) plan.Slot {
	s := b.optional(f, name, asIs)
	if s != plan.None {
		b.cursors = append(b.cursors, cursorBinder{slot: s, order: c.Order, at: b.place(b.argument(f, name))})
	}
	return s
}

func (b *builder) argumentType(f *ast.Field, name string) *ast.Definition {
	return b.schema.Types[f.Definition.Arguments.ForName(name).Type.Name()]
}
