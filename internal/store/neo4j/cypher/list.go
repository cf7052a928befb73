package cypher

import (
	"fmt"

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
	where string    // conditions on values
	query string    // conditions that need a query of their own
	from  *anchored // the conditions of a root list that can be met from afar; nil for others
	bound string    // what an index knows of a condition about a measure; "" for nothing
	keys  []sortKey
	edge  bool // the condition looks at the edge

	counted bool // how many targets there are is known, and not asked for

	want                        wants
	together                    *column // of the row that the list stands in: a row of the following, where they are found at once
	items, total, ahead, behind *column // nil where not needed
	values                      *column // of all targets, where the page may be less; nil where not needed
	all                         *row    // what is fetched of each target for figures: with the items, where these are all
}

// wants are what is asked for of a list.
type wants struct {
	items, total  bool
	order         bool // of the items
	figures       bool // beside a page that may be less
	more          bool // whether there is one more item than the page has
	ahead, behind bool // whether targets lie ahead of the page or behind it, cut off by a cursor
}

// list returns the list of a connection in a row.
func (c *compiler) list(p *plan.Connection, r *row) *list {
	l := &list{compiler: c, plan: p, below: newRow(r.depth+1, p.Kinds)}
	if p.Relation != nil {
		l.below = rowAt(r.depth+1, p.Relation)
	}
	l.below.gather(p.Relation == nil || l.paged())
	l.all = l.below
	if l.paged() {
		l.all = newRow(r.depth+1, p.Kinds)
		l.all.gather(true)
	}
	s := scope{compiler: c, row: l.below, on: p.AsOf}
	l.where, l.query = s.split(p.Where)
	l.edge = l.below.useEdge
	if p.Relation == nil {
		l.from, l.bound = s.anchor(p.Where), s.bound(p.Where)
	}
	l.keys = c.keys(p.Order, l.below, p.AsOf)
	steps := ""
	if p.Relation != nil {
		steps = relationName(p.Relation)
	}
	l.name = fmt.Sprint("list ", steps, uint64(p.Kinds), p.AsOf, c.slot(p.IncludeClosed), c.slot(p.First), c.slot(p.Last),
		c.slot(p.After), c.slot(p.Before), l.where, l.query, l.keys)
	if known := r.lists[l.name]; known != nil {
		return known
	}
	r.lists[l.name] = l
	return l
}

// given says whether an argument has a value.
func given(args plan.Args, s plan.Slot) bool {
	if s == plan.None || args[s] == nil {
		return false
	}
	cursor, ok := args[s].(*plan.Cursor)
	return !ok || cursor != nil
}

func (c *compiler) has(s plan.Slot) bool { return given(c.args, s) }

// slot is that of an argument that has a value, else None.
func (c *compiler) slot(s plan.Slot) plan.Slot {
	if c.has(s) {
		return s
	}
	return plan.None
}

// paged says whether the page may be less than the list.
func (l *list) paged() bool {
	p := l.plan
	return l.has(p.First) || l.has(p.Last) || l.has(p.After) || l.has(p.Before)
}

// needMore has it found out whether targets follow the page, or precede it.
func (l *list) needMore(behind bool) {
	p := l.plan
	limit, cursor, want := p.Last, p.After, &l.want.ahead
	if behind {
		limit, cursor, want = p.First, p.Before, &l.want.behind
	}
	if l.has(limit) {
		l.want.items, l.want.order, l.want.more = true, true, true
	}
	*want = *want || l.has(cursor)
}

// finish makes the columns for what is asked for. It runs before the row is written, when all is known that is
// needed of the list.
func (l *list) finish(r *row) {
	w := l.want
	if w.total && w.items && !l.paged() {
		w.total = false // it is that of the items
	}
	if w.total && l.ofAllLiving() {
		w.total, l.counted = false, true
	}
	if w.total && w.items && (l.plan.Relation != nil || l.plan.Where != nil) {
		l.togetherIn(r, w)
		return
	}
	if w.figures {
		w.total = false // it is that of the values
	}
	column := func(want bool, name string, write func() string) *column {
		if !want {
			return nil
		}
		return r.column(l.name+name, func(c *column) { c.write = write })
	}
	l.items = column(w.items, " items", func() string { return "COLLECT { " + l.page(r) + " }" })
	l.values = column(w.figures, " values", func() string { return "COLLECT { " + l.source(r, true) + l.all.figures() + " }" })
	l.total = column(w.total, " total", func() string { return "COUNT { " + l.source(r, false) + l.tail() + " }" })
	l.ahead = column(w.ahead, " ahead", func() string { return "EXISTS { " + l.outside(r, false) + " }" })
	l.behind = column(w.behind, " behind", func() string { return "EXISTS { " + l.outside(r, true) + " }" })
}

// ofAllLiving says whether the list is of all nodes of its kinds that live, of which the number is known, if anything is.
func (l *list) ofAllLiving() bool {
	return l.plan.Relation == nil && l.plan.Where == nil && !l.has(l.plan.IncludeClosed) && l.facts.Living != nil
}

// tail ends a query that counts targets.
func (l *list) tail() string {
	if l.plan.Relation != nil && !l.edge && !l.tree(l.plan.Relation) {
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
	late := []string{l.query}
	if l.edge && !l.inHand(p.Relation) {
		late = append(late, l.where)
	} else {
		conditions = append(conditions, l.where)
	}
	text := l.spread(r.node, p.Relation, l.below, p.AsOf, conditions...)
	switch {
	case edge:
		return text + l.once(r.node, p.Relation, l.below, p.AsOf, true, late...)
	case distinct || l.query != "":
		return text + l.once(r.node, p.Relation, l.below, p.AsOf, false, l.query)
	default:
		return text
	}
}

// scan writes the clauses that find the nodes of a root list. What it looks at first is in the index of a kind: the
// code, for the order, and the life; or the name, where that is the order.
func (l *list) scan(conditions []string) string {
	p, n := l.plan, l.below.node
	d := param{slot: p.AsOf, form: asDay}.String()
	life := n + ".lifeFrom <= " + d + " < " + n + ".lifeTo"
	if l.has(p.IncludeClosed) {
		life = n + ".lifeFrom IS NOT NULL AND " + n + ".lifeTo IS NOT NULL AND (" + life + " OR " +
			argument(p.IncludeClosed) + " AND " + n + ".listed)"
	}
	if l.from != nil && !(l.stopsEarly() && l.from.share*l.nodes() > few) {
		if l.enclosed(l.from.relation.Steps[0].Type) { // the nodes live: else no edge of theirs would hold
			life = ""
		}
		return l.from.clauses(append([]string{life}, conditions...)...)
	}
	label, kinds := NodeLabel, l.kindOf(l.below)
	if all := l.catalog.In(p.Kinds); len(all) == 1 {
		label, kinds = all[0].Label, ""
	}
	index := n + "." + codeProperty + " > ''"
	if l.byName() {
		index = n + "." + nameProperty + " IS NOT NULL"
	}
	if l.bound != "" && !l.stopsEarly() {
		index = l.bound
	}
	all := append([]string{kinds, index, life, l.where}, conditions...)
	text := "MATCH (" + n + ":" + label + ")" + where(all...)
	if l.query != "" {
		text += " WITH DISTINCT " + n + where(l.query) // a mere WITH is none to the planner
	}
	return text
}

// byName says whether the name comes first in the order, and no node lacks one.
func (l *list) byName() bool {
	return len(l.keys) > 0 && l.keys[0].sure && l.keys[0].text == l.below.node+"."+nameProperty
}

// stopsEarly says whether the nodes of a root list are looked at in its order, until the page is full.
func (l *list) stopsEarly() bool {
	return !l.want.total && (l.has(l.plan.First) || l.has(l.plan.Last)) && (len(l.keys) == 0 || l.byName())
}

// nodes is how many nodes there are of the kinds.
func (l *list) nodes() float64 {
	nodes := 0
	for _, k := range l.catalog.In(l.plan.Kinds) {
		nodes += l.facts.Nodes[k.Name]
	}
	return float64(nodes)
}
