package graph

import (
	"encoding/json"
	"testing"

	"orggraph/internal/store"
)

// budget is a limit of rows beside limits that nobody reaches.
func budget(rows int) Limits {
	l := DefaultLimits()
	l.Cost = rows
	return l
}

func TestAnswersSayWhatTheyCost(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, budget(1000))
	r := e.Do(t.Context(), Request{
		Query: `query Some { a: region(odsCode: "Y60") { name practices { totalCount nodes { primaryCareNetwork { name } } } } dataset { title } }`,
		Cost:  true,
	})
	var got struct {
		Extensions struct{ Cost json.RawMessage }
	}
	if err := json.Unmarshal(r.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	const want = `{"estimate":6,"budget":1000,"rows":3,"fields":[{"path":"a","estimate":4,"rows":3},` +
		`{"path":"a.practices","estimate":1,"rows":0},{"path":"a.practices.nodes.primaryCareNetwork","estimate":1,"rows":0}]}`
	if string(got.Extensions.Cost) != want {
		t.Errorf("got  %s\nwant %s", got.Extensions.Cost, want)
	}
	if r.Operation != "Some" || r.Cost != 6 || r.Rows != 3 {
		t.Errorf("operation %q, cost %d, rows %d", r.Operation, r.Cost, r.Rows)
	}
	if r := e.Do(t.Context(), Request{Query: `{ __typename }`, Cost: true}); r.Body.String() !=
		`{"data":{"__typename":"Query"},"extensions":{"release":"fake","asOf":"2026-07-01","cost":{"estimate":0,"budget":1000,"rows":0,"fields":[]}}}` {
		t.Errorf("what reads nothing: %s", r.Body)
	}
	if r := e.Do(t.Context(), Request{Query: `{ region(odsCode: "Y60") { nothing } }`, Cost: true}); r.Cost != 0 || r.Operation != "" {
		t.Errorf("what was not planned: %+v", r)
	}
}

func TestOperationsAboveTheBudget(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		rows  int
		want  string
	}{
		"one field": {
			`{ regions { nodes { n: name } } }`, 5,
			`{"message":"regions may come to 37 rows: the operation's limit is 5; first: 5 in regions would fit","path":["regions"],` +
				`"extensions":{"code":"TOO_COMPLEX","field":"regions","first":5,"limit":"limit-cost","max":5,"value":37}}`,
		},
		"several": {
			`{ a: regions { nodes { name } } b: regions { nodes { name } } }`, 60,
			`{"message":"the operation may come to 74 rows, 37 of them in a: its limit is 60; first: 23 in a would fit","path":["a"],` +
				`"extensions":{"code":"TOO_COMPLEX","field":"a","first":23,"limit":"limit-cost","max":60,"value":74}}`,
		},
		"below a list": {
			`{ regions(last: 40) { nodes { p: practices { nodes { name } } } } }`, 40,
			`{"message":"the operation may come to 46 rows, 37 of them in regions: its limit is 40; last: 15 in regions would fit","path":["regions"],` +
				`"extensions":{"code":"TOO_COMPLEX","field":"regions","last":15,"limit":"limit-cost","max":40,"value":46}}`,
		},
		"no list": {
			`{ organisationsByCode(odsCodes: ["A", "B", "C"]) { name } }`, 11,
			`{"message":"organisationsByCode may come to 12 rows: the operation's limit is 11; ask for less: a page of one list alone would not do",` +
				`"path":["organisationsByCode"],"extensions":{"code":"TOO_COMPLEX","field":"organisationsByCode","limit":"limit-cost","max":11,"value":12}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := testEngine(t, &fakeStore{}, budget(c.rows))
			r := e.Do(t.Context(), Request{Query: c.query})
			wantBody(t, r, `"errors":[`+c.want+`]`)
			if r.Code != store.TooComplex || r.Data || r.Cost <= int64(c.rows) || r.Rows != 0 {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 21191185: "21,191,185", 100_000: "100,000"} {
		if got := grouped(n); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
