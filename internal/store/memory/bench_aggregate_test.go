package memory

import (
	"testing"

	"orggraph/bench/england"
	"orggraph/graph"
)

// BenchmarkAggregate measures figures of lists, through the engine: of all practices, and of the practices of each
// network; beside them the number of all practices, which is what looking at them costs.
func BenchmarkAggregate(b *testing.B) {
	m := newMeasured(b)
	for _, c := range []struct{ name, query string }{
		{"total", `query($on: Date) { practices(asOf: $on) { totalCount } }`},
		{"practices", `query($on: Date) { practices(asOf: $on) { aggregate { listSize { count sum average } } } }`},
		{"networks", `query($on: Date) { primaryCareNetworks(asOf: $on) { nodes { odsCode practices { aggregate { listSize { sum average } } } } } }`},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			request := graph.Request{Query: c.query, Variables: map[string]any{"on": england.On.String()}}
			for b.Loop() {
				r := m.engine.Do(b.Context(), request)
				r.Release()
			}
		})
	}
}
