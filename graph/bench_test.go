package graph

import (
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

const (
	emptyQuery  = `{ __typename }`
	lookUpQuery = `query($code: ID!) { primaryCareNetwork(odsCode: $code, asOf: "2025-01-01") { odsCode name practices { totalCount nodes { odsCode name } } } }`
)

// readyStore answers with bytes that are there already.
func readyStore() *fakeStore {
	ready := store.Result{JSON: []byte(`{"odsCode":"U1"}`)}
	return &fakeStore{render: func(*plan.Root, plan.Args) (store.Result, error) { return ready, nil }}
}

// stock is what gqlgen alone needs for an operation that asks for nothing.
func stock(t testing.TB) func() {
	x := executor.New(NewExecutableSchema(Config{Resolvers: resolverRoot{}}))
	x.SetQueryCache(newDocumentCache(1 << 20))
	return func() {
		ctx := graphql.StartOperationTrace(t.Context())
		operation, errs := x.CreateOperationContext(ctx, &graphql.RawParams{Query: emptyQuery})
		if errs != nil {
			t.Fatal(errs)
		}
		handler, ctx := x.DispatchOperation(ctx, operation)
		handler(ctx)
	}
}

// TestAllocations holds that the engine adds little to gqlgen: half of what one PCN with its practices
// may cost above it. The rest is the store's.
func TestAllocations(t *testing.T) {
	e, _ := testEngine(t, readyStore(), Limits{})
	r := Request{Query: lookUpQuery, Variables: map[string]any{"code": "U1"}}
	floor := testing.AllocsPerRun(100, stock(t))
	used := testing.AllocsPerRun(100, func() { e.Do(t.Context(), r) })
	if used > floor+30 {
		t.Errorf("%.0f allocations, %.0f of them gqlgen's", used, floor)
	}
}

func BenchmarkStockEmpty(b *testing.B) {
	run := stock(b)
	b.ReportAllocs()
	for b.Loop() {
		run()
	}
}

func BenchmarkEmpty(b *testing.B) {
	benchmark(b, Request{Query: emptyQuery})
}

func BenchmarkLookUp(b *testing.B) {
	benchmark(b, Request{Query: lookUpQuery, Variables: map[string]any{"code": "U1"}})
}

func benchmark(b *testing.B, r Request) {
	e, _ := testEngine(b, readyStore(), Limits{})
	b.ReportAllocs()
	for b.Loop() {
		if a := e.Do(b.Context(), r); a.Errors {
			b.Fatalf("answered %s", a.Body)
		}
	}
}
