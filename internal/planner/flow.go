package planner

import (
	"math/bits"

	"orggraph/internal/catalog"
)

// flow is the nodes that an operator hands on, one row for each, at most.
type flow struct {
	kinds catalog.KindSet
	total float64 // rows of all kinds together
	of    *cells
}

// cells are a flow's figures by kind.
type cells [64]struct {
	rows  float64
	times float64 // how often one node may stand among the rows
}

// capped lets no sum of kinds be above the sum of their rows.
func (f flow) capped() flow {
	sum := 0.0
	for left := f.kinds; left != 0; left &= left - 1 {
		sum += f.of[bits.TrailingZeros64(uint64(left))].rows
	}
	f.total = min(f.total, sum)
	return f
}

// among is the part of a flow that is of some kinds.
func (f flow) among(kinds catalog.KindSet) flow {
	if f.kinds&^kinds == 0 {
		return f
	}
	f.kinds &= kinds
	return f.capped()
}

// put adds to what there is of a kind.
func (f *flow) put(kind int, rows, times float64) {
	if !f.kinds.HasIndex(kind) {
		f.kinds |= 1 << kind
		f.of[kind].rows, f.of[kind].times = 0, 0
	}
	f.of[kind].rows += rows
	f.of[kind].times += times
}

// first is what is left of a flow if each of its parents takes so many rows alone. The cells become its own.
func (f flow) first(most float64) flow {
	if f.total <= most {
		return f
	}
	f.total = most
	for left := f.kinds; left != 0; left &= left - 1 {
		of := &f.of[bits.TrailingZeros64(uint64(left))]
		of.rows, of.times = min(of.rows, most), min(of.times, most)
	}
	return f
}

// follow is where a relation leads from the rows of a flow, each target once for each row; between its steps a node is
// reached as often as there are ways to it. looked is how many nodes are reached on the way, targets with them. The
// flow has rooms of the estimator, which the caller leaves.
func (e *estimator) follow(r *catalog.Relation, from flow) (to flow, looked float64) {
	to = from
	for i, s := range r.Steps {
		to = e.step(s, to)
		if i == len(r.Steps)-1 {
			to = to.among(r.Kinds)
		}
		looked += to.total
	}
	e.once(&to, from.total)
	return to, looked
}

// step follows one edge of each row in every way there is. Edges bound it in three ways: by those of one row, by those
// of all nodes if each stands among the rows as often as it may, and by those that come into a node.
func (e *estimator) step(s catalog.Step, from flow) flow {
	nodes := e.statistics.Nodes
	to := flow{of: e.room()}
	takesOne := !s.In && s.Type.ToOne
	pairs := e.statistics.Edges[s.Type.Index]
	for i := range pairs {
		d := &pairs[i]
		near, far, out, in := d.Source, d.Target, float64(d.Out), float64(d.In)
		if s.In {
			near, far, out, in = far, near, in, out
		}
		if !from.kinds.HasIndex(near) {
			continue
		}
		if takesOne {
			out = min(out, 1)
		}
		edges := min(float64(d.Edges), float64(nodes[near])*out, float64(nodes[far])*in) // of one day
		parents := &from.of[near]
		to.put(far, min(parents.rows*out, parents.times*edges), parents.times*in)
	}
	for left := to.kinds; left != 0; left &= left - 1 {
		far := bits.TrailingZeros64(uint64(left))
		to.of[far].rows = min(to.of[far].rows, to.of[far].times*float64(nodes[far]))
		to.total += to.of[far].rows
	}
	if takesOne {
		to.total = min(to.total, from.total)
	}
	return to
}

// once has each parent reach a target once, in however many ways it does.
func (e *estimator) once(to *flow, parents float64) {
	for left := to.kinds; left != 0; left &= left - 1 {
		kind := bits.TrailingZeros64(uint64(left))
		of := &to.of[kind]
		of.times = min(of.times, parents)
		of.rows = min(of.rows, of.times*float64(e.statistics.Nodes[kind]))
	}
	*to = to.capped()
}
