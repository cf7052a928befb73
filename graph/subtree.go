package graph

import (
	"context"
	"errors"
	"io"

	"orggraph/internal/store"
)

// Subtree is the rendered JSON of a root field. Only newSubtree makes one that can be written.
type Subtree struct {
	json    []byte
	release func() // nil where there is nothing to give back
}

var errEmpty = errors.New("a root field has no subtree")

// newSubtree takes the JSON of a root field over; an empty one is a bug.
func newSubtree(r store.Result) (*Subtree, error) {
	if len(r.JSON) == 0 {
		return nil, errEmpty
	}
	return &Subtree{r.JSON, r.Release}, nil
}

// MarshalGQLContext leaves a mark where the subtree belongs, so that its bytes are never copied.
func (s Subtree) MarshalGQLContext(ctx context.Context, w io.Writer) error {
	if len(s.json) == 0 {
		return errEmpty
	}
	operationOf(ctx).place(s)
	_, err := w.Write(mark)
	return err
}

// UnmarshalGQLContext refuses: gqlgen asks for it, and a subtree is never an input.
func (Subtree) UnmarshalGQLContext(context.Context, any) error {
	return errors.New("a subtree is no input")
}
