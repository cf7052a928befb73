package graph

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Limits bound what one operation may ask for.
type Limits struct {
	Tokens        int // in a document
	Depth         int // of fields within fields
	Fields        int // with each fragment counted wherever it is spread
	Introspection int // values in an answer about the schema, roughly
	Errors        int // in an answer; one more says how many were left out
	CacheBytes    int // of documents that are kept parsed, roughly
}

// DefaultLimits are the limits where nothing else is said.
func DefaultLimits() Limits {
	return Limits{Tokens: 1000, Depth: 20, Fields: 5000, Introspection: 500_000, Errors: 20, CacheBytes: 16 << 20}
}

const limitsRule = "OrggraphLimits"

// rules are those of GraphQL and one for the limits. As a part of validation it runs once for a document
// that is kept, and its verdict holds for every operation in it.
func (l Limits) rules(schema *ast.Schema) func() *rules.Rules {
	fan := fanOut(schema)
	rule := func(observers *core.Events, addError core.AddErrFunc) {
		m := meter{fan: fan, fragments: map[*ast.FragmentDefinition]cost{}}
		observers.OnOperation(func(_ *core.Walker, o *ast.OperationDefinition) {
			c := m.measure(o.SelectionSet)
			for _, bound := range []struct {
				value, limit int
				message      string
			}{
				{c.depth, l.Depth, "the operation nests fields %d deep: at most %d are allowed"},
				{c.fields, l.Fields, "the operation asks for %d fields, with fragments spread: at most %d are allowed"},
				{c.introspection, l.Introspection, "the operation asks for about %d values of the schema: at most %d are allowed"},
			} {
				if bound.value > bound.limit {
					addError(core.Message(bound.message, bound.value, bound.limit), core.At(o.Position))
				}
			}
		})
	}
	return func() *rules.Rules {
		r := rules.NewDefaultRules()
		r.AddRule(limitsRule, rule)
		return r
	}
}

// cost is what a selection set asks for.
type cost struct{ depth, fields, introspection int }

// costMax keeps sums and products far from overflow.
const costMax = 1 << 30

// meter measures each fragment once, however often it is spread: walking it anew at every spread doubles
// the work with each fragment that spreads the next one twice.
type meter struct {
	fan       map[string]int
	fragments map[*ast.FragmentDefinition]cost
}

func (m *meter) measure(set ast.SelectionSet) (sum cost) {
	for _, selection := range set {
		var c cost
		switch s := selection.(type) {
		case *ast.Field:
			c = m.field(s)
		case *ast.InlineFragment:
			c = m.measure(s.SelectionSet)
		case *ast.FragmentSpread:
			c = m.fragment(s.Definition)
		}
		sum.depth = max(sum.depth, c.depth)
		sum.fields = min(sum.fields+c.fields, costMax)
		sum.introspection = min(sum.introspection+c.introspection, costMax)
	}
	return sum
}

func (m *meter) field(f *ast.Field) cost {
	c := m.measure(f.SelectionSet)
	c.depth++
	c.fields = min(c.fields+1, costMax)
	if f.ObjectDefinition != nil {
		if fan := m.fan[f.ObjectDefinition.Name+"."+f.Name]; fan > 0 {
			c.introspection = min(fan*min(c.introspection+1, costMax/fan), costMax)
		}
	}
	return c
}

func (m *meter) fragment(f *ast.FragmentDefinition) cost {
	if f == nil {
		return cost{} // unknown: another rule says so
	}
	c, ok := m.fragments[f]
	if !ok {
		m.fragments[f] = cost{} // a cycle ends here: another rule refuses it
		c = m.measure(f.SelectionSet)
		m.fragments[f] = c
	}
	return c
}

// fanOut is how many values a field of introspection has, on average where that differs: what a selection
// within it is multiplied by.
func fanOut(schema *ast.Schema) map[string]int {
	fan := map[string]int{schema.Query.Name + ".__schema": 1, schema.Query.Name + ".__type": 1}
	for name, def := range schema.Types {
		if len(name) > 2 && name[:2] == "__" {
			for _, f := range def.Fields {
				fan[name+"."+f.Name] = 1
			}
		}
	}
	var fields, inputs, arguments, values, members, interfaces average
	for _, def := range schema.Types {
		for _, f := range def.Fields {
			arguments.add(len(f.Arguments))
		}
		if def.Kind == ast.InputObject {
			inputs.add(len(def.Fields))
		} else {
			fields.add(len(def.Fields))
		}
		values.add(len(def.EnumValues))
		interfaces.add(len(def.Interfaces))
		if def.IsAbstractType() {
			members.add(len(schema.GetPossibleTypes(def)))
		}
	}
	for name, n := range map[string]int{
		"__Schema.types": len(schema.Types), "__Schema.directives": len(schema.Directives),
		"__Type.fields": fields.up(), "__Type.inputFields": inputs.up(), "__Type.enumValues": values.up(),
		"__Type.interfaces": interfaces.up(), "__Type.possibleTypes": members.up(),
		"__Field.args": arguments.up(), "__Directive.args": arguments.up(),
	} {
		fan[name] = n
	}
	return fan
}

// average is the mean of what is not zero.
type average struct{ sum, count int }

func (a *average) add(n int) {
	if n > 0 {
		a.sum += n
		a.count++
	}
}

// up is the mean, rounded up, and at least 1.
func (a *average) up() int {
	if a.count == 0 {
		return 1
	}
	return (a.sum + a.count - 1) / a.count
}
