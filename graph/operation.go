package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// operation is one execution: what its root resolvers share.
type operation struct {
	engine *Engine
	today  day.Day
	view   store.View
	plan   *plan.Plan
	args   plan.Args

	placed  []Subtree   // in the order of their marks
	leftOut atomic.Bool // errors above the limit
	moved   atomic.Bool // the release that the view pins is gone

	meter *store.Meter // nil where nothing was executed
	name  string
	cost  int64 // rows that it may come to
	parts bool  // whether the answer says what each operator cost
}

type operationKey struct{}

func operationOf(ctx context.Context) *operation {
	return ctx.Value(operationKey{}).(*operation)
}

// place notes what belongs at the next mark.
func (o *operation) place(s Subtree) { o.placed = append(o.placed, s) }

type (
	resolverRoot  struct{}
	queryResolver struct{}
)

// Query returns the resolvers of root fields.
func (resolverRoot) Query() QueryResolver { return queryResolver{} }

var (
	errUnplanned = errors.New("the plan has no such root")
	errNullRoot  = errors.New("a root field that can't be null is null, and no error says why")
	null         = []byte("null")
)

// resolve has the store render the subtree of the root field at hand. The plan of the operation has it
// by its response key; that it is missing is a bug.
func resolve(ctx context.Context) (*Subtree, error) {
	o := operationOf(ctx)
	key := graphql.GetFieldContext(ctx).Field.Alias
	root := o.root(key)
	if root == nil {
		return nil, fmt.Errorf("%s: %w", key, errUnplanned)
	}
	result, err := o.view.Run(ctx, root, o.args, o.meter)
	if err != nil {
		if errors.Is(err, store.ErrMoved) {
			o.moved.Store(true)
		}
		if errors.Is(err, store.ErrTooLarge) {
			err = o.tooLarge(ctx)
		}
		return nil, err
	}
	if !bytes.Equal(result.JSON, null) {
		o.report(ctx, result.Errors)
		return newSubtree(result)
	}
	if result.Release != nil {
		result.Release()
	}
	// A null that came from below is told once, by the error that says where.
	if n := len(result.Errors); n > 0 {
		o.report(ctx, result.Errors[:n-1])
		return nil, nullError(result.Errors[n-1])
	}
	if root.Root.NonNull {
		return nil, fmt.Errorf("%s: %w", key, errNullRoot)
	}
	return nil, nil
}

func (o *operation) root(key string) *plan.Root {
	for _, r := range o.plan.Roots {
		if r.Key == key {
			return r
		}
	}
	return nil
}

// report adds the nulls that a store met where none may be, as far as the limit of errors goes.
func (o *operation) report(ctx context.Context, errs []store.FieldError) {
	if most := o.engine.limits.Errors; len(errs) > most {
		o.leftOut.Store(true)
		errs = errs[:most]
	}
	for _, err := range errs {
		graphql.AddError(ctx, nullError(err))
	}
}
