package planner

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// maxSortKeys is how many keys one list may be sorted by: each is held for every node of the list.
const maxSortKeys = 8

// order reads orderBy: a list of objects with one key at each level.
func (b *builder) order(g given, def *ast.Definition, target string) []plan.Order {
	if g.state != present {
		return nil
	}
	items := b.items(g)
	if len(items) > maxSortKeys {
		b.fail(g, tooComplex, "has %d keys: at most %d are allowed", len(items), maxSortKeys)
		return nil
	}
	var keys []plan.Order
	for _, item := range items {
		var o plan.Order
		if b.sortKey(item, def, target, &o) {
			keys = append(keys, o)
		}
	}
	return keys
}

// sortKey follows an object down to what is sorted by; false where it is wrong.
func (b *builder) sortKey(g given, def *ast.Definition, target string, o *plan.Order) bool {
	if !b.descend(g) {
		return false
	}
	defer b.ascend()
	var key *ast.FieldDefinition
	var names []string
	for _, f := range def.Fields {
		if b.member(g, f).state == present {
			key = f
			names = append(names, f.Name)
		}
	}
	if len(names) != 1 {
		what := "no key"
		if key != nil {
			what = strings.Join(names, " and ")
		}
		b.fail(g, badUserInput, "names %s: give exactly one in each object, since the members of an object have no order", what)
		return false
	}
	m := b.member(g, key)
	in := b.schema.Types[key.Type.Name()]
	r := b.catalog.Relation(target, key.Name)
	switch {
	case r == nil:
		o.Property, o.Desc = b.catalog.Property(key.Name), descending(m)
	case r.Shape == catalog.One:
		o.Through = append(o.Through, r)
		return b.sortKey(m, in, r.Target, o)
	default:
		count := b.count(m, in, r)
		o.Count, o.Desc = &count, descending(b.member(m, in.Fields.ForName("count")))
	}
	return true
}

func descending(g given) bool {
	if g.literal != nil {
		return g.literal.Raw == "DESC"
	}
	return g.value == "DESC"
}
