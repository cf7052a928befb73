package graph

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// fanOut is how many values those fields of introspection have on average that have not one, by type and
// field: what the selections within them are multiplied by. Without it the schema, asked for under a few hundred names, is
// hundreds of megabytes.
func fanOut(schema *ast.Schema) map[string]float64 {
	var fields, inputs, arguments, values, largest int
	argumentsOf := func(def *ast.Definition) (n int) {
		for _, f := range def.Fields {
			n += len(f.Arguments)
		}
		return n
	}
	for _, def := range schema.Types {
		arguments += argumentsOf(def)
		if def.Kind == ast.InputObject {
			inputs += len(def.Fields)
		} else {
			fields += len(def.Fields)
		}
		values += len(def.EnumValues)
		largest = max(largest, len(def.Fields)+len(def.EnumValues)+argumentsOf(def))
	}
	types := float64(len(schema.Types))
	of := func(n int) float64 { return float64(n) / types }
	average := of(fields + inputs + values)
	averageArguments := of(max(arguments, 1))
	// Types that others lead to are larger than others, and count as much as those they stand for.
	weight := func(defs []*ast.Definition) (sum float64) {
		for _, def := range defs {
			sum += max(1, float64(len(def.Fields))/average, float64(argumentsOf(def))/averageArguments)
		}
		return sum
	}
	var members, mostMembers, interfaces float64
	for _, def := range schema.Types {
		if def.IsAbstractType() {
			w := weight(schema.GetPossibleTypes(def))
			members, mostMembers = members+w, max(mostMembers, w)
		}
		interfaces += weight(schema.GetImplements(def))
	}
	return map[string]float64{
		schema.Query.Name + ".__schema": 1,
		// A type that is asked for by name is as large as any.
		schema.Query.Name + ".__type": max(float64(largest)/average, mostMembers/members*types),

		"__Schema.types": types, "__Schema.directives": float64(len(schema.Directives)),
		"__Type.fields": of(fields), "__Type.inputFields": of(inputs), "__Type.enumValues": of(values),
		"__Type.interfaces": interfaces / types, "__Type.possibleTypes": members / types,
		"__Type.ofType": 0.5, // lists and non-null are few levels deep, and asked for to nine
		"__Field.args":  float64(arguments) / float64(max(fields, 1)), "__Directive.args": 2,
	}
}
