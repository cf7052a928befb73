package cypher

import (
	"encoding/json"
	"strconv"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// writer writes one answer. It is the counterpart of the statement: null moves up as GraphQL has it, and what
// it leaves in buf and path on the way is taken back where it ends.
type writer struct {
	kinds map[string]*catalog.Kind // by their enum value
	args  plan.Args
	meter *store.Meter

	buf       []byte
	measured  int   // bytes
	err       error // why the answer is not to be written on: lists end
	path      []any // response keys and indexes
	errors    []store.FieldError
	page      *page       // in hand
	tally     store.Tally // likewise
	orderings map[*list]*plan.Ordering
}

func (x *writer) push(step any) { x.path = append(x.path, step) }

func (x *writer) pop() { x.path = x.path[:len(x.path)-1] }

// null ends a null that moves up.
func (x *writer) null(start, depth int) {
	x.buf, x.path = append(x.buf[:start], "null"...), x.path[:depth]
}

// growth is how many bytes may be written between two looks at what the answer may have.
const growth = 64 << 10

// measure has the meter take what was written since the last time.
func (x *writer) measure() {
	if err := x.meter.Take(len(x.buf) - x.measured); err != nil {
		x.err = err
	}
	x.measured = len(x.buf)
}

// missing reports that a field must have a value and has none.
func (x *writer) missing(key, owner, name string) bool {
	x.push(key)
	return x.report(owner, name)
}

// report is missing for the field that the path leads to.
func (x *writer) report(owner, name string) bool {
	path := append([]any(nil), x.path...)
	x.errors = append(x.errors, store.FieldError{Path: path, Type: owner + "." + name})
	return false
}

// fields writes an object; owner is the GraphQL type that errors name.
func (x *writer) fields(of *fields, values []any, owner string) bool {
	for i := range of.each {
		f := &of.each[i]
		x.buf = append(x.buf, f.before...)
		if !f.write(x, values, owner) {
			return false
		}
	}
	x.buf = append(x.buf, of.end...)
	return true
}

// node writes a node.
func (x *writer) node(o *object, values []any) bool {
	kind := o.only
	if kind == nil {
		name, _ := values[o.kind.at].(string)
		kind = x.kinds[name]
	}
	return x.fields(o.byKind[kind.Index], values, kind.Name)
}

// list writes what stands under a key as a list of rows.
func (x *writer) list(key string, items []any, write func(values []any) bool) bool {
	x.push(key)
	x.push(0)
	at := len(x.path) - 1
	x.buf = append(x.buf, '[')
	for i, item := range items {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		if len(x.buf)-x.measured > growth {
			x.measure()
		}
		x.path[at] = i
		values, _ := item.([]any)
		if x.err != nil || !write(values) {
			return false
		}
	}
	x.path = x.path[:at-1]
	x.buf = append(x.buf, ']')
	return true
}

// scalar writes a value as the driver gives it; nil is null.
func (x *writer) scalar(v any) {
	switch v := v.(type) {
	case string:
		x.buf = store.AppendString(x.buf, v)
	case int64:
		x.buf = strconv.AppendInt(x.buf, v, 10)
	default:
		x.buf = store.AppendValue(x.buf, v)
	}
}

// scalars writes a list of scalars, which is never null.
func (x *writer) scalars(list []any) {
	x.buf = append(x.buf, '[')
	for i, v := range list {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.scalar(v)
	}
	x.buf = append(x.buf, ']')
}

// ordering is the order of a list with its arguments, for cursors.
func (x *writer) ordering(l *list) *plan.Ordering {
	o := x.orderings[l]
	if o == nil {
		o = plan.NewOrdering(l.plan.Order, x.args)
		if x.orderings == nil {
			x.orderings = map[*list]*plan.Ordering{}
		}
		x.orderings[l] = o
	}
	return o
}

// items splits JSON that is a list, as this package wrote it.
func items(text string) []json.RawMessage {
	var parts []json.RawMessage
	if err := json.Unmarshal([]byte(text), &parts); err != nil {
		return nil // the database holds what nobody wrote there
	}
	return parts
}
