package ingest

import (
	"cmp"
	"slices"
	"strings"

	"orggraph/internal/store"
)

// flagCycles marks and reports the organisations that followed themselves, which no record can mean.
func (d *deriver) flagCycles() {
	onCycle := map[*store.Node]bool{}
	for _, n := range d.predecessors() {
		if onCycle[n] {
			continue
		}
		steps := d.cycle(n)
		if steps == nil {
			continue
		}
		first := 0
		for i, e := range steps {
			if e.From.Code < steps[first].From.Code {
				first = i
			}
		}
		var way strings.Builder
		for i := range steps {
			way.WriteString(steps[(first+i)%len(steps)].From.Code + " → ")
		}
		way.WriteString(steps[first].From.Code)
		for _, e := range steps {
			onCycle[e.From] = true
			d.addConflict(e.From, succeededBy, way.String(), e.Source.Value(d.catalog.Value("Source")))
		}
		d.report.SuccessionCycles = append(d.report.SuccessionCycles, way.String())
	}
	slices.Sort(d.report.SuccessionCycles)
}

// predecessors are the nodes that another took the place of, by code.
func (d *deriver) predecessors() []*store.Node {
	list := make([]*store.Node, 0, len(d.successors))
	for n := range d.successors {
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b *store.Node) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// cycle is the shortest way from a node back to itself; nil for none. Of two that are as long it takes the
// one with the smaller codes.
func (d *deriver) cycle(from *store.Node) []*store.Edge {
	by := map[*store.Node]*store.Edge{}
	for queue := []*store.Node{from}; len(queue) > 0; queue = queue[1:] {
		for _, e := range d.successors[queue[0]] {
			if by[e.To] != nil {
				continue
			}
			by[e.To] = e
			if e.To != from {
				queue = append(queue, e.To)
				continue
			}
			way := []*store.Edge{e}
			for e.From != from {
				e = by[e.From]
				way = append(way, e)
			}
			slices.Reverse(way)
			return way
		}
	}
	return nil
}
