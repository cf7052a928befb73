package ingest

import (
	"fmt"
	"maps"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// prune forgets the maps that can no longer derive an edge, but for the newest.
func (l *ledger) prune() {
	practices, _ := l.newest(ods.Epraccur)
	networks, _ := l.newest(ods.EPCN)
	before := min(practices, networks)
	l.Maps = slices.DeleteFunc(l.Maps, func(m practiceMap) bool {
		v := l.Files[m.File].Vintage
		return v <= before && m.File != l.Maps[len(l.Maps)-1].File
	})
}

// applyMaps applies the statements without dates, oldest first, against dated files of an older day.
func (d *deriver) applyMaps() {
	for _, m := range d.Maps {
		on := d.Files[m.File].Vintage
		practices, _ := d.newest(ods.Epraccur)
		networks, _ := d.newest(ods.EPCN)
		made := map[int]bool{}
		for i := range m.Rows {
			r := &m.Rows[i]
			n := d.nodes[r.Practice]
			if d.refOnly[n] && (practices < on || networks < on) {
				d.live(n, on)
			}
			if practices < on && d.maps(commissionedBy, n, d.nodes[r.SubICB], m.File, r.Line) {
				made[r.Line] = true
			}
			if networks < on && r.PCN != unallocated && d.maps(partnerTo, n, d.nodes[r.PCN], m.File, r.Line) {
				made[r.Line] = true
			}
		}
		if networks < on {
			d.leadNetworks(m)
		}
		if m.File >= d.known { // a file of this import: its rows were counted as merged
			d.Files[m.File].Loaded += len(made)
			d.Files[m.File].Merged -= len(made)
		}
	}
}

// maps applies one statement: what it confirms stays, what it contradicts ends on the day before, and a
// derived edge begins. It returns whether one did.
func (d *deriver) maps(edgeType string, from, to *store.Node, file, line int) bool {
	on := d.Files[file].Vintage
	if to == nil {
		return false
	}
	if !from.Life.Holds(on) {
		d.addConflict(from, edgeType, to.Code, d.sourceValue(at{file, line}, ""))
		return false
	}
	key := spellKey{d.catalog.EdgeType(edgeType), from}
	before := d.on(key, on)
	if before != nil && before.To == to {
		return false
	}
	if d.refOnly[to] {
		d.live(to, on)
	}
	if !to.Life.Holds(on) {
		d.addConflict(from, edgeType, to.Code, d.sourceValue(at{file, line}, ""))
		return false
	}
	if before != nil {
		n := note(before, fmt.Sprintf("%s says %s on %v", d.Files[file].Name, to.Code, on))
		if end(before, on); before.Life.Empty() {
			d.remove(key, before)
		}
		d.report.Contradicts = append(d.report.Contradicts, n.live(before.Life))
	}
	last := day.Max
	if next := d.after(key, on); next != day.Max {
		last = next - 1
	}
	e := d.addEdge(key.Type, from, to, on, last, store.Derived, d.source(at{file, line}))
	e.Clip(from.Life.Clip(to.Life))
	return true
}

// remove takes an edge away that began on the very day on which another takes its place.
func (d *deriver) remove(key spellKey, e *store.Edge) {
	is := func(x *store.Edge) bool { return x == e }
	d.spells[key] = slices.DeleteFunc(d.spells[key], is)
	d.edges = slices.DeleteFunc(d.edges, is)
}

// leadNetworks gives each PCN that only maps know the sub-ICB location that all its members share.
func (d *deriver) leadNetworks(m practiceMap) {
	type lead struct {
		code string
		line int
		some bool
	}
	leads := map[string]lead{}
	for i := range m.Rows {
		r := &m.Rows[i]
		if r.PCN == "" || r.PCN == unallocated || r.SubICB == "" || !d.refOnly[d.nodes[r.PCN]] {
			continue
		}
		switch l := leads[r.PCN]; {
		case !l.some:
			leads[r.PCN] = lead{r.SubICB, r.Line, true}
		case l.code != r.SubICB:
			leads[r.PCN] = lead{"", l.line, true}
		}
	}
	for _, pcn := range slices.Sorted(maps.Keys(leads)) {
		if l := leads[pcn]; l.code != "" {
			d.live(d.nodes[pcn], d.Files[m.File].Vintage)
			d.maps(commissionedBy, d.nodes[pcn], d.nodes[l.code], m.File, l.line)
		}
	}
}
