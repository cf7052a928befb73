package storetest

import (
	"context"
	"testing"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/naive"
)

// naiveStore is the naive evaluator in the place of a store.
type naiveStore struct{ *store.Graph }

func (s naiveStore) View(context.Context) (store.View, error) { return s, nil }
func (s naiveStore) Dataset() *store.Dataset                  { return s.Graph.Dataset }
func (s naiveStore) Nodes(*catalog.Kind) int                  { return 0 }
func (s naiveStore) Edges(*catalog.EdgeType, *catalog.Kind, *catalog.Kind) int {
	return 0
}
func (s naiveStore) Close() {}

func (s naiveStore) Run(_ context.Context, r *plan.Root, args plan.Args, _ []int64) (store.Result, error) {
	return naive.Run(s.Graph, r, args), nil
}

func TestCompare(t *testing.T) {
	Compare(t, func(_ testing.TB, g *store.Graph) store.Store { return naiveStore{g} })
}
