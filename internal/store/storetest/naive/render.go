package naive

import (
	"fmt"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// scope is what the fields of one object are about.
type scope struct {
	path []any   // where the object stands in the answer
	on   day.Day // the day asked about

	node     *store.Node // of an organisation
	record   []any       // of an object without identity
	typeName string      // of either
	way      way         // of an edge
	page     page        // of a list and its pageInfo
	row      row         // of an edge of a list
	values   []any       // of figures
}

// child is the scope of what stands at a key or an index beneath.
func (s scope) child(key any) scope {
	s.path = append(slices.Clone(s.path), key)
	return s
}

// object gives the fields of a node, by its kind.
func (e *evaluator) object(o *plan.Object, n *store.Node, at scope) (any, bool) {
	at.node, at.typeName, at.row = n, n.Kind.Name, row{} // edges below are no longer those of the list around
	return e.fields(o.ByKind[n.Kind.Index], at)
}

// fields gives an object. As soon as one of its fields passes a null up, the object is one.
// semantics: Errors
func (e *evaluator) fields(fields []plan.Field, at scope) (any, bool) {
	o := object{}
	for _, f := range fields {
		value, ok := e.field(f, at.child(f.ResponseKey()))
		if !ok {
			return nil, false
		}
		o = append(o, member{f.ResponseKey(), value})
	}
	return o, true
}

// field gives the value of a field; false says that null moves up to the object around it.
func (e *evaluator) field(f plan.Field, at scope) (any, bool) {
	switch f := f.(type) {
	case *plan.Constant:
		return f.Value, true
	case *plan.Scalar:
		return e.scalar(f, at)
	case *plan.Record:
		value, ok := e.record(f, at)
		return value, ok || !f.NonNull
	case *plan.One:
		at.on = e.day(f.AsOf)
		w, ok := e.one(at.node, f.Relation, at.on)
		if !ok {
			return nil, true
		}
		return orNull(e.object(f.Object, w.target(), at)), true
	case *plan.Link:
		// semantics: The companion
		at.on = e.day(f.AsOf)
		w, ok := e.one(at.node, f.Relation, at.on)
		if !ok {
			return nil, true
		}
		at.way = w
		return orNull(e.fields(f.Fields, at)), true
	case *plan.Many:
		return e.connection(f.Connection, at)
	case *plan.TotalCount:
		return len(at.page.rows), true // semantics: Each target once
	case *plan.Aggregate:
		return e.fields(f.Fields, at)
	case *plan.Figures:
		at.values = e.values(f.Property, at)
		return e.fields(f.Fields, at)
	case *plan.Figure:
		return figure(f.Value, at.values), true
	case *plan.Nodes:
		return e.rows(at, func(r row, at scope) (any, bool) { return e.object(f.Object, r.node, at) })
	case *plan.Edges:
		return e.rows(at, func(r row, at scope) (any, bool) {
			at.row, at.way = r, r.way
			return e.fields(f.Fields, at)
		})
	case *plan.PageInfo:
		return e.fields(f.Fields, at)
	case *plan.PageValue:
		return at.page.pageValue(f.Value), true
	case *plan.End:
		if at.row.node != nil {
			return e.object(f.Object, at.row.node, at)
		}
		return e.object(f.Object, at.way.target(), at)
	case *plan.EdgeValue:
		if f.Value == plan.EdgeCursor {
			return at.page.encode(at.row), true
		}
		return e.edgeValue(at.way, f.Value, f.Of), true
	case *plan.EdgeSource:
		at.typeName, at.record = "Source", e.source(at.way.edges[0].Source)
		return e.fields(f.Fields, at)
	case *plan.Spells:
		return e.spellList(f, at)
	}
	panic(fmt.Sprintf("a field without meaning: %T", f))
}

func (e *evaluator) connection(c *plan.Connection, at scope) (any, bool) {
	at.on = e.day(c.AsOf)
	at.page = e.list(c, at)
	return e.fields(c.Fields, at)
}

// rows gives a list of what is not null: a null item is passed up.
func (e *evaluator) rows(at scope, each func(row, scope) (any, bool)) (any, bool) {
	items := []any{}
	for i, r := range at.page.rows[at.page.from:at.page.to] {
		item, ok := each(r, at.child(i))
		if !ok {
			return nil, false
		}
		items = append(items, item)
	}
	return items, true
}

func (e *evaluator) spellList(f *plan.Spells, at scope) (any, bool) {
	items := []any{}
	for i, edge := range e.spells(at.way.edges[0]) {
		spell := at.child(i)
		spell.way = way{edges: []*store.Edge{edge}}
		item, ok := e.fields(f.Fields, spell)
		if !ok {
			return nil, false
		}
		items = append(items, item)
	}
	return items, true
}

// scalar gives a property that is no object, or a list of such.
func (e *evaluator) scalar(f *plan.Scalar, at scope) (any, bool) {
	var value any
	if at.record != nil {
		value = at.record[f.Property.Index]
	} else {
		on := at.on
		if f.Property.Measure != nil {
			on = e.day(f.AsOf)
		}
		value = e.value(at.node, f.Property, on)
	}
	if f.Property.List {
		items := []any{}
		texts, _ := value.([]string)
		for _, text := range texts {
			items = append(items, text)
		}
		return items, true
	}
	if value == nil && f.NonNull {
		return e.missing(f.Property, at)
	}
	return value, true
}

// record gives a property that is an object without identity, or a list of such.
func (e *evaluator) record(f *plan.Record, at scope) (any, bool) {
	var value any
	if at.record != nil {
		value = at.record[f.Property.Index]
	} else {
		value = at.node.Values[f.Property.Index]
	}
	each := func(item any, at scope) (any, bool) {
		fields, ok := item.([]any)
		if !ok {
			return nil, false
		}
		at.record, at.typeName = fields, f.Property.Value.Name
		return e.fields(f.Fields, at)
	}
	if !f.Property.List {
		if value == nil && f.NonNull {
			return e.missing(f.Property, at)
		}
		return each(value, at)
	}
	items := []any{}
	list, _ := value.([]any)
	for i, item := range list {
		rendered, ok := each(item, at.child(i))
		switch {
		case ok:
		case !f.Property.ItemsNull && item == nil:
			return e.missing(f.Property, at.child(i))
		case !f.Property.ItemsNull:
			return nil, false
		}
		items = append(items, orNull(rendered, ok))
	}
	return items, true
}

// missing notes a null where there can be none.
// semantics: Errors
func (e *evaluator) missing(p *catalog.Property, at scope) (any, bool) {
	e.errors = append(e.errors, store.FieldError{Path: at.path, Type: at.typeName + "." + p.Name})
	return nil, false
}

// source is the record of an edge's source.
// semantics: Sources
func (e *evaluator) source(s store.Source) []any {
	fields := e.graph.Catalog.Value("Source").Fields
	record := make([]any, len(fields))
	for i, f := range fields {
		switch f.Name {
		case "release":
			record[i] = s.Release
		case "file":
			record[i] = s.File
		case "record":
			if s.Record != "" {
				record[i] = s.Record
			}
		case "vintage":
			if s.Vintage != day.Min {
				record[i] = s.Vintage
			}
		}
	}
	return record
}
