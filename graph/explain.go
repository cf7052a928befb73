package graph

import (
	"context"
	"fmt"
	"strings"

	"orggraph/internal/plan"
	"orggraph/internal/planner"
)

// Explain answers an operation and prints its plan, each operator with the rows that were expected at
// most and those that came. The text is empty where the operation was refused, as the answer says, or reads nothing
// of the graph.
func (e *Engine) Explain(ctx context.Context, r Request) (string, *Response) {
	o, response := e.answer(ctx, r)
	if !response.Data {
		return "", response
	}
	var text strings.Builder
	bound := planner.Estimate(o.plan, o.args, o.view.Statistics())
	err := plan.Format(&text, e.catalog, o.plan, func(op int) string {
		rows, cost, price := bound.Rows[op], bound.Cost[op], ""
		if cost > rows { // for what is looked at beside them
			price = fmt.Sprintf(" at a cost of %d", cost)
		}
		return fmt.Sprintf("(at most %d rows expected%s, %d came)", rows, price, o.meter.Rows[op])
	})
	if err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return text.String(), response
}
