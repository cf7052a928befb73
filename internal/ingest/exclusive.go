package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// makeExclusive lets each node have one edge at a time of the types that are followed to one target.
func (d *deriver) makeExclusive() {
	dropped := map[*store.Edge]bool{}
	for key, spells := range d.spells {
		if len(spells) > 1 {
			d.spells[key] = d.exclusive(spells, dropped)
		}
	}
	if len(dropped) > 0 {
		d.edges = slices.DeleteFunc(d.edges, func(e *store.Edge) bool { return dropped[e] })
	}
}

// exclusive ends an earlier spell on the day before the next begins, and drops of two that begin together
// the one that ends first. Spells that hold no day are left alone.
func (d *deriver) exclusive(spells []*store.Edge, dropped map[*store.Edge]bool) []*store.Edge {
	var kept, living []*store.Edge
	for _, e := range spells {
		if e.Life.Empty() {
			kept = append(kept, e)
		} else {
			living = append(living, e)
		}
	}
	slices.SortFunc(living, func(a, b *store.Edge) int {
		return cmp.Or(
			cmp.Compare(a.Life.From, b.Life.From), cmp.Compare(a.Life.To, b.Life.To),
			a.Compare(b), cmp.Compare(a.Origin, b.Origin))
	})
	var before *store.Edge
	for i, e := range living {
		if i+1 < len(living) && living[i+1].Life.From == e.Life.From { // the next ends no earlier
			dropped[e] = true
			d.report.Exclusions = append(d.report.Exclusions,
				note(e, fmt.Sprintf("dropped: %s begins on the same day and ends no earlier", living[i+1].To.Code)))
			continue
		}
		if before != nil && before.Life.To > e.Life.From {
			n := note(before, fmt.Sprintf("ended: %s begins on %v", e.To.Code, e.Life.From))
			end(before, e.Life.From)
			d.report.Exclusions = append(d.report.Exclusions, n.live(before.Life))
		}
		kept, before = append(kept, e), e
	}
	return kept
}

// end lets an edge hold no longer from that day on.
func end(e *store.Edge, from day.Day) { e.Clip(day.Interval{From: day.Min, To: from}) }

// on is the edge of that type that holds on a day; nil for none.
func (d *deriver) on(key spellKey, on day.Day) *store.Edge {
	for _, e := range d.spells[key] {
		if e.Life.Holds(on) {
			return e
		}
	}
	return nil
}

// after is the first day after a day on which an edge of that type begins; day.Max for none.
func (d *deriver) after(key spellKey, on day.Day) day.Day {
	next := day.Max
	for _, e := range d.spells[key] {
		if !e.Life.Empty() && e.Life.From > on {
			next = min(next, e.Life.From)
		}
	}
	return next
}
