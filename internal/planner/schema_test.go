package planner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// Whatever the served schema offers can be planned: each filter and order of each root list, three
// relations deep, and each field of each kind.
func TestAllThatTheSchemaOffersIsPlanned(t *testing.T) {
	p := newPlanner()
	for _, root := range schemaCatalog().Roots {
		if root.Access != catalog.Scan {
			continue
		}
		f := schema().Query.Fields.ForName(root.Name)
		var requests []string
		for _, where := range offered(f.Arguments.ForName("where").Type, 3) {
			requests = append(requests, "where: "+where)
		}
		for _, order := range offered(f.Arguments.ForName("orderBy").Type, 3) {
			requests = append(requests, "orderBy: "+order)
		}
		for _, arguments := range requests {
			if strings.Contains(arguments, "origin:") && strings.Contains(arguments, "edge:") {
				continue // refused below a path, as another test holds
			}
			mustPlan(t, p, fmt.Sprintf("{ %s(%s) { totalCount } }", root.Name, arguments), ``)
		}
	}
}

// offered are values of an input type with one member each, so far down.
func offered(of *ast.Type, depth int) []string {
	def := schema().Types[of.Name()]
	switch {
	case def.Kind == ast.Enum:
		return []string{def.EnumValues[0].Name}
	case def.Kind == ast.Scalar:
		return []string{map[string]string{"Int": "1", "Float": "1.5", "Boolean": "true", "Date": `"2026-01-01"`}[def.Name] + map[string]string{"ID": `"A1"`, "String": `"x"`}[def.Name]}
	case depth == 0:
		return nil
	}
	var out []string
	for _, f := range def.Fields {
		switch f.Name {
		case "AND", "OR", "NOT", "edge", "exists":
			continue // other tests have them
		}
		for _, value := range offered(f.Type, depth-1) {
			if required := def.Fields.ForName("count"); f.Name == "where" && required != nil && required.Type.NonNull {
				continue
			}
			out = append(out, fmt.Sprintf("{%s: %s}", f.Name, value))
		}
	}
	return out
}

func TestEachFieldOfEachKindIsPlanned(t *testing.T) {
	p := newPlanner()
	for _, k := range schemaCatalog().Kinds {
		var fields strings.Builder
		for _, f := range schema().Types[k.Name].Fields {
			fields.WriteString(" " + f.Name + selection(schema().Types[f.Type.Name()], 4))
		}
		planned, _ := mustPlan(t, p, fmt.Sprintf(`{ node(id: "x") { ... on %s { __typename %s } } }`, k.Name, fields.String()), ``)
		if list := planned.Roots[0].Object.ByKind[k.Index]; len(list) != len(schema().Types[k.Name].Fields)+1 {
			t.Errorf("%s: %d fields", k.Name, len(list))
		}
	}
}

// selection selects all of a type, so far down.
func selection(def *ast.Definition, depth int) string {
	if def.IsLeafType() {
		return ""
	}
	var out strings.Builder
	for _, f := range def.Fields {
		of := schema().Types[f.Type.Name()]
		if of.IsLeafType() || depth > 1 && schemaCatalog().KindsOf(def.Name) == 0 { // of a node its values alone
			out.WriteString(" " + f.Name + selection(of, depth-1))
		}
	}
	return " { __typename" + out.String() + " }"
}
