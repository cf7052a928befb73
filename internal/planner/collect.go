package planner

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// group is a response key and all the field nodes that write to it.
type group struct {
	key    string
	fields []*ast.Field
}

// name is the field's name in the schema; the nodes of a group agree on it.
func (g group) name() string { return g.fields[0].Name }

// collect is CollectFields of the GraphQL specification, over the sub-selections of all field nodes:
// response keys in order of first appearance, each fragment once.
func (b *builder) collect(object *ast.Definition, of ...*ast.Field) []group {
	c := collector{builder: b, object: object, index: map[string]int{}}
	for _, f := range of {
		c.walk(f.SelectionSet)
	}
	return c.groups
}

type collector struct {
	*builder
	object *ast.Definition
	groups []group
	index  map[string]int
	seen   []*ast.FragmentDefinition
}

func (c *collector) walk(set ast.SelectionSet) {
	for _, s := range set {
		if !c.spend() {
			return
		}
		switch s := s.(type) {
		case *ast.Field:
			if !c.included(s.Directives) {
				continue
			}
			i, ok := c.index[s.Alias]
			if !ok {
				i = len(c.groups)
				c.index[s.Alias] = i
				c.groups = append(c.groups, group{key: s.Alias})
			}
			c.groups[i].fields = append(c.groups[i].fields, s)
		case *ast.InlineFragment:
			if c.included(s.Directives) && c.applies(s.TypeCondition) {
				c.walk(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if slices.Contains(c.seen, s.Definition) || !c.included(s.Directives) {
				continue
			}
			c.seen = append(c.seen, s.Definition)
			if c.applies(s.Definition.TypeCondition) {
				c.walk(s.Definition.SelectionSet)
			}
		}
	}
}

// applies says whether a fragment on the type is for objects of this one.
func (c *collector) applies(condition string) bool {
	return condition == "" || condition == c.object.Name ||
		slices.Contains(c.object.Interfaces, condition) ||
		slices.Contains(c.schema.PossibleTypes[condition], c.object)
}

func (b *builder) included(ds ast.DirectiveList) bool {
	if len(ds) == 0 {
		return true
	}
	return !b.holds(ds.ForName("skip")) && (ds.ForName("include") == nil || b.holds(ds.ForName("include")))
}

// holds is the `if` of a directive; false where the directive is not there.
func (b *builder) holds(d *ast.Directive) bool {
	if d == nil {
		return false
	}
	g := b.read(d.Arguments.ForName("if").Value, "if")
	if g.literal != nil {
		return g.literal.Raw == "true"
	}
	return g.value == true
}
