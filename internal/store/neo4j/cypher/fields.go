package cypher

import (
	"fmt"
	"strings"
	"unsafe"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// compiler turns one root into a statement, and into the writers of its answer.
type compiler struct {
	catalog *catalog.Catalog
	facts   Facts
	args    plan.Args // says which arguments have a value: a text takes no more from them; nil when it is written
	written int       // fields of objects
}

// write writes a value of the answer from a row, or something else that was fetched; owner is the GraphQL type that has
// the field. It is false if a null moves up.
type write func(x *writer, values []any, owner string) bool

// fields are one object of the answer.
type fields struct {
	each []field
	end  []byte
}

type field struct {
	before []byte // brace or comma, constants, the key
	write  write
}

// fields compiles an object; constants become part of what stands around the values.
func (c *compiler) fields(of []plan.Field, compile func(plan.Field) write) *fields {
	result := &fields{}
	before := []byte{'{'}
	c.written += len(of)
	for i, f := range of {
		if i > 0 {
			before = append(before, ',')
		}
		before = append(store.AppendString(before, f.ResponseKey()), ':')
		if constant, ok := f.(*plan.Constant); ok {
			before = store.AppendString(before, constant.Value)
			continue
		}
		result.each = append(result.each, field{before, compile(f)})
		before = nil
	}
	result.end = append(before, '}')
	return result
}

// object is what is written of a node, by kind.
type object struct {
	byKind []*fields // by Kind.Index; nil for a kind that can't occur
	kind   *column   // tells the kind; nil where there is only one
	only   *catalog.Kind
}

// object compiles what is fetched and written of the node of a row.
func (c *compiler) object(o *plan.Object, r *row) *object {
	result := &object{byKind: make([]*fields, len(o.ByKind))}
	possible := c.catalog.In(r.kinds)
	if len(possible) == 1 {
		result.only = possible[0]
	} else {
		result.kind = r.value(r.read("kind"))
	}
	// Kinds that share their fields are compiled once.
	shared := map[*plan.Field]catalog.KindSet{}
	compiled := map[*plan.Field]*fields{}
	for i, of := range o.ByKind {
		if of != nil && r.kinds.HasIndex(i) {
			shared[unsafe.SliceData(of)] |= catalog.Set(c.catalog.Kinds[i])
		}
	}
	for i, of := range o.ByKind {
		first := unsafe.SliceData(of)
		if of == nil || !r.kinds.HasIndex(i) {
			continue
		}
		if compiled[first] == nil {
			compiled[first] = c.fields(of, func(f plan.Field) write { return c.nodeField(f, r, shared[first]) })
		}
		result.byKind[i] = compiled[first]
	}
	return result
}

// nodeField compiles a field that nodes of a kind have.
func (c *compiler) nodeField(f plan.Field, r *row, kind catalog.KindSet) write {
	switch f := f.(type) {
	case *plan.Scalar:
		return c.scalar(f, r)
	case *plan.Record:
		return c.stored(f, r.value(r.read(f.Property.Name)))
	case *plan.One:
		at := c.one(f.Relation, f.AsOf, r, kind)
		o := c.object(f.Object, at.below)
		return nested(f.Key, f.ID, at, func(x *writer, values []any) bool { return x.node(o, values) })
	case *plan.Link:
		at := c.one(f.Relation, f.AsOf, r, kind)
		of := c.edgeFields(f.Fields, &edge{from: r, row: at.below, relation: f.Relation})
		return nested(f.Key, f.ID, at, func(x *writer, values []any) bool { return x.fields(of, values, "") })
	case *plan.Many:
		return c.connection(f.Connection, string(f.Key), r, kind)
	default:
		panic(fmt.Sprintf("a node has no field %T", f))
	}
}

func (c *compiler) scalar(f *plan.Scalar, r *row) write {
	p := f.Property
	switch {
	case p.Computed == catalog.GlobalID:
		at := r.value(r.read(codeProperty))
		return func(x *writer, values []any, _ string) bool {
			code, _ := values[at.at].(string)
			x.buf = store.AppendGlobalID(x.buf, code)
			return true
		}
	case c.mixed(p, r.kinds):
		at := r.value(r.read(codeProperty))
		return func(x *writer, values []any, owner string) bool {
			code, _ := values[at.at].(string)
			switch {
			case catalog.IsODSCode(code):
				x.scalar(code)
			case f.NonNull:
				return x.missing(string(f.Key), owner, p.Name)
			default:
				x.scalar(nil)
			}
			return true
		}
	case p.List:
		at := r.value(r.read(p.Name))
		return func(x *writer, values []any, _ string) bool {
			list, _ := values[at.at].([]any)
			x.scalars(list)
			return true
		}
	default:
		at := r.value(c.fetched(r, r.read, p, f.AsOf))
		none := absentOf(p)
		return func(x *writer, values []any, owner string) bool {
			v := values[at.at]
			if v == none {
				v = nil
			}
			if v == nil && f.NonNull {
				return x.missing(string(f.Key), owner, p.Name)
			}
			x.scalar(v)
			return true
		}
	}
}

// relationName tells relations apart by what they follow and where they lead.
func relationName(rel *catalog.Relation) string {
	text := ""
	for _, s := range rel.Steps {
		text += fmt.Sprint(s.Type.Name, s.In, " ")
	}
	return fmt.Sprint(text, uint64(rel.Kinds))
}

// one is the column of what a relation leads to: a row, or null. The node and the edge that leads to it are
// fetched together.
func (c *compiler) one(rel *catalog.Relation, on plan.Slot, r *row, kind catalog.KindSet) *column {
	at := r.column(fmt.Sprint("one ", relationName(rel), on), func(col *column) {
		col.below = rowAt(r.depth+1, rel)
		col.below.gather(false)
		col.write = func() string {
			fetched := col.below.String() // first, since what is fetched may need the edge
			with := ""
			if values := col.below.gathered(col.below.node); values != "" {
				with = " WITH " + strings.Join(col.below.found(), ", ") + values
			}
			return "COLLECT { " + c.lead(r.node, rel, col.below, on, c.guard(r, col.kinds)) + with + " RETURN " + fetched + " }[0]"
		}
	})
	at.kinds |= kind
	return at
}

// nested writes what a relation leads to, or null.
func nested(key plan.Key, op int, at *column, write func(x *writer, values []any) bool) write {
	return func(x *writer, values []any, _ string) bool {
		far, _ := values[at.at].([]any)
		if far == nil {
			x.buf = append(x.buf, "null"...)
			return true
		}
		x.meter.Count(op, 1)
		start, depth := len(x.buf), len(x.path)
		x.push(string(key))
		if !write(x, far) {
			x.null(start, depth)
			return true
		}
		x.pop()
		return true
	}
}
