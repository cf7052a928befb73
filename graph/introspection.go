package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// fanOut is how many values each field of introspection has on average, by type and field: what the
// selections within it are multiplied by. Without it the schema, asked for under a few hundred names, is
// an answer of seconds.
func fanOut(schema *ast.Schema) map[string]float64 {
	var fields, inputs, arguments, values, interfaces, members, largest int
	for _, def := range schema.Types {
		size := len(def.Fields) + len(def.EnumValues)
		for _, f := range def.Fields {
			arguments += len(f.Arguments)
			size += len(f.Arguments)
		}
		if def.Kind == ast.InputObject {
			inputs += len(def.Fields)
		} else {
			fields += len(def.Fields)
		}
		values += len(def.EnumValues)
		interfaces += len(def.Interfaces)
		if def.IsAbstractType() {
			members = max(members, len(schema.GetPossibleTypes(def)))
		}
		largest = max(largest, size)
	}
	types := float64(len(schema.Types))
	of := func(n int) float64 { return float64(n) / types }
	fan := map[string]float64{
		schema.Query.Name + ".__schema": 1,
		// A type that is asked for by name is as large as any.
		schema.Query.Name + ".__type": float64(largest) / of(fields+inputs+arguments+values),

		"__Schema.types": types, "__Schema.directives": float64(len(schema.Directives)),
		"__Type.fields": of(fields), "__Type.inputFields": of(inputs), "__Type.enumValues": of(values),
		"__Type.interfaces": of(interfaces), "__Type.possibleTypes": float64(members),
		"__Type.ofType": 0.5, // lists and non-null are few levels deep, and asked for to nine
		"__Field.args":  float64(arguments) / float64(max(fields, 1)), "__Directive.args": 2,
	}
	for name, def := range schema.Types {
		for _, f := range def.Fields {
			if _, known := fan[name+"."+f.Name]; !known && strings.HasPrefix(name, "__") {
				fan[name+"."+f.Name] = 1
			}
		}
	}
	return fan
}
