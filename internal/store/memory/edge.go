package memory

import (
	"slices"

	"orggraph/internal/store"
)

// edge renders what led to a target; p is the page that it stands in, if any.
func (x *run) edge(of *fields, t target, p *page) bool {
	for i := range of.each {
		f := &of.each[i]
		x.buf = append(x.buf, f.before...)
		ok := true
		switch f.what {
		case text:
			x.buf = x.texts.append(x.buf, f.column.get(t.edge))
		case date:
			x.buf = store.AppendDay(x.buf, f.column.day(t.edge))
		case pathFrom:
			x.buf = store.AppendDay(x.buf, t.from)
		case pathTo:
			x.buf = store.AppendDay(x.buf, t.to)
		case cursor:
			x.cursor(p, t)
		default:
			x.path = append(x.path, pathKey{key: f.key})
			switch f.what {
			case end:
				ok = x.node(f.object, t.node)
			case source:
				ok = x.row(f.fields, t.edge)
			default:
				ok = x.spells(f, t)
			}
			x.pop()
		}
		if !ok {
			return false
		}
	}
	x.buf = append(x.buf, of.end...)
	return true
}

// spells renders all edges between the ends of an edge, by their first day.
func (x *run) spells(f *field, t target) bool {
	source, far := x.edges.source.cells[t.edge], x.edges.target.cells[t.edge]
	// What comes into the far end is sorted by source: what goes out of the near one may be a thousand times as much.
	in := f.walk.in
	from, to := in.entries(far)
	skip, _ := slices.BinarySearch(in.node[from:to], source)
	from += uint32(skip)
	for end := from; ; end++ {
		if end == to || in.node[end] != source {
			to = end
			break
		}
	}
	at := x.push()
	x.buf = append(x.buf, '[')
	n := 0
	for e := to; e > from; e-- { // the earliest is the least preferred
		if n > 0 {
			x.buf = append(x.buf, ',')
		}
		x.path[at].index = n
		if !x.edge(f.fields, target{node: far, edge: in.edge[e-1]}, nil) {
			return false
		}
		n++
	}
	x.spend(n)
	x.pop()
	x.buf = append(x.buf, ']')
	return true
}
