package naive

import (
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// way is a combination of edges, one for each step, and the nodes that they lead to.
type way struct {
	edges []*store.Edge
	nodes []*store.Node
}

func (w way) target() *store.Node { return w.nodes[len(w.nodes)-1] }

// semantics: Holding
func holds(e *store.Edge, on day.Day) bool {
	return e.Life.Holds(on)
}

// ends are the near and the far end of an edge that a step follows.
func ends(e *store.Edge, step catalog.Step) (near, far *store.Node) {
	if step.In {
		return e.To, e.From
	}
	return e.From, e.To
}

// follow gives the edges that a step takes from a node on a day.
// semantics: Paths
func (e *evaluator) follow(n *store.Node, step catalog.Step, on day.Day) []*store.Edge {
	var held []*store.Edge
	for _, edge := range e.graph.Edges {
		if near, _ := ends(edge, step); edge.Type == step.Type && near == n && holds(edge, on) {
			held = append(held, edge)
		}
	}
	if step.In || !step.Type.ToOne || len(held) == 0 {
		return held
	}
	return []*store.Edge{slices.MaxFunc(held, preference)}
}

// preference is above 0 where a is taken before b.
// semantics: Which one, if several remain
func preference(a, b *store.Edge) int {
	for _, c := range []int{
		order(a.ValidFrom, b.ValidFrom),           // latest; day.Min, none, is the earliest
		order(a.ValidTo, b.ValidTo),               // latest; day.Max, none, is the latest
		order(a.Source.Vintage, b.Source.Vintage), // newest; day.Min, none, is the oldest
		-order(a.To.Code, b.To.Code),              // smallest
		-order(a.Source.File, b.Source.File),
		-order(a.Source.Record, b.Source.Record),
	} {
		if c != 0 {
			return c
		}
	}
	return 0
}

// reach gives the targets of a relation on a day, each once, with the way that stands for it.
// semantics: Each target once
func (e *evaluator) reach(n *store.Node, r *catalog.Relation, on day.Day) []way {
	ways := []way{{nodes: []*store.Node{n}}}
	for i, step := range r.Steps {
		var longer []way
		for _, w := range ways {
			for _, edge := range e.follow(w.target(), step, on) {
				_, far := ends(edge, step)
				longer = append(longer, way{append(slices.Clone(w.edges), edge), append(slices.Clone(w.nodes), far)})
			}
		}
		ways = longer
		if i < len(r.Steps)-1 {
			e.looked += len(ways)
		}
	}
	var targets []way
	for _, w := range ways {
		if !r.Kinds.Has(w.target().Kind) { // looked at after the choice among all edges
			continue
		}
		e.looked++
		i := slices.IndexFunc(targets, func(t way) bool { return t.target() == w.target() })
		switch {
		case i < 0:
			targets = append(targets, w)
		case w.before(targets[i]):
			targets[i] = w
		}
	}
	return targets
}

// one gives the way that a relation to a single organisation takes; false where it leads nowhere.
func (e *evaluator) one(n *store.Node, r *catalog.Relation, on day.Day) (way, bool) {
	switch ways := e.reach(n, r, on); len(ways) {
	case 0:
		return way{}, false
	case 1:
		return ways[0], true
	default:
		panic(r.Name + " leads to one organisation and reached several")
	}
}

// before says whether w stands for a target rather than v.
func (w way) before(v way) bool {
	// semantics: The edge beside a target
	if len(w.edges) == 1 {
		return preference(w.edges[0], v.edges[0]) > 0
	}
	// semantics: Paths
	c := order(w.validFrom(), v.validFrom())
	if c == 0 {
		c = order(w.validTo(), v.validTo())
	}
	for i := 0; c == 0 && i < len(w.nodes); i++ {
		c = -order(w.nodes[i].Code, v.nodes[i].Code)
	}
	return c > 0
}

// validFrom is the way's first day, day.Min for none.
// semantics: Paths
func (w way) validFrom() day.Day {
	if !slices.ContainsFunc(w.edges, func(e *store.Edge) bool { return e.ValidFrom != day.Min }) {
		return day.Min
	}
	latest := day.Min
	for _, e := range w.edges {
		first := e.ValidFrom
		if first == day.Min {
			first = e.Life.From
		}
		latest = max(latest, first)
	}
	return latest
}

// validTo is the way's last day, day.Max for none.
// semantics: Paths
func (w way) validTo() day.Day {
	earliest := day.Max
	for _, e := range w.edges {
		earliest = min(earliest, e.ValidTo)
	}
	return earliest
}

// spells are all edges of the relation's type between the same two organisations, in the same direction.
// semantics: Spells
func (e *evaluator) spells(of *store.Edge) []*store.Edge {
	var all []*store.Edge
	for _, edge := range e.graph.Edges {
		if edge.Type == of.Type && edge.From == of.From && edge.To == of.To {
			all = append(all, edge)
		}
	}
	slices.SortStableFunc(all, preference)
	return all
}
