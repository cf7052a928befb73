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
	return Limits{Tokens: 1000, Depth: 20, Fields: 5000, Introspection: 450_000, Errors: 20, CacheBytes: 16 << 20}
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
				{int(c.introspection), l.Introspection, "the operation asks for about %d values of the schema: at most %d are allowed"},
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
type cost struct {
	depth, fields int
	introspection float64
}

// costMax keeps sums and products far from overflow.
const costMax = 1 << 30

// keyBytes is how many bytes of a response key count as a field: a key stands in the answer as often as
// its value, and can be as long as a request.
const keyBytes = 64

// meter measures each fragment once, however often it is spread: walking it anew at every spread doubles
// the work with each fragment that spreads the next one twice.
type meter struct {
	fan       map[string]float64
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
	weight := 1 + len(f.Alias)/keyBytes
	c.fields += weight
	if f.ObjectDefinition != nil {
		c.introspection = min(m.fan[f.ObjectDefinition.Name+"."+f.Name]*(c.introspection+float64(weight)), costMax)
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
