package planner

import (
	"math"
	"sync"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// Bound is the most that a plan reads of a graph.
type Bound struct {
	Total int64   // of Cost
	Rows  []int64 // rows that an operator returns, by Op.ID, over all rows of its parent
	Cost  []int64 // rows that it returns or looks at, docs/semantics.md says which
}

// Estimate bounds what each operator of a plan reads: never is it more.
func Estimate(p *plan.Plan, args plan.Args, s *plan.Statistics) Bound {
	b := Bound{Rows: make([]int64, p.Ops), Cost: make([]int64, p.Ops)}
	b.Total = (&estimator{args: args, statistics: s, bound: &b}).plan(p)
	return b
}

// Cost is the total of Estimate, at less expense.
func Cost(p *plan.Plan, args plan.Args, s *plan.Statistics) int64 {
	e := estimators.Get().(*estimator)
	e.args, e.statistics = args, s
	total := e.plan(p)
	*e = estimator{rooms: e.rooms}
	estimators.Put(e)
	return total
}

var estimators = sync.Pool{New: func() any { return new(estimator) }}

// What takes other time than a row of an answer, as parts of one.
const (
	perCondition = 0.25 // a condition that is judged of a node, or an edge looked for
	perKey       = 2    // a value that a node is sorted by
	perCursor    = 4    // a cursor that is written
	perLookUp    = 4    // a code that is looked up
)

// most is the most that is told: a float64 holds every integer up to it, and so does a number of JSON.
const most = 1 << 53

type estimator struct {
	args       plan.Args
	statistics *plan.Statistics
	total      int64
	bound      *Bound // nil where nobody asks for the parts
	limited    *plan.Connection
	limit      float64 // of limited, in place of what its arguments say

	rooms []*cells // for flows
	used  int      // of the rooms
}

// room is for the flow of an operator or a condition, until it is left.
func (e *estimator) room() *cells {
	if e.used == len(e.rooms) {
		e.rooms = append(e.rooms, new(cells))
	}
	e.used++
	return e.rooms[e.used-1]
}

func (e *estimator) leave(used int) { e.used = used }

func (e *estimator) plan(p *plan.Plan) int64 {
	for _, r := range p.Roots {
		e.root(r)
	}
	return e.total
}

// spend notes what an operator returns and looks at.
func (e *estimator) spend(op plan.Op, rows, looked float64) {
	cost := int64(min(max(rows, looked), most))
	e.total = min(e.total+cost, most)
	if e.bound != nil {
		e.bound.Rows[op.ID] = int64(min(rows, most))
		e.bound.Cost[op.ID] = cost
	}
}

func (e *estimator) root(r *plan.Root) {
	defer e.leave(e.used)
	all := flow{of: e.room()}
	keys, times := math.Inf(1), 1.0
	if r.Connection == nil {
		keys, times = e.keys(r)
	}
	for k, n := range e.statistics.Nodes {
		if r.Root.Kinds.HasIndex(k) && n > 0 {
			all.put(k, min(keys, times*float64(n)), times)
			all.total += all.of[k].rows
		}
	}
	if r.Connection != nil {
		e.connection(r.Connection, all, all.total, 1)
		return
	}
	all.total = min(all.total, keys)
	e.spend(r.Op, all.total, keys*perLookUp)
	e.object(r.Object, all)
}

// keys are how many keys a look-up has, and how often one of them occurs.
func (e *estimator) keys(r *plan.Root) (keys, times float64) {
	several, is := e.args[r.Keys].([]string)
	if !is {
		return 1, 1
	}
	most, known := 0, make(map[string]int, len(several))
	for _, key := range several {
		known[key]++
		most = max(most, known[key])
	}
	return float64(len(several)), float64(most)
}

// connection is a list of some of the nodes that all are, to each of the parents. looked is how many nodes are reached
// to find all; a root list that takes them as they come stops when it has its page.
func (e *estimator) connection(c *plan.Connection, all flow, looked, parents float64) {
	condition, order := e.judge(c.Where, all)+figures(c.Fields, all), e.order(c.Order, all)
	page := all.first(parents * e.first(c))
	if c.Relation == nil && c.Where == nil && c.Order == nil && c.Last == plan.None && !countsAll(c.Fields) {
		looked = page.total
	}
	e.spend(c.Op, page.total, max(looked, parents*perCondition)+condition+order+again(c, page.total, parents))
	e.fields(c.Fields, page)
}

// first is the most that a list gives each of its parents.
func (e *estimator) first(c *plan.Connection) float64 {
	n := math.Inf(1)
	for _, slot := range []plan.Slot{c.First, c.Last} {
		if slot != plan.None {
			n = min(n, float64(e.args[slot].(int)))
		}
	}
	if c == e.limited {
		n = e.limit
	}
	return n
}

// countsAll says whether a list is asked what lies outside its page.
func countsAll(fields []plan.Field) bool {
	for _, f := range fields {
		switch f.(type) {
		case *plan.TotalCount, *plan.Aggregate, *plan.PageInfo:
			return true
		}
	}
	return false
}

// figures is what it costs to read the values that figures are told of.
func figures(fields []plan.Field, of flow) (cost float64) {
	for _, f := range fields {
		if a, is := f.(*plan.Aggregate); is {
			cost += of.total * perCondition * float64(len(a.Fields))
		}
	}
	return cost
}

// again is what the rows of a list cost beyond being looked at once: where they are written several times, and for
// the cursors of edges and pages.
func again(c *plan.Connection, rows, parents float64) (cost float64) {
	written := 0
	for _, f := range c.Fields {
		switch f := f.(type) {
		case *plan.Nodes:
			written++
		case *plan.Edges:
			written++
			for _, f := range f.Fields {
				if v, is := f.(*plan.EdgeValue); is && v.Value == plan.EdgeCursor {
					cost += rows * perCursor
				}
			}
		case *plan.PageInfo:
			for _, f := range f.Fields {
				if v, is := f.(*plan.PageValue); is && (v.Value == plan.StartCursor || v.Value == plan.EndCursor) {
					cost += min(rows, parents) * perCursor
				}
			}
		}
	}
	return cost + rows*float64(max(written-1, 0))
}

// object goes on from nodes to what their fields follow.
func (e *estimator) object(o *plan.Object, nodes flow) {
	for _, f := range o.Follows {
		from := nodes.among(f.Kinds)
		if from.total == 0 {
			continue
		}
		switch f := f.Field.(type) {
		case *plan.One:
			e.one(f.Op, f.Relation, from, f.Object, nil)
		case *plan.Link:
			e.one(f.Op, f.Relation, from, nil, f.Fields)
		case *plan.Many:
			e.many(f.Connection, from)
		}
	}
}

func (e *estimator) one(op plan.Op, r *catalog.Relation, from flow, o *plan.Object, edge []plan.Field) {
	defer e.leave(e.used)
	to, looked := e.follow(r, from)
	e.spend(op, to.total, max(looked, from.total*perCondition))
	if o != nil {
		e.object(o, to)
	}
	e.fields(edge, to)
}

func (e *estimator) many(c *plan.Connection, from flow) {
	defer e.leave(e.used)
	all, looked := e.follow(c.Relation, from)
	e.connection(c, all, looked, from.total)
}

// fields goes on to the nodes within the fields of a list or an edge.
func (e *estimator) fields(fields []plan.Field, nodes flow) {
	for _, f := range fields {
		switch f := f.(type) {
		case *plan.Nodes:
			e.object(f.Object, nodes)
		case *plan.End:
			e.object(f.Object, nodes)
		case *plan.Edges:
			e.fields(f.Fields, nodes)
		}
	}
}
