package planner

import (
	"cmp"
	"slices"

	"orggraph/internal/plan"
)

// Operator is an operator of a plan as the answer has it.
type Operator struct {
	Path []string         // response keys
	List *plan.Connection // nil where it is none

	around int // Op.ID of the operator that it stands below; -1 for none
}

// Operators are those of a plan, by Op.ID.
func Operators(p *plan.Plan) []Operator {
	f := finder{found: make([]Operator, p.Ops), around: -1}
	for _, r := range p.Roots {
		f.below(r.Op, []string{r.Key}, r.Connection, func(f finder) {
			if r.Connection != nil {
				f.fields(r.Connection.Fields)
			} else {
				f.object(r.Object)
			}
		})
	}
	return f.found
}

// finder walks a plan.
type finder struct {
	found  []Operator
	path   []string
	around int
}

func (f finder) below(op plan.Op, path []string, list *plan.Connection, visit func(finder)) {
	path = slices.Clip(path)
	f.found[op.ID] = Operator{Path: path, List: list, around: f.around}
	f.path, f.around = path, op.ID
	visit(f)
}

func (f finder) at(key plan.Key) finder {
	f.path = append(slices.Clip(f.path), string(key))
	return f
}

func (f finder) object(o *plan.Object) {
	for _, follow := range o.Follows {
		at := f.at(plan.Key(follow.Field.ResponseKey())).path
		switch field := follow.Field.(type) {
		case *plan.One:
			f.below(field.Op, at, nil, func(f finder) { f.object(field.Object) })
		case *plan.Link:
			f.below(field.Op, at, nil, func(f finder) { f.fields(field.Fields) })
		case *plan.Many:
			c := field.Connection
			f.below(c.Op, at, c, func(f finder) { f.fields(c.Fields) })
		}
	}
}

func (f finder) fields(fields []plan.Field) {
	for _, field := range fields {
		switch field := field.(type) {
		case *plan.Nodes:
			f.at(field.Key).object(field.Object)
		case *plan.End:
			f.at(field.Key).object(field.Object)
		case *plan.Edges:
			f.at(field.Key).fields(field.Fields)
		}
	}
}

// Excess says what of a plan costs more than a budget, and what would not.
type Excess struct {
	Total int64    // of the plan
	Field []string // the response keys of the field that costs the most
	Cost  int64    // of that field alone
	Page  *Page    // nil where no page of one list would do
}

// Page is how much of a list a budget has room for, if all else of its operation stays as it is.
type Page struct {
	List     []string // response keys
	Argument string   // first, or last where the list has that
	Size     int
}

// tries is how many lists are tried as to whether a page of one row would do.
const tries = 20

// Exceeds says by what a plan goes above a budget.
func Exceeds(p *plan.Plan, args plan.Args, s *plan.Statistics, budget int64) *Excess {
	bound, operators := Estimate(p, args, s), Operators(p)
	byCost := make([]int, len(operators))
	for id := range byCost {
		byCost[id] = id
	}
	slices.SortStableFunc(byCost, func(a, b int) int { return cmp.Compare(bound.Cost[b], bound.Cost[a]) })
	x := &Excess{Total: bound.Total, Field: operators[byCost[0]].Path, Cost: bound.Cost[byCost[0]]}
	fits := func(list *plan.Connection, size int) bool {
		e := estimator{args: args, statistics: s, limited: list, limit: float64(size)}
		return e.plan(p) <= budget
	}
	tried := 0
	for _, id := range candidates(operators, byCost) {
		list := operators[id].List
		if tried++; tried > tries {
			break
		}
		if fits(list, 1) {
			argument, above := "first", maxLimit
			for name, slot := range map[string]plan.Slot{"first": list.First, "last": list.Last} {
				if slot != plan.None {
					argument, above = name, args[slot].(int)
				}
			}
			x.Page = &Page{operators[id].Path, argument, largest(above, func(size int) bool { return fits(list, size) })}
			break
		}
	}
	return x
}

// candidates are the lists that might be cut: what costs the most and what it stands below come first.
func candidates(operators []Operator, byCost []int) (lists []int) {
	add := func(id int) {
		if operators[id].List != nil && !slices.Contains(lists, id) {
			lists = append(lists, id)
		}
	}
	for id := byCost[0]; id >= 0; id = operators[id].around {
		add(id)
	}
	for _, id := range byCost[:min(len(byCost), 2*tries)] {
		add(id)
	}
	return lists
}

// largest is the largest size that fits, where 1 does and above does not.
func largest(above int, fits func(int) bool) int {
	least := 1
	for above-least > 1 {
		if half := least + (above-least)/2; fits(half) {
			least = half
		} else {
			above = half
		}
	}
	return least
}
