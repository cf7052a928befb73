package demo

import (
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// division is a board that went to several others.
type division struct {
	parts []*store.Edge
	names string // of the parts
}

// on is the day of the division.
func (d *division) on() day.Day { return d.parts[0].ValidFrom }

// addCandidates gives the members of a divided board, of which nothing says where they went, its successors as
// candidates, and so it does what a sub-ICB location among them commissions.
func (b *builder) addCandidates() {
	divisions := b.divisions()
	for _, e := range b.leftOpen(divisions) {
		d := divisions[e.To]
		divided := fmt.Sprintf("%s was divided on %v between %s", e.To.Code, d.on(), d.names)
		b.addCandidatesOf(e.From, d, day.Max, divided+", and no record says to which of them it went.")
		if e.From.Kind.Name != "SubIcbLocation" {
			continue
		}
		reason := fmt.Sprintf("%s, which commissions it, was in %s; %s, and no record says to which of them it went.", e.From.Code, e.To.Code, divided)
		for _, c := range b.graph.Edges {
			if c.To == e.From && c.Type.Name == "COMMISSIONED_BY" && c.Life.Holds(d.on()) {
				b.addCandidatesOf(c.From, d, c.ValidTo, reason)
			}
		}
	}
}

// divisions are the systems of which a part went to each of several others.
func (b *builder) divisions() map[*store.Node]*division {
	list := map[*store.Node]*division{}
	for _, e := range b.graph.Edges {
		if e.Type.Name != succeededBy || e.From.Kind.Name != "IntegratedCareSystem" || e.Get(b.catalog, "extent") != part {
			continue
		}
		d := list[e.From]
		if d == nil {
			d = &division{}
			list[e.From] = d
		}
		d.parts = append(d.parts, e)
	}
	for _, d := range list {
		for i, e := range d.parts {
			switch i {
			case 0:
			case len(d.parts) - 1:
				d.names += " and "
			default:
				d.names += ", "
			}
			d.names += e.To.Code
		}
	}
	return list
}

// leftOpen are the edges to a board that hold until it was divided, of those that live on and are in no other
// board on that day.
func (b *builder) leftOpen(divisions map[*store.Node]*division) []*store.Edge {
	may := b.catalog.EdgeType("MAY_BELONG_TO").Sources
	var last []*store.Edge
	open := map[*store.Node]*store.Edge{}
	for _, e := range b.graph.Edges {
		d := divisions[e.To]
		if d != nil && may.Has(e.From.Kind) && e.Life.Holds(d.on()-1) && e.From.Life.Holds(d.on()) {
			last, open[e.From] = append(last, e), e
		}
	}
	for _, e := range b.graph.Edges {
		if was := open[e.From]; was != nil && was.Type == e.Type && e.Life.Holds(divisions[was.To].on()) {
			delete(open, e.From)
		}
	}
	return slices.DeleteFunc(last, func(e *store.Edge) bool { return open[e.From] != e })
}

// addCandidatesOf adds the candidates of one node until a last day.
func (b *builder) addCandidatesOf(n *store.Node, d *division, last day.Day, reason string) {
	for _, e := range d.parts {
		b.derive("MAY_BELONG_TO", n, e.To, d.on(), last, e).Set(b.catalog, "reason", reason)
	}
}
