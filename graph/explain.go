package graph

import (
	"context"
	"fmt"
	"strings"

	"orggraph/internal/plan"
)

// Explain answers an operation and prints its plan, each operator with the rows that were expected and
// those that came. The text is empty where the operation was refused, as the answer says, or reads nothing
// of the graph.
func (e *Engine) Explain(ctx context.Context, r Request) (string, *Response) {
	o, response := e.answer(ctx, r, true)
	if !response.Data {
		return "", response
	}
	var text strings.Builder
	err := plan.Format(&text, e.catalog, o.plan, func(op int) string {
		return fmt.Sprintf("(about %.0f rows expected, %d came)", o.estimate[op], o.rows[op])
	})
	if err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return text.String(), response
}
