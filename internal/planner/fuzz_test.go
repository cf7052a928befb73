package planner

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// everyVariable has a variable of each sort that the schema knows.
const everyVariable = `query ($where: PracticeWhere!, $order: [PracticeOrderBy!], $n: Int, $cursor: String, $code: ID!, $codes: [ID!]!,
		$on: Date, $status: OrganisationStatus, $towns: [String!], $size: Float, $yes: Boolean = false) {
	practices(where: {AND: [$where, {status: {eq: $status}, town: {in: $towns}, latitude: {lt: $size}}]}, orderBy: $order, first: $n, after: $cursor, asOf: $on) {
		nodes @skip(if: $yes) { name } totalCount }
	practice(odsCode: $code) { name }
	organisationsByCode(odsCodes: $codes) { name }
}`

// FuzzVariables holds that whatever variables are given, a request is planned with arguments of the
// right types, or refused with coded errors; and the same again, when the plan is known.
func FuzzVariables(f *testing.F) {
	for _, seed := range []string{
		`{"where": {}, "code": "A81001", "codes": []}`,
		`{"where": {}, "code": 5, "codes": "x", "on": "2024-02-29", "n": 5, "size": 1, "yes": true, "status": "ACTIVE", "towns": ["LEEDS"]}`,
		`{"code": " a1 ", "codes": ["A1", null], "where": {"OR": [{"NOT": {"region": {"exists": false}}}]}, "order": {"name": "DESC"}}`,
		`{"code": "A1", "codes": [], "where": {"branchSurgeries": {"some": {"edge": {"validFrom": {"isNull": true}}}, "count": {"in": [1, 2]}}}}`,
		`{"code": "A1", "codes": [], "where": {"name": {"eq": null, "caseInsensitive": {"contains": "é"}}, "listSize": {"gt": 1e3}}}`,
		`{"where": null, "code": null, "codes": {}, "cursor": "WyIwIiwiQSJd", "order": [{"region": {"name": "ASC"}}, {"branchSurgeries": {"count": "DESC"}}]}`,
	} {
		f.Add([]byte(seed))
	}
	p := newPlanner()
	doc, errs := gqlparser.LoadQueryWithRules(p.schema, everyVariable, nil)
	if errs != nil {
		f.Fatal(errs)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		given := map[string]any{}
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if d.Decode(&given) != nil {
			return
		}
		r := Request{Operation: doc.Operations[0], Query: everyVariable, Variables: given, Today: today}
		planned, args, errs := p.Plan(r)
		again, _, errsAgain := p.Plan(r)
		checkErrors(t, errs)
		if planned != again || len(errs) != len(errsAgain) {
			t.Fatalf("%v, then %v", errs, errsAgain)
		}
		if errs == nil {
			checkArgs(t, planned, args)
		}
	})
}

// FuzzQuery holds that every valid document is planned or refused.
func FuzzQuery(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	p := newPlanner()
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 4096 {
			return // validation is slow on long documents, which limits see to before
		}
		doc, errs := gqlparser.LoadQueryWithRules(p.schema, query, nil)
		if errs != nil || len(doc.Operations) == 0 {
			return
		}
		values, err := validator.VariableValues(p.schema, doc.Operations[0], nil)
		if err != nil {
			return
		}
		planned, args, errs := p.Plan(Request{Operation: doc.Operations[0], Query: query, Variables: values, Today: today})
		checkErrors(t, errs)
		if errs == nil {
			checkArgs(t, planned, args)
			printed(t, planned)
			Estimate(planned, args, england())
		}
	})
}

func checkErrors(t *testing.T, errs gqlerror.List) {
	t.Helper()
	for _, e := range errs {
		if code := e.Extensions["code"]; code != badUserInput && code != tooComplex || e.Message == "" || len(e.Locations) != 1 {
			t.Fatalf("%+v", e)
		}
	}
}

// checkArgs holds that each argument has the type that the plan reads it as.
func checkArgs(t *testing.T, p *plan.Plan, args plan.Args) {
	t.Helper()
	if len(args) != p.Slots {
		t.Fatalf("%d arguments for %d slots", len(args), p.Slots)
	}
	for i, v := range args {
		if v == nil {
			t.Fatalf("no argument $%d", i)
		}
	}
	for _, r := range p.Roots {
		_ = args[r.AsOf].(day.Day)
		c := r.Connection
		switch {
		case c != nil:
			for _, slot := range []plan.Slot{c.First, c.Last} {
				if slot != plan.None {
					_ = args[slot].(int)
				}
			}
			for _, slot := range []plan.Slot{c.After, c.Before} {
				if slot != plan.None {
					_ = args[slot].(*plan.Cursor)
				}
			}
			if c.IncludeClosed != plan.None {
				_ = args[c.IncludeClosed].(bool)
			}
			checkPredicate(c.Where, args)
		case r.Root.Access == catalog.ByCode || r.Root.Access == catalog.ByID:
			_ = args[r.Keys].(string)
		default:
			_ = args[r.Keys].([]string)
		}
	}
}

// checkPredicate panics where an argument is of another type than what it is compared with.
func checkPredicate(p plan.Predicate, args plan.Args) {
	sample := map[catalog.Type]any{
		catalog.String: "x", catalog.ID: "x", catalog.Enum: "X", catalog.Int: 1, catalog.Float: 1.5,
		catalog.Boolean: true, catalog.Date: today,
	}
	switch p := p.(type) {
	case plan.And:
		for _, of := range p {
			checkPredicate(of, args)
		}
	case plan.Or:
		for _, of := range p {
			checkPredicate(of, args)
		}
	case *plan.Not:
		checkPredicate(p.Of, args)
	case *plan.Compare:
		p.Operator.Holds(sample[p.Property.Type], args[p.Arg])
	case *plan.IsNull:
		_ = args[p.Arg].(bool)
	case *plan.CompareEdge:
		value := any(today)
		if p.Value == plan.Origin {
			value = "DERIVED"
		}
		p.Operator.Holds(value, args[p.Arg])
	case *plan.IsNullEdge:
		_ = args[p.Arg].(bool)
	case *plan.Quantified:
		checkPredicate(p.Where, args)
	case *plan.CompareCount:
		p.Operator.Holds(1, args[p.Arg])
		checkPredicate(p.Count.Where, args)
	case *plan.Reach:
		checkPredicate(p.Where, args)
	case *plan.Exists:
		_ = args[p.Arg].(bool)
	}
}
