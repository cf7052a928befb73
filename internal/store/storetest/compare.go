package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/planner"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/naive"
	"orggraph/internal/store/storetest/random"
)

// many documents have to touch every part of the language.
const many = 5_000

// mode is what a check asks about one graph: so many documents, each with so many sets of variables.
type mode struct {
	documents, requests int
	draw                func(*random.World, random.Graph) *rapid.Generator[*random.Document]
}

// Compare asks a store and the naive evaluator random questions about random graphs, and fails where
// their answers differ in a byte or in an error.
func Compare(t *testing.T, open Open) {
	compare(t, mode{documents: 5, requests: 2, draw: (*random.World).Document}, open)
}

// CompareShapes is Compare for stores to which a question in a new shape is dear, and one in a known shape cheap:
// every document has one root field, and is asked with 20 sets of variables, which leave its plan as it is. Each answer
// of each store has to be that of the naive evaluator. It returns how many there were.
func CompareShapes(t *testing.T, stores ...Open) (documents, requests int) {
	return compare(t, mode{documents: 5, requests: 20, draw: (*random.World).Shape}, stores...)
}

func compare(t *testing.T, m mode, stores ...Open) (documents, requests int) {
	w := openWorld(t)
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		if err := seed.Value.Set("1"); err != nil {
			t.Fatal(err)
		}
	}
	seen := coverage{}
	rapid.Check(t, func(rt *rapid.T) {
		g := w.Graph().Draw(rt, "graph")
		c := comparison{world: w, planner: planner.New(w.Catalog, w.Schema), graph: g, seen: seen, statistics: store.StatisticsOf(g.Graph)}
		for _, open := range stores {
			s := open(t, g.Graph)
			defer s.Close()
			c.stores = append(c.stores, s)
		}
		for range m.documents {
			c.document(rt, m)
			documents++
		}
	})
	requests = documents * m.requests
	t.Logf("%d documents, %d requests", documents, requests)
	seen.log(t)
	seen.check(t, documents >= many)
	return documents, requests
}

// comparison asks stores about one graph.
type comparison struct {
	world   *random.World
	planner *planner.Planner
	graph   random.Graph
	stores  []store.Store
	seen    coverage

	statistics *plan.Statistics
}

// document asks one document as often as there are sets of variables. Each set but the first takes cursors
// from the answer before, or such as no answer gave.
func (c *comparison) document(t *rapid.T, m mode) {
	doc := m.draw(c.world, c.graph).Draw(t, "document")
	var values random.Values
	cursors := map[string][]string{}
	for range m.requests {
		values = doc.Values(values, cursors).Draw(t, "variables")
		op, errs := prepare(c.world, c.planner, doc.Text, values)
		if errs != nil {
			t.Fatalf("refused: %v\n%s\nvariables %#v", errs, doc.Text, values)
		}
		answers := c.ask(t, op)
		for use := range doc.Uses {
			c.seen[use]++
		}
		for i, answer := range answers {
			c.seen.note(c.graph.Graph, op.plan.Roots[i], op.args, answer)
			collect(cursors, answer.JSON)
		}
		c.invent(t, cursors, op)
	}
}

// ask runs an operation on all sides and compares.
func (c *comparison) ask(t *rapid.T, op operation) []store.Result {
	want := make([]store.Result, len(op.plan.Roots))
	bound, total := planner.Estimate(op.plan, op.args, c.statistics), 0
	for i, r := range op.plan.Roots {
		var looked int
		want[i], looked = naive.Look(c.graph.Graph, r, op.args)
		total += looked
	}
	if cost := planner.Cost(op.plan, op.args, c.statistics); int64(total) > bound.Total || cost != bound.Total {
		t.Fatalf("%d rows were returned or looked at, and %d expected at most, or %d\n%s", total, bound.Total, cost, c.explain(op))
	}
	c.cut(t, op, bound.Total)
	for _, s := range c.stores {
		c.askOne(t, s, op, want, bound)
	}
	return want
}

// cut asks for a page with which the operation fits a budget that it does not fit as it is.
func (c *comparison) cut(t *rapid.T, op operation, total int64) {
	if total == 0 {
		return
	}
	budget := rapid.Int64Range(0, total-1).Draw(t, "budget")
	page := planner.Exceeds(op.plan, op.args, c.statistics, budget).Page
	if page == nil {
		return
	}
	c.seen["page of a list that fits a budget"]++
	for _, o := range planner.Operators(op.plan) {
		if o.List == nil || !slices.Equal(o.Path, page.List) { // kinds may have lists of their own there
			continue
		}
		slot := &o.List.First
		if page.Argument == "last" {
			slot = &o.List.Last
		}
		was, args := *slot, append(slices.Clip(op.args), nil)
		*slot = plan.Slot(len(op.args)) // the plan is nobody else's
		fits := func(size int) bool {
			args[*slot] = size
			return planner.Cost(op.plan, args, c.statistics) <= budget
		}
		largest := fits(page.Size) && !fits(page.Size+1)
		if *slot = was; largest {
			return
		}
	}
	t.Fatalf("%s: %d in %v is not the largest that fits %d of %d\n%s", page.Argument, page.Size, page.List, budget, total, c.explain(op))
}

func (c *comparison) askOne(t *rapid.T, s store.Store, op operation, want []store.Result, bound planner.Bound) {
	got, rows, err := count(context.Background(), s, op)
	if err != nil {
		t.Fatalf("run: %v\n%s", err, c.explain(op))
	}
	for i := range rows {
		if rows[i] > bound.Rows[i] || bound.Rows[i] > bound.Cost[i] {
			t.Fatalf("operator %d: %d rows came, %d were expected at most, which cost %d\n%s", i, rows[i], bound.Rows[i], bound.Cost[i], c.explain(op))
		}
	}
	for i, r := range op.plan.Roots {
		if !bytes.Equal(got[i].JSON, want[i].JSON) {
			t.Fatalf("%s differs\n%T: %s\nnaive: %s\n%s", r.Key, s, got[i].JSON, want[i].JSON, c.explain(op))
		}
		if len(got[i].Errors)+len(want[i].Errors) > 0 && !reflect.DeepEqual(got[i].Errors, want[i].Errors) {
			t.Fatalf("errors of %s differ\n%T: %v\nnaive: %v\n%s", r.Key, s, got[i].Errors, want[i].Errors, c.explain(op))
		}
	}
}

func (c *comparison) explain(op operation) string {
	var out strings.Builder
	if err := plan.Format(&out, c.world.Catalog, op.plan, nil); err != nil {
		panic(err) // a builder takes everything
	}
	for i, arg := range op.args {
		if _, ok := arg.(day.Day); ok {
			fmt.Fprintf(&out, "$%d = %v\n", i, arg)
			continue
		}
		fmt.Fprintf(&out, "$%d = %#v\n", i, arg)
	}
	return out.String()
}

// collect takes the cursors of lists from an answer.
func collect(cursors map[string][]string, answer []byte) {
	var value any
	if err := json.Unmarshal(answer, &value); err != nil {
		panic(err) // written by the naive evaluator
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) { // so that the same bits draw the same cursors
				item := v[key]
				if text, ok := item.(string); ok && strings.HasPrefix(key, random.CursorKey("")) {
					list := strings.TrimPrefix(key, random.CursorKey(""))
					cursors[list] = append(cursors[list], text)
				}
				walk(item)
			}
		}
	}
	walk(value)
}

// invent adds a cursor that no answer gave to each list that takes some.
func (c *comparison) invent(t *rapid.T, cursors map[string][]string, op operation) {
	taking := lists(op.plan)
	for _, key := range slices.Sorted(maps.Keys(taking)) {
		if list := taking[key]; strings.HasPrefix(key, "list") {
			made := c.world.Cursor(c.graph, list.Order).Draw(t, "cursor")
			cursors[key] = append(cursors[key], plan.NewOrdering(list.Order, op.args).Encode(made))
		}
	}
}
