package gen

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// figures are what is told of the values of a property, one type for each scalar that has an order and a size.
var figures = []figure{{"Int", "whole numbers"}, {"Float", "numbers"}, {"Date", "dates"}}

type figure struct{ scalar, subject string }

// aggregate is the type with a field for each property of a kind that figures are told of; nil where there is none.
func (e *expander) aggregate(def *ast.Definition) *ast.Definition {
	result := &ast.Definition{
		Kind: ast.Object, Name: def.Name + "Aggregate",
		Description: "Figures of all `" + def.Name + "` nodes of a list, whatever its page; each node counts once.",
	}
	for _, f := range def.Fields {
		name := f.Type.Name()
		if e.role(f) != property || !slices.ContainsFunc(figures, func(of figure) bool { return of.scalar == name }) {
			continue
		}
		result.Fields = append(result.Fields, field(f.Name, name+"Aggregate!", "Figures of `"+f.Name+"`."))
	}
	if result.Fields == nil {
		return nil
	}
	return result
}

// aggregates are the types of figures. Only whole numbers are added up: the sum of others would depend on their order.
func (e *expander) aggregates() ast.DefinitionList {
	var defs ast.DefinitionList
	for _, of := range figures {
		fields := ast.FieldList{field("count", "Int!", "How many of the nodes have a value.")}
		if of.scalar == "Int" {
			fields = append(fields,
				field("sum", "Float!", "Their sum, a whole number that may have more than 32 bits; 0 where there are none."),
				field("average", "Float", "Their sum by their count; null where there are none."))
		}
		fields = append(fields,
			field("min", of.scalar, "The smallest; null where there are none."),
			field("max", of.scalar, "The largest; null where there are none."))
		defs = append(defs, &ast.Definition{
			Kind: ast.Object, Name: of.scalar + "Aggregate", Description: "Figures of " + of.subject + "; a missing value is none.", Fields: fields,
		})
	}
	return defs
}
