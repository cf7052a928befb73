package planner

import (
	"fmt"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// judge is what it costs to judge a condition of each node of a flow. That a store stops as soon as it knows the answer
// does not make it less: it may know it last.
func (e *estimator) judge(p plan.Predicate, of flow) float64 {
	switch p := p.(type) {
	case nil:
		return 0
	case plan.And:
		return e.judgeEach(p, of)
	case plan.Or:
		return e.judgeEach(p, of)
	case *plan.Not:
		return e.judge(p.Of, of)
	case *plan.Compare, *plan.IsNull, *plan.CompareEdge, *plan.IsNullEdge:
		return of.total * perCondition
	case *plan.Quantified:
		return e.judgeTargets(p.Relation, p.Where, of)
	case *plan.CompareCount:
		return e.judgeTargets(p.Count.Relation, p.Count.Where, of)
	case *plan.Reach:
		return e.judgeTargets(p.Relation, p.Where, of)
	case *plan.Exists:
		return e.judgeTargets(p.Relation, nil, of)
	default:
		panic(fmt.Sprintf("predicate %T", p))
	}
}

func (e *estimator) judgeEach(all []plan.Predicate, of flow) (cost float64) {
	for _, p := range all {
		cost += e.judge(p, of)
	}
	return cost
}

// judgeTargets follows a relation from each node of a flow, and judges what it leads to.
func (e *estimator) judgeTargets(r *catalog.Relation, where plan.Predicate, of flow) float64 {
	defer e.leave(e.used)
	to, looked := e.follow(r, of)
	return max(looked, of.total*perCondition) + e.judge(where, to)
}

// order is what it costs to find and sort the values of a list's sort keys.
func (e *estimator) order(keys []plan.Order, of flow) (cost float64) {
	for i := range keys {
		cost += of.total*perKey + e.key(keys[i].Through, keys[i].Count, of)
	}
	return cost
}

func (e *estimator) key(through []*catalog.Relation, count *plan.Count, of flow) float64 {
	switch {
	case len(through) > 0:
		defer e.leave(e.used)
		to, looked := e.follow(through[0], of)
		return looked + e.key(through[1:], count, to)
	case count != nil:
		return e.judgeTargets(count.Relation, count.Where, of)
	default:
		return 0
	}
}
