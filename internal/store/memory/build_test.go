package memory

import (
	"reflect"
	"strings"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

func TestNodesAreNumberedByKindAndCode(t *testing.T) {
	p := newPeople(t)
	for _, code := range []string{"c", "A", "é", "b"} {
		p.node("Person", code)
	}
	p.node("Club", "d")
	s := p.build()
	var codes []string
	for id := range s.size() {
		codes = append(codes, s.code(uint32(id)))
	}
	if got := strings.Join(codes, ""); got != "dAbcé" {
		t.Errorf("nodes %s", got)
	}
	for code, rank := range map[string]int{"A": 0, "b": 1, "c": 2, "d": 3, "é": 4} {
		node, ok := s.find(code)
		if !ok || int(s.rank[node]) != rank {
			t.Errorf("%s: found %v, the %dth by code", code, ok, s.rank[node])
		}
	}
	for code, want := range map[string]int{"": 0, "a": 1, "bb": 2, "z": 4, "ü": 5} {
		if rank, found := s.rankOf(code); found || rank != want {
			t.Errorf("%q would be the %dth, want %d", code, rank, want)
		}
	}
}

func TestColumnsReachOverTheirKindsAlone(t *testing.T) {
	p := newPeople(t)
	p.node("Club", "X")
	p.node("Person", "A").Set(p.Catalog, "age", 7)
	s := p.build()
	age := &s.nodes.properties[p.Catalog.Property("age").Index]
	if age.first != 1 || len(age.cells) != 1 {
		t.Errorf("from %d, %d cells", age.first, len(age.cells))
	}
	if got := age.get(0); got != textNull {
		t.Errorf("a club has the age %s", s.texts.json(got))
	}
	if got := string(s.texts.json(age.get(1))); got != "7" || age.number(1) != 7 {
		t.Errorf("age %s, %v", got, age.number(1))
	}
}

func TestEqualTextsAreKeptOnce(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A").Set(p.Catalog, "nick", "Al")
	p.node("Person", "B").Set(p.Catalog, "nick", "Al")
	s := p.build()
	nick := &s.nodes.properties[p.Catalog.Property("nick").Index]
	if nick.get(0) != nick.get(1) {
		t.Errorf("at %d and at %d", nick.get(0), nick.get(1))
	}
}

func TestDegreesAreCounted(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A")
	p.node("Person", "B")
	p.node("Club", "X")
	p.edge("MEMBER_OF", "A", "X", 1, 2)
	p.edge("MEMBER_OF", "A", "X", 5, 9)
	p.edge("MEMBER_OF", "B", "X", 1, 9)
	p.edge("KNOWS", "A", "B", 1, 9)
	if got, want := p.build().statistics, store.StatisticsOf(p.Graph); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestGraphsThatContradictTheirCatalogAreRefused(t *testing.T) {
	pet := func(fields ...any) any { return []any{fields} }
	for _, c := range []struct {
		property string
		value    any
		want     string
	}{
		{"age", "7", "a string is no Int"},
		{"age", 1 << 31, "2147483648 does not fit 32 bits"},
		{"nick", 7, "a int is no String"},
		{"height", 7, "a int is no Float"},
		{"retired", 0.5, "a float64 is no Boolean"},
		{"born", "2000-01-01", "a string is no Date"},
		{"nick", day.Day(0), "a day.Day is no String"},
		{"nick", true, "a bool is no String"},
		{"tags", "one", "a string is no list of String"},
		{"tags", []any{"one"}, "a []interface {} is no list of String"},
		{"pets", []string{"Rex"}, "a []string is no list of Pet"},
		{"pets", []any{"Rex"}, "a string is no Pet"},
		{"pets", pet("Rex"), "a Pet has 3 fields, not 1"},
		{"pets", pet("Rex", nil, "ball"), "best: a string is no Toy"},
		{"pets", pet("Rex", []any{[]any{"ball", "dear"}}, nil), "toys: cost: a string is no Int"},
	} {
		p := newPeople(t)
		p.node("Person", "A").Set(p.Catalog, c.property, c.value)
		_, err := New(p.Graph)
		if want := "Person A: " + c.property + ": " + c.want; err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}

	p := newPeople(t)
	p.node("Person", "A")
	p.node("Club", "A")
	if _, err := New(p.Graph); err == nil || err.Error() != "A is the code of two nodes" {
		t.Errorf("two of one code: %v", err)
	}
	p = newPeople(t)
	p.node("Person", "A")
	outside := store.NewNode(p.Catalog, p.Catalog.Kind("Club"), "X")
	p.Edges = append(p.Edges, &store.Edge{Type: p.Catalog.EdgeType("MEMBER_OF"), From: p.Nodes[0], To: outside})
	if _, err := New(p.Graph); err == nil || err.Error() != "an edge MEMBER_OF from A to X ends outside the graph" {
		t.Errorf("an edge to nowhere: %v", err)
	}
}
