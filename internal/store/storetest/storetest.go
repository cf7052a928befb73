// Package storetest turns a store, given as a function that opens one over a graph, into tests: Run asks
// documented questions about one fixture (cases/*/*.txtar), Compare asks random ones about random graphs
// and wants what package naive answers, byte for byte. Each operation goes the way of a request: parsed,
// validated, planned, run. It is imported by tests only, and must not import a store.
//
// Compare runs ten requests a check, one hundred checks by default, always the same ones. `make test-random`
// runs 10,000 requests, which also have to touch every part of the language; other seeds draw others:
//
//	go test ./internal/store/memory -run TestCompare -rapid.checks=1000 -rapid.seed=7
//
// CompareShapes asks five shapes a check instead, each with 20 sets of values: 10,000 requests in 500 shapes by default.
//
// A failure is shrunk, and printed with graph, document, variables, plan and both answers. The line that
// begins with "To reproduce" repeats it.
package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/planner"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/random"
)

// Store is a store as it is tested. Once closed it is UNAVAILABLE.
type Store interface {
	store.Store
	Close()
}

// Open opens a store over a graph. It is closed by the test.
type Open func(t testing.TB, g *store.Graph) Store

// world is the schema of the program, read once.
var world = sync.OnceValues(func() (*random.World, error) {
	text, err := os.ReadFile(filepath.Join(root(), "graph", "schema.graphqls"))
	if err != nil {
		return nil, err
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		return nil, err
	}
	c, err := catalog.Build(schema)
	if err != nil {
		return nil, err
	}
	return random.New(schema, c), nil
})

// root is the folder of go.mod, above the package under test.
func root() string {
	dir := "."
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Join(dir, "..")
	}
}

func openWorld(t testing.TB) *random.World {
	t.Helper()
	w, err := world()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// operation is a planned request.
type operation struct {
	plan *plan.Plan
	args plan.Args
}

// prepare parses, validates and plans a request. Variables are decoded as the server decodes them.
func prepare(w *random.World, p *planner.Planner, query string, variables map[string]any) (operation, gqlerror.List) {
	return prepareOn(w, p, query, variables, random.Today)
}

func prepareOn(w *random.World, p *planner.Planner, query string, variables map[string]any, today day.Day) (operation, gqlerror.List) {
	doc, errs := gqlparser.LoadQueryWithRules(w.Schema, query, rules.NewDefaultRules())
	if errs != nil {
		return operation{}, errs
	}
	raw, err := json.Marshal(variables)
	if err != nil {
		return operation{}, gqlerror.List{gqlerror.Wrap(err)}
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var decoded map[string]any
	if err := decoder.Decode(&decoded); err != nil {
		return operation{}, gqlerror.List{gqlerror.Wrap(err)}
	}
	op := doc.Operations[0]
	values, err := validator.VariableValues(w.Schema, op, decoded)
	if err != nil {
		return operation{}, gqlerror.List{gqlerror.Wrap(err)}
	}
	planned, args, errs := p.Plan(planner.Request{Operation: op, Query: query, Variables: values, Today: today})
	return operation{planned, args}, errs
}

// run answers all root fields of an operation from one view.
func run(ctx context.Context, s store.Store, o operation) ([]store.Result, error) {
	results, _, err := count(ctx, s, o)
	return results, err
}

// count is run, and counts the rows of each operator.
func count(ctx context.Context, s store.Store, o operation) (results []store.Result, rows []int64, err error) {
	view, err := s.View(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer view.Close()
	m := store.NewMeter(o.plan.Ops, 1<<30)
	for _, r := range o.plan.Roots {
		result, err := view.Run(ctx, r, o.args, m)
		if err != nil {
			return nil, nil, err
		}
		result.JSON = bytes.Clone(result.JSON) // which is the view's
		results = append(results, result)
	}
	return results, m.Rows, nil
}
