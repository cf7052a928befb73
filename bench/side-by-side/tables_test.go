//go:build linux

package main

import (
	"slices"
	"strings"
	"testing"

	"orggraph/bench/england"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

func demoGraph(t *testing.T) *store.Graph {
	t.Helper()
	_, g, err := readGraph("")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Each organisation of a kind and each edge between two is one row, whether it holds or not.
func TestTablesHoldTheGraph(t *testing.T) {
	g := demoGraph(t)
	want := map[string]int{}
	for _, n := range g.Nodes {
		for _, r := range relations {
			if n.Kind.Name == r.kind {
				want[r.name]++
			}
		}
	}
	for _, e := range g.Edges {
		for _, l := range links {
			if e.Type.Name == l.edgeType && e.From.Kind.Name == l.from && e.To.Kind.Name == l.to {
				want[l.name]++
			}
		}
	}
	all := tables(g, england.On)
	if len(all) != len(want) {
		t.Errorf("%d tables, want %d", len(all), len(want))
	}
	for _, table := range all {
		if len(table.rows) != want[table.name] || len(table.rows) == 0 {
			t.Errorf("%s has %d rows, want %d", table.name, len(table.rows), want[table.name])
		}
		text, err := table.appendCopy(nil)
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(string(text), "\n"); lines != len(table.rows) {
			t.Errorf("%s has %d lines for %d rows", table.name, lines, len(table.rows))
		}
	}
}

// PostgreSQL refuses a link whose ends it does not have, and one that comes before them.
func TestLinksComeAfterTheirEnds(t *testing.T) {
	tableOf := map[string]string{}
	for _, r := range relations {
		tableOf[r.kind] = r.name
	}
	refers := map[string]string{} // a table's column, to a table
	for _, l := range links {
		refers[l.name+"."+l.fromColumn], refers[l.name+"."+l.toColumn] = tableOf[l.from], tableOf[l.to]
	}
	codes := map[string]map[any]bool{} // of the tables so far
	for _, table := range tables(demoGraph(t), england.On) {
		codes[table.name] = map[any]bool{}
		for _, row := range table.rows {
			for i, column := range table.columns {
				if column == "ods_code" {
					codes[table.name][row[i]] = true
				}
				if target, ok := refers[table.name+"."+column]; ok && !codes[target][row[i]] {
					t.Errorf("%s.%s: there is no %v in %s", table.name, column, row[i], target)
				}
			}
		}
	}
}

func TestListSizeIsTheNewestOfTheDay(t *testing.T) {
	g := demoGraph(t)
	i := slices.IndexFunc(g.Nodes, func(n *store.Node) bool { return n.Kind.Name == "Practice" })
	n, first := g.Nodes[i], day.Of(2024, 4, 1)
	n.Set(g.Catalog, "listSizes", []any{[]any{first, 900}, []any{first + 9, 1000}})
	for on, want := range map[day.Day]any{first - 1: nil, first: 900, first + 8: 900, first + 9: 1000, day.Max: 1000} {
		if got := valueOn(n, g.Catalog.Property("listSize"), on); got != want {
			t.Errorf("%v on %v, want %v", got, on, want)
		}
	}
}

func TestCopyEscapes(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, `\N`},
		{"", ""},
		{`\N`, `\\N`},
		{"a\tb\nc\rd\\e", `a\tb\nc\rd\\e`},
		{"Ä ﬀ 😀", "Ä ﬀ 😀"},
		{`\.`, `\\.`},
		{-7, "-7"},
		{51.469221, "51.469221"},
		{day.Of(2026, 1, 1), "2026-01-01"},
		{day.Min, "-infinity"},
		{day.Max, "infinity"},
	} {
		got, err := appendField(nil, c.value)
		if err != nil || string(got) != c.want {
			t.Errorf("%#v is written %q, %v, want %q", c.value, got, err, c.want)
		}
	}
	if _, err := appendField(nil, []any{}); err == nil {
		t.Error("a list is written")
	}
}
