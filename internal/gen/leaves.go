package gen

import (
	"maps"

	"github.com/vektah/gqlparser/v2/ast"
)

// subtree is the one scalar that stands for every type of the graph in the generator's copy of the schema.
const subtree = "Subtree"

// leaves are the types that lead to a node: the kinds, and whatever has a field, a member or an
// implementation that is one. They are found by following the schema, so that no list has to be kept.
func leaves(schema *ast.Schema) map[string]bool {
	found := map[string]bool{}
	for grown := true; grown; {
		grown = false
		for name, def := range schema.Types {
			if !found[name] && !isRoot(schema, def) && leadsTo(schema, def, found) {
				found[name] = true
				grown = true
			}
		}
	}
	return found
}

func leadsTo(schema *ast.Schema, def *ast.Definition, found map[string]bool) bool {
	if !def.IsCompositeType() {
		return false
	}
	if def.Directives.ForName("node") != nil {
		return true
	}
	for _, f := range def.Fields {
		if found[f.Type.Name()] {
			return true
		}
	}
	if def.IsAbstractType() {
		for _, p := range schema.GetPossibleTypes(def) {
			if found[p.Name] {
				return true
			}
		}
	}
	return false
}

func isRoot(schema *ast.Schema, def *ast.Definition) bool {
	return def == schema.Query || def == schema.Mutation || def == schema.Subscription
}

// cutLeaves makes the generator's copy of the schema: root fields that lead to nodes return a subtree, and
// what only they needed is gone. Those of a query lose their arguments too, since the planner reads them.
func cutLeaves(schema *ast.Schema) {
	found := leaves(schema)
	var roots ast.DefinitionList
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		if root == nil {
			continue
		}
		roots = append(roots, root)
		for _, f := range root.Fields {
			if !found[f.Type.Name()] {
				continue
			}
			f.Type = &ast.Type{NamedType: subtree, NonNull: f.Type.NonNull, Position: f.Type.Position}
			if root == schema.Query {
				f.Arguments = nil
			}
		}
	}
	schema.Types[subtree] = &ast.Definition{
		Kind: ast.Scalar, Name: subtree, Description: "Rendered JSON of a root field.", Position: schema.Query.Position,
	}
	// Where a thing lives in the graph is for the catalog to read, and nothing for gqlgen to run.
	maps.DeleteFunc(schema.Directives, func(_ string, d *ast.DirectiveDefinition) bool { return !d.Position.Src.BuiltIn })
	kept := reachable(schema, roots)
	maps.DeleteFunc(schema.Types, func(name string, def *ast.Definition) bool { return !def.BuiltIn && !kept[name] })
	clear(schema.PossibleTypes)
	clear(schema.Implements)
	for _, def := range schema.Types {
		if def.Kind == ast.Object {
			schema.AddPossibleType(def.Name, def)
		}
	}
}

// reachable are the types that fields and arguments of the roots lead to.
func reachable(schema *ast.Schema, roots ast.DefinitionList) map[string]bool {
	kept := map[string]bool{}
	var reach func(name string)
	reach = func(name string) {
		if kept[name] {
			return
		}
		kept[name] = true
		for _, f := range schema.Types[name].Fields {
			reach(f.Type.Name())
			for _, a := range f.Arguments {
				reach(a.Type.Name())
			}
		}
	}
	for _, root := range roots {
		reach(root.Name)
	}
	return kept
}
