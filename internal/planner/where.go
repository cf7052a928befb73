package planner

import (
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// hand is what the edge in hand can be asked, by which a node was reached.
type hand int

const (
	noEdge   hand = iota // a root list
	pathEdge             // has dates alone
	ownEdge
)

func handOf(r *catalog.Relation) hand {
	switch {
	case r == nil:
		return noEdge
	case len(r.Steps) > 1:
		return pathEdge
	default:
		return ownEdge
	}
}

// where reads the conditions on a node of the type `target`; nil holds always. Members are read in the
// order of the input type: those of an object have none, and the same condition is to be the same plan.
func (b *builder) where(g given, def *ast.Definition, target string, h hand) plan.Predicate {
	if m := b.member(g, def.Fields.ForName(exists)); m.state != absent {
		b.fail(m, badUserInput, "stands where nothing is followed: write it directly under a field that leads to one organisation")
	}
	all, _ := b.conditions(g, def, target, h)
	return and(all)
}

// exists is the member that asks whether a to-one relation has a target.
const exists = "exists"

// conditions reads all members but `exists`, and says how many there are.
func (b *builder) conditions(g given, def *ast.Definition, target string, h hand) (all []plan.Predicate, members int) {
	for _, f := range def.Fields {
		if f.Name == exists {
			continue
		}
		if m := b.member(g, f); m.state == present {
			all = append(all, b.condition(m, f, def, target, h))
			members++
		}
	}
	return all, members
}

func (b *builder) condition(g given, f *ast.FieldDefinition, def *ast.Definition, target string, h hand) plan.Predicate {
	if !b.descend(g) {
		return nil
	}
	defer b.ascend()
	in := b.schema.Types[f.Type.Name()]
	switch f.Name {
	case "AND", "OR", "NOT":
		return b.logical(g, f.Name, func(g given) plan.Predicate { return b.where(g, def, target, h) })
	case "edge":
		if h == noEdge {
			b.fail(g, badUserInput, "has no edge to look at, since no edge leads to the targets of a root list: leave it out")
			return nil
		}
		return b.edgeWhere(g, in, h)
	}
	r := b.catalog.Relation(target, f.Name)
	if r == nil {
		return and(b.operators(g, in, ofProperty(b.catalog.Property(f.Name)), false))
	}
	if r.Shape == catalog.One {
		return b.reach(g, in, r)
	}
	return b.quantified(g, in, r)
}

// logical is AND, OR or NOT over conditions of one sort.
func (b *builder) logical(g given, name string, one func(given) plan.Predicate) plan.Predicate {
	if name == "NOT" {
		return not(one(g))
	}
	items := b.items(g)
	of := make([]plan.Predicate, len(items))
	for i, item := range items {
		if b.weigh(item) {
			of[i] = one(item)
		}
	}
	if name == "AND" {
		return and(of)
	}
	return or(of)
}

// reach is a condition on the target of a to-one relation. An object without members asks nothing;
// any other member than `exists` asks for a target.
func (b *builder) reach(g given, def *ast.Definition, r *catalog.Relation) plan.Predicate {
	conditions, members := b.conditions(g, def, r.Target, handOf(r))
	var all []plan.Predicate
	f := def.Fields.ForName(exists)
	if m := b.member(g, f); m.state != absent {
		all = append(all, &plan.Exists{Relation: r, Arg: b.operatorSlot(m, f)})
	}
	if members > 0 {
		all = append(all, &plan.Reach{Relation: r, Where: and(conditions)})
	}
	return and(all)
}

var quantifiers = map[string]plan.Quantifier{
	"some": plan.Some, "all": plan.All, "none": plan.NoneOf, "single": plan.Single,
}

// quantified is a condition on the targets of a to-many relation.
func (b *builder) quantified(g given, def *ast.Definition, r *catalog.Relation) plan.Predicate {
	var all []plan.Predicate
	for _, f := range def.Fields {
		m := b.member(g, f)
		if m.state != present || !b.descend(m) {
			continue
		}
		in := b.schema.Types[f.Type.Name()]
		if f.Name == "count" {
			count := b.count(m, in, r)
			all = append(all, b.operators(m, in, ofCount(count), false)...)
		} else {
			all = append(all, &plan.Quantified{
				Relation: r, Quantifier: quantifiers[f.Name], Where: b.nodeAndEdge(m, in, r),
			})
		}
		b.ascend()
	}
	return and(all)
}

// count reads the `where` of a count, beside its operators or its direction.
func (b *builder) count(g given, def *ast.Definition, r *catalog.Relation) plan.Count {
	f := def.Fields.ForName("where")
	m := b.member(g, f)
	return plan.Count{Relation: r, Where: b.nodeAndEdge(m, b.schema.Types[f.Type.Name()], r)}
}

// nodeAndEdge reads {node, edge}: what a target has to meet.
func (b *builder) nodeAndEdge(g given, def *ast.Definition, r *catalog.Relation) plan.Predicate {
	if g.state != present || !b.descend(g) {
		return nil
	}
	defer b.ascend()
	var all []plan.Predicate
	for _, f := range def.Fields {
		m := b.member(g, f)
		in := b.schema.Types[f.Type.Name()]
		switch {
		case m.state != present:
		case f.Name == "node":
			all = append(all, b.where(m, in, r.Target, handOf(r)))
		default:
			all = append(all, b.edgeWhere(m, in, handOf(r)))
		}
	}
	return and(all)
}

// edgeWhere reads the conditions on the edge in hand.
func (b *builder) edgeWhere(g given, def *ast.Definition, h hand) plan.Predicate {
	var all []plan.Predicate
	for _, f := range def.Fields {
		m := b.member(g, f)
		if m.state != present || !b.descend(m) {
			continue
		}
		switch f.Name {
		case "AND", "OR", "NOT":
			all = append(all, b.logical(m, f.Name, func(g given) plan.Predicate { return b.edgeWhere(g, def, h) }))
		default:
			value, of := b.edgeValue(f.Name)
			if h == pathEdge && value != plan.ValidFrom && value != plan.ValidTo {
				b.fail(m, badUserInput, "is a path's, which has dates alone: leave it out")
				break
			}
			all = append(all, b.operators(m, b.schema.Types[f.Type.Name()], ofEdge(value, of), false)...)
		}
		b.ascend()
	}
	return and(all)
}

// maxConditions is how many objects and members the filters and orders of an operation may have.
const maxConditions = 2_000

// weigh counts a condition; false where there are too many, which is told once.
func (b *builder) weigh(g given) bool {
	b.weight++
	if b.weight == maxConditions+1 {
		b.fail(g, tooComplex, "is one of more than %d conditions: ask for several values of one property with in", maxConditions)
	}
	return b.weight <= maxConditions
}

// descend counts conditions and their depth; false, and told, where there is too much of either.
func (b *builder) descend(g given) bool {
	if b.depth == maxNesting {
		b.fail(g, tooComplex, "is nested deeper than %d levels", maxNesting)
		return false
	}
	if !b.weigh(g) {
		return false
	}
	b.depth++
	return true
}

func (b *builder) ascend() { b.depth-- }
