package random

import (
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// orderBy draws a list of sort keys. Cursors fit only the ordering that they were made under: variables
// within it keep their values.
func (in inputs) orderBy(target string, depth int) literal {
	in.fixed = true
	return in.at(optional("["+target+"OrderBy!]"), func(in inputs) literal {
		var keys []literal
		for range in.below(4) {
			keys = append(keys, in.at(place{typeName: target + "OrderBy!"}, func(in inputs) literal {
				return in.sortKey(target, depth)
			}))
		}
		return list(keys, in.chance(25))
	})
}

// sortKey draws an object with one key.
func (in inputs) sortKey(target string, depth int) literal {
	var own, one, related []*ast.FieldDefinition
	for _, f := range in.world.Schema.Types[target+"OrderBy"].Fields {
		r := in.world.Catalog.Relation(target, f.Name)
		if r == nil {
			own = append(own, f)
			continue
		}
		related = append(related, f)
		if r.Shape == catalog.One {
			one = append(one, f)
		}
	}
	f := pick(in.source, own)
	switch {
	case depth == 0 || len(related) == 0 || in.chance(50):
	case len(one) > 0 && in.chance(50): // the fewer
		f = pick(in.source, in.likely(target, one))
	default:
		f = pick(in.source, in.likely(target, related))
	}
	r := in.world.Catalog.Relation(target, f.Name)
	direction := func(in inputs) literal { return constant("SortDirection", pick(in.source, []string{"ASC", "DESC"})) }
	value := func(in inputs) literal {
		switch {
		case r == nil:
			return direction(in)
		case r.Shape == catalog.One:
			return in.sortKey(r.Target, depth-1)
		default:
			drawn := map[string]literal{"count": in.at(place{typeName: "SortDirection!"}, direction)}
			if in.chance(50) {
				drawn["where"] = in.at(optional(r.Target+"EdgeWhere"), func(in inputs) literal {
					return in.nodeAndEdge(r, depth)
				})
			}
			return object(drawn)
		}
	}
	return object(map[string]literal{f.Name: in.at(place{typeName: f.Type.Name()}, value)})
}
