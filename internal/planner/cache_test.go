package planner

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"

	"orggraph/internal/plan"
)

// Requests of one document that differ in values alone share a plan; those that differ in what decides
// its shape do not.
func TestShape(t *testing.T) {
	for _, test := range []struct {
		name, query, a, b string
		same              bool
	}{
		{"a code", `query($v: ID!){practice(odsCode: $v){name}}`, `{"v":"A1"}`, `{"v":"A2"}`, true},
		{"a day", `query($v: Date){regions(asOf: $v){totalCount}}`, `{"v":"2020-01-01"}`, `{"v":"2024-02-29"}`, true},
		{"a day and none", `query($v: Date){regions(asOf: $v){totalCount}}`, `{"v":"2020-01-01"}`, `{}`, false},
		{"a limit", `query($v: Int){regions(first: $v){totalCount}}`, `{"v":1}`, `{"v":2}`, true},
		{"a limit and null", `query($v: Int){regions(first: $v){totalCount}}`, `{"v":1}`, `{"v":null}`, false},
		{"keys", `query($v: [ID!]!){organisationsByCode(odsCodes: $v){odsCode}}`, `{"v":["A1"]}`, `{"v":["A1","A2"]}`, true},
		{"in", `query($v: [String!]){regions(where:{name:{in: $v}}){totalCount}}`, `{"v":[]}`, `{"v":["A","B"]}`, true},
		{"a boolean that selects nothing", `query($v: Boolean){regions(includeClosed: $v){totalCount}}`, `{"v":true}`, `{"v":false}`, true},
		{"skip", `query($v: Boolean!){regions{totalCount nodes @skip(if: $v) {name}}}`, `{"v":true}`, `{"v":false}`, false},
		{"include within a fragment", `query($v: Boolean!){...F} fragment F on Query{regions{totalCount nodes @include(if: $v) {name}}}`, `{"v":true}`, `{"v":false}`, false},
		{"values of a filter", `query($v: RegionWhere){regions(where: $v){totalCount}}`, `{"v":{"name":{"eq":"A"}}}`, `{"v":{"name":{"eq":"B"}}}`, true},
		{"operators of a filter", `query($v: RegionWhere){regions(where: $v){totalCount}}`, `{"v":{"name":{"eq":"A"}}}`, `{"v":{"name":{"gt":"A"}}}`, false},
		{"members of a filter", `query($v: RegionWhere){regions(where: $v){totalCount}}`, `{"v":{"name":{"eq":"A"}}}`, `{"v":{"town":{"eq":"A"}}}`, false},
		{"length of OR", `query($v: RegionWhere){regions(where: $v){totalCount}}`, `{"v":{"OR":[{}]}}`, `{"v":{"OR":[{},{}]}}`, false},
		{"depth of a filter", `query($v: RegionWhere){regions(where: $v){totalCount}}`, `{"v":{"NOT":{"NOT":{}}}}`, `{"v":{"NOT":{}}}`, false},
		{"the order of members", `query($v: RegionWhere){regions(where: $v){totalCount}}`, `{"v":{"name":{"eq":"A"},"town":{"eq":"B"}}}`, `{"v":{"town":{"eq":"C"},"name":{"eq":"D"}}}`, true},
		{"a direction", `query($v: SortDirection!){regions(orderBy: {name: $v}){totalCount}}`, `{"v":"ASC"}`, `{"v":"DESC"}`, false},
		{"a direction within a variable", `query($v: [RegionOrderBy!]){regions(orderBy: $v){totalCount}}`, `{"v":[{"name":"ASC"}]}`, `{"v":[{"name":"DESC"}]}`, false},
		{"a key of an order", `query($v: [RegionOrderBy!]){regions(orderBy: $v){totalCount}}`, `{"v":[{"name":"ASC"}]}`, `{"v":[{"town":"ASC"}]}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPlanner()
			a, _ := mustPlan(t, p, test.query, test.a)
			b, _ := mustPlan(t, p, test.query, test.b)
			if (a == b) != test.same {
				t.Errorf("one plan: %v, want %v\n%s\n%s", a == b, test.same, printed(t, a), printed(t, b))
			}
		})
	}
}

// The day of the request is no part of the plan.
func TestPlansAreNotOfADay(t *testing.T) {
	p := newPlanner()
	r := request(t, p.schema, `{regions{totalCount}}`, ``)
	a, args, _ := p.Plan(r)
	r.Today++
	b, later, _ := p.Plan(r)
	if a != b || args[0] != today || later[0] != today+1 {
		t.Errorf("%v %v %v", a == b, args, later)
	}
}

func TestOperationsOfADocument(t *testing.T) {
	p := newPlanner()
	const query = `query A {regions{totalCount}} query B {trusts{totalCount}}`
	doc, err := gqlparser.LoadQueryWithRules(p.schema, query, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"regions", "trusts"} {
		planned, _, errs := p.Plan(Request{Operation: doc.Operations[i], Query: query, Today: today})
		if errs != nil || planned.Roots[0].Key != want {
			t.Errorf("%s: %v", want, errs)
		}
	}
}

// A known plan is bound as a new one is made: same tree, same arguments, same errors.
func TestKnownPlansAnswerAsNewOnesDo(t *testing.T) {
	const query = `query ($w: PracticeWhere!, $o: [PracticeOrderBy!], $n: Int, $c: ID!, $d: Date, $t: String!, $s: Boolean!) {
		practices(where: {AND: [$w, {town: {in: ["A", $t]}}]}, orderBy: $o, first: $n, asOf: $d) { totalCount }
		practice(odsCode: $c) { name @skip(if: $s) region { name } }
	}`
	p := newPlanner()
	for _, variables := range []string{
		`{"w":{},"c":"A1","t":"x","s":true}`,
		`{"w":{},"c":"A2","t":"y","s":false}`,
		`{"w":{},"c":"!","t":"y","s":false}`,
		`{"w":{"name":{"eq":"1"}},"c":"a1","t":"x","s":true,"n":5,"d":"2020-02-29"}`,
		`{"w":{"name":{"eq":"2"}},"c":"a2","t":"x","s":true,"n":6,"d":"2021-02-28"}`,
		`{"w":{"name":{"eq":"2"}},"c":"a2","t":"x","s":true,"n":-6,"d":"2021-02-28"}`,
		`{"w":{"OR":[{"region":{"exists":true}},{"branchSurgeries":{"count":{"in":[1,2]}}}]},"o":[{"name":"ASC"}],"c":"1","t":"","s":true}`,
		`{"w":{"OR":[{"region":{"exists":false}},{"branchSurgeries":{"count":{"in":[]}}}]},"o":[{"name":"ASC"}],"c":"1","t":"","s":true}`,
	} {
		r := request(t, p.schema, query, variables)
		for range 2 {
			got, args, errs := p.Plan(r)
			want, wantArgs, wantErrs := newPlanner().Plan(r)
			if diff := cmp.Diff(wantErrs, errs); diff != "" {
				t.Fatalf("%s: %s", variables, diff)
			}
			if errs != nil {
				continue
			}
			if diff := cmp.Diff(printed(t, want), printed(t, got)); diff != "" {
				t.Errorf("%s: %s", variables, diff)
			}
			if diff := cmp.Diff(wantArgs, args); diff != "" {
				t.Errorf("%s: %s", variables, diff)
			}
		}
	}
}

// A known plan costs no walk of the document.
func TestKnownPlansCostLittle(t *testing.T) {
	p := newPlanner()
	r := request(t, p.schema, `query($c: ID!, $on: Date){primaryCareNetwork(odsCode: $c, asOf: $on){name practices{nodes{name listSize}}}}`, `{"c":"U59980","on":"2026-01-01"}`)
	allocations := testing.AllocsPerRun(100, func() {
		if _, _, errs := p.Plan(r); errs != nil {
			t.Fatal(errs)
		}
	})
	if allocations > 10 {
		t.Errorf("%v allocations", allocations)
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache()
	known := func() int {
		n := 0
		for e := c.recent.Front(); e != nil; e = e.Next() {
			n += len(e.Value.(*document).plans)
		}
		return n
	}
	op := request(t, schema(), `{__typename}`, ``).Operation
	first := c.document("first", op)
	for i := range 5 * maxDocuments {
		d := c.document(fmt.Sprint("document ", i), op)
		c.keep(d, []byte("v"), &compiled{plan: &plan.Plan{}, work: 10})
		c.document("first", op) // used all the time
	}
	if len(c.documents) != maxDocuments || c.recent.Len() != maxDocuments || known() != maxDocuments-1 {
		t.Errorf("%d documents, %d plans", len(c.documents), known())
	}
	if c.document("first", op) != first {
		t.Error("what was used last was let go")
	}
	for i := range 100_000 { // shapes without end
		c.keep(first, fmt.Append(nil, i), &compiled{work: 100})
	}
	if c.weight > maxWeight || first.weight > maxWeight {
		t.Errorf("weight %d", c.weight)
	}
	if c.document(strings.Repeat(" ", maxWeight), op); c.weight > maxWeight {
		t.Errorf("weight %d", c.weight)
	}
	if again := c.document("first", op); again == first || again.weight == 0 {
		t.Error("a document that was let go is not taken up anew")
	}
	if c.keep(first, []byte("x"), &compiled{}); c.weight > maxWeight || c.plan(first, []byte("x")) != nil {
		t.Error("a document that was let go keeps plans")
	}
}

func TestConcurrentRequestsShareAPlan(t *testing.T) {
	p := newPlanner()
	const query = `query($n: Int, $w: RegionWhere){regions(first: $n, where: $w){nodes{name practices{totalCount}}}}`
	var wait sync.WaitGroup
	plans := make([][2]*plan.Plan, 8)
	for i := range plans {
		wait.Go(func() {
			for n := range 50 {
				with := fmt.Sprintf(`{"n": %d, "w": {"name": {"eq": "%d"}}}`, n, i)
				planned, args, errs := p.Plan(request(t, p.schema, query, with))
				if errs != nil || args[1] != fmt.Sprint(i) || args[2] != n {
					t.Errorf("%v %v", args, errs)
				}
				without, _, _ := p.Plan(request(t, p.schema, query, fmt.Sprintf(`{"n": %d}`, n)))
				plans[i] = [2]*plan.Plan{planned, without}
			}
		})
	}
	wait.Wait()
	for _, pair := range plans {
		if pair != plans[0] {
			t.Error("one shape has several plans")
		}
	}
}
