package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

const mayBelongTo = "MAY_BELONG_TO"

// division is a board that went to several others on a day.
type division struct {
	board *store.Node
	on    day.Day
	parts []*store.Edge
}

// candidate is a system that a node may belong to on some days.
type candidate struct {
	system *store.Node
	days   day.Interval
	source store.Source
}

// divisions are the boards that were divided, by code and day.
func (d *deriver) divisions() []division {
	var list []division
	for _, board := range d.predecessors() {
		byDay := map[day.Day]int{}
		for _, e := range d.successors[board] {
			if board.Kind.Name != kindSystem || e.To.Kind.Name != kindSystem || e.Get(d.catalog, "extent") != extentPart || e.ValidFrom == day.Min {
				continue
			}
			i, known := byDay[e.ValidFrom]
			if !known {
				i = len(list)
				byDay[e.ValidFrom] = i
				list = append(list, division{board: board, on: e.ValidFrom})
			}
			list[i].parts = append(list[i].parts, e)
		}
	}
	return list
}

// addCandidates gives the members of a divided board, of which nothing says where they went, the successors of
// that board; and what a sub-ICB location among them commissions gets those too.
func (d *deriver) addCandidates() {
	divisions := d.divisions()
	if divisions == nil {
		return
	}
	in := d.memberships()
	for i := range divisions {
		v := &divisions[i]
		divided := fmt.Sprintf("%s was divided on %v between %s", v.board.Code, v.on, v.names())
		reason := divided + ", and no file says to which of them it went."
		for _, e := range in[v.board] {
			if !d.leftOpen(e, v) {
				continue
			}
			list := d.addCandidatesOf(e.From, v.candidates(e.From), reason)
			if e.From.Kind.Name != kindSubICB {
				continue
			}
			below := fmt.Sprintf("%s, which commissions it, was in %s; %s, and no file says to which of them it went.", e.From.Code, v.board.Code, divided)
			for _, c := range in[e.From] {
				d.addCandidatesOf(c.From, within(list, c.Life), below)
			}
		}
	}
}

// memberships are the edges by which organisations that can have candidates belong to boards and sub-ICB
// locations.
func (d *deriver) memberships() map[*store.Node][]*store.Edge {
	members := d.catalog.EdgeType(mayBelongTo).Sources
	in := map[*store.Node][]*store.Edge{}
	for _, e := range d.edges {
		to := e.To.Kind.Name
		if (e.Type.Name == inAreaOf || e.Type.Name == commissionedBy) && (to == kindSystem || to == kindSubICB) && members.Has(e.From.Kind) {
			in[e.To] = append(in[e.To], e)
		}
	}
	return in
}

// leftOpen says whether a member of a board was so until it was divided, lives on, and is in no other place
// from that day on.
func (d *deriver) leftOpen(e *store.Edge, v *division) bool {
	key := spellKey{e.Type, e.From}
	return e.Life.Holds(v.on-1) && e.From.Life.Holds(v.on) && d.on(key, v.on) == nil && d.after(key, v.on) == day.Max
}

// names are the codes of the successors, as a sentence lists them.
func (v *division) names() string {
	codes := make([]string, len(v.parts))
	for i, e := range v.parts {
		codes[i] = e.To.Code
	}
	slices.SortFunc(codes, cmp.Compare)
	last := len(codes) - 1
	if last == 0 {
		return codes[0] + " and others"
	}
	return strings.Join(codes[:last], ", ") + " and " + codes[last]
}

// candidates are the successors of the board, on the days on which they and the member live.
func (v *division) candidates(member *store.Node) []candidate {
	list := make([]candidate, len(v.parts))
	for i, e := range v.parts {
		list[i] = candidate{e.To, day.Interval{From: v.on, To: day.Max}.Clip(member.Life).Clip(e.To.Life), e.Source}
	}
	return list
}

// within are the same candidates, on fewer days.
func within(list []candidate, days day.Interval) []candidate {
	fewer := slices.Clone(list)
	for i := range fewer {
		fewer[i].days = fewer[i].days.Clip(days)
	}
	return fewer
}

// addCandidatesOf adds the candidates of one node, and returns them.
func (d *deriver) addCandidatesOf(n *store.Node, list []candidate, reason string) []candidate {
	for _, c := range list {
		if c.days.Empty() {
			continue
		}
		e := d.addEdge(d.catalog.EdgeType(mayBelongTo), n, c.system, c.days.From, lastDay(c.days), store.Derived, c.source)
		e.Set(d.catalog, "reason", reason)
	}
	return list
}
