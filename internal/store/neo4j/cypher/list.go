package cypher

import (
	"fmt"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// list is what is fetched of a connection: its page, and what lies around it as far as that is asked for. Two
// connections that differ in their fields alone are one list.
type list struct {
	*compiler
	plan  *plan.Connection
	name  string
	kinds catalog.KindSet // of the nodes that it is below of
	below *row
	where string // conditions on values
	query string // conditions that need a query of their own
	keys  []sortKey
	edge  bool // the condition looks at the edge

	items, total, ahead, behind *column // of the row that the list stands in; nil where not needed
	wantTotal, wantMore         bool
}

// list returns the list of a connection in a row.
func (c *compiler) list(p *plan.Connection, r *row) *list {
	l := &list{compiler: c, plan: p, below: newRow(r.depth+1, p.Kinds)}
	l.below.path = p.Relation != nil && len(p.Relation.Steps) > 1
	s := scope{compiler: c, row: l.below, on: p.AsOf}
	l.where, l.query = s.split(p.Where)
	l.edge = l.below.useEdge
	l.keys = c.keys(p.Order, l.below, p.AsOf)
	steps := ""
	if p.Relation != nil {
		steps = relationName(p.Relation)
	}
	l.name = fmt.Sprint("list ", steps, uint64(p.Kinds), p.AsOf, c.given(p.IncludeClosed), c.given(p.First), c.given(p.Last),
		c.given(p.After), c.given(p.Before), l.where, l.query, l.keys)
	if known := r.lists[l.name]; known != nil {
		return known
	}
	r.lists[l.name] = l
	return l
}

// given is the slot of an argument that has a value in this execution, else None.
func (c *compiler) given(s plan.Slot) plan.Slot {
	if s == plan.None || c.args[s] == nil {
		return plan.None
	}
	if cursor, ok := c.args[s].(*plan.Cursor); ok && cursor == nil {
		return plan.None
	}
	return s
}

func (l *list) has(s plan.Slot) bool { return l.given(s) != plan.None }

// paged says whether the page may be less than the list.
func (l *list) paged() bool {
	p := l.plan
	return l.has(p.First) || l.has(p.Last) || l.has(p.After) || l.has(p.Before)
}

// needItems has the page fetched.
func (l *list) needItems(r *row) {
	if l.items == nil {
		l.items = r.column(l.name+" items", func(c *column) {
			c.write = func() string { return "COLLECT { " + l.page(r) + " }" }
		})
	}
}

// needMore has it found out whether targets follow the page, or precede it.
func (l *list) needMore(r *row, behind bool) {
	p := l.plan
	limit, cursor, at := p.Last, p.After, &l.ahead
	if behind {
		limit, cursor, at = p.First, p.Before, &l.behind
	}
	if l.has(limit) {
		l.needItems(r)
		l.wantMore = true
	}
	if l.has(cursor) && *at == nil {
		*at = r.column(fmt.Sprint(l.name, " behind ", behind), func(c *column) {
			c.write = func() string { return "EXISTS { " + l.outside(r, behind) + " }" }
		})
	}
}

// finish has the number of targets counted, where it is not that of the items. It runs before the row is
// written, when all is known that is needed of the list.
func (l *list) finish(r *row) {
	if l.wantTotal && l.total == nil && (l.items == nil || l.paged()) {
		l.total = r.column(l.name+" total", func(c *column) {
			c.write = func() string {
				return "COUNT { " + l.source(r, false) + l.tail() + " }"
			}
		})
	}
}

// tail ends a query that counts targets.
func (l *list) tail() string {
	if l.plan.Relation != nil && !l.edge {
		return " RETURN DISTINCT " + l.below.node
	}
	return " RETURN " + l.below.node
}

// source writes the clauses that find the targets, with further conditions on the node alone. Targets are one
// row each if distinct is set, or if conditions need that.
func (l *list) source(r *row, distinct bool, conditions ...string) string {
	p := l.plan
	if p.Relation == nil {
		return l.scan(conditions)
	}
	conditions = append([]string{l.guard(r, l.kinds)}, conditions...)
	edge := l.edge || distinct && l.below.useEdge
	if !l.edge {
		conditions = append(conditions, l.where)
	}
	text := l.spread(r.node, p.Relation, l.below, p.AsOf, conditions...)
	switch {
	case edge:
		text += l.once(r.node, p.Relation, l.below, p.AsOf, true)
		if l.edge {
			text += and(l.where)
		}
		return text + and(l.query)
	case distinct || l.query != "":
		return text + l.once(r.node, p.Relation, l.below, p.AsOf, false) + where(l.query)
	default:
		return text
	}
}

// scan writes the clauses that find the nodes of a root list. What it looks at first is in the index of a kind: the
// code, for the order, and the life.
func (l *list) scan(conditions []string) string {
	p, n := l.plan, l.below.node
	label, kinds := NodeLabel, l.kindOf(l.below)
	if all := l.catalog.In(p.Kinds); len(all) == 1 {
		label, kinds = all[0].Label, ""
	}
	d := param{slot: p.AsOf, form: asDay}.String()
	life := n + ".lifeFrom <= " + d + " < " + n + ".lifeTo"
	if l.has(p.IncludeClosed) {
		life = n + ".lifeFrom IS NOT NULL AND " + n + ".lifeTo IS NOT NULL AND (" + life + " OR " +
			argument(p.IncludeClosed) + " AND " + n + ".listed)"
	}
	all := append([]string{kinds, n + "." + codeProperty + " > ''", life, l.where}, conditions...)
	text := "MATCH (" + n + ":" + label + ")" + where(all...)
	if l.query != "" {
		text += " WITH DISTINCT " + n + where(l.query) // a mere WITH is none to the planner
	}
	return text
}

// within are the clauses that follow source to compute the sort keys and to cut the list: conditions hold the
// cursors. Where the keys are properties, the conditions can stand in source.
func (l *list) within(conditions ...string) (inSource []string, after string) {
	var computed []string
	for i := range l.keys {
		if k := &l.keys[i]; k.name != "" {
			computed = append(computed, k.text+" AS "+k.name)
		}
	}
	if computed == nil {
		return conditions, ""
	}
	kept := l.below.node
	if l.below.useEdge && l.plan.Relation != nil {
		kept += ", " + l.below.edge
	}
	return nil, " WITH " + kept + ", " + strings.Join(computed, ", ") + where(conditions...)
}

// page writes the query for the page.
func (l *list) page(r *row) string {
	p, b := l.plan, l.below
	fetched := b.String() // first, since what is fetched may need the edge
	var cuts []string
	if l.has(p.After) {
		cuts = append(cuts, l.beyond(l.keys, b.node, p.After, false))
	}
	if l.has(p.Before) {
		cuts = append(cuts, l.beyond(l.keys, b.node, p.Before, true))
	}
	conditions, after := l.within(cuts...)
	limit := ""
	for _, slot := range []plan.Slot{p.First, p.Last} {
		if l.has(slot) {
			n := param{slot: slot}
			if l.wantMore {
				n.form = oneMore
			}
			limit = " LIMIT " + n.String()
		}
	}
	kept := []string{b.node}
	if b.useEdge && p.Relation != nil {
		kept = append(kept, b.edge)
	}
	for _, k := range l.keys {
		if k.name != "" {
			kept = append(kept, k.name)
			fetched = strings.ReplaceAll(fetched, k.text, k.name) // it was computed already
		}
	}
	return l.source(r, true, conditions...) + after + " WITH " + strings.Join(kept, ", ") +
		orderBy(l.keys, b.node, l.has(p.Last)) + limit + " RETURN " + fetched
}

// outside writes the query for the targets that a cursor cut off, at one end.
func (l *list) outside(r *row, behind bool) string {
	p, n := l.plan, l.below.node
	cursor := p.After
	if behind {
		cursor = p.Before
	}
	cuts := []string{"NOT coalesce(" + l.beyond(l.keys, n, cursor, behind) + ", false)"}
	if behind && l.has(p.After) {
		cuts = append(cuts, l.beyond(l.keys, n, p.After, false)) // which may stand behind it
	}
	conditions, after := l.within(cuts...)
	return l.source(r, after != "", conditions...) + after + " RETURN " + n
}
