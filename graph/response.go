package graph

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/store"
)

// Response is a finished answer.
type Response struct {
	Body   Body       // JSON
	Data   bool       // whether the operation was executed: the body has `data`
	Errors bool       // whether the body has `errors`
	Code   store.Code // of the first error; empty where there is none

	Edition Edition // that it was made in; zero where there was nothing to read

	Operation string // its name, if it has one
	Cost      int64  // rows that it might come to; 0 where it was not planned
	Rows      int64  // rows that came

	subtrees []Subtree // whose bytes the body holds
}

// Release gives the memory of a body back that nobody reads any more. It may be left out.
func (r *Response) Release() {
	for _, s := range r.subtrees {
		if s.release != nil {
			s.release()
		}
	}
	r.Body, r.subtrees = nil, nil
}

// Body is JSON in parts, as the store rendered them: put together they would take as much memory again.
type Body [][]byte

// Len is how many bytes it has.
func (b Body) Len() (n int) {
	for _, part := range b {
		n += len(part)
	}
	return n
}

// WriteTo writes one part after another.
func (b Body) WriteTo(w io.Writer) (written int64, err error) {
	for _, part := range b {
		n, err := w.Write(part)
		if written += int64(n); err != nil {
			return written, err
		}
	}
	return written, nil
}

// Bytes returns a copy in one piece, which outlasts a release.
func (b Body) Bytes() []byte { return bytes.Join(b, nil) }

func (b Body) String() string { return string(b.Bytes()) }

// mark stands in gqlgen's output where a subtree belongs. No JSON text has this byte.
var mark = []byte{0}

// refuse answers a request that was not executed.
func (o *operation) refuse(errs gqlerror.List) *Response {
	return o.finish(nil, errs)
}

// respond answers an operation that was executed.
func (o *operation) respond(answer *graphql.Response) *Response {
	return o.finish(answer.Data, answer.Errors)
}

// finish puts the body together.
func (o *operation) finish(data []byte, errs gqlerror.List) *Response {
	errs = o.engine.limits.capped(errs, o.leftOut.Load())
	r := &Response{Data: data != nil, Errors: len(errs) > 0, Operation: o.name, Cost: o.cost}
	if o.meter != nil {
		for _, rows := range o.meter.Rows {
			r.Rows += rows
		}
	}
	head := append(make([]byte, 0, 32), '{')
	if r.Errors {
		r.Code = codeOf(errs[0])
		head = append(append(head, `"errors":`...), marshal(errs)...)
	}
	parts := make([][]byte, 0, 8)
	if r.Data {
		parts = o.fill(append(parts, append(separated(head), `"data":`...)), data)
		r.subtrees = o.placed
	} else {
		parts = append(parts, head)
	}
	tail := make([]byte, 0, 128)
	if o.view != nil {
		r.Edition = o.engine.edition(o.view.Dataset(), o.today)
		tail = store.AppendString(append(tail, `,"extensions":{"release":`...), o.view.Dataset().Release)
		tail = store.AppendDay(append(tail, `,"asOf":`...), o.today)
		if o.parts && o.plan != nil {
			tail = o.appendCost(tail, r)
		}
		tail = append(tail, '}')
	}
	r.Body = append(parts, append(tail, '}'))
	return r
}

func separated(body []byte) []byte {
	if len(body) > 1 {
		body = append(body, ',')
	}
	return body
}

// fill adds data with each mark replaced by the subtree that belongs there.
func (o *operation) fill(parts [][]byte, data []byte) [][]byte {
	for _, s := range o.placed {
		before, after, _ := bytes.Cut(data, mark)
		parts = append(parts, before, s.json)
		data = after
	}
	return append(parts, data)
}

func marshal(errs gqlerror.List) []byte {
	var buf bytes.Buffer
	w := json.NewEncoder(&buf)
	w.SetEscapeHTML(false)
	if err := w.Encode(errs); err != nil {
		panic(err) // errors hold text, numbers and codes
	}
	return bytes.TrimSpace(buf.Bytes())
}
