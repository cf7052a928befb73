package memory

import (
	"encoding/json"
	"maps"
	"testing"

	"orggraph/bench/operations"
	"orggraph/graph"
)

// The operations that are set side by side with others, through the engine, with warm caches.
func BenchmarkOperations(b *testing.B) {
	m := newMeasured(b)
	ask := func(b *testing.B, query string, variables map[string]any) *graph.Response {
		r := m.engine.Do(b.Context(), graph.Request{Query: query, Variables: variables})
		if r.Errors {
			b.Fatal(r.Body)
		}
		return r
	}
	for _, o := range operations.All() {
		b.Run(o.Slug, func(b *testing.B) {
			variables := maps.Clone(m.asked)
			if o.Before != "" {
				var page struct {
					Data struct {
						Practices struct{ PageInfo struct{ EndCursor string } }
					}
				}
				r := ask(b, o.Before, operations.Used(o.Before, variables))
				if err := json.Unmarshal(r.Body.Bytes(), &page); err != nil {
					b.Fatal(err)
				}
				variables["cursor"] = page.Data.Practices.PageInfo.EndCursor
			}
			variables = operations.Used(o.Query, variables)
			b.ReportAllocs()
			for b.Loop() {
				ask(b, o.Query, variables).Release()
			}
		})
	}
}
