package gen

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

func input(name, description string, fields ...*ast.FieldDefinition) *ast.Definition {
	return &ast.Definition{Kind: ast.InputObject, Name: name, Description: description, Fields: fields}
}

func field(name, typ, description string) *ast.FieldDefinition {
	return &ast.FieldDefinition{Name: name, Type: typeOf(typ), Description: description}
}

func arg(name, typ, description string) *ast.ArgumentDefinition {
	return &ast.ArgumentDefinition{Name: name, Type: typeOf(typ), Description: description}
}

// typeOf reads a type as GraphQL writes it, such as [Practice!]!.
func typeOf(s string) *ast.Type {
	inner, nonNull := strings.CutSuffix(s, "!")
	if strings.HasPrefix(inner, "[") {
		return &ast.Type{Elem: typeOf(inner[1 : len(inner)-1]), NonNull: nonNull}
	}
	return &ast.Type{NamedType: inner, NonNull: nonNull}
}

// used are the definitions that clients can reach from a root, or that a directive needs, in their order.
func used(directives ast.DirectiveDefinitionList, defs ast.DefinitionList) ast.DefinitionList {
	reached := map[string]bool{}
	var reach func(name string)
	arguments := func(args ast.ArgumentDefinitionList) {
		for _, a := range args {
			reach(a.Type.Name())
		}
	}
	reach = func(name string) {
		def := defs.ForName(name)
		if def == nil || reached[name] {
			return
		}
		reached[name] = true
		for _, f := range def.Fields {
			reach(f.Type.Name())
			arguments(f.Arguments)
		}
		for _, n := range append(def.Types, def.Interfaces...) {
			reach(n)
		}
		for _, d := range defs {
			for _, n := range d.Interfaces {
				if n == name {
					reach(d.Name)
				}
			}
		}
	}
	for _, d := range directives {
		arguments(d.Arguments)
	}
	for _, root := range []string{"Query", "Mutation", "Subscription"} {
		reach(root)
	}
	var kept ast.DefinitionList
	for _, def := range defs {
		if reached[def.Name] {
			kept = append(kept, def)
		}
	}
	return kept
}
