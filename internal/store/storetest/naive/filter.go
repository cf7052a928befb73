package naive

import (
	"fmt"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// meets says whether a node, and the way by which it was reached, meet a condition on the day of the
// list that filters; nil is no condition.
// semantics: Filters
func (e *evaluator) meets(p plan.Predicate, n *store.Node, w way, on day.Day) bool {
	switch p := p.(type) {
	case nil:
		return true
	case plan.And:
		return !slices.ContainsFunc(p, func(q plan.Predicate) bool { return !e.meets(q, n, w, on) })
	case plan.Or:
		return slices.ContainsFunc(p, func(q plan.Predicate) bool { return e.meets(q, n, w, on) })
	case *plan.Not:
		return !e.meets(p.Of, n, w, on)
	case *plan.Compare:
		return compare(e.value(n, p.Property, on), p.Operator, e.args[p.Arg], p.Fold)
	case *plan.IsNull:
		return (e.value(n, p.Property, on) == nil) == e.args[p.Arg].(bool)
	case *plan.CompareEdge:
		return compare(e.edgeValue(w, p.Value, p.Of), p.Operator, e.args[p.Arg], false)
	case *plan.IsNullEdge:
		return (e.edgeValue(w, p.Value, p.Of) == nil) == e.args[p.Arg].(bool)
	case *plan.Quantified:
		return e.quantified(p, n, on)
	case *plan.CompareCount:
		return compare(e.count(p.Count, n, on), p.Operator, e.args[p.Arg], false)
	case *plan.Reach:
		found, ok := e.one(n, p.Relation, on)
		return ok && e.meets(p.Where, found.target(), found, on)
	case *plan.Exists:
		_, ok := e.one(n, p.Relation, on)
		return ok == e.args[p.Arg].(bool)
	}
	panic(fmt.Sprintf("a condition without meaning: %T", p))
}

func (e *evaluator) quantified(p *plan.Quantified, n *store.Node, on day.Day) bool {
	ways := e.reach(n, p.Relation, on)
	all, meet := len(ways), e.meeting(ways, p.Where, on)
	switch p.Quantifier {
	case plan.Some:
		return meet >= 1
	case plan.All:
		return meet == all
	case plan.NoneOf:
		return meet == 0
	case plan.Single:
		return meet == 1
	}
	panic("a quantifier without meaning: " + p.Quantifier.String())
}

// count is the number of targets that meet a condition.
// semantics: Each target once
func (e *evaluator) count(c plan.Count, n *store.Node, on day.Day) int {
	return e.meeting(e.reach(n, c.Relation, on), c.Where, on)
}

func (e *evaluator) meeting(ways []way, where plan.Predicate, on day.Day) (n int) {
	for _, w := range ways {
		if e.meets(where, w.target(), w, on) {
			n++
		}
	}
	return n
}

// value is a property of a node on a day; nil is null.
func (e *evaluator) value(n *store.Node, p *catalog.Property, on day.Day) any {
	switch p.Computed {
	case catalog.GlobalID:
		return store.GlobalID(n.Code)
	case catalog.Code:
		return n.Code
	case catalog.ODSCode:
		// semantics: Codes
		if catalog.IsODSCode(n.Code) {
			return n.Code
		}
		return nil
	case catalog.KindEnum:
		return n.Kind.Enum
	}
	if p.Measure != nil {
		return measure(n, p.Measure, on)
	}
	return n.Values[p.Index]
}

// measure is the newest figure of a series whose date is not after the day.
// semantics: Measures
func measure(n *store.Node, m *catalog.Measure, on day.Day) any {
	series, _ := n.Values[m.Series.Index].([]any)
	var newest []any
	for _, item := range series {
		point := item.([]any)
		date, dated := point[m.On].(day.Day)
		if dated && date <= on && (newest == nil || date > newest[m.On].(day.Day)) {
			newest = point
		}
	}
	if newest == nil {
		return nil
	}
	return newest[m.Value]
}

// edgeValue is a value of the edge in hand; nil is null.
func (e *evaluator) edgeValue(w way, p plan.EdgeProperty, of *catalog.Property) any {
	switch p {
	case plan.ValidFrom:
		// semantics: Edges without dates
		if from := w.validFrom(); from != day.Min {
			return from
		}
	case plan.ValidTo:
		// semantics: Last days
		if to := w.validTo(); to != day.Max {
			return to
		}
	case plan.Origin:
		return string(w.edges[0].Origin)
	case plan.OfType:
		return w.edges[0].Get(e.graph.Catalog, of.Name)
	default:
		panic("an edge has no such value: " + p.String())
	}
	return nil
}
