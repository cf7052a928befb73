package memory

import (
	"cmp"
	"math/bits"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// target is a node that was reached, and by what.
type target struct {
	node     uint32
	edge     uint32  // noRow where no edge led to it, or several
	from, to day.Day // first and last day of a path
}

// walk is a relation as it is followed.
type walk struct {
	steps   []step
	kinds   catalog.KindSet
	ranges  []nodeRange // the nodes of these kinds
	several bool        // kinds, so that the order of nodes is not that of codes
	in      *adjacency  // of the first step's edge type, inwards
}

// step is one edge type in one direction.
type step struct {
	*adjacency
	in   bool
	pick bool // takes of all edges the preferred one
}

// nodeRange is a run of nodes, to before its end.
type nodeRange struct{ from, to uint32 }

func (s *snapshot) walk(r *catalog.Relation) *walk {
	w := &walk{kinds: r.Kinds, ranges: s.ranges(r.Kinds), steps: make([]step, len(r.Steps))}
	w.in = &s.in[r.Steps[0].Type.Index]
	w.several = bits.OnesCount64(uint64(r.Kinds)) > 1
	for i, st := range r.Steps {
		w.steps[i] = step{adjacency: &s.out[st.Type.Index], pick: !st.In && st.Type.ToOne}
		if st.In {
			w.steps[i] = step{adjacency: &s.in[st.Type.Index], in: true}
		}
	}
	return w
}

// ranges returns the nodes of some kinds, in order; kinds that follow each other make one range.
func (s *snapshot) ranges(kinds catalog.KindSet) []nodeRange {
	var ranges []nodeRange
	for k := range s.catalog.Kinds {
		if !kinds.HasIndex(k) {
			continue
		}
		from, to := s.kind(k)
		if last := len(ranges) - 1; last >= 0 && ranges[last].to == from {
			ranges[last].to = to
		} else {
			ranges = append(ranges, nodeRange{from, to})
		}
	}
	return ranges
}

// holds says whether an entry holds on a day.
func (a *adjacency) holds(entry uint32, on day.Day) bool {
	return day.Day(a.from[entry]) <= on && on < day.Day(a.to[entry])
}

// best returns the preferred of the entries that hold, where entries are best first.
func (a *adjacency) best(node uint32, on day.Day) (entry uint32, ok bool) {
	for i, end := a.entries(node); i < end; i++ {
		if a.holds(i, on) {
			return i, true
		}
	}
	return 0, false
}

// reach follows a relation that leads to one node: all its steps pick their edge.
func (x *run) reach(w *walk, node uint32, on day.Day) (target, bool) {
	days := anyDays
	var entry uint32
	var ok bool
	for i := range w.steps {
		s := &w.steps[i]
		if entry, ok = s.best(node, on); !ok {
			return target{}, false
		}
		node = s.node[entry]
		if len(w.steps) > 1 {
			days = days.with(&x.edges, entry)
		}
	}
	if !w.kinds.HasIndex(int(x.kindOf[node])) {
		return target{}, false
	}
	if len(w.steps) > 1 {
		return days.target(node), true
	}
	return target{node: node, edge: entry}, true
}

// gather puts the targets of a relation on the stack of targets, each once, by id or by code. Whoever
// calls it takes them off again, from the place that it returns on.
func (x *run) gather(w *walk, node uint32, on day.Day, byCode bool) (base int) {
	base = len(x.targets)
	switch first := &w.steps[0]; {
	case len(w.steps) > 1:
		x.follow(w, 0, node, on, anyDays)
		x.mergePaths(base)
	case first.pick:
		if t, ok := x.reach(w, node, on); ok {
			x.targets = append(x.targets, t)
		}
	case first.in:
		x.gatherIn(w, node, on)
	default:
		x.gatherOut(w, node, on)
	}
	found := x.targets[base:]
	x.spend(len(found))
	if byCode && w.several {
		x.sortByCode(found)
	}
	return base
}

// gatherIn takes the sources of a node: they are sorted, so that those of other kinds are skipped.
func (x *run) gatherIn(w *walk, node uint32, on day.Day) {
	a := w.steps[0].adjacency
	i, end := a.entries(node)
	for _, r := range w.ranges {
		skip, _ := slices.BinarySearch(a.node[i:end], r.from)
		for i += uint32(skip); i < end && a.node[i] < r.to; i++ {
			if !a.holds(i, on) {
				continue
			}
			source := a.node[i]
			x.targets = append(x.targets, target{node: source, edge: a.edge[i]})
			for i+1 < end && a.node[i+1] == source {
				i++
			}
		}
	}
}

// gatherOut takes every edge that holds; they are best first, and of one target the first is kept.
func (x *run) gatherOut(w *walk, node uint32, on day.Day) {
	a, base := w.steps[0].adjacency, len(x.targets)
	for i, end := a.entries(node); i < end; i++ {
		if far := a.node[i]; a.holds(i, on) && w.kinds.HasIndex(int(x.kindOf[far])) {
			x.targets = append(x.targets, target{node: far, edge: i})
		}
	}
	slices.SortStableFunc(x.targets[base:], func(t, u target) int { return cmp.Compare(t.node, u.node) })
	x.compact(base)
}

// pathDays are the first and last day of a path so far.
type pathDays struct {
	from, to day.Day
	stated   bool // by some edge, the first day
}

var anyDays = pathDays{from: day.Min, to: day.Max}

// with adds an edge: the latest first day, the earliest last day. An edge without first day counts from
// the day on which it holds.
func (d pathDays) with(e *edges, edge uint32) pathDays {
	first := day.Day(e.validFrom.cells[edge])
	if first == day.Min {
		first = day.Day(e.from.cells[edge])
	} else {
		d.stated = true
	}
	d.from, d.to = max(d.from, first), min(d.to, day.Day(e.validTo.cells[edge]))
	return d
}

// target is where the path has led; it has no first day where none of its edges states one.
func (d pathDays) target(node uint32) target {
	if !d.stated {
		d.from = day.Min
	}
	return target{node: node, edge: noRow, from: d.from, to: d.to}
}

// follow takes one step of a path and all that come after it.
func (x *run) follow(w *walk, depth int, node uint32, on day.Day, days pathDays) {
	s := &w.steps[depth]
	i, end := s.entries(node)
	x.spend(int(end - i))
	for ; i < end; i++ {
		if !s.holds(i, on) {
			continue
		}
		far, next := s.node[i], days.with(&x.edges, s.edgeOf(i))
		if depth+1 < len(w.steps) {
			x.follow(w, depth+1, far, on, next)
		} else if w.kinds.HasIndex(int(x.kindOf[far])) {
			x.targets = append(x.targets, next.target(far))
		}
		if s.pick {
			return
		}
	}
}

// mergePaths keeps of the paths to one target the latest. Which of equal ones that is can't be seen: a
// path shows nothing but its days.
func (x *run) mergePaths(base int) {
	slices.SortFunc(x.targets[base:], func(t, u target) int {
		if t.node != u.node {
			return cmp.Compare(t.node, u.node)
		}
		return cmp.Or(cmp.Compare(u.from, t.from), cmp.Compare(u.to, t.to))
	})
	x.compact(base)
}

// compact keeps of targets of one node the first.
func (x *run) compact(base int) {
	kept := slices.CompactFunc(x.targets[base:], func(t, u target) bool { return t.node == u.node })
	x.targets = x.targets[:base+len(kept)]
}

func (x *run) sortByCode(found []target) {
	slices.SortFunc(found, func(t, u target) int { return cmp.Compare(x.rank[t.node], x.rank[u.node]) })
}
