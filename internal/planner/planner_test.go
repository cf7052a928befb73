package planner

import (
	"encoding/json"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// today is the day of all tests.
var today = day.Of(2026, 11, 24)

// schema is the expanded schema, as it is served.
var schema = sync.OnceValue(func() *ast.Schema {
	text, err := os.ReadFile("../../graph/schema.graphqls")
	if err != nil {
		panic(err)
	}
	return gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
})

var schemaCatalog = sync.OnceValue(func() *catalog.Catalog {
	c, err := catalog.Build(schema())
	if err != nil {
		panic(err)
	}
	return c
})

func newPlanner() *Planner { return New(schemaCatalog(), schema()) }

// request makes a request as gqlgen does: parsed, validated, its variables read from JSON.
func request(t testing.TB, schema *ast.Schema, query, variables string) Request {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(schema, query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	given := map[string]any{}
	if variables = strings.TrimSpace(variables); variables != "" {
		d := json.NewDecoder(strings.NewReader(variables))
		d.UseNumber()
		if err := d.Decode(&given); err != nil {
			t.Fatal(err)
		}
	}
	values, err := validator.VariableValues(schema, doc.Operations[0], given)
	if err != nil {
		t.Fatal(err)
	}
	return Request{Operation: doc.Operations[0], Query: query, Variables: values, Today: today}
}

// mustPlan plans a request that is right.
func mustPlan(t testing.TB, p *Planner, query, variables string) (*plan.Plan, plan.Args) {
	t.Helper()
	planned, args, errs := p.Plan(request(t, p.schema, query, variables))
	if errs != nil {
		t.Fatal(errs)
	}
	return planned, args
}

// refused are the errors of a request that is wrong.
func refused(t testing.TB, p *Planner, query, variables string) gqlerror.List {
	t.Helper()
	_, _, errs := p.Plan(request(t, p.schema, query, variables))
	if errs == nil {
		t.Fatalf("no error for %s %s", query, variables)
	}
	return errs
}
