package ingest

import (
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"

	"orggraph/internal/catalog"
	"orggraph/reference"
)

// testCatalog reads the shape of the graph from the hand-written schema: its kinds, properties and edges
// are those of the expanded one, and the importer needs no root fields.
func testCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parser.ParseSchemas(validator.Prelude, &ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	query := doc.Definitions.ForName("Query")
	query.Fields = ast.FieldList{query.Fields.ForName("dataset")}
	kinds := &ast.Definition{Kind: ast.Enum, Name: "OrganisationKind"}
	for _, def := range doc.Definitions {
		if def.Directives.ForName("node") == nil {
			continue
		}
		kinds.EnumValues = append(kinds.EnumValues, &ast.EnumValueDefinition{Name: catalog.EnumValue(def.Name)})
		for _, name := range def.Interfaces {
			for _, f := range doc.Definitions.ForName(name).Fields {
				if def.Fields.ForName(f.Name) == nil {
					def.Fields = append(def.Fields, f)
				}
			}
		}
	}
	doc.Definitions = append(doc.Definitions, kinds)
	schema, err := validator.ValidateSchemaDocument(doc)
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
func testReference(t testing.TB) *reference.Data {
	t.Helper()
	ref, err := reference.Load(reference.Files)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}
