package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// The edge types of succession.
const (
	succeededBy = "SUCCEEDED_BY"
	followedBy  = "FOLLOWED_BY"
)

// The values of extent.
const (
	whole = "WHOLE"
	part  = "PART"
)

// regrouped is when some of the groups of 2013 merged with a neighbour, or were divided.
var regrouped = day.Of(2017, 4, 1)

// addSuccession says what took the place of the clinical commissioning groups and of practices that closed,
// and what followed from all successions, step after step.
func (b *builder) addSuccession() {
	for i, a := range b.areas {
		if a.group != nil {
			b.addOldGroup(a, i%2 == 0)
			b.succeed(a.group, a.node, groupsMerged, whole)
		}
		for _, p := range a.practices {
			if other := pick(b.rand, a.practices).node; p.closed != day.Max && other.Life.Holds(p.closed+1) {
				b.succeed(p.node, other, p.closed+1, whole)
			}
		}
	}
	b.addFollowers()
}

// addOldGroup appends a group that went to that of the area, or, divided, also to the area itself.
func (b *builder) addOldGroup(a *area, divided bool) {
	old := b.organisation("ClinicalCommissioningGroup", b.code("K", a.letter, 3), "NHS "+b.newSpot(a).town+" CCG", groupsBegan, regrouped-1)
	old.Values[b.at.roles] = b.roles(old, "RO98")
	b.within(old, a)
	extent := whole
	if divided {
		extent = part
		b.succeed(old, a.node, regrouped, part)
	}
	b.succeed(old, a.group, regrouped, extent)
}

func (b *builder) succeed(old, successor *store.Node, since day.Day, extent string) {
	b.link(succeededBy, old, successor, since, day.Max).Set(b.catalog, "extent", extent)
}

// addFollowers follows successors, theirs, and so on. All of an organisation went to the one at the end only if
// all of it did so at each step.
func (b *builder) addFollowers() {
	successors := map[*store.Node][]*store.Edge{}
	var order []*store.Node
	for _, e := range b.graph.Edges {
		if e.Type.Name == succeededBy {
			if successors[e.From] == nil {
				order = append(order, e.From)
			}
			successors[e.From] = append(successors[e.From], e)
		}
	}
	for _, from := range order {
		b.addFollowersOf(from, successors)
	}
}

// addFollowersOf takes the shortest way to each follower.
func (b *builder) addFollowersOf(from *store.Node, successors map[*store.Node][]*store.Edge) {
	type step struct {
		node   *store.Node
		since  day.Day
		extent string
	}
	reached := map[*store.Node]bool{from: true}
	for queue := []step{{from, day.Min, whole}}; len(queue) > 0; queue = queue[1:] {
		for _, e := range successors[queue[0].node] {
			if reached[e.To] {
				continue
			}
			reached[e.To] = true
			next := step{e.To, max(queue[0].since, e.ValidFrom), queue[0].extent}
			if e.Get(b.catalog, "extent") == part {
				next.extent = part
			}
			b.derive(followedBy, from, e.To, next.since, day.Max, e).Set(b.catalog, "extent", next.extent)
			queue = append(queue, next)
		}
	}
}
