package memory

import (
	"cmp"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// seeds returns nodes among which are all of some kinds that meet a condition, where the condition names somebody, by
// code or by how another text begins: it is met by these nodes alone, or only by nodes from which relations lead to
// them. They are by number, each once; false where the condition names nobody, and any node may meet it.
func (x *run) seeds(p plan.Predicate, kinds catalog.KindSet, on day.Day) (nodes []uint32, ok bool) {
	switch p := p.(type) {
	case plan.And:
		return x.fewestSeeds(p, kinds, on)
	case plan.Or:
		return x.allSeeds(p, kinds, on)
	case *plan.Compare:
		return x.named(p, kinds)
	case *plan.Reach:
		return x.seedsBefore(p.Relation, p.Where, on)
	case *plan.Quantified:
		if p.Quantifier == plan.Some || p.Quantifier == plan.Single {
			return x.seedsBefore(p.Relation, p.Where, on)
		}
	}
	return nil, false
}

// fewestSeeds are those of one of several conditions that all have to be met.
func (x *run) fewestSeeds(of []plan.Predicate, kinds catalog.KindSet, on day.Day) (fewest []uint32, ok bool) {
	for _, p := range of {
		if nodes, found := x.seeds(p, kinds, on); found && (!ok || len(nodes) < len(fewest)) {
			fewest, ok = nodes, true
		}
	}
	return fewest, ok
}

// allSeeds are those of conditions of which one has to be met.
func (x *run) allSeeds(of []plan.Predicate, kinds catalog.KindSet, on day.Day) (all []uint32, ok bool) {
	for _, p := range of {
		nodes, found := x.seeds(p, kinds, on)
		if !found {
			return nil, false
		}
		all = append(all, nodes...)
	}
	return once(all), true
}

// named are the nodes that a comparison with texts may hold for.
func (x *run) named(p *plan.Compare, kinds catalog.KindSet) (nodes []uint32, ok bool) {
	if p.Fold || p.Property.Measure != nil {
		return nil, false
	}
	texts, several := x.args[p.Arg].([]any)
	if !several {
		texts = []any{x.args[p.Arg]}
	}
	isCode := p.Property.Computed == catalog.Code || p.Property.Computed == catalog.ODSCode
	isText := p.Property.Computed == catalog.NotComputed && p.Property.Type == catalog.String
	switch {
	case p.Operator != plan.Eq && p.Operator != plan.In && p.Operator != plan.StartsWith:
		return nil, false
	case isCode && p.Operator != plan.StartsWith:
		for _, text := range texts {
			x.spend(1)
			code, _ := text.(string)
			if node, found := x.find(code); found {
				nodes = append(nodes, node)
			}
		}
	case isText:
		all := x.sequenceOf(kinds, p.Property, false)
		if all == nil {
			return nil, false
		}
		for _, text := range texts {
			x.spend(1)
			text, _ := text.(string)
			nodes = append(nodes, all.beginning(x, kinds, p.Property, text, p.Operator != plan.StartsWith)...)
			if len(nodes) > len(all.nodes)/2 {
				return nil, false // most of them, or some of them often: it is as well to look at all
			}
		}
	default:
		return nil, false
	}
	return once(nodes), true
}

// seedsBefore are the nodes from which a relation leads to a seed of a condition.
func (x *run) seedsBefore(r *catalog.Relation, where plan.Predicate, on day.Day) (nodes []uint32, ok bool) {
	nodes, ok = x.seeds(where, r.Kinds, on)
	for _, step := range slices.Backward(r.Steps) {
		back := &x.in[step.Type.Index]
		if step.In {
			back = &x.out[step.Type.Index]
		}
		var before []uint32
		for _, node := range nodes {
			i, end := back.entries(node)
			x.spend(int(end - i))
			for ; i < end; i++ {
				if back.holds(i, on) {
					before = append(before, back.node[i])
				}
			}
		}
		nodes = once(before)
	}
	return nodes, ok
}

// once sorts nodes and keeps each once.
func once(nodes []uint32) []uint32 {
	slices.Sort(nodes)
	return slices.Compact(nodes)
}

// byRank sorts nodes by code, and leaves out those that are of other kinds.
func (x *run) byRank(nodes []uint32, kinds catalog.KindSet) []uint32 {
	nodes = slices.DeleteFunc(nodes, func(n uint32) bool { return !kinds.HasIndex(int(x.kindOf[n])) })
	slices.SortFunc(nodes, func(a, b uint32) int { return cmp.Compare(x.rank[a], x.rank[b]) })
	return nodes
}
