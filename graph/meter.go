package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// cost is what a selection set asks for, with fragments spread.
type cost struct {
	depth, width    int // of fields within fields, and beside one another
	fields, aliases int
	introspection   float64
}

// costMax keeps sums and products far from overflow.
const costMax = 1 << 30

// A key stands in the answer as often as its value, and can be longer: so many bytes of it count as a
// field, and as a value of the schema.
const (
	keyBytes       = 64
	schemaKeyBytes = 16
)

// meter measures a document that nobody has validated yet. It measures each fragment once, however often
// it is spread: walking it anew at every spread doubles the work with each fragment that spreads the next
// one twice.
type meter struct {
	fan       map[string]float64
	fragments map[string]*ast.FragmentDefinition
	costs     map[string]cost

	directives     int // seen so far
	mostDirectives int
	tooMany        *ast.Position // the first directive above
}

func newMeter(d *ast.QueryDocument, fan map[string]float64, mostDirectives int) *meter {
	m := &meter{
		fan: fan, mostDirectives: mostDirectives,
		fragments: make(map[string]*ast.FragmentDefinition, len(d.Fragments)), costs: make(map[string]cost, len(d.Fragments)),
	}
	for _, f := range d.Fragments {
		m.fragments[f.Name] = f // of two with a name validation tells
	}
	return m
}

func (m *meter) operation(o *ast.OperationDefinition) cost {
	m.seen(o.Directives)
	for _, v := range o.VariableDefinitions {
		m.seen(v.Directives)
	}
	root := parsedSchema.Query
	switch o.Operation {
	case ast.Mutation:
		root = parsedSchema.Mutation
	case ast.Subscription:
		root = parsedSchema.Subscription
	}
	return m.measure(o.SelectionSet, root)
}

// measure is the cost of selections on a type; nil is one that is not known.
func (m *meter) measure(set ast.SelectionSet, on *ast.Definition) (sum cost) {
	for _, selection := range set {
		var c cost
		switch s := selection.(type) {
		case *ast.Field:
			m.seen(s.Directives)
			c = m.field(s, on)
		case *ast.InlineFragment:
			m.seen(s.Directives)
			inner := on
			if s.TypeCondition != "" {
				inner = parsedSchema.Types[s.TypeCondition]
			}
			c = m.measure(s.SelectionSet, inner)
		case *ast.FragmentSpread:
			m.seen(s.Directives)
			c = m.fragment(s.Name)
		}
		sum.depth = max(sum.depth, c.depth)
		sum.width = min(sum.width+c.width, costMax)
		sum.fields = min(sum.fields+c.fields, costMax)
		sum.aliases = min(sum.aliases+c.aliases, costMax)
		sum.introspection = min(sum.introspection+c.introspection, costMax)
	}
	return sum
}

func (m *meter) field(f *ast.Field, on *ast.Definition) cost {
	var of *ast.Definition
	if on != nil {
		if def := on.Fields.ForName(f.Name); def != nil {
			of = parsedSchema.Types[def.Type.Name()]
		}
	}
	c := m.measure(f.SelectionSet, of)
	c.depth++
	c.width = 1
	c.fields = min(c.fields+1+len(f.Alias)/keyBytes, costMax)
	if f.Alias != f.Name {
		c.aliases = min(c.aliases+1, costMax)
	}
	c.introspection = min(m.values(on, f.Name)*(c.introspection+float64(1+len(f.Alias)/schemaKeyBytes)), costMax)
	return c
}

// values is how many values a field has that is of introspection; other fields have none.
func (m *meter) values(on *ast.Definition, field string) float64 {
	if on == nil {
		return 0
	}
	n, known := m.fan[on.Name+"."+field]
	if !known && strings.HasPrefix(on.Name, "__") {
		return 1
	}
	return n
}

// fragment is the cost of a fragment by its name.
func (m *meter) fragment(name string) cost {
	f := m.fragments[name]
	if f == nil {
		return cost{} // validation says so
	}
	c, ok := m.costs[name]
	if !ok {
		m.costs[name] = cost{} // a cycle ends here: validation refuses it
		m.seen(f.Directives)
		c = m.measure(f.SelectionSet, parsedSchema.Types[f.TypeCondition])
		m.costs[name] = c
	}
	return c
}

// seen counts directives as they are written.
func (m *meter) seen(directives ast.DirectiveList) {
	if more := m.directives + len(directives) - m.mostDirectives; more > 0 && m.tooMany == nil {
		m.tooMany = directives[len(directives)-more].Position
	}
	m.directives += len(directives)
}
