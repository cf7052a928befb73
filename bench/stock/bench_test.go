package stock

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/bench/england"
	"orggraph/graph"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
)

// asker runs operations in stock gqlgen, with a warm query cache.
type asker struct{ *executor.Executor }

func newGraph(t testing.TB) *store.Graph {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	g, err := england.Graph(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func newAsker(g *store.Graph) asker {
	e := executor.New(NewExecutableSchema(Config{Resolvers: New(g).Root(england.On)}))
	e.SetQueryCache(graphql.MapCache[*ast.QueryDocument]{})
	return asker{e}
}

func (a asker) ask(t testing.TB, query string, variables map[string]any) []byte {
	ctx := graphql.StartOperationTrace(context.Background())
	operation, errs := a.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		t.Fatal(errs)
	}
	answer, ctx := a.DispatchOperation(ctx, operation)
	response := answer(ctx)
	if response.Errors != nil {
		t.Fatal(response.Errors)
	}
	return response.Data
}

func (a asker) bench(b *testing.B, query string, variables map[string]any) {
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		size = len(a.ask(b, query, variables))
	}
	b.ReportMetric(float64(size), "bytes")
}

// All of England, nested.
func BenchmarkEngland(b *testing.B) {
	newAsker(newGraph(b)).bench(b, england.Nested, map[string]any{"on": england.On.String()})
}

// One network with its practices.
func BenchmarkNetwork(b *testing.B) {
	g := newGraph(b)
	newAsker(g).bench(b, england.OneNetwork, map[string]any{"network": england.Network(g), "on": england.On.String()})
}

// The floor: the same operation, and nothing found.
func BenchmarkNothing(b *testing.B) {
	newAsker(newGraph(b)).bench(b, england.OneNetwork, map[string]any{"network": england.Unknown, "on": england.On.String()})
}

// What is measured answers as the program does.
func TestAnswersAlike(t *testing.T) {
	g := newGraph(t)
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := graph.New(graph.Options{Store: s})
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string]any{"on": england.On.String(), "network": england.Network(g)}
	for _, query := range []string{england.Nested, england.OneNetwork} {
		body := engine.Do(t.Context(), graph.Request{Query: query, Variables: variables}).Body.Bytes()
		var want struct{ Data any }
		var got any
		if err := errors.Join(json.Unmarshal(body, &want), json.Unmarshal(newAsker(g).ask(t, query, variables), &got)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Data, got); diff != "" {
			t.Errorf("(-program +stock gqlgen):\n%s", diff)
		}
	}
}
