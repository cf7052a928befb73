package cypher_test

import (
	"slices"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store/neo4j/cypher"
)

// TestKeptStatements asks one plan with arguments of all shapes, twice, in turn: what was kept of one is never
// taken for another.
func TestKeptStatements(t *testing.T) {
	p, given := planned(t, `{ practices(where: {name: {gte: "a", caseInsensitive: {lt: "b"}}}, orderBy: [{town: DESC}], first: 1, includeClosed: true) {
		totalCount nodes { odsCode } pageInfo { hasPreviousPage } } }`, nil)
	root := p.Roots[0]
	root.Connection.After = plan.Slot(len(given))
	given = append(given, (*plan.Cursor)(nil))
	all := []plan.Args{given}
	add := func(slot plan.Slot, values ...any) {
		for _, v := range values {
			args := slices.Clone(given)
			args[slot] = v
			all = append(all, args)
		}
	}
	add(root.Connection.First, nil, 2)
	add(root.Connection.After, nil, &plan.Cursor{Values: []any{"b"}, Code: "A1"}, &plan.Cursor{Values: []any{nil}, Code: "A1"},
		&plan.Cursor{Values: []any{"\uFF41"}, Code: "A1"}, &plan.Cursor{Values: []any{"b"}, Code: "\uFF41"})
	for slot, v := range given {
		if _, ok := v.(string); ok {
			add(plan.Slot(slot), "\uFF41", "\uFB00")
		}
	}
	kept := cypher.NewStatements(world().catalog, facts())
	texts := map[string]bool{}
	for range 2 {
		for _, args := range all {
			got, want := kept.Compile(root, args), cypher.NewStatements(world().catalog, facts()).Compile(root, args)
			if texts[got.Text] = true; got.Text != want.Text || formatParams(got) != formatParams(want) {
				t.Errorf("%v:\n%s %s\nwant\n%s %s", args, got.Text, formatParams(got), want.Text, formatParams(want))
			}
		}
	}
	if len(texts) != 8 {
		t.Errorf("%d texts", len(texts))
	}
}
