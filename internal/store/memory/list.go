package memory

import (
	"slices"
	"sort"
	"strconv"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// bound is a list with the arguments of one execution.
type bound struct {
	ready         bool
	on            day.Day
	includeClosed bool
	first, last   int // -1 for none
	filter        filter
	order         []sortKey
	after, before *place
	ordering      *plan.Ordering // for cursors; made when the first is needed
}

// page is the part of a list that is rendered, and what lies around it.
type page struct {
	list          *list
	base, size    int // on the stack of targets
	ahead, behind int // targets before and after the page, as far as they were counted
	tallies       int // on the stack of tallies
}

// list renders a connection below a node, or at the root; false if a null moves up.
func (x *run) list(l *list, node uint32) bool {
	base, tallies := len(x.targets), len(x.tallies)
	p := x.page(l, node)
	if x.err != nil {
		return false
	}
	x.meter.Count(l.id, p.size)
	ok := x.listFields(&p)
	x.targets, x.tallies = x.targets[:base], x.tallies[:tallies]
	return ok
}

// bind fills a list's arguments in when it is first needed.
func (x *run) bind(l *list) *bound {
	b := &x.lists[l.index]
	if b.ready {
		return b
	}
	p := l.plan
	*b = bound{
		ready: true, on: x.days[p.AsOf], first: x.limit(p.First), last: x.limit(p.Last),
		includeClosed: p.IncludeClosed != plan.None && x.args[p.IncludeClosed] == true,
	}
	b.filter = x.filter(p.Where, b.on)
	b.order = x.order(p.Order, b.on)
	b.after, b.before = x.cursorPlace(p.After), x.cursorPlace(p.Before)
	return b
}

// limit reads first or last.
func (x *run) limit(s plan.Slot) int {
	if s != plan.None {
		if n, ok := x.args[s].(int); ok {
			return n
		}
	}
	return -1
}

// candidates are what a list chooses from, in the order of codes unless they are ordered.
type candidates struct {
	*list
	bound *bound
	base  int // of a relation's targets on the stack
	n     int

	tallies int // on the stack of tallies

	chosen  []uint32 // nodes that were found without a look at all; nil where all of the kinds are looked at
	ordered bool     // chosen is as the list's order wants it
}

func (x *run) candidates(l *list, b *bound, node uint32) candidates {
	c := candidates{list: l, bound: b, tallies: len(x.tallies)}
	for i := range l.tallied {
		x.tallies = append(x.tallies, store.Tally{Of: l.tallied[i].of.Type})
	}
	switch {
	case l.walk != nil:
		c.base = x.gather(l.walk, node, b.on, true)
		c.n = len(x.targets) - c.base
	case x.choose(&c):
		c.n = len(c.chosen)
	case l.several:
		c.n = x.size()
	default:
		c.n = int(l.nodes.to - l.nodes.from)
	}
	return c
}

// choose chooses the candidates of a root list where its condition or its order says which.
func (x *run) choose(c *candidates) bool {
	if nodes, ok := x.seeds(c.plan.Where, c.kinds, c.bound.on); ok {
		c.chosen = x.byRank(nodes, c.kinds)
		return true
	}
	if c.sequence != nil {
		c.chosen, c.ordered = c.sequence.inOrder(x, c.kinds, &c.bound.order[0]), true
	}
	return c.ordered
}

// node is the node of a candidate.
func (x *run) candidate(c *candidates, i int) target {
	switch {
	case c.walk != nil:
		return x.targets[c.base+i]
	case c.chosen != nil:
		return target{node: c.chosen[i], edge: noRow}
	case c.several:
		return target{node: x.nodes.byCode.cells[i], edge: noRow}
	default:
		return target{node: c.nodes.from + uint32(i), edge: noRow}
	}
}

// match returns a candidate if it belongs to the list, and tallies it. So each is looked at once where all are.
func (x *run) match(c *candidates, i int) (target, bool) {
	t := x.candidate(c, i)
	if c.walk == nil && !x.listed(c, t.node) {
		return t, false
	}
	if c.bound.filter != nil && !c.bound.filter(x, t) {
		return t, false
	}
	if c.tallied != nil {
		x.tally(c, t.node)
	}
	return t, true
}

// listed says whether a root list holds a node.
func (x *run) listed(c *candidates, node uint32) bool {
	if c.several && !c.kinds.HasIndex(int(x.kindOf[node])) {
		return false
	}
	on := c.bound.on
	return day.Day(x.nodes.from.cells[node]) <= on && on < day.Day(x.nodes.to.cells[node]) ||
		c.bound.includeClosed && x.nodes.listed.cells[node] == textTrue
}

// matching counts the candidates from i to before end that belong to the list, as far as a limit.
func (x *run) matching(c *candidates, i, end, limit int) (n int) {
	if c.walk != nil && c.bound.filter == nil && c.tallied == nil {
		return end - i
	}
	for ; i < end && n < limit && x.err == nil; i++ {
		if _, ok := x.match(c, i); ok {
			n++
		}
		x.spend(1)
	}
	return n
}

// page chooses the targets of a page and leaves them on top of the stack.
func (x *run) page(l *list, node uint32) page {
	b := x.bind(l)
	c := x.candidates(l, b, node)
	if len(b.order) > 0 && !c.ordered {
		return x.sorted(&c)
	}
	if l.walk != nil && b.filter == nil && b.after == nil && b.before == nil && b.first < 0 && b.last < 0 {
		if l.tallied != nil {
			for _, t := range x.targets[c.base:] {
				x.tally(&c, t.node)
			}
		}
		return page{list: l, base: c.base, size: c.n, tallies: c.tallies}
	}
	from, to := 0, c.n
	if b.after != nil {
		from = x.position(&c, b.after, true)
	}
	if b.before != nil {
		to = max(from, x.position(&c, b.before, false))
	}
	p := page{list: l, base: len(x.targets), tallies: c.tallies}
	start, end := from, to
	if b.last >= 0 {
		for start = to; start > from && p.size < b.last && x.err == nil; start-- {
			x.take(&p, &c, start-1)
		}
		slices.Reverse(x.targets[p.base:])
	} else {
		for end = from; end < to && p.size != b.first && x.err == nil; end++ {
			x.take(&p, &c, end)
		}
	}
	if l.ahead || l.total {
		p.ahead = x.matching(&c, 0, start, l.enough())
	}
	if l.behind || l.total {
		p.behind = x.matching(&c, end, c.n, l.enough())
	}
	return p
}

// take adds a candidate to a page if it belongs to the list.
func (x *run) take(p *page, c *candidates, i int) {
	x.spend(1)
	if t, ok := x.match(c, i); ok {
		x.targets = append(x.targets, t)
		p.size++
	}
}

// enough is how many targets outside a page are worth counting.
func (l *list) enough() int {
	if l.total {
		return 1 << 62
	}
	return 1
}

// position is the first candidate that comes after a place or, where it is not to pass, at it.
func (x *run) position(c *candidates, p *place, pass bool) int {
	if c.ordered {
		return x.placeIn(c, p, pass)
	}
	rank, found := x.rankOf(p.code)
	if found && pass {
		rank++
	}
	return sort.Search(c.n, func(i int) bool { return int(x.rank[x.candidate(c, i).node]) >= rank })
}

// listFields renders the fields of a connection.
func (x *run) listFields(p *page) bool {
	for i := range p.list.fields.each {
		f := &p.list.fields.each[i]
		x.buf = append(x.buf, f.before...)
		ok := true
		switch f.what {
		case total:
			x.buf = strconv.AppendInt(x.buf, int64(p.ahead+p.size+p.behind), 10)
		case aggregate:
			x.aggregate(f.fields, p)
		case pageInfo:
			x.pageInfo(f.fields, p)
		default:
			ok = x.items(f, p)
		}
		if !ok {
			return false
		}
	}
	x.buf = append(x.buf, p.list.fields.end...)
	return true
}

// items renders the nodes or the edges of a page.
func (x *run) items(f *field, p *page) bool {
	x.path = append(x.path, pathKey{key: f.key}, pathKey{})
	at := len(x.path) - 1
	x.buf = append(x.buf, '[')
	for i := range p.size {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.path[at].index = i
		if x.spend(1); !x.item(f, p, x.targets[p.base+i]) || x.err != nil {
			return false
		}
	}
	x.path = x.path[:at-1]
	x.buf = append(x.buf, ']')
	return true
}

func (x *run) item(f *field, p *page, t target) bool {
	if f.what == nodeList {
		return x.node(f.object, t.node)
	}
	return x.edge(f.fields, t, p)
}

func (x *run) pageInfo(of *fields, p *page) {
	for i := range of.each {
		f := &of.each[i]
		x.buf = append(x.buf, f.before...)
		switch {
		case f.what == hasNext:
			x.buf = strconv.AppendBool(x.buf, p.behind > 0)
		case f.what == hasPrevious:
			x.buf = strconv.AppendBool(x.buf, p.ahead > 0)
		case p.size == 0:
			x.buf = append(x.buf, "null"...)
		case f.what == startCursor:
			x.cursor(p, x.targets[p.base])
		default:
			x.cursor(p, x.targets[p.base+p.size-1])
		}
	}
	x.buf = append(x.buf, of.end...)
}

// cursor renders the place of a target.
func (x *run) cursor(p *page, t target) {
	b := &x.lists[p.list.index]
	if b.ordering == nil {
		b.ordering = plan.NewOrdering(p.list.plan.Order, x.args)
	}
	c := plan.Cursor{Code: x.code(t.node), Values: make([]any, len(b.order))}
	for i := range b.order {
		c.Values[i] = b.order[i].value(x, t.node, b.on)
	}
	x.buf = append(append(append(x.buf, '"'), b.ordering.Encode(c)...), '"')
}
