package graph

import (
	"bytes"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/store"
)

// Response is a finished answer.
type Response struct {
	Body   []byte     // JSON
	Data   bool       // whether the operation was executed: the body has `data`
	Errors bool       // whether the body has `errors`
	Code   store.Code // of the first error; empty where there is none
}

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

// finish puts the body together, in memory that bytes.Join need not clear before it copies.
func (o *operation) finish(data []byte, errs gqlerror.List) *Response {
	errs = o.engine.limits.capped(errs, o.leftOut.Load())
	r := &Response{Data: data != nil, Errors: len(errs) > 0}
	head := append(make([]byte, 0, 32), '{')
	if r.Errors {
		r.Code = codeOf(errs[0])
		head = append(append(head, `"errors":`...), marshal(errs)...)
	}
	parts := make([][]byte, 0, 8)
	if r.Data {
		parts = o.fill(append(parts, append(separated(head), `"data":`...)), data)
	} else {
		parts = append(parts, head)
	}
	tail := make([]byte, 0, 128)
	if o.view != nil {
		tail = store.AppendString(append(tail, `,"extensions":{"release":`...), o.view.Dataset().Release)
		tail = append(store.AppendDay(append(tail, `,"asOf":`...), o.today), '}')
	}
	r.Body = bytes.Join(append(parts, append(tail, '}')), nil)
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
