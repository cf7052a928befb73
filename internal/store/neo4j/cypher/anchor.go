package cypher

import (
	"slices"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// A condition of a root list may be about what relations lead to: practices of the system with some code. Asked of each
// node of the list in turn, it costs as much as there are nodes. Where an index knows the far end, or few nodes can be
// there, the list is found from that end instead: over the same edges, under the same conditions.

// anchored is a condition on nodes that is met from its far end.
type anchored struct {
	scope                             // of the nodes
	far             string            // clauses that find what the relation leads to
	relation        *catalog.Relation // from the nodes
	to              *row              // what it leads to
	values, queries string            // all other conditions, as split writes them
	share           float64           // of all nodes, roughly, that meet the condition; 1 where that is not known
}

// few are so many nodes that looking at all of them, or sorting them, is as good as an index, which the database takes
// a while to make.
const few = 1000

// Many says whether there are so many nodes of a kind that lists of them need indexes of their own.
func (f Facts) Many(k *catalog.Kind) bool { return f.Nodes[k.Name] >= few }

// anchor looks for the part of a condition that can be met from its far end, and that fewest nodes meet; nil where there
// is none.
func (s scope) anchor(p plan.Predicate) (best *anchored) {
	parts := conjuncts(p)
	for i, part := range parts {
		rel, of := leadsTo(part)
		if rel == nil {
			continue
		}
		to := s.below(rel)
		far, share, ok := to.find(of)
		if !ok || best != nil && best.share <= share {
			continue
		}
		best = &anchored{scope: s, far: far, relation: rel, to: to.row, share: share}
		if len(parts) > 1 {
			best.values, best.queries = s.split(plan.And(slices.Delete(slices.Clone(parts), i, i+1)))
		}
	}
	return best
}

// find writes clauses that find the nodes of the row that meet a condition, each once. It is false where only each
// node that there is could be asked, or where the condition looks at the edge in hand, which there is not.
func (s scope) find(p plan.Predicate) (text string, share float64, ok bool) {
	values, queries := s.split(p)
	if s.row.useEdge {
		return "", 0, false
	}
	if label, share, ok := s.start(p); ok {
		kind := ""
		if label == NodeLabel {
			kind = s.kindOf(s.row)
		}
		text := "MATCH (" + s.row.node + ":" + label + ")" + where(kind, values)
		if queries != "" {
			text += " WITH DISTINCT " + s.row.node + where(queries)
		}
		return text, share, true
	}
	if a := s.anchor(p); a != nil {
		return a.clauses(), a.share, true
	}
	return "", 0, false
}

// start says under which label the nodes that meet a condition are found without a look at many others, and which share
// of the row's nodes they are, roughly; 1 where that is not known.
func (s scope) start(p plan.Predicate) (label string, share float64, ok bool) {
	nodes := 0
	kinds := s.catalog.In(s.row.kinds)
	for _, k := range kinds {
		nodes += s.facts.Nodes[k.Name]
	}
	for _, part := range conjuncts(p) {
		compare, ok := part.(*plan.Compare)
		if !ok {
			continue
		}
		exact := !compare.Fold && (compare.Operator == plan.Eq || compare.Operator == plan.In)
		switch name := stored(compare.Property); {
		case name == codeProperty && exact:
			return NodeLabel, 1 / float64(max(nodes, 1)), true
		case len(kinds) != 1 || nodes == 0: // there is no label, or nothing is known
		case name == nameProperty && exact:
			return kinds[0].Label, 1 / float64(nodes), true
		case name == nameProperty && !compare.Fold && compare.Operator == plan.StartsWith, nodes < few:
			return kinds[0].Label, 1, true
		}
	}
	return "", 0, false
}

const nameProperty = "name"

// conjuncts are the parts of a condition that all have to hold.
func conjuncts(p plan.Predicate) []plan.Predicate {
	if parts, ok := p.(plan.And); ok {
		return parts
	}
	return []plan.Predicate{p}
}

// leadsTo returns the relation of a condition that something at its end meets another one; nil for any other condition.
func leadsTo(p plan.Predicate) (*catalog.Relation, plan.Predicate) {
	switch p := p.(type) {
	case *plan.Reach:
		return p.Relation, p.Where
	case *plan.Quantified:
		if p.Quantifier == plan.Some {
			return p.Relation, p.Where
		}
	}
	return nil, nil
}

// clauses find the nodes that meet the whole condition, and others on the nodes alone, each once.
func (a *anchored) clauses(conditions ...string) string {
	names := a.to.names(a.relation)
	var out strings.Builder
	out.WriteString(a.far)
	for i, s := range slices.Backward(a.relation.Steps) {
		from, these := a.row.node, []string(nil)
		if i > 0 {
			from = names[i-1].node
		} else {
			these = append(append(these, a.kindOf(a.row), a.values), conditions...)
		}
		these = append([]string{holds(names[i].edge, a.on), a.preferred(from, s, names[i].edge, a.on)}, these...)
		out.WriteString(" MATCH " + pattern(from, s, names[i].edge, names[i].node) + where(these...))
	}
	return out.String() + " WITH DISTINCT " + a.row.node + where(a.queries)
}
