package memory

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// ranked is a target to sort: its keys start at a place in run.keys.
type ranked struct {
	target
	keys int
}

// sorted is page for a list with an order. It looks at every candidate once and keeps no more of them
// than twice a page.
func (x *run) sorted(c *candidates) page {
	b := c.bound
	p := page{list: c.list, base: len(x.targets), tallies: c.tallies}
	x.queue, x.keys = x.queue[:0], x.keys[:0]
	limit := math.MaxInt
	if b.first >= 0 || b.last >= 0 {
		limit = max(b.first, b.last)
	}
	fell := 0 // off the page, at the end that it does not begin with
	full := false
	for i := 0; i < c.n && x.err == nil; i++ {
		x.spend(1)
		t, ok := x.match(c, i)
		if !ok {
			continue
		}
		r := x.rankedOf(b, t)
		switch {
		case b.after != nil && x.compareTo(b, r, b.after) <= 0:
			p.ahead++
		case b.before != nil && x.compareTo(b, r, b.before) >= 0:
			p.behind++
		case full && x.compareOn(b, r, x.queue[limit-1]) > 0:
			fell++
		default:
			if x.queue = append(x.queue, r); len(x.queue)/2 > limit {
				x.sortQueue(b)
				fell += len(x.queue) - limit
				x.queue, full = x.queue[:limit], limit > 0
			}
			continue
		}
		x.keys = x.keys[:r.keys]
	}
	x.sortQueue(b)
	if len(x.queue) > limit {
		fell += len(x.queue) - limit
		x.queue = x.queue[:limit]
	}
	if b.last >= 0 {
		slices.Reverse(x.queue)
		p.ahead += fell
	} else {
		p.behind += fell
	}
	for _, r := range x.queue {
		x.targets = append(x.targets, r.target)
	}
	p.size = len(x.queue)
	return p
}

// rankedOf puts the keys of a target on top of all keys.
func (x *run) rankedOf(b *bound, t target) ranked {
	r := ranked{t, len(x.keys)}
	for i := range b.order {
		x.keys = append(x.keys, b.order[i].key(x, t.node, b.on))
	}
	return r
}

// sortQueue sorts what may be on the page, beginning at the end that the page begins with.
func (x *run) sortQueue(b *bound) {
	slices.SortFunc(x.queue, func(r, s ranked) int { return x.compareOn(b, r, s) })
}

// compareOn orders two targets as the page takes them.
func (x *run) compareOn(b *bound, r, s ranked) int {
	if b.last >= 0 {
		r, s = s, r
	}
	for i := range b.order {
		if c := b.order[i].compare(&x.keys[r.keys+i], &x.keys[s.keys+i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(x.rank[r.node], x.rank[s.node])
}

// compareTo orders a target and a place.
func (x *run) compareTo(b *bound, r ranked, p *place) int {
	for i := range b.order {
		if c := b.order[i].compare(&x.keys[r.keys+i], &p.keys[i]); c != 0 {
			return c
		}
	}
	return strings.Compare(x.code(r.node), p.code)
}
