package memory

import (
	"fmt"
	"math/bits"

	"orggraph/internal/plan"
)

// edgeFields compiles the fields of what led to a node: an edge, or a path over several.
func (c *compiler) edgeFields(of []plan.Field, w *walk) *fields {
	return c.fields(of, func(f plan.Field) field {
		switch f := f.(type) {
		case *plan.EdgeValue:
			return c.edgeValue(f, w)
		case *plan.EdgeSource:
			return field{what: source, fields: c.fields(f.Fields, c.sourceField)}
		case *plan.Spells:
			return field{what: spells, walk: w, fields: c.edgeFields(f.Fields, w)}
		case *plan.End:
			return field{what: end, object: c.object(f.Object)}
		default:
			panic(fmt.Sprintf("an edge has no field %T", f))
		}
	})
}

func (c *compiler) edgeValue(f *plan.EdgeValue, w *walk) field {
	value, path := f.Value, w != nil && len(w.steps) > 1
	switch {
	case value == plan.OfType:
		return field{what: text, column: &c.edges.properties[f.Of.Index]}
	case value == plan.EdgeCursor:
		return field{what: cursor}
	case value == plan.Origin:
		return field{what: text, column: &c.edges.origin}
	case value == plan.ValidFrom && path:
		return field{what: pathFrom}
	case value == plan.ValidFrom:
		return field{what: date, column: &c.edges.validFrom}
	case path:
		return field{what: pathTo}
	default:
		return field{what: date, column: &c.edges.validTo}
	}
}

// sourceField compiles a field of the source of an edge, which stands with the edge.
func (c *compiler) sourceField(f plan.Field) field {
	p := f.(*plan.Scalar)
	compiled := field{nonNull: p.NonNull, owner: "Source", name: p.Property.Name}
	switch p.Property.Name {
	case "release":
		compiled.column = &c.edges.release
	case "file":
		compiled.column = &c.edges.file
	case "record":
		compiled.column = &c.edges.record
	case "vintage":
		compiled.what, compiled.column = date, &c.edges.vintage
	default: // what store.Source does not hold
		compiled.column = &column{null: nullOf(p.Property)}
	}
	return compiled
}

func (c *compiler) list(p *plan.Connection) *list {
	l := &list{index: c.lists, id: p.ID, kinds: p.Kinds, plan: p, sequence: c.sequence(p)}
	c.lists++
	l.several = bits.OnesCount64(uint64(p.Kinds)) > 1
	if p.Relation != nil {
		l.walk = c.walk(p.Relation)
	} else if !l.several {
		if ranges := c.ranges(p.Kinds); ranges != nil {
			l.nodes = ranges[0]
		}
	}
	l.fields = c.fields(p.Fields, func(f plan.Field) field {
		switch f := f.(type) {
		case *plan.TotalCount:
			l.total = true
			return field{what: total}
		case *plan.Aggregate:
			return c.aggregate(f, l)
		case *plan.Nodes:
			return field{what: nodeList, object: c.object(f.Object)}
		case *plan.Edges:
			return field{what: edgeList, fields: c.edgeFields(f.Fields, l.walk)}
		case *plan.PageInfo:
			return field{what: pageInfo, fields: c.fields(f.Fields, l.pageField)}
		default:
			panic(fmt.Sprintf("a list has no field %T", f))
		}
	})
	return l
}

func (l *list) pageField(f plan.Field) field {
	switch f.(*plan.PageValue).Value {
	case plan.HasNextPage:
		l.behind = true
		return field{what: hasNext}
	case plan.HasPreviousPage:
		l.ahead = true
		return field{what: hasPrevious}
	case plan.StartCursor:
		return field{what: startCursor}
	default:
		return field{what: endCursor}
	}
}
