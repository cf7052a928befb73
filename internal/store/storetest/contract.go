package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/planner"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/random"
)

// contract holds a store to what its interface promises beside answers.
func contract(t *testing.T, w *random.World, open Open, g *store.Graph, s store.Store) {
	view := func(t *testing.T) store.View {
		v, err := s.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(v.Close)
		return v
	}
	ask := func(t *testing.T, query string) operation {
		op, errs := prepare(w, planner.New(w.Catalog, w.Schema), query, nil)
		if errs != nil {
			t.Fatal(errs)
		}
		return op
	}
	const query = `{ practices { nodes { odsCode primaryCareNetwork { name practices { totalCount } } } } }`

	t.Run("store/dataset", func(t *testing.T) {
		if got := view(t).Dataset().Release; got != g.Dataset.Release {
			t.Errorf("release %q, want %q", got, g.Dataset.Release)
		}
	})
	t.Run("store/statistics", func(t *testing.T) {
		if diff := cmp.Diff(store.StatisticsOf(g), view(t).Statistics()); diff != "" {
			t.Errorf("statistics (-want +got):\n%s", diff)
		}
	})
	t.Run("store/rows-are-counted", func(t *testing.T) {
		for _, c := range []struct {
			query string
			want  []int64
		}{
			// practices, their networks, and the practices of these: three of U1, three of U1 again, one of U2.
			{query, []int64{4, 4, 10}},
			{`{ practices(first: 3) { totalCount } }`, []int64{3}},
			{`{ practices(last: 0) { totalCount } }`, []int64{0}},
		} {
			op := ask(t, c.query)
			m := store.NewMeter(op.plan.Ops, 1<<20)
			if _, err := view(t).Run(t.Context(), op.plan.Roots[0], op.args, m); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(m.Rows, c.want) {
				t.Errorf("%s: rows %v, want %v", c.query, m.Rows, c.want)
			}
		}
	})
	t.Run("store/answers-of-an-operation-are-limited-together", func(t *testing.T) {
		op, v := ask(t, query), view(t)
		whole, err := v.Run(t.Context(), op.plan.Roots[0], op.args, nil)
		if err != nil {
			t.Fatal(err)
		}
		m := store.NewMeter(op.plan.Ops, 2*len(whole.JSON))
		for i, want := range []error{nil, nil, store.ErrTooLarge} {
			if _, err := v.Run(t.Context(), op.plan.Roots[0], op.args, m); !errors.Is(err, want) {
				t.Errorf("answer %d: %v, want %v", i, err, want)
			}
		}
	})
	t.Run("store/cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		v := view(t)
		cancel()
		op := ask(t, query)
		if _, err := v.Run(ctx, op.plan.Roots[0], op.args, nil); store.CodeOf(err) != store.Timeout {
			t.Errorf("%v, want TIMEOUT", err)
		}
	})
	t.Run("store/past-its-deadline", func(t *testing.T) {
		ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		defer cancel()
		op := ask(t, query)
		if _, err := view(t).Run(ctx, op.plan.Roots[0], op.args, nil); store.CodeOf(err) != store.Timeout {
			t.Errorf("%v, want TIMEOUT", err)
		}
	})
	t.Run("store/closed", func(t *testing.T) {
		closed, op := open(t, g), ask(t, query)
		before, err := closed.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		closed.Close()
		closed.Close()
		if _, err := closed.View(t.Context()); store.CodeOf(err) != store.Unavailable {
			t.Errorf("%v, want UNAVAILABLE", err)
		}
		want, err := run(t.Context(), s, op)
		if err != nil {
			t.Fatal(err)
		}
		// A view that was open answers as it did, or not at all.
		got, err := before.Run(t.Context(), op.plan.Roots[0], op.args, nil)
		if err != nil && store.CodeOf(err) != store.Unavailable || err == nil && string(got.JSON) != string(want[0].JSON) {
			t.Errorf("a view from before: %s, %v", got.JSON, err)
		}
		before.Close()
	})
	t.Run("store/concurrent-readers", func(t *testing.T) {
		op := ask(t, query)
		want, err := run(t.Context(), s, op)
		if err != nil {
			t.Fatal(err)
		}
		var readers sync.WaitGroup
		for range 8 {
			readers.Go(func() {
				for range 20 {
					got, err := run(t.Context(), s, op)
					if err != nil || string(got[0].JSON) != string(want[0].JSON) {
						t.Errorf("%v: %s", err, texts(got))
						return
					}
				}
			})
		}
		readers.Wait()
	})
	t.Run("store/answers-are-the-caller's", func(t *testing.T) {
		op := ask(t, query)
		first, err := run(t.Context(), s, op)
		if err != nil {
			t.Fatal(err)
		}
		want := string(first[0].JSON)
		for i := range first[0].JSON {
			first[0].JSON[i] = 'x'
		}
		if second, err := run(t.Context(), s, op); err != nil || string(second[0].JSON) != want {
			t.Errorf("%v: %s, want %s", err, texts(second), want)
		}
	})
	// The last, since the database of a store may hold another graph then.
	t.Run("store/pages-under-writes", func(t *testing.T) { pagesUnderWrites(t, w, open, s) })
}

// pagesUnderWrites asks for a page, and for what follows it in another release: the last of the page is gone there, one
// is new before it, and one behind it.
func pagesUnderWrites(t *testing.T, w *random.World, open Open, s store.Store) {
	next := Fixture(w.Catalog)
	next.Dataset.Release = "next"
	gone := next.Find("A5") // Dale
	next.Nodes = slices.DeleteFunc(next.Nodes, func(n *store.Node) bool { return n == gone })
	next.Edges = slices.DeleteFunc(next.Edges, func(e *store.Edge) bool { return e.From == gone || e.To == gone })
	for code, name := range map[string]string{"A8": "Aaron", "A9": "Eden"} {
		n := store.NewNode(w.Catalog, w.Catalog.Kind("Practice"), code)
		n.Set(w.Catalog, "name", name)
		next.Nodes = append(next.Nodes, n)
	}
	const query = `query ($after: String) { practices(orderBy: [{name: ASC}], first: 2, after: $after) {
		totalCount nodes { odsCode } pageInfo { endCursor } } }`
	var cursor any
	page := func(s store.Store, want string) {
		op, errs := prepare(w, planner.New(w.Catalog, w.Schema), query, map[string]any{"after": cursor})
		if errs != nil {
			t.Fatal(errs)
		}
		results, err := run(t.Context(), s, op)
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			TotalCount int
			Nodes      []struct{ OdsCode string }
			PageInfo   struct{ EndCursor string }
		}
		if err := json.Unmarshal(results[0].JSON, &answer); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(answer.TotalCount, answer.Nodes); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		cursor = answer.PageInfo.EndCursor
	}
	page(s, "4 [{A1} {A5}]")
	written := open(t, next)
	defer written.Close()
	page(written, "5 [{A9} {A2}]")
	page(written, "5 [{A3}]")
}

// texts are the subtrees of results.
func texts(results []store.Result) (all []string) {
	for _, r := range results {
		all = append(all, string(r.JSON))
	}
	return all
}
