package planner

import (
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// operand is what operators look at: a property, a value of the edge in hand, a count.
type operand struct {
	compare func(op plan.Operator, arg plan.Slot, fold bool) plan.Predicate
	isNull  func(arg plan.Slot) plan.Predicate
}

func ofProperty(p *catalog.Property) operand {
	return operand{
		func(op plan.Operator, arg plan.Slot, fold bool) plan.Predicate {
			return &plan.Compare{Property: p, Operator: op, Arg: arg, Fold: fold}
		},
		func(arg plan.Slot) plan.Predicate { return &plan.IsNull{Property: p, Arg: arg} },
	}
}

func ofEdge(v plan.EdgeProperty, of *catalog.Property) operand {
	return operand{
		func(op plan.Operator, arg plan.Slot, _ bool) plan.Predicate {
			return &plan.CompareEdge{Value: v, Of: of, Operator: op, Arg: arg}
		},
		func(arg plan.Slot) plan.Predicate { return &plan.IsNullEdge{Value: v, Of: of, Arg: arg} },
	}
}

// ofCount has no isNull: a count is never null.
func ofCount(c plan.Count) operand {
	return operand{compare: func(op plan.Operator, arg plan.Slot, _ bool) plan.Predicate {
		return &plan.CompareCount{Count: c, Operator: op, Arg: arg}
	}}
}

var comparisons = map[string]plan.Operator{
	"eq": plan.Eq, "in": plan.In, "lt": plan.Lt, "lte": plan.Lte, "gt": plan.Gt, "gte": plan.Gte,
	"contains": plan.Contains, "startsWith": plan.StartsWith, "endsWith": plan.EndsWith,
}

// operators reads an object of operators, all of which have to hold.
func (b *builder) operators(g given, def *ast.Definition, o operand, fold bool) []plan.Predicate {
	var all []plan.Predicate
	for _, f := range def.Fields {
		m := b.member(g, f)
		if m.state == absent {
			continue
		}
		if f.Name == "isNull" {
			all = append(all, o.isNull(b.operatorSlot(m, f)))
		} else if op, is := comparisons[f.Name]; is {
			all = append(all, o.compare(op, b.operatorSlot(m, f), fold))
		} else if f.Name == "caseInsensitive" && m.state == present {
			all = append(all, b.operators(m, b.schema.Types[f.Type.Name()], o, true)...)
		}
	}
	return all
}

// operatorSlot gives the value of an operator a slot; null is no value of one.
func (b *builder) operatorSlot(g given, f *ast.FieldDefinition) plan.Slot {
	if g.state == null {
		b.fail(g, badUserInput, "is null: leave it out; a missing value is asked for with isNull: true, a missing target with exists: false")
		return b.slot()
	}
	return b.value(g, f.Type, asIs)
}

// and joins conditions that all have to hold; nil holds always.
func and(of []plan.Predicate) plan.Predicate {
	var all plan.And
	for _, p := range of {
		if inner, is := p.(plan.And); is {
			all = append(all, inner...)
		} else if p != nil {
			all = append(all, p)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	default:
		return all
	}
}

// or joins conditions of which one has to hold; without any it is false.
func or(of []plan.Predicate) plan.Predicate {
	any := plan.Or{}
	for _, p := range of {
		if inner, is := p.(plan.Or); is {
			any = append(any, inner...)
		} else if p != nil {
			any = append(any, p)
		} else {
			any = append(any, plan.And{})
		}
	}
	switch {
	case len(of) == 1:
		return of[0]
	case len(any) == 1:
		return any[0]
	default:
		return any
	}
}

func not(p plan.Predicate) plan.Predicate {
	switch p := p.(type) {
	case nil:
		return plan.Or{}
	case *plan.Not:
		return p.Of
	case plan.Or:
		if len(p) == 0 {
			return nil
		}
	}
	return &plan.Not{Of: p}
}
