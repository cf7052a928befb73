package planner

import (
	"fmt"
	"strings"
	"testing"
)

// Fragments that spread the next one twice, under two aliases, double at each step.
func TestFragmentsThatDouble(t *testing.T) {
	var query strings.Builder
	query.WriteString(`{ practice(odsCode: "A81001") { ...F0 } }`)
	const steps = 40
	for i := range steps {
		fmt.Fprintf(&query, "fragment F%d on Practice { a: primaryCareNetwork { practices { nodes { ...F%d } } } b: primaryCareNetwork { practices { nodes { ...F%d } } } }\n", i, i+1, i+1)
	}
	fmt.Fprintf(&query, "fragment F%d on Practice { name }", steps)
	errs := refused(t, newPlanner(), query.String(), ``)
	if len(errs) != 1 || errs[0].Extensions["code"] != tooComplex {
		t.Error(errs)
	}
}

// Spread under one response key, they merge, and cost nothing.
func TestFragmentsThatMerge(t *testing.T) {
	var query strings.Builder
	query.WriteString(`{ practice(odsCode: "A81001") { ...F0 ...F0 } }`)
	const steps = 12
	for i := range steps {
		fmt.Fprintf(&query, "fragment F%d on Practice { ...F%d ...F%d }\n", i, i+1, i+1)
	}
	fmt.Fprintf(&query, "fragment F%d on Practice { name }", steps)
	planned, _ := mustPlan(t, newPlanner(), query.String(), ``)
	if got, want := printed(t, planned), "practice: look up Practice by code $1 asOf $0\n  name\n"; got != want {
		t.Error(got)
	}
}

func TestDeepFilters(t *testing.T) {
	nested := func(depth int) string { return strings.Repeat(`{"NOT":`, depth) + `{}` + strings.Repeat(`}`, depth) }
	const query = `query ($w: PracticeWhere) { practices(where: $w) { totalCount } }`
	mustPlan(t, newPlanner(), query, `{"w": `+nested(maxNesting-1)+`}`)
	errs := refused(t, newPlanner(), query, `{"w": `+nested(5000)+`}`)
	if len(errs) != 1 || errs[0].Extensions["code"] != tooComplex {
		t.Error(errs)
	}
	written := strings.ReplaceAll(nested(200), `"`, ``)
	errs = refused(t, newPlanner(), `{ practices(where: `+written+`) { totalCount } }`, ``)
	if len(errs) != 1 || errs[0].Extensions["code"] != tooComplex {
		t.Error(errs)
	}
}

func TestWideFilters(t *testing.T) {
	const query = `query ($w: PracticeWhere) { practices(where: $w) { totalCount } }`
	for _, wide := range []string{
		`{"w": {"OR": [` + strings.Repeat(`{},`, maxConditions) + `{}]}}`,
		`{"w": {"AND": [` + strings.Repeat(`{"name": {"eq": "x"}},`, maxConditions) + `{}]}}`,
		`{"w": {"AND": [` + strings.Repeat(`{"OR": [{}, {}, {}, {}]},`, maxConditions/3) + `{}]}}`,
	} {
		errs := refused(t, newPlanner(), query, wide)
		if len(errs) != 1 || errs[0].Extensions["code"] != tooComplex {
			t.Error(errs)
		}
	}
	many := `{"w": {"odsCode": {"in": [` + strings.Repeat(`"A81001",`, 20_000) + `"A81002"]}}}`
	if _, args := mustPlan(t, newPlanner(), query, many); len(args[1].([]any)) != 20_001 {
		t.Error("a list of values is no list of conditions")
	}
}

func TestLongOrders(t *testing.T) {
	const query = `query ($o: [PracticeOrderBy!]) { practices(orderBy: $o) { totalCount } }`
	keys := func(n int) string { return `[` + strings.Repeat(`{"name": "ASC"},`, n-1) + `{"town": "DESC"}]` }
	mustPlan(t, newPlanner(), query, `{"o": `+keys(maxSortKeys)+`}`)
	errs := refused(t, newPlanner(), query, `{"o": `+keys(maxSortKeys+1)+`}`)
	if len(errs) != 1 || errs[0].Extensions["code"] != tooComplex || errs[0].Message != "practices(orderBy): has 9 keys: at most 8 are allowed" {
		t.Error(errs)
	}
}

func TestErrorsAreCapped(t *testing.T) {
	var query strings.Builder
	for i := range 2 * maxErrors {
		fmt.Fprintf(&query, "a%d: practice(odsCode: \"?\") { name }\n", i)
	}
	errs := refused(t, newPlanner(), "{"+query.String()+"}", ``)
	if len(errs) != maxErrors {
		t.Errorf("%d errors", len(errs))
	}
	long := `{"c": "` + strings.Repeat("é", 10_000) + `"}`
	errs = refused(t, newPlanner(), `query ($c: ID!) { practice(odsCode: $c) { name } }`, long)
	if len(errs[0].Message) > 300 {
		t.Errorf("a message of %d bytes", len(errs[0].Message))
	}
}

// What is wrong with a field that many kinds share is told once.
func TestErrorsOfSharedFields(t *testing.T) {
	errs := refused(t, newPlanner(), `{ organisations { nodes { ... on Practice { region(asOf: "x") { name } } ... on Trust { region(asOf: "y") { name } } } } }`, ``)
	if len(errs) != 2 {
		t.Error(errs)
	}
}
