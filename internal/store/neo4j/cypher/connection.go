package cypher

import (
	"fmt"
	"slices"
	"strconv"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// page is a page of a list, as it was fetched.
type page struct {
	*list
	items         []any // rows
	all           []any // rows of the values of all targets that figures are told of
	ahead, behind bool  // targets precede the page, or follow it
	total         int64
}

// connection compiles a connection in a row whose node is of a kind.
func (c *compiler) connection(p *plan.Connection, key string, r *row, kind catalog.KindSet) write {
	l := c.list(p, r)
	l.kinds |= kind
	of := c.fields(p.Fields, func(f plan.Field) write { return c.listField(f, l, r) })
	return func(x *writer, values []any, _ string) bool {
		g := l.pageOf(x, values)
		x.meter.Count(p.ID, g.size(x.args))
		outer := x.page
		x.page = g
		x.push(key)
		ok := x.fields(of, nil, "")
		x.page = outer
		if ok {
			x.pop()
		}
		return ok
	}
}

// size is the number of targets on the page, or where none were fetched how many it has room for.
func (g *page) size(args plan.Args) int {
	if g.list.items != nil {
		return len(g.items)
	}
	size := int(g.total)
	for _, limit := range []plan.Slot{g.plan.First, g.plan.Last} {
		if given(args, limit) {
			size = min(size, args[limit].(int))
		}
	}
	return size
}

// pageOf reads a page from the row that the list stands in.
func (l *list) pageOf(x *writer, values []any) *page {
	p := l.plan
	g := &page{list: l}
	if l.together != nil {
		values, _ = values[l.together.at].([]any)
	}
	if l.items != nil {
		g.items, _ = values[l.items.at].([]any)
	}
	g.total = int64(len(g.items))
	g.all = g.items
	if l.values != nil {
		g.all, _ = values[l.values.at].([]any)
		g.total = int64(len(g.all))
	}
	if l.total != nil {
		g.total, _ = values[l.total.at].(int64)
	}
	if l.counted {
		g.total = l.living(p.Kinds, x.args[p.AsOf].(day.Day))
	}
	if l.ahead != nil {
		g.ahead, _ = values[l.ahead.at].(bool)
	}
	if l.behind != nil {
		g.behind, _ = values[l.behind.at].(bool)
	}
	if given(x.args, p.First) {
		if n := x.args[p.First].(int); len(g.items) > n {
			g.items, g.behind = g.items[:n], true
		}
	}
	if given(x.args, p.Last) {
		if n := x.args[p.Last].(int); len(g.items) > n {
			g.items, g.ahead = g.items[:n], true
		}
		g.items = slices.Clone(g.items)
		slices.Reverse(g.items)
	}
	return g
}

func (c *compiler) listField(f plan.Field, l *list, r *row) write {
	switch f := f.(type) {
	case *plan.TotalCount:
		l.want.total = true
		return func(x *writer, _ []any, _ string) bool {
			x.buf = strconv.AppendInt(x.buf, x.page.total, 10)
			return true
		}
	case *plan.Aggregate:
		of := c.fields(f.Fields, func(f plan.Field) write { return c.figures(f.(*plan.Figures), l) })
		return func(x *writer, _ []any, _ string) bool { return x.fields(of, nil, "") }
	case *plan.Nodes:
		l.want.items, l.want.order = true, true
		o := c.object(f.Object, l.below)
		return func(x *writer, _ []any, _ string) bool {
			return x.list(string(f.Key), x.page.items, func(values []any) bool { return x.node(o, values) })
		}
	case *plan.Edges:
		l.want.items, l.want.order = true, true
		of := c.edgeFields(f.Fields, &edge{from: r, row: l.below, relation: l.plan.Relation, list: l})
		return func(x *writer, _ []any, _ string) bool {
			return x.list(string(f.Key), x.page.items, func(values []any) bool { return x.fields(of, values, "") })
		}
	case *plan.PageInfo:
		of := c.fields(f.Fields, func(f plan.Field) write { return pageValue(f.(*plan.PageValue).Value, l) })
		return func(x *writer, _ []any, _ string) bool { return x.fields(of, nil, "") }
	default:
		panic(fmt.Sprintf("a list has no field %T", f))
	}
}

// pageValue compiles a value of the page in hand.
func pageValue(v plan.PageProperty, l *list) write {
	switch v {
	case plan.HasNextPage:
		l.needMore(true)
		return func(x *writer, _ []any, _ string) bool {
			x.buf = strconv.AppendBool(x.buf, x.page.behind)
			return true
		}
	case plan.HasPreviousPage:
		l.needMore(false)
		return func(x *writer, _ []any, _ string) bool {
			x.buf = strconv.AppendBool(x.buf, x.page.ahead)
			return true
		}
	}
	l.want.items, l.want.order = true, true
	cursor := l.cursor()
	return func(x *writer, _ []any, _ string) bool {
		items := x.page.items
		if len(items) == 0 {
			x.buf = append(x.buf, "null"...)
			return true
		}
		item := items[0]
		if v == plan.EndCursor {
			item = items[len(items)-1]
		}
		values, _ := item.([]any)
		cursor(x, values)
		return true
	}
}

// cursor has the sort values and the code of each target fetched, and writes the cursor of one.
func (l *list) cursor() func(x *writer, values []any) {
	code := l.below.value(l.below.read(codeProperty))
	keys := make([]*column, len(l.keys))
	for i := range l.keys {
		keys[i] = l.below.value(l.keys[i].from(l.below.read))
	}
	order := l.plan.Order
	return func(x *writer, values []any) {
		c := plan.Cursor{Values: make([]any, len(keys))}
		c.Code, _ = values[code.at].(string)
		for i, k := range keys {
			c.Values[i] = sortValueOf(&order[i], values[k.at])
		}
		x.buf = append(append(append(x.buf, '"'), x.ordering(l).Encode(c)...), '"')
	}
}

// sortValueOf is a sort value as plan has it.
func sortValueOf(o *plan.Order, v any) any {
	switch v := v.(type) {
	case int64:
		return int(v)
	case string:
		if o.Count == nil && o.Property.Type == catalog.Date {
			if d, err := day.Parse(v); err == nil {
				return d
			}
		}
	}
	return v
}
