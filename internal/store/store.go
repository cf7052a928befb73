// Package store is the boundary between plans and the graphs that answer them: the interface of a
// store, the graph as it is loaded, the closed set of error codes, and the JSON that stores append.
// It imports nothing of ours but plan, catalog and day.
package store

import (
	"context"

	"orggraph/internal/plan"
)

// Store answers plans. It is safe for concurrent use.
type Store interface {
	// View pins what one operation reads. The caller closes it.
	// It fails with UNAVAILABLE while there is nothing to read.
	View(ctx context.Context) (View, error)
}

// View is one release of the graph. It is safe for concurrent use.
type View interface {
	// Dataset says what is being read. It is not to be changed.
	Dataset() *Dataset
	// Statistics are the figures of what is being read. They are not to be changed.
	Statistics() *plan.Statistics
	// Run answers one root, and has the operation's meter measure that. An error is one of the store, an *Error; ErrMoved where the release
	// is gone, and with it the view.
	Run(ctx context.Context, root *plan.Root, args plan.Args, m *Meter) (Result, error)
	// Close lets go of the release. Results are left to who asked for them.
	Close()
}

// Result is the answer to one root field.
type Result struct {
	// JSON is the response subtree; "null" where a null reached the root field. It is not to be changed, nor read
	// once it is released.
	JSON []byte
	// Errors are nulls in positions that can't be null.
	Errors []FieldError
	// Release lets the store use the memory of JSON again; nil where it would not. It is called once or not at all.
	Release func()
}

// FieldError is a null in a position that can't be null.
type FieldError struct {
	Path []any  // response keys (string) and list indexes (int), from the root field's key on
	Type string // GraphQL type and field, such as Practice.name
}
