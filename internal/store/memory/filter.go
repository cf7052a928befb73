package memory

import (
	"fmt"
	"math"

	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// filter is a predicate with its arguments and its day filled in; nil holds always.
type filter func(x *run, t target) bool

// filter fills the arguments of one execution in.
func (x *run) filter(p plan.Predicate, on day.Day) filter {
	switch p := p.(type) {
	case nil:
		return nil
	case plan.And:
		return all(x.filters(p, on))
	case plan.Or:
		return some(x.filters(p, on))
	case *plan.Not:
		return not(x.filter(p.Of, on))
	case *plan.Compare:
		return x.compare(p, on)
	case *plan.IsNull:
		r, want := x.reader(p.Property), x.args[p.Arg] == true
		return func(_ *run, t target) bool { return r.null(t.node, on) == want }
	case *plan.CompareEdge:
		return x.compareEdge(p)
	case *plan.IsNullEdge:
		value, want := p.Value, x.args[p.Arg] == true
		if value == plan.Origin {
			return func(_ *run, t target) bool { return (t.edge == noRow) == want }
		}
		if value == plan.OfType {
			column := &x.edges.properties[p.Of.Index]
			return func(_ *run, t target) bool { return (column.get(t.edge) == column.null) == want }
		}
		return func(x *run, t target) bool {
			_, ok := x.edgeDay(t, value)
			return ok != want
		}
	case *plan.Quantified:
		return x.quantified(p, on)
	case *plan.CompareCount:
		w, where := x.walk(p.Count.Relation), x.filter(p.Count.Where, on)
		holds := numberTest(p.Operator, x.args[p.Arg])
		return func(x *run, t target) bool {
			return holds(float64(x.matches(w, t.node, on, where, math.MaxInt)))
		}
	case *plan.Reach:
		w, where := x.walk(p.Relation), x.filter(p.Where, on)
		return func(x *run, t target) bool {
			far, ok := x.reach(w, t.node, on)
			return ok && (where == nil || where(x, far))
		}
	case *plan.Exists:
		w, want := x.walk(p.Relation), x.args[p.Arg] == true
		return func(x *run, t target) bool {
			_, ok := x.reach(w, t.node, on)
			return ok == want
		}
	default:
		panic(fmt.Sprintf("predicate %T", p))
	}
}

func (x *run) filters(ps []plan.Predicate, on day.Day) []filter {
	filters := make([]filter, len(ps))
	for i, p := range ps {
		filters[i] = x.filter(p, on)
	}
	return filters
}

func all(filters []filter) filter {
	return func(x *run, t target) bool {
		for _, f := range filters {
			if !f(x, t) {
				return false
			}
		}
		return true
	}
}

func some(filters []filter) filter {
	return func(x *run, t target) bool {
		for _, f := range filters {
			if f(x, t) {
				return true
			}
		}
		return false
	}
}

func not(f filter) filter {
	return func(x *run, t target) bool { return !f(x, t) }
}

// compare reads the property as what it is; only text has the operators on text.
func (x *run) compare(p *plan.Compare, on day.Day) filter {
	r := x.reader(p.Property)
	if !r.textual() {
		holds := numberTest(p.Operator, x.args[p.Arg])
		return func(_ *run, t target) bool {
			v, ok := r.number(t.node, on)
			return ok && holds(v)
		}
	}
	arg := x.args[p.Arg]
	if p.Fold {
		arg = foldArgument(arg)
	}
	holds := textTest(p.Operator, arg)
	if p.Fold {
		return func(x *run, t target) bool {
			v, ok := r.text(x.snapshot, t.node, on)
			return ok && holds(x.fold(v))
		}
	}
	return func(x *run, t target) bool {
		v, ok := r.text(x.snapshot, t.node, on)
		return ok && holds(v)
	}
}

// compareEdge looks at the edge in hand, which at a root there is none of.
func (x *run) compareEdge(p *plan.CompareEdge) filter {
	if p.Value == plan.Origin {
		holds := textTest(p.Operator, x.args[p.Arg])
		return func(x *run, t target) bool {
			return t.edge != noRow && holds(x.texts.raw(x.edges.origin.cells[t.edge]))
		}
	}
	if p.Value == plan.OfType {
		holds, column := textTest(p.Operator, x.args[p.Arg]), &x.edges.properties[p.Of.Index]
		return func(x *run, t target) bool {
			cell := column.get(t.edge)
			return cell != column.null && holds(x.texts.raw(cell))
		}
	}
	holds := numberTest(p.Operator, x.args[p.Arg])
	return func(x *run, t target) bool {
		d, ok := x.edgeDay(t, p.Value)
		return ok && holds(float64(d))
	}
}

// edgeDay is the first or the last day of the edge or path in hand; false if it has none.
func (x *run) edgeDay(t target, value plan.EdgeProperty) (day.Day, bool) {
	d := t.from
	if value == plan.ValidTo {
		d = t.to
	}
	if t.edge != noRow {
		d = x.edges.validFrom.day(t.edge)
		if value == plan.ValidTo {
			d = x.edges.validTo.day(t.edge)
		}
	}
	return d, d != day.Min && d != day.Max
}

// quantified stops as soon as the answer is known.
func (x *run) quantified(p *plan.Quantified, on day.Day) filter {
	w, where := x.walk(p.Relation), x.filter(p.Where, on)
	count := func(x *run, t target, where filter, enough int) int { return x.matches(w, t.node, on, where, enough) }
	switch p.Quantifier {
	case plan.Some:
		return func(x *run, t target) bool { return count(x, t, where, 1) == 1 }
	case plan.NoneOf:
		return func(x *run, t target) bool { return count(x, t, where, 1) == 0 }
	case plan.Single:
		return func(x *run, t target) bool { return count(x, t, where, 2) == 1 }
	default:
		if where == nil {
			return all(nil)
		}
		fails := not(where)
		return func(x *run, t target) bool { return count(x, t, fails, 1) == 0 }
	}
}

// matches counts the targets of a relation that meet a condition, up to a number that is enough.
func (x *run) matches(w *walk, node uint32, on day.Day, where filter, enough int) (n int) {
	base := x.gather(w, node, on, false)
	end := len(x.targets)
	if n = end - base; where != nil {
		n = 0
		for i := base; i < end && n < enough && x.err == nil; i++ {
			x.spend(1)
			if where(x, x.targets[i]) {
				n++
			}
		}
	}
	x.targets = x.targets[:base]
	return min(n, enough)
}
