package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// fakeStore answers each root with what render says; by default with its key and its arguments.
type fakeStore struct {
	err    error
	render func(r *plan.Root, args plan.Args) (store.Result, error)
	closed atomic.Int64 // views that were let go of
}

type fakeView struct{ *fakeStore }

func (f *fakeStore) View(context.Context) (store.View, error) {
	if f.err != nil {
		return nil, f.err
	}
	return fakeView{f}, nil
}

var fakeDataset = store.Dataset{
	Release: "fake", Title: "A fake", Licence: "none",
	Files: []store.File{
		{Release: "fake", Name: "one.csv", Publication: "ones", Vintage: day.Of(2025, time.June, 1), Rows: 3, Loaded: 1, Merged: 1, Rejected: 1},
		{Release: "fake", Name: "two.csv", Vintage: day.Min},
	},
	Coverage: []store.Coverage{{Subject: "Practice", Held: "none", AsOf: day.Min}},
	RefOnly:  map[string]int{"Practice": 2},
}

// fakeStatistics are of a few nodes, and of an edge of each type between any two kinds.
var fakeStatistics = sync.OnceValue(func() *plan.Statistics {
	c, err := Catalog()
	if err != nil {
		panic(err)
	}
	s := &plan.Statistics{Nodes: make([]int, len(c.Kinds)), Edges: make([][]plan.Degrees, len(c.EdgeTypes))}
	for i := range s.Nodes {
		s.Nodes[i] = 10 + i
		for j := range s.Nodes {
			for t := range s.Edges {
				s.Edges[t] = append(s.Edges[t], plan.Degrees{Source: i, Target: j, Edges: 1, Out: 1, In: 1})
			}
		}
	}
	return s
})

func (fakeView) Dataset() *store.Dataset      { return &fakeDataset }
func (fakeView) Statistics() *plan.Statistics { return fakeStatistics() }
func (v fakeView) Close()                     { v.closed.Add(1) }

func (v fakeView) Run(_ context.Context, r *plan.Root, args plan.Args, m *store.Meter) (store.Result, error) {
	m.Count(r.ID, 3)
	if v.render != nil {
		return v.render(r, args)
	}
	var keys any
	if r.Connection == nil {
		keys = args[r.Keys]
	}
	return store.Result{JSON: fmt.Appendf(nil, `{"field":%q,"keys":%s}`, r.Root.Name, quoted(keys))}, nil
}

func quoted(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

// london is a quarter to one in the morning there, and still yesterday in UTC.
var london = time.Date(2026, time.June, 30, 23, 45, 0, 0, time.UTC)

// testEngine is an engine whose log is the buffer.
func testEngine(t testing.TB, s *fakeStore, limits Limits) (*Engine, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	e, err := New(Options{
		Store: s, Now: func() time.Time { return london }, Log: slog.New(slog.NewTextHandler(&log, nil)), Limits: limits,
	})
	if err != nil {
		t.Fatal(err)
	}
	return e, &log
}

const extensions = `"extensions":{"release":"fake","asOf":"2026-07-01"}`

// wantBody compares the body of an answer, which ends in the extensions.
func wantBody(t *testing.T, r *Response, want string) {
	t.Helper()
	if want = "{" + want + "," + extensions + "}"; r.Body.String() != want {
		t.Errorf("got  %s\nwant %s", r.Body, want)
	}
	if !json.Valid(r.Body.Bytes()) {
		t.Error("the body is no JSON")
	}
	var has map[string]json.RawMessage
	if err := json.Unmarshal(r.Body.Bytes(), &has); err != nil {
		t.Fatal(err)
	}
	if (has["data"] != nil) != r.Data || (has["errors"] != nil) != r.Errors || (r.Code != "") != r.Errors {
		t.Errorf("Data %v, Errors %v, Code %q do not fit the body", r.Data, r.Errors, r.Code)
	}
}
