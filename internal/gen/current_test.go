package gen

import (
	"bytes"
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

func source(t *testing.T) *ast.Source {
	t.Helper()
	text, err := os.ReadFile("../../" + written)
	if err != nil {
		t.Fatal(err)
	}
	return &ast.Source{Name: written, Input: string(text)}
}

func TestExpandedSchemaIsCurrent(t *testing.T) {
	want, err := Expand(source(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../" + expanded)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what %s expands to: run go generate ./...", expanded, written)
	}
}

func TestExpandedSchemaMakesACatalog(t *testing.T) {
	text, err := Expand(source(t))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: expanded, Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	kinds := schema.Types[kindEnum].EnumValues
	if len(c.Kinds) != len(kinds) {
		t.Errorf("%d kinds in the catalog, %d in %s", len(c.Kinds), len(kinds), kindEnum)
	}
	for _, v := range kinds {
		if c.KindOf(v.Name) == nil {
			t.Errorf("no kind is %s", v.Name)
		}
	}
}
