package storetest

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// edgesOfType is how many edges of each type Ends asks for.
const edgesOfType = 3

// Ends asks for edges of every type of a graph from both ends, on their first day and on the day before, with a
// condition on their dates where a list leads to them. ask answers an operation over the graph.
func Ends(t *testing.T, schema *ast.Schema, g *store.Graph, ask func(query string) []byte) {
	t.Helper()
	e := ends{schema, g, ask}
	byType := map[*catalog.EdgeType][]*store.Edge{}
	for _, edge := range g.Edges {
		if n := len(byType[edge.Type]); n < edgesOfType && !edge.Life.Empty() && (n == 0 || edge.From != byType[edge.Type][n-1].From) {
			byType[edge.Type] = append(byType[edge.Type], edge)
		}
	}
	for _, edgeType := range g.Catalog.EdgeTypes {
		t.Run(edgeType.Name, func(t *testing.T) {
			if byType[edgeType] == nil {
				t.Error("no edge of this type holds on any day")
			}
			for _, edge := range byType[edgeType] {
				e.check(t, edge, false)
				e.check(t, edge, true)
			}
		})
	}
}

type ends struct {
	schema *ast.Schema
	graph  *store.Graph
	ask    func(query string) []byte
}

// check asks for an edge from its source, or from its target.
func (e ends) check(t *testing.T, edge *store.Edge, in bool) {
	t.Helper()
	near, far := edge.From, edge.To
	if in {
		near, far = far, near
	}
	r := e.field(near.Kind, edge.Type, in, far.Kind)
	if r == nil {
		t.Fatalf("%s has no field that leads to %s", near.Kind.Name, far.Kind.Name)
	}
	on := edge.Life.From
	if on == day.Min {
		on = min(edge.Life.To-1, day.Of(2026, 1, 1))
	}
	if !e.asked(t, r, edge, near, far, on) {
		t.Errorf("%s.%s does not lead from %s to %s on %v", near.Kind.Name, r.Name, near.Code, far.Code, on)
	}
	if edge.Life.From != day.Min && !e.other(edge, on-1) && e.asked(t, r, edge, near, far, on-1) {
		t.Errorf("%s.%s leads from %s to %s on the day before %v", near.Kind.Name, r.Name, near.Code, far.Code, on)
	}
}

// field is a field of a kind that follows edges of one type to nodes of another kind.
func (e ends) field(near *catalog.Kind, t *catalog.EdgeType, in bool, far *catalog.Kind) *catalog.Relation {
	for _, f := range e.schema.Types[near.Name].Fields {
		r := e.graph.Catalog.Relation(near.Name, f.Name)
		if r != nil && r.Shape != catalog.Link && len(r.Steps) == 1 && r.Steps[0] == (catalog.Step{Type: t, In: in}) && r.Kinds.Has(far) {
			return r
		}
	}
	return nil
}

// asked says whether the field leads to the far node on a day, by an edge with these dates, this origin and this source.
func (e ends) asked(t *testing.T, r *catalog.Relation, edge *store.Edge, near, far *store.Node, on day.Day) bool {
	t.Helper()
	const shown = "node { id } validFrom validTo origin source { release file record }"
	field := r.Name + "Edge { " + shown + " }"
	if r.Shape == catalog.Many {
		condition := "validFrom: {isNull: true}"
		if edge.ValidFrom != day.Min {
			condition = fmt.Sprintf("validFrom: {eq: %q}", edge.ValidFrom)
		}
		field = fmt.Sprintf("%s(where: {edge: {%s}}) { edges { %s } }", r.Name, condition, shown)
	}
	body := e.ask(fmt.Sprintf("{ node(id: %q, asOf: %q) { ... on %s { found: %s } } }", near.ID(), on, near.Kind.Name, field))
	type link struct {
		Node               struct{ ID string }
		ValidFrom, ValidTo *string
		Origin             string
		Source             struct{ Release, File, Record string }
	}
	var answer struct {
		Data struct {
			Node struct{ Found json.RawMessage }
		}
		Errors json.RawMessage
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Errors != nil {
		t.Fatalf("%v: %s", err, body)
	}
	var list struct{ Edges []link }
	var one *link
	into := any(&list)
	if r.Shape == catalog.One {
		into = &one
	}
	if err := json.Unmarshal(answer.Data.Node.Found, into); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if one != nil {
		list.Edges = []link{*one}
	}
	for _, l := range list.Edges {
		if l.Node.ID == far.ID() {
			return l.Origin == string(edge.Origin) && l.Source.Release == edge.Source.Release && l.Source.File == edge.Source.File &&
				l.Source.Record == edge.Source.Record
		}
	}
	return false
}

// other says whether another edge of the type holds between the two on a day.
func (e ends) other(edge *store.Edge, on day.Day) bool {
	for _, f := range e.graph.Edges {
		if f != edge && f.Type == edge.Type && f.From == edge.From && f.To == edge.To && f.Life.Holds(on) {
			return true
		}
	}
	return false
}
