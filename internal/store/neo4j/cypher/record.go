package cypher

import (
	"encoding/json"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// Objects without identity stand in the database as JSON, each as the list of its fields, in which a scalar is
// already what the answer shows.

const jsonNull = "null"

// writeJSON writes a value from its JSON; owner is the GraphQL type that has the field.
type writeJSON func(x *writer, value json.RawMessage, owner string) bool

// stored compiles an object, or a list of them, that a column holds.
func (c *compiler) stored(f *plan.Record, at *column) write {
	of := record(f)
	return func(x *writer, values []any, owner string) bool {
		text, ok := values[at.at].(string)
		if !ok {
			text = jsonNull
		}
		return of(x, json.RawMessage(text), owner)
	}
}

// record compiles a field that holds an object or a list of objects.
func record(f *plan.Record) writeJSON {
	p, key := f.Property, string(f.Key)
	of := make([]writeJSON, len(f.Fields))
	for i, field := range f.Fields {
		of[i] = recordField(field)
	}
	object := func(x *writer, value json.RawMessage) bool {
		values := items(string(value))
		x.buf = append(x.buf, '{')
		for i, field := range f.Fields {
			if i > 0 {
				x.buf = append(x.buf, ',')
			}
			x.buf = append(store.AppendString(x.buf, field.ResponseKey()), ':')
			if !of[i](x, valueOf(field, values), p.Value.Name) {
				return false
			}
		}
		x.buf = append(x.buf, '}')
		return true
	}
	return func(x *writer, value json.RawMessage, owner string) bool {
		start, depth := len(x.buf), len(x.path)
		x.push(key)
		var ok bool
		switch null := string(value) == jsonNull; {
		case p.List:
			ok = x.records(value, p, owner, object)
		case null && f.NonNull:
			return x.report(owner, p.Name)
		case null:
			x.buf = append(x.buf, jsonNull...)
			ok = true
		default:
			ok = object(x, value)
		}
		switch {
		case ok:
			x.path = x.path[:depth]
			return true
		case f.NonNull:
			return false
		default:
			x.null(start, depth)
			return true
		}
	}
}

// records writes a list of objects; no list is an empty one.
func (x *writer) records(value json.RawMessage, p *catalog.Property, owner string, object func(*writer, json.RawMessage) bool) bool {
	x.push(0)
	at := len(x.path) - 1
	x.buf = append(x.buf, '[')
	for i, item := range items(string(value)) {
		if i > 0 {
			x.buf = append(x.buf, ',')
		}
		x.path[at] = i
		start := len(x.buf)
		ok := string(item) != jsonNull && object(x, item)
		switch {
		case ok:
		case p.ItemsNull:
			x.null(start, at+1)
		case string(item) == jsonNull:
			return x.report(owner, p.Name)
		default:
			return false
		}
	}
	x.buf = append(x.buf, ']')
	return true
}

// recordField compiles a field of an object.
func recordField(f plan.Field) writeJSON {
	switch f := f.(type) {
	case *plan.Record:
		return record(f)
	case *plan.Scalar:
		return func(x *writer, value json.RawMessage, owner string) bool {
			switch null := string(value) == jsonNull; {
			case null && f.Property.List:
				x.buf = append(x.buf, '[', ']')
			case null && f.NonNull:
				return x.missing(string(f.Key), owner, f.Property.Name)
			default:
				x.buf = append(x.buf, value...)
			}
			return true
		}
	default: // __typename
		return func(x *writer, value json.RawMessage, _ string) bool {
			x.buf = append(x.buf, value...)
			return true
		}
	}
}

// valueOf is the JSON of a field's value.
func valueOf(f plan.Field, values []json.RawMessage) json.RawMessage {
	var p *catalog.Property
	switch f := f.(type) {
	case *plan.Constant:
		return store.AppendString(nil, f.Value)
	case *plan.Scalar:
		p = f.Property
	case *plan.Record:
		p = f.Property
	}
	if p.Index >= len(values) {
		return json.RawMessage(jsonNull)
	}
	return values[p.Index]
}
