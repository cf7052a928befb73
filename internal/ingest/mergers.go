package ingest

import (
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// followers are the kinds that go with a board that merged whole, and the edge that goes. The reference
// places the sub-ICB locations itself.
var followers = map[string]string{
	kindPharmacy: commissionedBy, kindContractor: commissionedBy, kindDental: commissionedBy,
	kindTrust: inAreaOf, kindReporting: inAreaOf,
}

// followMergers moves to the new board, on the day of the merger, what belonged to one that merged whole.
func (d *deriver) followMergers() {
	into := map[*store.Node]*reference.Merger{}
	for _, m := range d.ref.Mergers() {
		if m.Whole {
			into[d.nodes[m.From]] = &m
		}
	}
	for _, e := range slices.Clone(d.edges) {
		m := into[e.To]
		if m == nil || followers[e.From.Kind.Name] != e.Type.Name || !e.Life.Holds(m.Since-1) {
			continue
		}
		key, successor := spellKey{e.Type, e.From}, d.nodes[m.To]
		if !e.From.Life.Holds(m.Since) || d.on(key, m.Since) != nil {
			continue
		}
		last := day.Max
		if next := d.after(key, m.Since); next != day.Max {
			last = next - 1
		}
		next := d.addEdge(e.Type, e.From, successor, m.Since, last, store.Derived, referenceSource(&m.Mark))
		next.Clip(e.From.Life.Clip(successor.Life))
	}
}
