// Package gen turns the hand-written schema into the schema that is served and into the Go code around
// it. It expands lists into connections, gives every kind its filter and its order, and runs gqlgen with
// the types of the graph as leaves. It imports nothing of ours but catalog, and must not import graph,
// which it writes.
package gen

import (
	"fmt"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// header marks the expanded schema as generated, in the form that tools know.
const header = "# Code generated from schema.graphqls by go generate. DO NOT EDIT.\n"

// Expand makes the schema that is served out of the hand-written one. The result is valid GraphQL, the
// same for the same input, and has a description on everything.
func Expand(source *ast.Source) ([]byte, error) {
	doc, err := parser.ParseSchema(source)
	if err != nil {
		return nil, err
	}
	e := &expander{doc: doc}
	if err := e.expand(); err != nil {
		return nil, err
	}
	text := printSchema(doc.Directives, used(doc.Directives, e.out))
	if _, err := gqlparser.LoadSchema(&ast.Source{Name: "the expanded schema", Input: string(text)}); err != nil {
		return nil, fmt.Errorf("expanding %s: %w", source.Name, err)
	}
	return text, nil
}
