package neo4j

import (
	"context"
	"sync/atomic"

	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// View pins the release that was read last. While one is being written it waits until the request ends, and
// fails with UNAVAILABLE where there is nothing to read.
func (s *Store) View(ctx context.Context) (store.View, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	r := s.known.Load()
	if r == nil {
		ctx, cancel := bounded(ctx, longestRead)
		defer cancel()
		var err error
		if r, err = s.look(ctx); err != nil {
			return nil, err
		}
	}
	v := &view{store: s, pinned: r}
	v.current.Store(r)
	return v, nil
}

type view struct {
	store   *Store
	pinned  *release
	current atomic.Pointer[release] // as pinned, but for the epoch; nil where that release is gone
}

func (v *view) Dataset() *store.Dataset { return v.pinned.dataset }

func (v *view) Statistics() *plan.Statistics { return v.pinned.facts.Statistics }

// Run asks the root's statement. Its answer counts only if the fence says after the last row what it said
// before the first. Where it says something else, and the same release is still there, it is asked again.
func (v *view) Run(ctx context.Context, root *plan.Root, args plan.Args, m *store.Meter) (store.Result, error) {
	if v.store.closed.Load() {
		return store.Result{}, errClosed()
	}
	ctx, cancel := bounded(ctx, longestRead)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return store.Result{}, translate(ctx, err)
	}
	compiled := v.pinned.statements.Compile(root, args)
	for {
		now := v.current.Load()
		if now == nil {
			return store.Result{}, store.ErrMoved
		}
		answer, err := v.store.read(ctx, statement{compiled.Text, compiled.Params})
		if err != nil {
			return store.Result{}, err
		}
		if state, epoch := cypher.Marker(answer); state == cypher.Ready && epoch == now.epoch {
			return compiled.Render(answer, m)
		}
		if err := v.follow(ctx, now); err != nil {
			return store.Result{}, err
		}
	}
}

// follow looks what became of the release. It fails with ErrMoved where it is gone.
func (v *view) follow(ctx context.Context, was *release) error {
	v.store.known.CompareAndSwap(was, nil)
	now, err := v.store.look(ctx)
	switch {
	case err != nil:
		return err
	case now.content.digest != v.pinned.content.digest:
		v.current.Store(nil)
		return store.ErrMoved
	default:
		v.current.Store(now)
		return nil
	}
}

// Close does nothing: the answers are the caller's.
func (v *view) Close() {}
