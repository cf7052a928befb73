package graph

import (
	"strings"
	"sync"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// A body that was given back is used again, and never while somebody reads it.
func TestReleasedBodies(t *testing.T) {
	s := &fakeStore{render: func(root *plan.Root, args plan.Args) (store.Result, error) {
		name := strings.Repeat(args[root.Keys].(string), leastKept)
		return store.Result{JSON: []byte(`{"name":"` + name + `"}`)}, nil
	}}
	e, _ := testEngine(t, s, Limits{})
	var readers sync.WaitGroup
	for _, code := range []string{"A1", "B2", "C3", "D4"} {
		readers.Go(func() {
			for range 50 {
				r := e.Do(t.Context(), Request{Query: `{ practice(odsCode: "` + code + `") { name } }`})
				if want := strings.Repeat(code, leastKept); !strings.Contains(string(r.Body), `"`+want+`"`) {
					t.Errorf("%s got another's answer", code)
				}
				r.Release()
			}
		})
	}
	readers.Wait()
}
