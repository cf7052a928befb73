package ingest

import (
	"fmt"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// addEdge adds an edge with the days that its record states, not yet clipped.
func (d *deriver) addEdge(t *catalog.EdgeType, from, to *store.Node, first, last day.Day, origin store.Origin, source store.Source) *store.Edge {
	e := &store.Edge{
		Type: t, From: from, To: to, ValidFrom: first, ValidTo: last, Life: interval(first, last), Origin: origin, Source: source,
	}
	d.edges = append(d.edges, e)
	if t.ToOne {
		key := spellKey{t, from}
		d.spells[key] = append(d.spells[key], e)
	}
	return e
}

// addRowEdges adds what rows state of their parents, now and in older files.
func (d *deriver) addRowEdges() {
	types := map[string]*catalog.EdgeType{}
	for _, name := range []string{commissionedBy, operatedBy, inAreaOf, inRegion} {
		types[name] = d.catalog.EdgeType(name)
	}
	for _, r := range d.order {
		from := d.nodes[r.Code]
		if r.Format == ods.Epraccur && r.Column24 != "" && r.Column24 != r.Parent && d.commissions(r.Column24) {
			d.addConflict(from, commissionedBy, r.Column24, d.sourceValue(r.At, sheetNetworks)) // a purchaser, no provider
		}
		for _, p := range d.allParents(r) {
			origin := store.Published
			if p.Derived {
				origin = store.Derived
			}
			first := p.From
			if p.Type == inAreaOf && from.Kind.Name == kindSubICB && first == day.Min {
				first = systemsBegin
			}
			d.addEdge(types[p.Type], from, d.nodes[p.Target], first, p.To, origin, d.source(p.At))
		}
	}
}

// addPartnerEdges adds the practices of each PCN.
func (d *deriver) addPartnerEdges() {
	t := d.catalog.EdgeType(partnerTo)
	for i := range d.Partners {
		p := &d.Partners[i]
		source := d.source(p.At)
		source.Record = d.record(p.At, sheetPartners)
		d.addEdge(t, d.nodes[p.Practice], d.nodes[p.PCN], p.From, p.To, store.Published, source)
	}
}

// settleLives gives the organisations that only other records name their lives: from the first day on
// which an edge names them. Those that hang on each other take a second round. An edge that has no first
// day, nor its other end, counts only where no other edge does.
func (d *deriver) settleLives() {
	for changed := true; changed; {
		changed = false
		d.namings(func(n *store.Node, from day.Day) {
			if from != day.Min && d.live(n, from) {
				changed = true
			}
		})
	}
	d.namings(func(n *store.Node, from day.Day) {
		if n.Life.Empty() {
			d.live(n, from)
		}
	})
}

// namings calls f with each node that only other records name and the first day of each edge that does. What took
// the place of what says nothing of lives.
func (d *deriver) namings(f func(n *store.Node, from day.Day)) {
	for _, e := range d.edges {
		if e.Type.Name == succeededBy {
			continue
		}
		stated := interval(e.ValidFrom, e.ValidTo)
		for _, ends := range [2][2]*store.Node{{e.From, e.To}, {e.To, e.From}} {
			if !d.refOnly[ends[0]] {
				continue
			}
			if named := stated.Clip(ends[1].Life); !named.Empty() {
				f(ends[0], named.From)
			}
		}
	}
}

// live lets a node that only other records name live from that day, if it does not already.
func (d *deriver) live(n *store.Node, from day.Day) (changed bool) {
	if !n.Life.Empty() && n.Life.From <= from {
		return false
	}
	n.Life, n.Listed = day.Interval{From: from, To: day.Max}, true
	return true
}

// clip cuts each edge to the lives of its ends, and reports those whose stated days were too many. The ends of a
// succession hardly ever live together: it is not cut.
func (d *deriver) clip() {
	for _, e := range d.edges {
		if e.Type.Name == succeededBy {
			continue
		}
		stated := *e
		e.Clip(e.From.Life.Clip(e.To.Life))
		if e.Life == stated.Life || stated.Life == day.Always {
			continue
		}
		begins := stated.ValidFrom != day.Min && e.Life.From > stated.Life.From
		ends := stated.ValidTo != day.Max && e.Life.To < stated.Life.To
		late := stated.ValidTo == day.Max && stated.ValidFrom != day.Min && e.Life.To < day.Max
		if begins || ends || late || e.Life.Empty() {
			d.report.Clippings = append(d.report.Clippings, note(&stated, whyClipped(&stated)).live(e.Life))
		}
	}
}

// whyClipped names the end that did not live on all the days of an edge.
func whyClipped(e *store.Edge) string {
	stated := interval(e.ValidFrom, e.ValidTo)
	var short []string
	for _, n := range []*store.Node{e.From, e.To} {
		if stated.Clip(n.Life) != stated {
			short = append(short, n.Code)
		}
	}
	if len(short) == 1 {
		return fmt.Sprintf("%s does not live on all its days", short[0])
	}
	return "neither end lives on all its days"
}
