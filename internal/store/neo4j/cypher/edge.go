package cypher

import (
	"fmt"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// edge is what led from one row to the next.
type edge struct {
	from, row *row
	relation  *catalog.Relation // nil in a root list
	list      *list             // nil where there is no list
}

// edgeFields compiles the fields of what led to a node.
func (c *compiler) edgeFields(of []plan.Field, e *edge) *fields {
	return c.fields(of, func(f plan.Field) write {
		switch f := f.(type) {
		case *plan.EdgeValue:
			if f.Value == plan.EdgeCursor {
				cursor := e.list.cursor()
				return func(x *writer, values []any, _ string) bool {
					cursor(x, values)
					return true
				}
			}
			return edgeValue(f, e.row)
		case *plan.EdgeSource:
			return c.source(f, e.row)
		case *plan.Spells:
			return c.spells(f, e)
		case *plan.End:
			o := c.object(f.Object, e.row)
			return func(x *writer, values []any, _ string) bool {
				x.push(string(f.Key))
				if !x.node(o, values) {
					return false
				}
				x.pop()
				return true
			}
		default:
			panic(fmt.Sprintf("an edge has no field %T", f))
		}
	})
}

func edgeValue(f *plan.EdgeValue, r *row) write {
	r.useEdge = true
	name := map[plan.EdgeProperty]string{plan.ValidFrom: "validFrom", plan.ValidTo: "validTo", plan.Origin: "origin"}[f.Value]
	if f.Value == plan.OfType {
		name = f.Of.Name
	}
	if !r.path {
		at := r.value(r.edge + "." + name)
		return func(x *writer, values []any, _ string) bool {
			x.scalar(values[at.at])
			return true
		}
	}
	at := r.value(r.edge)
	place := 0
	if f.Value == plan.ValidTo {
		place = 1
	}
	return func(x *writer, values []any, _ string) bool {
		days, _ := values[at.at].([]any)
		d, _ := days[place].(int64)
		x.buf = store.AppendDay(x.buf, day.Day(d))
		return true
	}
}

// source compiles the source of an edge, which stands with the edge.
func (c *compiler) source(f *plan.EdgeSource, r *row) write {
	r.useEdge = true
	of := c.fields(f.Fields, func(f plan.Field) write {
		s := f.(*plan.Scalar)
		at := r.value(r.edge + "." + s.Property.Name)
		return func(x *writer, values []any, owner string) bool {
			v := values[at.at]
			if v == nil && s.NonNull {
				return x.missing(string(s.Key), owner, s.Property.Name)
			}
			x.scalar(v)
			return true
		}
	})
	return func(x *writer, values []any, _ string) bool {
		x.push(string(f.Key))
		if !x.fields(of, values, "Source") {
			return false
		}
		x.pop()
		return true
	}
}

// spells compiles all edges between the ends of an edge, by their first day: the earliest is the least preferred.
func (c *compiler) spells(f *plan.Spells, e *edge) write {
	at := e.row.column("spells", func(col *column) {
		col.below = newRow(e.row.depth+1, 0)
		col.write = func() string {
			spell := col.below.edge
			return "COLLECT { MATCH " + pattern(e.from.node, e.relation.Steps[0], spell, e.row.node) +
				" WITH " + spell + " ORDER BY " + spell + ".pref DESC RETURN " + col.below.String() + " }"
		}
	})
	of := c.edgeFields(f.Fields, &edge{row: at.below})
	return func(x *writer, values []any, _ string) bool {
		list, _ := values[at.at].([]any)
		return x.list(string(f.Key), list, func(spell []any) bool { return x.fields(of, spell, "") })
	}
}
