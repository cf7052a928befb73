package ingest

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// step is the last edge on the way to a node, and the day on which the whole way is complete.
type step struct {
	complete day.Day
	edge     *store.Edge
}

// addFollowers follows successors, theirs, and so on. All of an organisation went to the one at the end only if
// all of it did so at each step of a way that is complete on the first day; where no record states the extent of a
// step, nobody knows.
func (d *deriver) addFollowers() {
	t := d.catalog.EdgeType(followedBy)
	extent := func(e *store.Edge) any { return e.Get(d.catalog, "extent") }
	for _, from := range d.predecessors() {
		wholly := d.follow(from, func(e *store.Edge) bool { return extent(e) == extentWhole })
		stated := d.follow(from, func(e *store.Edge) bool { return extent(e) != nil })
		for to, last := range d.follow(from, func(*store.Edge) bool { return true }) {
			e := d.addEdge(t, from, to, last.complete, day.Max, store.Derived, last.edge.Source)
			if w, ok := wholly[to]; ok && w.complete == last.complete {
				e.Source = w.edge.Source
				e.Set(d.catalog, "extent", extentWhole)
			} else if s, ok := stated[to]; ok && s.complete == last.complete {
				e.Source = s.edge.Source
				e.Set(d.catalog, "extent", extentPart)
			}
		}
	}
}

// follow finds the way to every node that can be reached from one by edges of which a condition holds, other
// than that one itself: of several ways the one that is complete first. It ends, since a node is looked at again
// only for an earlier day.
func (d *deriver) follow(from *store.Node, condition func(*store.Edge) bool) map[*store.Node]step {
	reached := map[*store.Node]step{}
	for queue := []*store.Node{from}; len(queue) > 0; queue = queue[1:] {
		so, far := reached[queue[0]]
		for _, e := range d.successors[queue[0]] {
			if e.To == from || !condition(e) {
				continue
			}
			complete := e.ValidFrom
			if far {
				complete = max(complete, so.complete)
			}
			if before, ok := reached[e.To]; !ok || complete < before.complete {
				reached[e.To] = step{complete, e}
				queue = append(queue, e.To)
			}
		}
	}
	return reached
}
