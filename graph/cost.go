package graph

import (
	"context"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/planner"
	"orggraph/internal/store"
)

// tooDear refuses an operation that may come to more rows than the budget has, and says which page of which list would
// not.
func (o *operation) tooDear() *gqlerror.Error {
	budget := o.engine.limits.Cost
	x := planner.Exceeds(o.plan, o.args, o.view.Statistics(), int64(budget))
	field := strings.Join(x.Field, ".")
	var text strings.Builder
	if x.Cost > int64(budget) {
		text.WriteString(field + " may come to " + grouped(x.Cost) + " rows: the operation's limit is " + grouped(int64(budget)))
	} else {
		text.WriteString("the operation may come to " + grouped(x.Total) + " rows, " + grouped(x.Cost) + " of them in " + field +
			": its limit is " + grouped(int64(budget)))
	}
	if p := x.Page; p != nil {
		text.WriteString("; " + p.Argument + ": " + strconv.Itoa(p.Size) + " in " + strings.Join(p.List, ".") + " would fit")
	} else {
		text.WriteString("; ask for less: a page of one list alone would not do")
	}
	err := aboveLimit(limitCost, budget, int(x.Total), "%s", text.String())
	err.Extensions["field"] = field
	if p := x.Page; p != nil {
		err.Extensions["field"] = strings.Join(p.List, ".")
		err.Extensions[p.Argument] = p.Size
	}
	for _, key := range x.Field {
		err.Path = append(err.Path, ast.PathName(key))
	}
	return err
}

// tooLarge refuses an answer that is larger than it may be, in the root field that was at it then.
func (o *operation) tooLarge(ctx context.Context) *gqlerror.Error {
	most := o.engine.limits.AnswerBytes
	err := aboveLimit(limitAnswer, most, 0, "the answer is larger than %d bytes: ask for fewer fields, or for a page with first", most)
	err.Path = graphql.GetPath(ctx)
	return err
}

// appendCost appends the member `cost` of an answer's extensions.
func (o *operation) appendCost(buf []byte, r *Response) []byte {
	bound := planner.Estimate(o.plan, o.args, o.view.Statistics())
	buf = strconv.AppendInt(append(buf, `,"cost":{"estimate":`...), bound.Total, 10)
	buf = strconv.AppendInt(append(buf, `,"budget":`...), int64(o.engine.limits.Cost), 10)
	buf = strconv.AppendInt(append(buf, `,"rows":`...), r.Rows, 10)
	buf = append(buf, `,"fields":[`...)
	for id, operator := range planner.Operators(o.plan) {
		if id > 0 {
			buf = append(buf, ',')
		}
		rows := int64(0)
		if o.meter != nil {
			rows = o.meter.Rows[id]
		}
		buf = store.AppendString(append(buf, `{"path":`...), strings.Join(operator.Path, "."))
		buf = strconv.AppendInt(append(buf, `,"estimate":`...), bound.Cost[id], 10)
		buf = append(strconv.AppendInt(append(buf, `,"rows":`...), rows, 10), '}')
	}
	return append(buf, "]}"...)
}

// grouped writes a number with a comma before each three digits.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
