package planner

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// object makes the field lists of a node, one for each kind that it may be. Kinds that read a response
// key in the same way share its operator, and kinds that agree on all of them share the list.
func (b *builder) object(kinds catalog.KindSet, of []*ast.Field, asOf plan.Slot) *plan.Object {
	o := &plan.Object{ByKind: make([][]plan.Field, len(b.catalog.Kinds))}
	shared := map[string][]variant{}
	var lists [][]plan.Field
	for _, k := range b.catalog.In(kinds) {
		groups := b.collect(b.schema.Types[k.Name], of...)
		list := make([]plan.Field, 0, len(groups))
		for _, g := range groups {
			list = append(list, b.variant(shared, k, g, asOf))
		}
		if i := slices.IndexFunc(lists, func(l []plan.Field) bool { return slices.Equal(l, list) }); i >= 0 {
			list = lists[i]
		} else {
			lists = append(lists, list)
		}
		o.ByKind[k.Index] = list
		for _, f := range list {
			o.Follows = follow(o.Follows, f, k)
		}
	}
	return o
}

// follow adds a field of a kind, if it follows edges.
func follow(all []plan.Follow, f plan.Field, k *catalog.Kind) []plan.Follow {
	switch f.(type) {
	case *plan.One, *plan.Link, *plan.Many:
	default:
		return all
	}
	i := slices.IndexFunc(all, func(known plan.Follow) bool { return known.Field == f })
	if i < 0 {
		return append(all, plan.Follow{Field: f, Kinds: catalog.Set(k)})
	}
	all[i].Kinds |= catalog.Set(k)
	return all
}

// variant is one way to read a response key of a node.
type variant struct {
	kind   *catalog.Kind
	fields []*ast.Field
	made   plan.Field
}

func (b *builder) variant(shared map[string][]variant, k *catalog.Kind, g group, asOf plan.Slot) plan.Field {
	for _, v := range shared[g.key] {
		if slices.Equal(v.fields, g.fields) && b.alike(v.kind, k, g.name()) {
			return v.made
		}
	}
	made := b.field(k, g, asOf)
	shared[g.key] = append(shared[g.key], variant{k, g.fields, made})
	return made
}

// alike says whether a field means the same on two kinds.
func (b *builder) alike(j, k *catalog.Kind, field string) bool {
	r, s := b.catalog.Relation(j.Name, field), b.catalog.Relation(k.Name, field)
	if r != nil && s != nil {
		return r.Shape == s.Shape && r.Target == s.Target && slices.Equal(r.Steps, s.Steps)
	}
	p, stored := j.Property(field)
	q, alsoStored := k.Property(field)
	return r == s && stored && alsoStored && p == q
}

// field makes one response key of a node of the kind.
func (b *builder) field(k *catalog.Kind, g group, asOf plan.Slot) plan.Field {
	b.enter(g.key)
	defer b.leave()
	key, f := plan.Key(g.key), g.fields[0]
	if f.Name == "__typename" {
		return &plan.Constant{Key: key, Value: k.Name}
	}
	r := b.catalog.Relation(k.Name, f.Name)
	if r == nil {
		p, _ := k.Property(f.Name)
		return b.property(key, p.Property, p.NonNull, g.fields, asOf)
	}
	returned := b.schema.Types[k.Name].Fields.ForName(f.Name).Type.Name()
	asOf = b.asOf(f, asOf)
	switch r.Shape {
	case catalog.One:
		one := &plan.One{Op: b.op(), Key: key, Relation: r, AsOf: asOf}
		one.Object = b.object(r.Kinds, g.fields, asOf)
		return one
	case catalog.Link:
		link := &plan.Link{Op: b.op(), Key: key, Relation: r, AsOf: asOf}
		link.Fields = b.edge(returned, g.fields, r.Kinds, asOf)
		return link
	default:
		c := &plan.Connection{Op: b.op(), Relation: r, Kinds: r.Kinds, AsOf: asOf, IncludeClosed: plan.None}
		b.connection(c, r.Target, returned, g.fields)
		return &plan.Many{Key: key, Connection: c}
	}
}

// property makes a property of a node or a value; asOf is None for values.
func (b *builder) property(key plan.Key, p *catalog.Property, nonNull bool, of []*ast.Field, asOf plan.Slot) plan.Field {
	if p.Type == catalog.Object {
		return &plan.Record{Key: key, Property: p, NonNull: nonNull, Fields: b.record(p.Value, of)}
	}
	if p.Measure == nil {
		asOf = plan.None
	}
	return &plan.Scalar{Key: key, Property: p, NonNull: nonNull, AsOf: asOf}
}

// record makes the fields of an object without identity.
func (b *builder) record(v *catalog.ValueType, of []*ast.Field) []plan.Field {
	return b.each(v.Name, of, func(key plan.Key, g group) plan.Field {
		p := v.Field(g.name())
		return b.property(key, p, p.NonNull, g.fields, plan.None)
	})
}

// edge makes the fields of an edge, a link or a spell.
func (b *builder) edge(typeName string, of []*ast.Field, kinds catalog.KindSet, asOf plan.Slot) []plan.Field {
	return b.each(typeName, of, func(key plan.Key, g group) plan.Field {
		switch g.name() {
		case "node":
			return &plan.End{Key: key, Object: b.object(kinds, g.fields, asOf)}
		case "source":
			source := g.fields[0].Definition.Type.Name()
			return &plan.EdgeSource{Key: key, Fields: b.record(b.catalog.Value(source), g.fields)}
		case "spells":
			spell := g.fields[0].Definition.Type.Name()
			return &plan.Spells{Key: key, Fields: b.edge(spell, g.fields, 0, asOf)}
		default:
			value, of := b.edgeValue(g.name())
			return &plan.EdgeValue{Key: key, Value: value, Of: of}
		}
	})
}

// edgeValue is the value of an edge of that name.
func (b *builder) edgeValue(name string) (plan.EdgeProperty, *catalog.Property) {
	if of := b.catalog.EdgeProperty(name); of != nil {
		return plan.OfType, of
	}
	return map[string]plan.EdgeProperty{
		"validFrom": plan.ValidFrom, "validTo": plan.ValidTo, "origin": plan.Origin, "cursor": plan.EdgeCursor,
	}[name], nil
}

// each makes the fields of an object type that is no node; it sees to __typename itself.
func (b *builder) each(typeName string, of []*ast.Field, field func(plan.Key, group) plan.Field) []plan.Field {
	groups := b.collect(b.schema.Types[typeName], of...)
	list := make([]plan.Field, 0, len(groups))
	for _, g := range groups {
		b.enter(g.key)
		if key := plan.Key(g.key); g.name() == "__typename" {
			list = append(list, &plan.Constant{Key: key, Value: typeName})
		} else {
			list = append(list, field(key, g))
		}
		b.leave()
	}
	return list
}
