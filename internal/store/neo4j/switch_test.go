//go:build neo4j

package neo4j

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// switching runs the roots of a view one by one, and has something happen before each.
type switching struct {
	*Store
	turn   sync.Mutex
	before []func()
}

func (s *switching) View(ctx context.Context) (store.View, error) {
	v, err := s.Store.View(ctx)
	return switchingView{v, s}, err
}

type switchingView struct {
	store.View
	store *switching
}

func (v switchingView) Run(ctx context.Context, root *plan.Root, args plan.Args, m *store.Meter) (store.Result, error) {
	v.store.turn.Lock()
	defer v.store.turn.Unlock()
	if next := v.store.before; len(next) > 0 {
		v.store.before = next[1:]
		next[0]()
	}
	return v.View.Run(ctx, root, args, m)
}

// An operation reads one release, whatever happens between its root fields.
func TestSwitchBetweenRoots(t *testing.T) {
	c := ourCatalog(t)
	s, writer := connect(t, c), connect(t, c)
	graphs := map[string]*store.Graph{"U1": faultGraph(c, "U1"), "U2": faultGraph(c, "U2")}
	if _, err := writer.Load(t.Context(), graphs["U1"], Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	in := "U1"
	to := func(next string) func() {
		return func() {
			if _, err := writer.Load(t.Context(), graphs[next], Loading{Previous: graphs[in].Dataset.Release}); err != nil {
				t.Error(err)
			}
			in = next
		}
	}
	reload := func() {
		if _, err := writer.Load(t.Context(), graphs[in], Loading{Reload: true}); err != nil {
			t.Error(err)
		}
	}
	both := func(all ...func()) func() {
		return func() {
			for _, do := range all {
				do()
			}
		}
	}
	nothing := func() {}
	for _, test := range []struct {
		name   string
		before []func()
		want   string // where all are in the answer
	}{
		{"before the first", []func(){to("U2")}, "U2"},
		{"between them", []func(){nothing, to("U1")}, "U1"},
		{"and back", []func(){nothing, both(to("U2"), to("U1"))}, "U1"},
		{"again and again", []func(){nothing, to("U2"), nothing, to("U1"), to("U2")}, "U2"},
		{"to the same", []func(){nothing, reload}, "U2"},
		{"to another that takes its place", []func(){nothing, both(to("U1"), reload)}, "U1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			engine, err := graph.New(graph.Options{Store: &switching{Store: s, before: test.before}, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			answer := dataOf(engine.Do(t.Context(), graph.Request{Query: flipQuery}))
			if !answersOf(faultPractices)[answer] || !strings.Contains(answer, "all in "+test.want) {
				t.Errorf("all are in %s, and the answer is %s", test.want, answer)
			}
		})
	}
}

// What is under way when the store is closed hears that it is.
func TestCloseBetweenStatements(t *testing.T) {
	s := connect(t, ourCatalog(t))
	ctx, cancel := context.WithTimeout(t.Context(), healing)
	defer cancel()
	if _, err := s.read(ctx, lookStatement); err != nil {
		t.Fatal(err)
	}
	s.Close()
	_, failed := s.read(ctx, lookStatement)
	for _, err := range []error{failed, s.writeAll(ctx, lookStatement)} {
		if want := errClosed().Error(); store.CodeOf(err) != store.Unavailable || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// leftWriting leaves the fence as a writer does that is killed before it commits.
var leftWriting = statement{text: matchFence + " SET f.state = '" + cypher.Writing + "', f.epoch = f.epoch + 1"}

// An import that follows a killed one keeps nobody waiting, although it holds the lock by which readers find out.
func TestFollowKilledImport(t *testing.T) {
	c := ourCatalog(t)
	s, writer := connect(t, c), connect(t, c)
	old, next := faultGraph(c, "U1"), faultGraph(c, "U2")
	if _, err := writer.Load(t.Context(), old, Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	if err := writer.writeAll(t.Context(), leftWriting); err != nil {
		t.Fatal(err)
	}
	asked := false
	if _, err := writer.Load(t.Context(), next, Loading{Previous: old.Dataset.Release, Progress: func(stage string, _, _ int) {
		if stage == stageWrite && !asked {
			asked = true
			if err := within(t, time.Second, "Ready", s.Ready); err != nil {
				t.Error(err)
			}
		}
	}}); err != nil {
		t.Fatal(err)
	}
	wantRelease(t, s, next.Dataset.Release)
}

// What a killed import left is put right also where nobody has the patience to wait for that.
func TestImpatientReaders(t *testing.T) {
	c := ourCatalog(t)
	writer := connect(t, c)
	if _, err := writer.Load(t.Context(), faultGraph(c, "U1"), Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	if err := writer.writeAll(t.Context(), leftWriting); err != nil {
		t.Fatal(err)
	}
	n := newNetwork(t)
	n.disturb(fault{"slow", "latency", `{"latency": 50}`, both})
	s := n.connect(c)
	wantReady(t, func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
		defer cancel()
		return s.Ready(ctx) == nil
	})
}
