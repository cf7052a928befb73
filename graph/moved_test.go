package graph

import (
	"context"
	"sync/atomic"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// A release that goes away between two root fields takes the answer to the first with it.
func TestOperationReadsOneRelease(t *testing.T) {
	var runs atomic.Int64 // root fields run side by side
	s := &fakeStore{render: func(*plan.Root, plan.Args) (store.Result, error) {
		switch runs.Add(1) {
		case 1:
			return store.Result{JSON: []byte(`{"odsCode":"OLD"}`)}, nil
		case 2:
			return store.Result{}, store.ErrMoved
		default:
			return store.Result{JSON: []byte(`{"odsCode":"NEW"}`)}, nil
		}
	}}
	e, _ := testEngine(t, s, Limits{})
	r := e.Do(t.Context(), Request{Query: `{ a: practice(odsCode: "A1") { odsCode } b: practice(odsCode: "A2") { odsCode } }`})
	wantBody(t, r, `"data":{"a":{"odsCode":"NEW"},"b":{"odsCode":"NEW"}}`)
	if s.closed.Load() != 2 {
		t.Errorf("%d views were closed, want 2", s.closed.Load())
	}
}

// Whoever has no time left gets the error.
func TestMovedForEver(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	s := &fakeStore{render: func(*plan.Root, plan.Args) (store.Result, error) {
		if runs++; runs == 3 {
			cancel()
		}
		return store.Result{}, store.ErrMoved
	}}
	e, _ := testEngine(t, s, Limits{})
	r := e.Do(ctx, Request{Query: `{ practice(odsCode: "A1") { odsCode } }`})
	if runs != 3 || r.Code != store.Unavailable {
		t.Errorf("%d runs, code %s: %s", runs, r.Code, r.Body)
	}
}
