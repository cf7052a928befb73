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

// finish writes the body at once, into one buffer of the right size.
func (o *operation) finish(data []byte, errs gqlerror.List) *Response {
	errs = o.engine.limits.capped(errs, o.leftOut.Load())
	r := &Response{Data: data != nil, Errors: len(errs) > 0}
	var failures []byte
	if r.Errors {
		r.Code = codeOf(errs[0])
		failures = marshal(errs)
	}
	size := len(data) + len(failures) + 128
	for _, s := range o.placed {
		size += len(s.json)
	}
	body := append(make([]byte, 0, size), '{')
	if r.Errors {
		body = append(append(body, `"errors":`...), failures...)
	}
	if r.Data {
		body = o.fill(append(separated(body), `"data":`...), data)
	}
	if o.view != nil {
		body = append(separated(body), `"extensions":{"release":`...)
		body = store.AppendString(body, o.view.Dataset().Release)
		body = append(store.AppendDay(append(body, `,"asOf":`...), o.today), '}')
	}
	r.Body = append(body, '}')
	return r
}

func separated(body []byte) []byte {
	if len(body) > 1 {
		body = append(body, ',')
	}
	return body
}

// fill appends data with each mark replaced by the subtree that belongs there.
func (o *operation) fill(body, data []byte) []byte {
	for _, s := range o.placed {
		before, after, _ := bytes.Cut(data, mark)
		body = append(append(body, before...), s.json...)
		data = after
	}
	return append(body, data...)
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
