package demo

import (
	"testing"

	"orggraph/graph"
	"orggraph/internal/store/memory"
	"orggraph/internal/store/storetest"
)

// Every edge type can be asked for from both ends.
func TestEnds(t *testing.T) {
	g := build(t, Seed)
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	e, err := graph.New(graph.Options{Store: s})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Ends(t, graph.Schema(), g, func(query string) []byte {
		return e.Do(t.Context(), graph.Request{Query: query}).Body.Bytes()
	})
}
