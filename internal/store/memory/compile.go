package memory

import (
	"fmt"
	"unsafe"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

type compiler struct {
	*snapshot
	lists  int
	shared map[fieldList]*fields
}

// fieldList is a list of fields that several kinds may share.
type fieldList struct {
	first *plan.Field
	n     int
}

func (s *snapshot) compile(r *plan.Root) *program {
	c := &compiler{snapshot: s, shared: map[fieldList]*fields{}}
	p := &program{key: r.Key, access: r.Root.Access, kinds: r.Root.Kinds, id: r.ID, keys: r.Keys}
	if r.Connection != nil {
		p.list = c.list(r.Connection)
	} else {
		p.object = c.object(r.Object)
	}
	p.lists = c.lists
	return p
}

func (c *compiler) object(o *plan.Object) object {
	compiled := make(object, len(o.ByKind))
	for i, of := range o.ByKind {
		if of == nil {
			continue
		}
		key := fieldList{unsafe.SliceData(of), len(of)}
		if c.shared[key] == nil {
			c.shared[key] = c.fields(of, c.nodeField)
		}
		compiled[i] = c.shared[key]
	}
	return compiled
}

// fields compiles an object of the answer; constants become part of what stands around the values.
func (c *compiler) fields(of []plan.Field, compile func(plan.Field) field) *fields {
	result := &fields{each: make([]field, 0, len(of))}
	before := []byte{'{'}
	for i, f := range of {
		if i > 0 {
			before = append(before, ',')
		}
		before = append(store.AppendString(before, f.ResponseKey()), ':')
		if constant, ok := f.(*plan.Constant); ok {
			before = store.AppendString(before, constant.Value)
			continue
		}
		compiled := compile(f)
		compiled.key, compiled.before = f.ResponseKey(), before
		result.each = append(result.each, compiled)
		before = nil
	}
	result.end = append(before, '}')
	result.group()
	return result
}

// group tells each field how many from there on are rendered together.
func (fs *fields) group() {
	for i := len(fs.each) - 1; i >= 0; i-- {
		f := &fs.each[i]
		if f.what != text {
			continue
		}
		f.texts = 1
		if i+1 < len(fs.each) && fs.each[i+1].texts < atOnce {
			f.texts += fs.each[i+1].texts
		}
	}
}

// nodeField compiles a field of a node.
func (c *compiler) nodeField(f plan.Field) field {
	switch f := f.(type) {
	case *plan.Scalar:
		return c.property(f)
	case *plan.Record:
		return c.record(f, &c.nodes.properties[f.Property.Index], "")
	case *plan.One:
		return field{what: one, id: f.ID, asOf: f.AsOf, walk: c.walk(f.Relation), object: c.object(f.Object)}
	case *plan.Link:
		w := c.walk(f.Relation)
		return field{what: link, id: f.ID, asOf: f.AsOf, walk: w, fields: c.edgeFields(f.Fields, w)}
	case *plan.Many:
		return field{what: many, list: c.list(f.Connection)}
	default:
		panic(fmt.Sprintf("a node has no field %T", f))
	}
}

// property compiles a property of a node that is no object.
func (c *compiler) property(f *plan.Scalar) field {
	p := f.Property
	compiled := field{nonNull: f.NonNull, name: p.Name, asOf: f.AsOf}
	switch {
	case p.Computed == catalog.GlobalID:
		compiled.what = globalID
	case p.Computed == catalog.KindEnum:
		compiled.what = kindEnum
	case p.Computed == catalog.Code:
		compiled.column = &c.nodes.code
	case p.Computed == catalog.ODSCode:
		compiled.column = &c.nodes.odsCode
	case p.Measure != nil:
		compiled.series, compiled.column = c.measure(p.Measure)
	default:
		compiled.column = &c.nodes.properties[p.Index]
	}
	return compiled
}

// measure returns the series of a measure and the column of its values.
func (s *snapshot) measure(m *catalog.Measure) (*series, *column) {
	points := s.table(m.Series.Value)
	return &series{list: &s.nodes.properties[m.Series.Index], on: &points[m.On]}, &points[m.Value]
}

func (c *compiler) record(f *plan.Record, column *column, owner string) field {
	compiled := field{
		what: record, nonNull: f.NonNull, items: f.Property.ItemsNull, owner: owner, name: f.Property.Name,
		column: column, fields: c.valueFields(f.Fields, f.Property.Value),
	}
	if f.Property.List {
		compiled.what, compiled.nulls = records, c.table(f.Property.Value).nulls()
	}
	return compiled
}

// valueFields compiles the fields of a value without identity.
func (c *compiler) valueFields(of []plan.Field, v *catalog.ValueType) *fields {
	t := c.table(v)
	return c.fields(of, func(f plan.Field) field {
		switch f := f.(type) {
		case *plan.Scalar:
			p := f.Property
			return field{nonNull: f.NonNull, owner: v.Name, name: p.Name, column: &t[p.Index]}
		case *plan.Record:
			return c.record(f, &t[f.Property.Index], v.Name)
		default:
			panic(fmt.Sprintf("a value has no field %T", f))
		}
	})
}
