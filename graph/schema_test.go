package graph

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

func TestEverythingIsDescribed(t *testing.T) {
	missing := func(what, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", what)
		}
	}
	arguments := func(of string, args ast.ArgumentDefinitionList) {
		for _, a := range args {
			missing(of+"("+a.Name+")", a.Description)
		}
	}
	for name, def := range Schema().Types {
		if def.BuiltIn {
			continue
		}
		missing(name, def.Description)
		for _, f := range def.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				missing(name+"."+f.Name, f.Description)
				arguments(name+"."+f.Name, f.Arguments)
			}
		}
		for _, v := range def.EnumValues {
			missing(name+"."+v.Name, v.Description)
		}
	}
	for name, d := range Schema().Directives {
		if !d.Position.Src.BuiltIn {
			missing("@"+name, d.Description)
			arguments("@"+name, d.Arguments)
		}
	}
}

// TestIntrospectionShowsTheWholeSchema holds that what clients see is not the copy that code was generated from.
func TestIntrospectionShowsTheWholeSchema(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	var answer struct {
		Data struct {
			Schema struct{ Types []struct{ Name string } } `json:"__schema"`
		}
	}
	if err := json.Unmarshal(e.Do(t.Context(), Request{Query: standardIntrospection}).Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, typ := range answer.Data.Schema.Types {
		shown[typ.Name] = true
	}
	for name := range Schema().Types {
		if !shown[name] {
			t.Errorf("%s is not shown", name)
		}
	}
	if shown["Subtree"] {
		t.Error("Subtree is shown")
	}
}

func TestCatalogIsOne(t *testing.T) {
	a, err := Catalog()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := Catalog(); a != b {
		t.Error("there are two: their kinds are not the same")
	}
}

// What an object of an interface may be are objects alone, also where interfaces implement it.
func TestPossibleTypes(t *testing.T) {
	for _, name := range []string{"Node", "Organisation", "CommunityPartner"} {
		for _, possible := range Schema().GetPossibleTypes(Schema().Types[name]) {
			if possible.Kind != ast.Object {
				t.Errorf("%s may be a %s", name, possible.Name)
			}
		}
	}
	if n := len(Schema().PossibleTypes["CommunityPartner"]); n != 6 {
		t.Errorf("%d community partners", n)
	}
}
