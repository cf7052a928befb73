package ingest

import (
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/reference"
)

// testCatalog is the shape of the graph, from the executable schema.
func testCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	text, err := os.ReadFile("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// testReference is the project's own reference folder.
func testReference(t testing.TB, c *catalog.Catalog) *reference.Data {
	t.Helper()
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}
