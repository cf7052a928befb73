package stock

import (
	"context"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/bench/england"
	"orggraph/graph"
)

// asker runs operations in stock gqlgen, with a warm query cache.
type asker struct{ *executor.Executor }

func newAsker(b *testing.B) (asker, string) {
	b.Helper()
	c, err := graph.Catalog()
	if err != nil {
		b.Fatal(err)
	}
	g, err := england.Graph(c)
	if err != nil {
		b.Fatal(err)
	}
	e := executor.New(NewExecutableSchema(Config{Resolvers: New(g).Root(england.On)}))
	e.SetQueryCache(lru.New[*ast.QueryDocument](100))
	return asker{e}, england.Network(g)
}

func (a asker) ask(b *testing.B, query string, variables map[string]any) int {
	ctx := graphql.StartOperationTrace(context.Background())
	operation, errs := a.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		b.Fatal(errs)
	}
	answer, ctx := a.DispatchOperation(ctx, operation)
	response := answer(ctx)
	if response.Errors != nil {
		b.Fatal(response.Errors)
	}
	return len(response.Data)
}

func (a asker) bench(b *testing.B, query string, variables map[string]any) {
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		size = a.ask(b, query, variables)
	}
	b.ReportMetric(float64(size), "bytes")
}

// All of England, nested.
func BenchmarkEngland(b *testing.B) {
	a, _ := newAsker(b)
	a.bench(b, england.Nested, map[string]any{"on": england.On.String()})
}

// One network with its practices.
func BenchmarkNetwork(b *testing.B) {
	a, code := newAsker(b)
	a.bench(b, england.OneNetwork, map[string]any{"code": code, "on": england.On.String()})
}

// The floor: the same operation, and nothing found.
func BenchmarkNothing(b *testing.B) {
	a, _ := newAsker(b)
	a.bench(b, england.OneNetwork, map[string]any{"code": england.Unknown, "on": england.On.String()})
}
