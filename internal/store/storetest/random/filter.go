package random

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// edgeInHand says which conditions on an edge have a meaning.
type edgeInHand int

const (
	noEdge   edgeInHand = iota // at a root list
	pathEdge                   // dates alone
	oneEdge
)

func edgeOf(r *catalog.Relation) edgeInHand {
	switch {
	case r == nil:
		return noEdge
	case len(r.Steps) > 1:
		return pathEdge
	default:
		return oneEdge
	}
}

// where draws a filter on organisations of a type: `exists` stands only directly under a field that
// leads to one.
func (in inputs) where(target string, edge edgeInHand, exists bool, depth int) literal {
	drawn := map[string]literal{}
	for range in.between(1, 2) {
		if in.chance(5) {
			continue
		}
		f := pick(in.source, in.likely(target, in.whereFields(target, edge, exists, depth)))
		if _, ok := drawn[f.Name]; ok {
			continue
		}
		drawn[f.Name] = in.whereField(target, f, edge, depth)
	}
	return object(drawn)
}

// whereFields are those that may stand in a filter here. A class of fields is drawn first, so that the few
// connectives and relations aren't lost among the many properties.
func (in inputs) whereFields(target string, edge edgeInHand, exists bool, depth int) []*ast.FieldDefinition {
	class := in.below(20)
	var plain, chosen []*ast.FieldDefinition
	for _, f := range in.world.Schema.Types[target+"Where"].Fields {
		r := in.world.Catalog.Relation(target, f.Name)
		switch f.Name {
		case "AND", "OR", "NOT":
			if depth > 0 && class >= 8 && class < 12 {
				chosen = append(chosen, f)
			}
		case "edge":
			if edge != noEdge && (class == 12 || class == 13) {
				chosen = append(chosen, f)
			}
		case "exists":
			if exists && class >= 14 && class < 17 {
				chosen = append(chosen, f)
			}
		default:
			if r == nil {
				plain = append(plain, f)
			} else if depth > 0 && class >= 1 && class < 8 {
				chosen = append(chosen, f)
			}
		}
	}
	if len(chosen) == 0 {
		return plain
	}
	return chosen
}

func (in inputs) whereField(target string, f *ast.FieldDefinition, edge edgeInHand, depth int) literal {
	typeName := f.Type.Name()
	r := in.world.Catalog.Relation(target, f.Name)
	switch {
	case f.Name == "AND" || f.Name == "OR":
		return in.all(f, func(in inputs) literal { return in.where(target, edge, false, depth-1) })
	case f.Name == "NOT":
		return in.at(optional(typeName), func(in inputs) literal { return in.where(target, edge, false, depth-1) })
	case f.Name == "edge":
		return in.at(optional(typeName), func(in inputs) literal { return in.edgeWhere(edge, depth) })
	case f.Name == "exists":
		return in.at(place{typeName: typeName, absent: true}, func(in inputs) literal {
			return constant(typeName, in.chance(50))
		})
	case r == nil:
		return in.at(optional(typeName), func(in inputs) literal { return in.operators(typeName, f.Name, false) })
	case r.Shape == catalog.One:
		return in.at(optional(typeName), func(in inputs) literal {
			return in.where(r.Target, edgeOf(r), true, depth-1)
		})
	default:
		return in.at(optional(typeName), func(in inputs) literal { return in.quantifiers(f, r, depth) })
	}
}

// all draws a list of conditions, sometimes an empty one.
func (in inputs) all(f *ast.FieldDefinition, draw func(inputs) literal) literal {
	return in.at(optional(f.Type.String()), func(in inputs) literal {
		var items []literal
		for range in.below(3) {
			items = append(items, in.at(place{typeName: f.Type.Elem.String()}, draw))
		}
		return list(items, in.chance(25))
	})
}

// quantifiers draws conditions on the targets of a to-many relation, such as PracticeListWhere.
func (in inputs) quantifiers(f *ast.FieldDefinition, r *catalog.Relation, depth int) literal {
	drawn := map[string]literal{}
	for range in.between(1, 2) {
		q := pick(in.source, in.world.Schema.Types[f.Type.Name()].Fields)
		drawn[q.Name] = in.at(optional(q.Type.Name()), func(in inputs) literal {
			if q.Name == "count" {
				return in.countWhere(q.Type.Name(), r, depth)
			}
			return in.nodeAndEdge(r, depth)
		})
	}
	return object(drawn)
}

// nodeAndEdge draws conditions on a target and its edge, such as PracticeEdgeWhere.
func (in inputs) nodeAndEdge(r *catalog.Relation, depth int) literal {
	drawn := map[string]literal{}
	if in.chance(60) {
		drawn["node"] = in.at(optional(r.Target+"Where"), func(in inputs) literal {
			return in.where(r.Target, edgeOf(r), false, depth-1)
		})
	}
	if in.chance(40) {
		drawn["edge"] = in.at(optional("EdgeWhere"), func(in inputs) literal { return in.edgeWhere(edgeOf(r), depth) })
	}
	return object(drawn)
}

// countWhere draws conditions on a count, such as PracticeCountWhere.
func (in inputs) countWhere(inputType string, r *catalog.Relation, depth int) literal {
	drawn := map[string]literal{}
	for range in.between(1, 2) {
		f := pick(in.source, in.world.Schema.Types[inputType].Fields)
		switch f.Name {
		case "where":
			drawn[f.Name] = in.at(optional(f.Type.Name()), func(in inputs) literal { return in.nodeAndEdge(r, depth) })
		case "in":
			drawn[f.Name] = in.at(place{typeName: f.Type.String(), absent: true}, func(in inputs) literal {
				return list([]literal{constant("Int", in.below(3)), constant("Int", in.below(3))}, false)
			})
		default:
			drawn[f.Name] = in.at(place{typeName: "Int", absent: true}, func(in inputs) literal {
				return constant("Int", in.below(4))
			})
		}
	}
	return object(drawn)
}

// edgeWhere draws conditions on an edge.
func (in inputs) edgeWhere(edge edgeInHand, depth int) literal {
	drawn := map[string]literal{}
	for range in.between(1, 2) {
		f := pick(in.source, in.world.Schema.Types["EdgeWhere"].Fields)
		again := func(in inputs) literal { return in.edgeWhere(edge, depth-1) }
		switch {
		case strings.ToUpper(f.Name) == f.Name && depth <= 0:
		case f.Name == "NOT":
			drawn[f.Name] = in.at(optional(f.Type.Name()), again)
		case strings.ToUpper(f.Name) == f.Name:
			drawn[f.Name] = in.all(f, again)
		case edge == pathEdge && f.Name != "validFrom" && f.Name != "validTo":
		default:
			drawn[f.Name] = in.at(optional(f.Type.Name()), func(in inputs) literal {
				return in.operators(f.Type.Name(), f.Name, false)
			})
		}
	}
	return object(drawn)
}
