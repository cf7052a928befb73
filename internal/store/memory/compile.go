package memory

import (
	"fmt"
	"math/bits"
	"sync/atomic"
	"unsafe"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// program is a root field of a plan made ready for one snapshot: names have become columns, keys the
// bytes that stand before their values. It holds nothing that belongs to one execution.
type program struct {
	key    string
	access catalog.Access
	kinds  catalog.KindSet
	id     int
	keys   plan.Slot
	object object // of a look-up
	list   *list  // of a scan
	lists  int    // number of lists
	size   atomic.Int64
}

// object is what is rendered of a node, by kind; nil for a kind that can't occur.
type object []*fields

// fields is one object of the answer.
type fields struct {
	each []field
	end  []byte // what stands behind the last value
}

// field is a value of the answer. Which members it has depends on what it is.
type field struct {
	before  []byte // what stands before the value: brace or comma, constants, the key
	what    what
	nonNull bool
	texts   int // fields from this on that are texts, as far as atOnce
	items   bool // a list may hold null
	key     string
	owner   string // the type that has the property; "" for nodes
	name    string // of the property
	asOf    plan.Slot
	id      int

	column *column
	nulls  *column
	series *series
	walk   *walk
	fields *fields
	object object
	list   *list
}

// what a field is.
type what uint8

const (
	// Of a row of a table: a node, a value without identity, an edge.
	text what = iota
	date      // of an edge
	globalID
	kindEnum
	record
	records
	// Of a node.
	one
	link
	many
	// Of what led to a node.
	end
	pathFrom
	pathTo
	cursor
	source
	spells
	// Of a list.
	total
	nodeList
	edgeList
	pageInfo
	// Of a page.
	hasNext
	hasPrevious
	startCursor
	endCursor
)

// series is a measure: the newest row of a list that is not after a day.
type series struct {
	list *column
	on   *column
}

// list is a connection.
type list struct {
	index    int // among the lists of the program
	id       int
	walk     *walk // nil for all nodes of the kinds
	kinds    catalog.KindSet
	nodes    nodeRange // of a scan of one kind
	several  bool      // kinds
	plan     *plan.Connection
	fields   *fields
	ahead    bool // the answer says whether targets precede the page
	behind   bool // the answer says whether targets follow the page
	total    bool // the answer says how many targets there are
	contents bool // the answer depends on what is in the page
}

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

// edgeFields compiles the fields of what led to a node: an edge, or a path over several.
func (c *compiler) edgeFields(of []plan.Field, w *walk) *fields {
	return c.fields(of, func(f plan.Field) field {
		switch f := f.(type) {
		case *plan.EdgeValue:
			return c.edgeValue(f.Value, w)
		case *plan.EdgeSource:
			return field{what: source, fields: c.fields(f.Fields, c.sourceField)}
		case *plan.Spells:
			return field{what: spells, walk: w, fields: c.edgeFields(f.Fields, w)}
		case *plan.End:
			return field{what: end, object: c.object(f.Object)}
		default:
			panic(fmt.Sprintf("an edge has no field %T", f))
		}
	})
}

func (c *compiler) edgeValue(value plan.EdgeProperty, w *walk) field {
	path := w != nil && len(w.steps) > 1
	switch {
	case value == plan.EdgeCursor:
		return field{what: cursor}
	case value == plan.Origin:
		return field{what: text, column: &c.edges.origin}
	case value == plan.ValidFrom && path:
		return field{what: pathFrom}
	case value == plan.ValidFrom:
		return field{what: date, column: &c.edges.validFrom}
	case path:
		return field{what: pathTo}
	default:
		return field{what: date, column: &c.edges.validTo}
	}
}

// sourceField compiles a field of the source of an edge, which stands with the edge.
func (c *compiler) sourceField(f plan.Field) field {
	p := f.(*plan.Scalar)
	compiled := field{nonNull: p.NonNull, owner: "Source", name: p.Property.Name}
	switch p.Property.Name {
	case "release":
		compiled.column = &c.edges.release
	case "file":
		compiled.column = &c.edges.file
	case "record":
		compiled.column = &c.edges.record
	case "vintage":
		compiled.what, compiled.column = date, &c.edges.vintage
	default: // what store.Source does not hold
		compiled.column = &column{null: nullOf(p.Property)}
	}
	return compiled
}

func (c *compiler) list(p *plan.Connection) *list {
	l := &list{index: c.lists, id: p.ID, kinds: p.Kinds, plan: p}
	c.lists++
	l.several = bits.OnesCount64(uint64(p.Kinds)) > 1
	if p.Relation != nil {
		l.walk = c.walk(p.Relation)
	} else if !l.several {
		if ranges := c.ranges(p.Kinds); ranges != nil {
			l.nodes = ranges[0]
		}
	}
	l.fields = c.fields(p.Fields, func(f plan.Field) field {
		switch f := f.(type) {
		case *plan.TotalCount:
			l.total = true
			return field{what: total}
		case *plan.Nodes:
			l.contents = true
			return field{what: nodeList, object: c.object(f.Object)}
		case *plan.Edges:
			l.contents = true
			return field{what: edgeList, fields: c.edgeFields(f.Fields, l.walk)}
		case *plan.PageInfo:
			return field{what: pageInfo, fields: c.fields(f.Fields, l.pageField)}
		default:
			panic(fmt.Sprintf("a list has no field %T", f))
		}
	})
	return l
}

func (l *list) pageField(f plan.Field) field {
	switch f.(*plan.PageValue).Value {
	case plan.HasNextPage:
		l.behind = true
		return field{what: hasNext}
	case plan.HasPreviousPage:
		l.ahead = true
		return field{what: hasPrevious}
	case plan.StartCursor:
		l.contents = true
		return field{what: startCursor}
	default:
		l.contents = true
		return field{what: endCursor}
	}
}
