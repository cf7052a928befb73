package naive

import (
	"slices"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// row is a target of a list with the way that led to it, and its sort values.
type row struct {
	node *store.Node
	way  way
	keys []any // by sort key; nil is null
	code string
}

// page is what remains of a list: rows[from:to] of all that meet the conditions.
type page struct {
	list     *plan.Connection
	rows     []row
	from, to int
	ordering *plan.Ordering
}

// targets are what a list is about before any condition.
func (e *evaluator) targets(c *plan.Connection, at scope) []row {
	var rows []row
	if c.Relation != nil {
		for _, w := range e.reach(at.node, c.Relation, at.on) {
			rows = append(rows, row{node: w.target(), way: w})
		}
		return rows
	}
	// semantics: Lists do not
	closed := c.IncludeClosed != plan.None && e.args[c.IncludeClosed] == true
	for _, n := range e.graph.Nodes {
		if c.Kinds.Has(n.Kind) && (n.Life.Holds(at.on) || closed && n.Listed) {
			rows = append(rows, row{node: n})
		}
	}
	return rows
}

// list builds, filters, sorts and cuts a list.
func (e *evaluator) list(c *plan.Connection, at scope) page {
	p := page{list: c, ordering: plan.NewOrdering(c.Order, e.args)}
	for _, r := range e.targets(c, at) {
		if e.meets(c.Where, r.node, r.way, at.on) {
			r.keys, r.code = e.keys(c.Order, r.node, at), r.node.Code
			p.rows = append(p.rows, r)
		}
	}
	slices.SortFunc(p.rows, p.order)
	e.cut(&p)
	if c.Relation == nil {
		e.looked += e.scanned(p)
	}
	return p
}

// scanned is how many nodes are looked at for a root list: all there are, unless it takes them as they come.
func (e *evaluator) scanned(p page) int {
	c := p.list
	asked := func(f plan.Field) bool {
		switch f.(type) {
		case *plan.TotalCount, *plan.Aggregate, *plan.PageInfo:
			return true
		}
		return false
	}
	if c.Where == nil && c.Order == nil && c.Last == plan.None && !slices.ContainsFunc(c.Fields, asked) {
		return p.to - p.from
	}
	all := 0
	for _, n := range e.graph.Nodes {
		if c.Kinds.Has(n.Kind) {
			all++
		}
	}
	return all
}

// keys are the sort values of a target.
// semantics: Order
func (e *evaluator) keys(order []plan.Order, target *store.Node, at scope) []any {
	keys := make([]any, len(order))
	for i, o := range order {
		n, ok := target, true
		for _, r := range o.Through {
			var w way
			if w, ok = e.one(n, r, at.on); !ok {
				break
			}
			n = w.target()
		}
		switch {
		case !ok: // behind a relation that leads nowhere
		case o.Count != nil:
			keys[i] = e.count(*o.Count, n, at.on)
		default:
			keys[i] = e.value(n, o.Property, at.on)
		}
	}
	return keys
}

// order is the order of a list; no two targets are equal.
// semantics: Order
func (p page) order(a, b row) int {
	for i, o := range p.list.Order {
		x, y := a.keys[i], b.keys[i]
		switch {
		case x == nil && y == nil:
		case x == nil:
			return 1
		case y == nil:
			return -1
		default:
			c := order(x, y)
			if o.Desc {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
	}
	return order(a.code, b.code)
}

// cut finds the page within the list.
// semantics: Pages
func (e *evaluator) cut(p *page) {
	p.to = len(p.rows)
	// semantics: Cursors
	if after := e.cursor(p.list.After); after != nil {
		for p.from < p.to && p.order(p.rows[p.from], *after) <= 0 {
			p.from++
		}
	}
	if before := e.cursor(p.list.Before); before != nil {
		for p.from < p.to && p.order(p.rows[p.to-1], *before) >= 0 {
			p.to--
		}
	}
	if first, ok := e.limit(p.list.First); ok {
		p.to = min(p.to, p.from+first)
	}
	if last, ok := e.limit(p.list.Last); ok {
		p.from = max(p.from, p.to-last)
	}
}

func (e *evaluator) cursor(s plan.Slot) *row {
	if s == plan.None || e.args[s] == nil {
		return nil
	}
	c := e.args[s].(*plan.Cursor)
	if c == nil {
		return nil
	}
	return &row{keys: c.Values, code: c.Code}
}

func (e *evaluator) limit(s plan.Slot) (int, bool) {
	if s == plan.None {
		return 0, false
	}
	n, ok := e.args[s].(int)
	return n, ok
}

// pageValue is a value of pageInfo; nil is null.
// semantics: Pages
func (p page) pageValue(v plan.PageProperty) any {
	switch v {
	case plan.HasPreviousPage:
		return p.from > 0
	case plan.HasNextPage:
		return p.to < len(p.rows)
	}
	if p.from == p.to {
		return nil
	}
	if v == plan.StartCursor {
		return p.encode(p.rows[p.from])
	}
	return p.encode(p.rows[p.to-1])
}

// encode makes the cursor of a target.
// semantics: Cursors
func (p page) encode(r row) string {
	return p.ordering.Encode(plan.Cursor{Values: r.keys, Code: r.code})
}
