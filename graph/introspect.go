package graph

import (
	"context"
	"errors"
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/store"
)

// asMarshalled is what gqlgen calls for each root field. Those of introspection end here: gqlgen's own way makes an
// object, a context and a closure of every value, and a client that reads the schema reads a hundred thousand.
func asMarshalled(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	switch field := graphql.GetRootFieldContext(ctx).Field; field.Name {
	case "__schema", "__type":
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: parsedSchema.Query.Name, Field: field})
		return introspect(ctx, field)
	}
	return next(ctx)
}

// introspect answers a root field of introspection; with null where an error says why.
func introspect(ctx context.Context, field graphql.CollectedField) (answer graphql.Marshaler) {
	o := operationOf(ctx)
	fail := func(err error) graphql.Marshaler {
		graphql.AddError(ctx, graphql.AddFieldLocationToError(ctx, err))
		if field.Definition.Type.NonNull {
			return graphql.RequiredNull
		}
		return graphql.Null
	}
	defer func() {
		if p := recover(); p != nil {
			answer = fail(o.engine.recovered(ctx, p))
		}
	}()
	w := schemaWriter{described: o.engine.described, ctx: ctx, meter: o.meter}
	pieces, err := w.root(graphql.GetOperationContext(ctx), field)
	if errors.Is(err, store.ErrTooLarge) {
		err = o.tooLarge(ctx)
	}
	if err != nil {
		return fail(err)
	}
	return graphql.WriterFunc(func(to io.Writer) {
		for _, piece := range pieces {
			o.place(Subtree{json: piece})
			_, _ = to.Write(mark) // to memory
		}
	})
}

// selected is a field of introspection as an operation asks for it.
type selected struct {
	name       string
	key        []byte // in the answer, with its colon
	deprecated bool   // includeDeprecated
	fields     []selected
}

// selectedOf collects selections on a type of introspection. None of these is abstract, so it is done once for all values
// of the type.
func selectedOf(o *graphql.OperationContext, set ast.SelectionSet, on string) ([]selected, error) {
	collected := graphql.CollectFields(o, set, []string{on})
	fields := make([]selected, len(collected))
	for i, c := range collected {
		f := &fields[i]
		f.name, f.key = c.Name, append(store.AppendString(nil, c.Alias), ':')
		var err error
		if len(c.Arguments) > 0 {
			if f.deprecated, err = graphql.UnmarshalBoolean(c.ArgumentMap(o.Variables)["includeDeprecated"]); err != nil {
				return nil, err
			}
		}
		if len(c.Selections) > 0 {
			if f.fields, err = selectedOf(o, c.Selections, c.Definition.Type.Name()); err != nil {
				return nil, err
			}
		}
	}
	return fields, nil
}

// The answer is written in pieces, which need no copy as they become more. One ends before an object that may not fit
// into the room that is left of it.
const (
	pieceBytes = 64 << 10
	pieceRoom  = 1 << 10
)

// schemaWriter appends the values of a schema as JSON, until the answer is too large or its time is over.
type schemaWriter struct {
	described
	ctx   context.Context
	meter *store.Meter

	pieces [][]byte
	buf    []byte // the piece at hand
	err    error
}

// root is the JSON of a root field, in pieces.
func (w *schemaWriter) root(o *graphql.OperationContext, field graphql.CollectedField) ([][]byte, error) {
	fields, err := selectedOf(o, field.Selections, field.Definition.Type.Name())
	if err != nil {
		return nil, err
	}
	if field.Name == "__schema" {
		w.schema(fields)
	} else {
		name, err := graphql.UnmarshalString(field.ArgumentMap(o.Variables)["name"])
		if err != nil {
			return nil, err
		}
		w.named(fields, w.Types[name])
	}
	w.endPiece()
	return w.pieces, w.err
}

// endPiece puts the piece at hand to the others. An answer that may not go on has failed.
func (w *schemaWriter) endPiece() {
	if w.err != nil {
		return
	}
	if w.err = w.meter.Take(len(w.buf)); w.err == nil {
		w.err = w.ctx.Err()
	}
	w.pieces = append(w.pieces, w.buf)
	w.buf = make([]byte, 0, pieceBytes)
}

// object writes a value of a type of introspection, each field but __typename by the function.
func (w *schemaWriter) object(typename string, fields []selected, value func(f *selected)) {
	if len(w.buf) > pieceBytes-pieceRoom {
		w.endPiece()
	}
	w.buf = append(w.buf, '{')
	for i := range fields {
		f := &fields[i]
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.buf = append(w.buf, f.key...)
		if f.name == "__typename" {
			w.text(typename)
		} else {
			value(f)
		}
	}
	w.buf = append(w.buf, '}')
}

// array writes those of a list that are shown: all where nothing says which.
func array[T any](w *schemaWriter, all []T, shown func(T) bool, value func(T)) {
	w.buf = append(w.buf, '[')
	first := true
	for _, v := range all {
		if w.err != nil {
			return
		}
		if shown != nil && !shown(v) {
			continue
		}
		if !first {
			w.buf = append(w.buf, ',')
		}
		first = false
		value(v)
	}
	w.buf = append(w.buf, ']')
}

func (w *schemaWriter) null() { w.buf = append(w.buf, null...) }

func (w *schemaWriter) text(s string) { w.buf = store.AppendString(w.buf, s) }

// optional writes a text that may not be there.
func (w *schemaWriter) optional(s string) {
	if s == "" {
		w.null()
	} else {
		w.text(s)
	}
}

func (w *schemaWriter) boolean(b bool) { w.buf = strconv.AppendBool(w.buf, b) }
