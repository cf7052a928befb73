package memory

import (
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// peopleSchema has what the program's own schema has no use for: a list along edges outwards, and a path
// of three steps.
const peopleSchema = `
	directive @node(label: String!) on OBJECT
	directive @edge(type: String!, to: Direction!) on FIELD_DEFINITION
	directive @path(steps: [String!]!) on FIELD_DEFINITION
	enum Direction { IN OUT }
	scalar Date
	interface Node { odsCode: ID! }
	type Club implements Node @node(label: "Club") {
		odsCode: ID!
		members: Nodes! @edge(type: "MEMBER_OF", to: IN)
		friends: People! @path(steps: ["<MEMBER_OF", "KNOWS>"])
		friendsOfFriends: People! @path(steps: ["<MEMBER_OF", "KNOWS>", "KNOWS>"])
	}
	type Person implements Node @node(label: "Person") {
		odsCode: ID! age: Int height: Float born: Date retired: Boolean nick: String tags: [String!]! pets: [Pet!]!
		club: Club @edge(type: "MEMBER_OF", to: OUT)
		knows: Nodes! @edge(type: "KNOWS", to: OUT)
		knownPeople: People! @edge(type: "KNOWS", to: OUT)
	}
	type Pet { name: String! toys: [Toy]! best: Toy }
	type Toy { name: String cost: Int }
	type People { nodes: [Person!]! }
	type Nodes { nodes: [Node!]! }
	type Query { person(odsCode: ID!): Person }
`

func peopleCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "people", Input: peopleSchema})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// people is a graph in the making.
type people struct {
	t testing.TB
	*store.Graph
}

func newPeople(t testing.TB) people {
	t.Helper()
	return people{t, &store.Graph{Catalog: peopleCatalog(t), Dataset: &store.Dataset{Release: "people"}}}
}

// node adds a node that lives always.
func (p people) node(kind, code string) *store.Node {
	n := store.NewNode(p.Catalog, p.Catalog.Kind(kind), code)
	p.Nodes = append(p.Nodes, n)
	return n
}

// edge adds an edge between two codes from one day to before another.
func (p people) edge(edgeType, from, to string, first, end day.Day) *store.Edge {
	e := &store.Edge{
		Type: p.Catalog.EdgeType(edgeType), From: p.Find(from), To: p.Find(to), ValidFrom: first, ValidTo: day.Max,
		Life: day.Interval{From: first, To: end}, Origin: store.Published,
		Source: store.Source{Release: "people", File: "file", Vintage: day.Min},
	}
	if end != day.Max {
		e.ValidTo = end - 1
	}
	p.Edges = append(p.Edges, e)
	return e
}

func (p people) build() *snapshot {
	p.t.Helper()
	s, err := build(p.Graph)
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}
