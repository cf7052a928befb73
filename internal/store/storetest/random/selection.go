package random

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// fragment is a named fragment that has been written.
type fragment struct {
	name, on, body string
	scope          scope
}

// query writes the selection set of the operation: root fields that read the graph, mostly of kinds in it.
func (d *writer) query() string {
	var all, present, lists []*ast.FieldDefinition
	for _, f := range d.world.Schema.Query.Fields {
		r := d.world.Catalog.Root(f.Name)
		if r == nil {
			continue
		}
		all = append(all, f)
		if r.Kinds&d.in.kinds != 0 {
			present = append(present, f)
			if r.Access == catalog.Scan {
				lists = append(lists, f)
			}
		}
	}
	s := scope{}
	var items []string
	roots := 1
	if !d.doc.shape {
		roots = d.between(1, 2)
	}
	for range roots {
		from := lists
		switch {
		case d.chance(50):
			from = present
		case d.chance(5):
			from = all
		}
		items = append(items, d.field("Query", pick(d.source, from), s, 3, 1))
	}
	return block(items, 0)
}

func block(items []string, indent int) string {
	pad := strings.Repeat("  ", indent)
	return "{\n" + pad + "  " + strings.Join(items, "\n"+pad+"  ") + "\n" + pad + "}"
}

// selection writes what is asked of an object; depth is how many relations may still be followed.
func (d *writer) selection(def *ast.Definition, s scope, depth, indent int) string {
	var items []string
	if d.world.Catalog.KindsOf(def.Name) != 0 {
		items = d.organisation(def, s, depth, indent)
	} else {
		for _, f := range def.Fields {
			if d.chance(50) {
				items = append(items, d.field(def.Name, f, s, depth, indent+1))
			}
		}
	}
	if d.chance(8) {
		items = append(items, d.typename(def, s))
	}
	if len(items) == 0 {
		items = append(items, d.field(def.Name, pick(d.source, def.Fields), s, depth, indent+1))
	}
	if d.chance(4) {
		d.doc.Uses["inline fragment without type"] = true
		items = []string{"..." + d.directive() + " " + block(items, indent+1)}
	}
	return block(items, indent)
}

func (d *writer) typename(def *ast.Definition, s scope) string {
	e := &entry{typeName: "String!", uses: map[string]string{def.Name: "__typename"}, leaf: true}
	if !s.fits(d.world, "__typename", e) {
		return d.alias() + ": __typename"
	}
	s.add("__typename", e)
	return "__typename"
}

// organisation draws fields of a node: properties, relations, fragments.
func (d *writer) organisation(def *ast.Definition, s scope, depth, indent int) []string {
	var properties, relations []*ast.FieldDefinition
	for _, f := range def.Fields {
		switch {
		case strings.HasPrefix(f.Name, "__"):
		case d.world.Catalog.Relation(def.Name, f.Name) == nil:
			properties = append(properties, f)
		default:
			relations = append(relations, f)
		}
	}
	var items []string
	for range d.between(1, 4) {
		switch draw := d.below(10); {
		case draw >= 8 && depth > 0:
			if text := d.fragment(def, s, depth, indent); text != "" {
				items = append(items, text)
			}
		case draw >= 3 && depth > 0 && len(relations) > 0 && d.budget > 0:
			items = append(items, d.field(def.Name, pick(d.source, d.in.likely(def.Name, relations)), s, depth-1, indent+1))
		default:
			items = append(items, d.field(def.Name, pick(d.source, properties), s, depth, indent+1))
		}
	}
	return items
}

// field writes a field with its arguments, directives and selection set, under a key that is free or that
// holds the same.
func (d *writer) field(of string, f *ast.FieldDefinition, s scope, depth, indent int) string {
	d.budget--
	def := d.world.Schema.Types[f.Type.Name()]
	arguments, list := d.arguments(of, f)
	e := &entry{typeName: f.Type.String(), uses: map[string]string{of: f.Name + arguments}, leaf: def.IsLeafType()}

	key := f.Name
	switch {
	case list != "":
		key = list
	case e.leaf && d.chance(5):
		key = "any" + strings.Trim(f.Type.String(), "[]!") // may meet another field of another kind
	case d.chance(10):
		key = d.alias()
	}
	if !s.fits(d.world, key, e) {
		key = d.alias()
	}
	if s[key] != nil {
		d.doc.Uses["selection sets that merge"] = true
	}
	text := key + ": " + f.Name
	if key == f.Name {
		text = key
	}
	text += arguments
	if !d.doc.shape || of != "Query" { // without its root field it is no shape
		text += d.directive()
	}
	child := s.add(key, e).child
	if e.leaf {
		return text
	}
	if list != "" {
		edges := fmt.Sprintf("edges { %s: cursor }", CursorKey(list))
		edgesType := def.Fields.ForName("edges").Type
		child.add("edges", &entry{typeName: edgesType.String(), uses: map[string]string{def.Name: "edges"}}).child.
			add(CursorKey(list), &entry{typeName: "String!", uses: map[string]string{edgesType.Name(): "cursor"}, leaf: true})
		return text + " {\n" + strings.Repeat("  ", indent+1) + edges + "\n" + strings.Repeat("  ", indent+1) +
			"... " + d.selection(def, child, depth, indent+1) + "\n" + strings.Repeat("  ", indent) + "}"
	}
	return text + " " + d.selection(def, child, depth, indent)
}

func (d *writer) alias() string {
	d.aliases++
	return fmt.Sprintf("a%d", d.aliases)
}

// directive writes @skip or @include, or nothing.
func (d *writer) directive() string {
	if !d.chance(6) {
		return ""
	}
	name := pick(d.source, []string{"skip", "include"})
	d.doc.Uses["@"+name] = true
	in := d.in
	in.fixed = d.doc.shape // with another value it would be another
	condition := in.at(place{typeName: "Boolean!"}, func(in inputs) literal {
		return constant("Boolean", in.chance(50))
	})
	return fmt.Sprintf(" @%s(if: %s)", name, condition.text)
}

// fragment writes a fragment on a type that the object may have, inline or spread; "" where none fits.
func (d *writer) fragment(def *ast.Definition, s scope, depth, indent int) string {
	kinds := d.world.Catalog.KindsOf(def.Name)
	if d.chance(40) {
		for _, f := range d.fragments { // one that is written already
			if d.world.Catalog.KindsOf(f.on)&kinds != 0 && s.takes(d.world, f.scope) && d.chance(60) {
				s.merge(f.scope)
				d.doc.Uses["fragment spread twice"] = true
				return "..." + f.name + d.directive()
			}
		}
	}
	on := d.world.Schema.Types[pick(d.source, d.conditions(kinds))]
	if d.chance(60) {
		d.doc.Uses["inline fragment on "+strings.ToLower(string(on.Kind))] = true
		return "... on " + on.Name + d.directive() + " " + d.selection(on, s, depth-1, indent+1)
	}
	f, written := &fragment{on: on.Name, scope: scope{}}, len(d.fragments)
	f.body = d.selection(on, f.scope, depth-1, 0)
	if !s.takes(d.world, f.scope) {
		d.fragments = d.fragments[:written] // those that only the refused one spreads
		return ""
	}
	s.merge(f.scope)
	f.name = fmt.Sprintf("F%d", len(d.fragments)+1)
	d.fragments = append(d.fragments, f)
	d.doc.Uses["fragment on "+strings.ToLower(string(on.Kind))] = true
	return "..." + f.name + d.directive()
}

// conditions are the types that an object of one of the kinds may also be asked as, mostly those of the graph.
func (d *writer) conditions(kinds catalog.KindSet) []string {
	conditions := []string{"Node"}
	if d.world.Catalog.KindsOf("Organisation")&kinds != 0 {
		conditions = append(conditions, "Organisation")
	}
	for _, k := range d.world.Catalog.In(kinds) {
		if (catalog.Set(k)&d.in.kinds != 0 || kinds&d.in.kinds == 0) && !slices.Contains(conditions, k.Name) {
			conditions = append(conditions, k.Name)
		}
	}
	slices.Reverse(conditions)
	return conditions
}
