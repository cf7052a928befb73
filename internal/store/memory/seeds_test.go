package memory

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"orggraph/graph"
)

// A condition may name a common text over and over: what is found for it is not kept over and over.
func TestSeedsOfManyTexts(t *testing.T) {
	m := newMeasured(t)
	towns := map[string]int{}
	for _, n := range m.graph.Nodes {
		if town, ok := n.Get(m.graph.Catalog, "town").(string); ok && n.Kind.Name == "Practice" {
			towns[town]++
		}
	}
	common := ""
	for town, n := range towns {
		if n > towns[common] || n == towns[common] && strings.Compare(town, common) < 0 {
			common = town
		}
	}
	ask := func(towns []any) (answer string, allocated uint64) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := m.engine.Do(t.Context(), graph.Request{
			Query:     `query($towns: [String!]) { practices(where: {town: {in: $towns}}) { totalCount } }`,
			Variables: map[string]any{"towns": towns},
		})
		runtime.ReadMemStats(&after)
		return string(r.Body.Bytes()), after.TotalAlloc - before.TotalAlloc
	}
	once, _ := ask([]any{common})
	often, allocated := ask(slices.Repeat([]any{common}, 60_000))
	if once != often || !strings.Contains(once, "totalCount") {
		t.Errorf("%s, and %s", once, often)
	}
	if allocated > 12<<20 {
		t.Errorf("%d bytes were allocated", allocated)
	}
}
