package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"unicode/utf8"

	"orggraph/graph"
)

// fromBody reads the parameters of a request from its body. Names that the specification does not know
// are left alone, as it asks.
func (e *endpoint) fromBody(r *http.Request) (graph.Request, *refusal) {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON || !isUTF8(parameters) {
		return graph.Request{}, refuse(http.StatusUnsupportedMediaType, "the content type of a request is %s, in UTF-8", mediaJSON)
	}
	if coding := r.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return graph.Request{}, refuse(http.StatusUnsupportedMediaType, "a request is not compressed")
	}
	body, refused := e.read(r)
	if refused != nil {
		return graph.Request{}, refused
	}
	fields, refused := members(body)
	if refused != nil {
		return graph.Request{}, refused
	}
	if isNull(fields["query"]) {
		return graph.Request{}, missing
	}
	var request graph.Request
	for _, p := range []struct {
		name string
		into *string
	}{{"query", &request.Query}, {"operationName", &request.OperationName}} {
		if raw := fields[p.name]; !isNull(raw) && json.Unmarshal(raw, p.into) != nil {
			return graph.Request{}, refuse(http.StatusBadRequest, "%s is not a string", p.name)
		}
	}
	return request, readObjects(&request, fields["variables"], fields["extensions"])
}

// fromURL reads the parameters of a request from its URL; they make a query, whatever they hold.
func fromURL(u *url.URL) (graph.Request, *refusal) {
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return graph.Request{}, refuse(http.StatusBadRequest, "the query string of the URL is malformed")
	}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return graph.Request{}, refuse(http.StatusBadRequest, "%s is given more than once", name)
		}
	}
	if !values.Has("query") {
		return graph.Request{}, missing
	}
	request := graph.Request{
		Query: values.Get("query"), OperationName: values.Get("operationName"), ReadOnly: true,
	}
	if !utf8.ValidString(request.Query) {
		return graph.Request{}, refuse(http.StatusBadRequest, "the query is not UTF-8")
	}
	return request, readObjects(&request, []byte(values.Get("variables")), []byte(values.Get("extensions")))
}

var missing = refuse(http.StatusBadRequest,
	`the parameter query is missing: POST {"query": "…"} as application/json, GET %s?query=…, or open %s in a browser`,
	GraphQLPath, PagePath)

// read returns the whole body.
func (e *endpoint) read(r *http.Request) ([]byte, *refusal) {
	body, err := io.ReadAll(io.LimitReader(r.Body, e.limits.BodyBytes+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, refuse(http.StatusRequestTimeout, "the body did not arrive in time")
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "the body did not arrive whole")
	case int64(len(body)) > e.limits.BodyBytes:
		return nil, refuse(http.StatusRequestEntityTooLarge, "the body is larger than %d bytes", e.limits.BodyBytes).by("limit-body", e.limits.BodyBytes)
	}
	return body, nil
}

// mostDrained is how much of a body that nobody reads is taken all the same. A client that still sends when
// the connection closes may lose the answer that says why; above this it may.
const mostDrained = 2 << 20

// drain takes what is left of the body of a request that is refused.
func drain(r *http.Request) {
	if r.ContentLength <= mostDrained {
		_, _ = io.CopyN(io.Discard, r.Body, mostDrained) // where it breaks off, so does the client
	}
}

// members returns the members of the JSON object that a body is. The messages of encoding/json quote
// what they fail at, so they stay here.
func members(body []byte) (map[string]json.RawMessage, *refusal) {
	if !utf8.Valid(body) {
		return nil, refuse(http.StatusBadRequest, "the body is not UTF-8")
	}
	var fields map[string]json.RawMessage
	err := json.Unmarshal(body, &fields)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, refuse(http.StatusBadRequest, "the body is no JSON: see byte %d", syntax.Offset)
	case err != nil && bytes.TrimLeft(body, " \t\r\n")[0] == '[':
		return nil, refuse(http.StatusBadRequest, "the body is a list, and a request is one operation")
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "the body is no JSON object")
	}
	return fields, nil
}

// readObjects reads the parameters that are JSON objects, where they are given. Of two members of one name
// the last counts, as everywhere in JSON here.
func readObjects(r *graph.Request, variables, extensions []byte) *refusal {
	if !readObject(variables, &r.Variables) {
		return refuse(http.StatusBadRequest, "variables is not a JSON object")
	}
	var known map[string]json.RawMessage
	if !readObject(extensions, &known) {
		return refuse(http.StatusBadRequest, "extensions is not a JSON object")
	}
	if cost := known["cost"]; !isNull(cost) && json.Unmarshal(cost, &r.Cost) != nil {
		return refuse(http.StatusBadRequest, "extensions.cost is not true or false")
	}
	return nil
}

// readObject reads an object or null; false where there is anything else.
func readObject[T any](raw []byte, into *map[string]T) bool {
	if len(raw) == 0 {
		return true
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // an integer of many digits is for the schema to judge
	return utf8.Valid(raw) && json.Valid(raw) && d.Decode(into) == nil
}

// isNull says whether a parameter is absent or null, which is the same.
func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
