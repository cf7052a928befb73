package store

import (
	"cmp"
	"math/bits"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// StatisticsOf counts a graph.
func StatisticsOf(g *Graph) *plan.Statistics {
	nodes := make([]int, len(g.Catalog.Kinds))
	for _, n := range g.Nodes {
		nodes[n.Kind.Index]++
	}
	c := NewCounter(g.Catalog, nodes)
	for _, in := range []bool{false, true} {
		near, far := func(e *Edge) *Node { return e.From }, func(e *Edge) *Node { return e.To }
		if in {
			near, far = far, near
		}
		sorted := slices.SortedFunc(slices.Values(g.Edges), func(e, f *Edge) int {
			return cmp.Or(cmp.Compare(e.Type.Index, f.Type.Index), cmp.Compare(near(e).Code, near(f).Code))
		})
		for i, e := range sorted {
			c.Edge(far(e).Kind.Index, e.Life)
			if last := i+1 == len(sorted); last || sorted[i+1].Type != e.Type || near(sorted[i+1]) != near(e) {
				c.Node(e.Type.Index, near(e).Kind.Index, in)
			}
		}
	}
	return c.Statistics()
}

// Counter counts the edges of a graph node by node: first each edge of one type and direction, then the node that
// they are of. Each edge is counted at both of its ends.
type Counter struct {
	statistics plan.Statistics
	lives      [64][]day.Interval // of the node in hand, by the kind at the far end
	kinds      catalog.KindSet    // that have some
	days       []day.Day
}

// NewCounter makes a counter for a graph that has so many nodes of each kind.
func NewCounter(c *catalog.Catalog, nodes []int) *Counter {
	return &Counter{statistics: plan.Statistics{Nodes: nodes, Edges: make([][]plan.Degrees, len(c.EdgeTypes))}}
}

// Edge counts an edge of the node in hand, which leads to a kind.
func (c *Counter) Edge(far int, life day.Interval) {
	c.kinds |= 1 << far
	c.lives[far] = append(c.lives[far], life)
}

// Node says which node these edges were of.
func (c *Counter) Node(edgeType, near int, in bool) {
	for left := c.kinds; left != 0; left &= left - 1 {
		far := bits.TrailingZeros64(uint64(left))
		lives := c.lives[far]
		if in {
			d := c.degrees(edgeType, far, near)
			d.In = max(d.In, c.atOnce(lives))
		} else {
			d := c.degrees(edgeType, near, far)
			d.Edges += len(lives)
			d.Out = max(d.Out, c.atOnce(lives))
		}
		c.lives[far] = lives[:0]
	}
	c.kinds = 0
}

// Statistics are what was counted.
func (c *Counter) Statistics() *plan.Statistics {
	for _, pairs := range c.statistics.Edges {
		slices.SortFunc(pairs, func(a, b plan.Degrees) int {
			return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
		})
	}
	return &c.statistics
}

func (c *Counter) degrees(edgeType, source, target int) *plan.Degrees {
	pairs := c.statistics.Edges[edgeType]
	for i := range pairs {
		if pairs[i].Source == source && pairs[i].Target == target {
			return &pairs[i]
		}
	}
	c.statistics.Edges[edgeType] = append(pairs, plan.Degrees{Source: source, Target: target})
	return &c.statistics.Edges[edgeType][len(pairs)]
}

// atOnce is the most of some lives that hold on one day. Most nodes have one edge, or edges that all hold on the last
// of their first days: the rest takes sorting.
func (c *Counter) atOnce(lives []day.Interval) int {
	n, first, end := 0, day.Min, day.Max
	for _, life := range lives {
		if !life.Empty() {
			n, first, end = n+1, max(first, life.From), min(end, life.To)
		}
	}
	if n < 2 || first < end {
		return n
	}
	c.days = c.days[:0]
	for _, life := range lives {
		if !life.Empty() {
			c.days = append(c.days, life.From)
		}
	}
	for _, life := range lives {
		if !life.Empty() {
			c.days = append(c.days, life.To)
		}
	}
	firsts, ends := c.days[:n], c.days[n:]
	slices.Sort(firsts)
	slices.Sort(ends)
	most, over := 0, 0
	for i, first := range firsts {
		for ends[over] <= first {
			over++
		}
		most = max(most, i+1-over)
	}
	return most
}
