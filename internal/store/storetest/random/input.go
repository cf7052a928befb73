package random

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// inputs draws the values of arguments, mostly such that occur in the graph.
type inputs struct {
	source
	world *World
	known map[string][]any // values in the graph, by property
	kinds catalog.KindSet  // in the graph
	// lift may put a variable in place of a value. It is nil while the value of a variable is drawn.
	lift func(in inputs, place place, value literal, again func(inputs) literal) literal
	// fixed says that variables keep their values: those of an orderBy do, to which cursors are bound.
	fixed bool
}

// place is where a value stands.
type place struct {
	typeName string // of a variable in its place
	null     bool   // null is as good as nothing
	absent   bool   // a variable without a value is as good as nothing
}

// optional is the place of an argument or object that may be null or missing.
func optional(typeName string) place { return place{typeName, true, true} }

// at draws a value for a place, or a variable that has it.
func (in inputs) at(p place, draw func(inputs) literal) literal {
	value := draw(in)
	if in.lift == nil || value.variable {
		return value
	}
	return in.lift(in, p, value, draw)
}

// likely narrows fields that follow edges, if there are such: mostly to those that lead to kinds of the graph,
// now and then to paths.
func (in inputs) likely(of string, fields []*ast.FieldDefinition) []*ast.FieldDefinition {
	narrow := func(percent int, wanted func(*catalog.Relation) bool) {
		var narrowed []*ast.FieldDefinition
		for _, f := range fields {
			if r := in.world.Catalog.Relation(of, f.Name); r != nil && wanted(r) {
				narrowed = append(narrowed, f)
			}
		}
		if len(narrowed) > 0 && in.chance(percent) {
			fields = narrowed
		}
	}
	narrow(90, func(r *catalog.Relation) bool { return r.Kinds&in.kinds != 0 })
	narrow(45, func(r *catalog.Relation) bool { return !oneStep(r) })
	return fields
}

// knownValues collects what filters can match.
func knownValues(g *store.Graph) map[string][]any {
	known := map[string][]any{}
	add := func(name string, v any) {
		if v != nil && !slices.Contains(known[name], v) {
			known[name] = append(known[name], v)
		}
	}
	for _, n := range g.Nodes {
		add("code", n.Code)
		add("odsCode", n.Code)
		add("kind", n.Kind.Enum)
		for _, p := range g.Catalog.Properties {
			switch {
			case p.Measure != nil:
				points, _ := n.Values[p.Measure.Series.Index].([]any)
				for _, point := range points {
					add(p.Name, point.([]any)[p.Measure.Value])
				}
			case p.Stored() && !p.List && p.Value == nil:
				add(p.Name, n.Values[p.Index])
			}
		}
	}
	for _, e := range g.Edges {
		if e.ValidFrom != day.Min {
			add("validFrom", e.ValidFrom)
		}
		if e.ValidTo != day.Max {
			add("validTo", e.ValidTo)
		}
		for i, v := range e.Values {
			add(g.Catalog.EdgeProperties[i].Name, v)
		}
	}
	return known
}

// value draws a scalar for a property, three times in four one that occurs.
func (in inputs) value(name, typeName string) any {
	if known := in.known[name]; len(known) > 0 && in.chance(75) {
		return pick(in.source, known)
	}
	p := catalog.Property{GraphQL: typeName, Type: catalog.String}
	switch typeName {
	case "Int":
		return in.below(4) // counts are small
	case "Float":
		p.Type = catalog.Float
	case "Boolean":
		p.Type = catalog.Boolean
	case "Date":
		p.Type = catalog.Date
	case "String", "ID":
	default:
		p.Type = catalog.Enum
	}
	return in.world.scalar(in.source, &p)
}

// operators draws an object of operators of the scalar inputs, such as StringWhere.
func (in inputs) operators(inputType, property string, folded bool) literal {
	fields := in.world.Schema.Types[inputType].Fields
	drawn := map[string]literal{}
	for range in.between(1, 2) {
		f := pick(in.source, fields)
		if fold := fields.ForName("caseInsensitive"); fold != nil && in.chance(30) {
			f = fold
		}
		switch f.Name {
		case "isNull":
			drawn[f.Name] = in.at(place{typeName: "Boolean", absent: true}, func(in inputs) literal {
				return constant("Boolean", in.chance(50))
			})
		case "caseInsensitive":
			drawn[f.Name] = in.at(optional(f.Type.Name()), func(in inputs) literal {
				return in.operators(f.Type.Name(), property, true)
			})
		case "in":
			drawn[f.Name] = in.at(place{typeName: f.Type.String(), absent: true}, func(in inputs) literal {
				var items []literal
				for range in.below(4) {
					items = append(items, in.at(place{typeName: f.Type.Elem.String()}, func(in inputs) literal {
						return constant(f.Type.Name(), in.operand(f.Name, property, f.Type.Name(), folded))
					}))
				}
				return list(items, in.chance(25))
			})
		default:
			drawn[f.Name] = in.at(place{typeName: f.Type.Name(), absent: true}, func(in inputs) literal {
				return constant(f.Type.Name(), in.operand(f.Name, property, f.Type.Name(), folded))
			})
		}
	}
	return object(drawn)
}

// operand draws what a value is compared with: a part of it, or in other case, where that may still match.
func (in inputs) operand(operator, property, typeName string, folded bool) any {
	v := in.value(property, typeName)
	text, ok := v.(string)
	if !ok {
		return v
	}
	runes := []rune(text)
	switch operator {
	case "contains":
		runes = runes[in.below(len(runes)+1):]
		runes = runes[:in.below(len(runes)+1)]
	case "startsWith":
		runes = runes[:in.below(len(runes)+1)]
	case "endsWith":
		runes = runes[in.below(len(runes)+1):]
	}
	text = string(runes)
	if folded && in.chance(50) {
		return strings.ToUpper(text)
	}
	if folded && in.chance(50) {
		return strings.ToLower(text)
	}
	return text
}
