package memory

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

func ask(ctx context.Context, t testing.TB, v store.View, root *plan.Root, code string) string {
	t.Helper()
	result, err := v.Run(ctx, root, plan.Args{code, day.Day(0)}, nil)
	if err != nil {
		t.Error(err)
	}
	return string(result.JSON)
}

func TestViewKeepsItsSnapshot(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A")
	m, err := New(p.Graph)
	if err != nil {
		t.Fatal(err)
	}
	before, err := m.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p.node("Person", "B")
	next := p.build()
	root := next.lookUpPerson()
	m.current.Store(next)
	after, err := m.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
	if got := ask(t.Context(), t, before, root, "B"); got != "null" {
		t.Errorf("before: %s", got)
	}
	if got := ask(t.Context(), t, after, root, "B"); got != `{"odsCode":"B"}` {
		t.Errorf("after: %s", got)
	}
	before.Close()
	after.Close()
	if _, err := m.View(t.Context()); store.CodeOf(err) != store.Unavailable {
		t.Errorf("a closed store: %v", err)
	}
}

// Results share no memory until they are released, whoever else asks; that their view is closed does nothing to them.
func TestResultsLastUntilTheyAreReleased(t *testing.T) {
	p := newPeople(t)
	codes := []string{"A", "B", "C", "D"}
	for _, code := range codes {
		p.node("Person", code)
	}
	m, err := New(p.Graph)
	if err != nil {
		t.Fatal(err)
	}
	root := m.current.Load().lookUpPerson()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 200 {
				v, err := m.View(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				results := make([]store.Result, len(codes))
				for i, code := range codes {
					if results[i], err = v.Run(t.Context(), root, plan.Args{code, day.Day(0)}, nil); err != nil {
						t.Error(err)
					}
				}
				v.Close()
				for i, code := range codes {
					if want := `{"odsCode":"` + code + `"}`; string(results[i].JSON) != want {
						t.Errorf("%s, want %s", results[i].JSON, want)
					}
					results[i].Release()
				}
			}
		})
	}
	all.Wait()
}

// A run whose time is over stops on its way, also within a filter or an order.
func TestRunStopsWhenItsTimeIsOver(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A")
	s := p.build()
	x := s.run()
	ctx, cancel := context.WithCancel(t.Context())
	x.begin(ctx, &program{}, nil, nil, &room{all: new(atomic.Int64)})
	x.spend(stride)
	if x.err != nil {
		t.Fatal(x.err)
	}
	cancel()
	x.spend(stride)
	if x.spend(1); store.CodeOf(x.err) != store.Timeout {
		t.Errorf("%v, want TIMEOUT", x.err)
	}
}

func TestLookUpAllocatesLittle(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A")
	m, err := New(p.Graph)
	if err != nil {
		t.Fatal(err)
	}
	root, args := m.current.Load().lookUpPerson(), plan.Args{"A", day.Day(0)}
	used := testing.AllocsPerRun(100, func() {
		v, _ := m.View(t.Context())
		r, err := v.Run(t.Context(), root, args, nil)
		if err != nil {
			t.Error(err)
		}
		v.Close()
		r.Release()
	})
	if used > 4 { // the view, what releases the run
		t.Errorf("%.0f allocations", used)
	}
}
