// Package memory turns a graph into an immutable snapshot of columns and adjacency arrays, and plans
// into JSON by walking it. A store hands each operation the snapshot of the moment, so that readers
// never wait. It imports nothing of ours but store, plan, catalog and day, and must not know GraphQL,
// the planner or another store.
package memory

import (
	"context"
	"sync/atomic"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// Store is a graph in memory.
type Store struct {
	current atomic.Pointer[snapshot]
	origin  origin       // where it was opened from, if it was
	making  atomic.Int64 // bytes of the answers of open views
}

// New makes a store of a graph, which is not kept. It fails on a graph that contradicts its catalog.
func New(g *store.Graph) (*Store, error) {
	s, err := build(g)
	if err != nil {
		return nil, err
	}
	return newStore(s), nil
}

func newStore(s *snapshot) *Store {
	m := &Store{}
	m.current.Store(s)
	return m
}

// View pins the snapshot of the moment. It fails with UNAVAILABLE once the store is closed.
func (m *Store) View(context.Context) (store.View, error) {
	s := m.current.Load()
	if s == nil {
		return nil, store.Errorf(store.Unavailable, "the graph is closed")
	}
	return &view{snapshot: s, room: room{all: &m.making}}, nil
}

// Close lets go of the graph. Views that are open go on.
func (m *Store) Close() { m.current.Store(nil) }

type view struct {
	*snapshot
	room room
}

func (v *view) Dataset() *store.Dataset { return v.dataset }

func (v *view) Statistics() *plan.Statistics { return v.statistics }

func (v *view) Run(ctx context.Context, root *plan.Root, args plan.Args, m *store.Meter) (store.Result, error) {
	return v.run().answer(ctx, v.program(root), args, m, &v.room)
}

func (v *view) Close() { v.room.leave() }
