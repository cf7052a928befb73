package gen

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

var update = flag.Bool("update", false, "write what is made into the golden files")

func TestExpand(t *testing.T) {
	const name = "testdata/expand.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Expand(&ast.Source{Name: "schema.graphqls", Input: string(archive.Files[0].Data)})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if os.Getenv("CI") != "" {
			t.Fatal("golden files are not written in CI")
		}
		archive.Files = append(archive.Files[:1], txtar.File{Name: "expanded.graphqls", Data: got})
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(archive.Files[1].Data), string(got)); diff != "" {
		t.Errorf("expanded otherwise (-want +got):\n%s", diff)
	}
}

func TestExpandRefuses(t *testing.T) {
	const shared = `
		directive @node(label: String!) on OBJECT
		directive @edge(type: String!, to: Direction!) on FIELD_DEFINITION
		directive @path(steps: [String!]!) on FIELD_DEFINITION
		enum Direction { IN OUT }
		enum Origin { PUBLISHED }
		scalar Date
		type Source { file: String! }
		type Query { as: [A!]! }
	`
	for _, c := range []struct{ name, schema, says string }{
		{"a schema that is none", `type A {`, "Expected"},
		{"a field that leads to a node and does not say how", `type A @node(label: "A") { a: A }`, "A.a: a field has @edge or @path if and only if it leads to a node"},
		{"a field that says how and leads nowhere", `type A @node(label: "A") { a: String @edge(type: "X", to: OUT) }`, "A.a: a field has @edge or @path if and only if it leads to a node"},
		{"an unknown interface", `type A implements B @node(label: "A") { a: String }`, `Undefined type "B"`},
		{"a property that filters have a word for", `type A @node(label: "A") { exists: String }`, "AWhere.exists can only be defined once"},
		{"a field with the name of a companion", `type A @node(label: "A") { a: A @edge(type: "X", to: OUT) aEdge: String }`, "A.aEdge can only be defined once"},
		{"a type with the name of a generated one", `type A @node(label: "A") { a: String } type AConnection { a: String }`, "Cannot redeclare type AConnection"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Expand(&ast.Source{Name: "schema.graphqls", Input: shared + c.schema})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
		})
	}
}

// TestCutLeaves holds that types are leaves by what they lead to: a connection, a payload, an interface and a
// union of them are, and what only they need is gone from the generator's copy.
func TestCutLeaves(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Name: "s", Input: `
		directive @node(label: String!) on OBJECT
		type Query { a(where: AWhere): A! list: AConnection any: [Thing]! node: Node about(of: AboutWhere): About! }
		type Mutation { rename(id: ID!, input: Rename!): Renamed! }
		type Subscription { changed: Change! }
		interface Node { id: ID! }
		type A implements Node @node(label: "A") { id: ID! role: Role link: ALink }
		type ALink { node: A! }
		type AConnection { edges: [AEdge!]! }
		type AEdge { node: A! }
		type Renamed { a: A, errors: [String!]! }
		type Change { links: [ALink!]! }
		type Role { name: String }
		type Other { name: String }
		union Thing = Other | A
		type About { text: String more: More }
		type More { text: String }
		input AWhere { id: ID }
		input AboutWhere { text: String }
		input Rename { name: String! kind: Kind }
		enum Kind { X }
	`})
	found := leaves(schema)
	for _, name := range []string{"A", "ALink", "AConnection", "AEdge", "Node", "Thing", "Renamed", "Change"} {
		if !found[name] {
			t.Errorf("%s is no leaf", name)
		}
		delete(found, name)
	}
	if len(found) > 0 {
		t.Errorf("leaves that lead to no node: %v", found)
	}

	cutLeaves(schema)
	var kept []string
	for _, name := range []string{
		"Query", "Mutation", "Subscription", "Subtree", "About", "More", "AboutWhere", "Rename", "Kind",
		"A", "ALink", "AConnection", "AEdge", "Node", "Thing", "Renamed", "Change", "Role", "Other", "AWhere",
	} {
		if schema.Types[name] != nil {
			kept = append(kept, name)
		}
	}
	want := []string{"Query", "Mutation", "Subscription", "Subtree", "About", "More", "AboutWhere", "Rename", "Kind"}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("kept otherwise (-want +got):\n%s", diff)
	}
	for field, typ := range map[string]string{"a": "Subtree!", "list": "Subtree", "any": "Subtree!", "node": "Subtree", "about": "About!"} {
		if got := schema.Query.Fields.ForName(field).Type.String(); got != typ {
			t.Errorf("%s is a %s, want %s", field, got, typ)
		}
	}
	if args := schema.Query.Fields.ForName("a").Arguments; len(args) > 0 {
		t.Errorf("a query's leaf keeps %d arguments", len(args))
	}
	if args := schema.Mutation.Fields.ForName("rename").Arguments; len(args) != 2 {
		t.Errorf("a mutation keeps %d arguments, want 2", len(args))
	}
	if len(schema.Query.Fields.ForName("about").Arguments) != 1 {
		t.Error("a field that is no leaf lost its argument")
	}
}
