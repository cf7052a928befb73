package graph

import (
	"encoding/json"
	"strings"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// JSON has one kind of number: 2.0 is 2, as clients write it that know floats alone, and what is wrong
// with a number is told with the number.
func TestNumbersOfVariables(t *testing.T) {
	for _, c := range []struct{ query, variables, want string }{
		{`query ($n: Int) { regions(first: $n) { totalCount } }`, `{"n": 2.0}`, ""},
		{`query ($n: Int) { regions(first: $n) { totalCount } }`, `{"n": 2e0}`, ""},
		{`query ($n: Int) { regions(first: $n) { totalCount } }`, `{"n": 1.5}`, "as Int"},
		{`query ($n: Int) { regions(first: $n) { totalCount } }`, `{"n": 3000000000}`, "3000000000 is no Int"},
		{`query ($n: Int) { regions(first: $n) { totalCount } }`, `{"n": 30000000000000000000}`, "as Int"},
		{`query ($w: RegionWhere) { regions(where: $w) { totalCount } }`, `{"w": {"AND": [{"practices": {"count": {"in": [2.0]}}}]}}`, ""},
		{`query ($x: Float) { practices(where: {latitude: {gt: $x}}) { totalCount } }`, `{"x": 51.5}`, ""},
		{`query ($c: ID!) { region(odsCode: $c) { name } }`, `{"c": 61.0}`, ""},
		{`query ($c: ID!) { region(odsCode: $c) { name } }`, `{"c": 61.5}`, "as ID"},
	} {
		d := json.NewDecoder(strings.NewReader(c.variables))
		d.UseNumber()
		var variables map[string]any
		if err := d.Decode(&variables); err != nil {
			t.Fatal(err)
		}
		e, _ := testEngine(t, &fakeStore{render: func(*plan.Root, plan.Args) (store.Result, error) {
			return store.Result{JSON: []byte(`{}`)}, nil
		}}, Limits{})
		r := e.Do(t.Context(), Request{Query: c.query, Variables: variables})
		if r.Errors != (c.want != "") || !strings.Contains(r.Body.String(), c.want) || strings.Contains(r.Body.String(), "value 0") {
			t.Errorf("%s with %s: %s", c.query, c.variables, r.Body)
		}
	}
}
