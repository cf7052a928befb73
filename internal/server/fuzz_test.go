package server

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
	"orggraph/internal/store/storetest"
)

// answering is the handler of a server over a real engine with a small graph.
func answering(f *testing.F) http.Handler {
	f.Helper()
	c, err := graph.Catalog()
	if err != nil {
		f.Fatal(err)
	}
	s, err := memory.New(storetest.Fixture(c))
	if err != nil {
		f.Fatal(err)
	}
	engine, err := graph.New(graph.Options{Store: s})
	if err != nil {
		f.Fatal(err)
	}
	return newServer(f, engine).Handler()
}

// largestAnswer is far above what an operation of the size of a body comes to on a graph that small.
const largestAnswer = 16 << 20

// checkAnswer holds an answer to what holds for all: JSON in UTF-8, with errors of our codes, as few as
// the limit says, and none that tells of a fault of ours.
func checkAnswer(t *testing.T, w *httptest.ResponseRecorder, statuses string) {
	t.Helper()
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code store.Code }
		}
	}
	body := w.Body.Bytes()
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if !strings.Contains(statuses, http.StatusText(w.Code)) {
		t.Errorf("%d %s", w.Code, body)
	}
	if len(body) > largestAnswer || len(answer.Errors) > graph.DefaultLimits().Errors+1 {
		t.Errorf("%d bytes, %d errors", len(body), len(answer.Errors))
	}
	if len(answer.Errors) == 0 && answer.Data == nil {
		t.Errorf("neither data nor errors: %s", body)
	}
	for _, e := range answer.Errors {
		switch e.Extensions.Code {
		case store.BadUserInput, store.TooComplex:
		default:
			t.Errorf("%q %s", e.Extensions.Code, e.Message)
		}
	}
}

const answered = "OK, Bad Request"

// Whatever operation with whatever variables is sent, it is answered or refused with errors of our codes:
// the same over POST and over GET.
func FuzzOperation(f *testing.F) {
	for _, g := range storetest.Goldens(f) {
		variables, err := json.Marshal(g.Variables(f))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(g.Query(), "", string(variables))
	}
	f.Add("query A($n: Int = 1) @skip(if: true) { __typename } query B { a: nodes(ids: [\"x\"]) { id } }", "B", `{"n": 2e0, "more": [null, {"x": "\ud800"}]}`)
	f.Add("{ __schema { types { ...F } } } fragment F on __Type { ofType { ...F } }", "", "null")
	f.Add("mutation { a } subscription { b }", "", "{}")
	handler := answering(f)
	f.Fuzz(func(t *testing.T, query, operation, variables string) {
		if len(query) > 8<<10 {
			return // long documents are slow to try, and no other
		}
		if !json.Valid([]byte(variables)) {
			variables = "{}"
		}
		body, err := json.Marshal(map[string]any{"query": query, "operationName": operation, "variables": json.RawMessage(variables)})
		if err != nil {
			t.Fatal(err)
		}
		posted, got := httptest.NewRecorder(), httptest.NewRecorder()
		handler.ServeHTTP(posted, post(mediaResponse, string(body)))
		checkAnswer(t, posted, answered)
		handler.ServeHTTP(got, get("?"+url.Values{"query": {query}, "operationName": {operation}, "variables": {variables}}.Encode()))
		checkAnswer(t, got, answered)
	})
}

// Whatever bytes are sent as a body, to be answered in whatever, they are answered or refused.
func FuzzBody(f *testing.F) {
	accepts := []string{mediaResponse, "", "a/b;q=0, */*;q=.5", ";", "application/json;charset=\"utf-8\"", ",,", "text/html"}
	for i, seed := range []string{
		`{"query":"{ regions { nodes { name } } }"}`, `{"query":"query($c: ID!) { practice(odsCode: $c) { name } }","variables":{"c":"Z99001"}}`,
		`{"query":"{a}","extensions":{"cost":true},"operationName":null}`, `[{"query":"{__typename}"}]`, "{\"query\":\"\\u0000\xff\"}",
		`{"query":"{ nodes(ids: [\"\ud800\"]) { id } }"}`, strings.Repeat("[", 9999), `{"query":1,"query":"{__typename}"}`,
	} {
		f.Add([]byte(seed), accepts[i%len(accepts)])
	}
	handler := answering(f)
	f.Fuzz(func(t *testing.T, body []byte, accept string) {
		w := httptest.NewRecorder()
		r := post("", string(body))
		r.Header["Accept"] = []string{accept}
		handler.ServeHTTP(w, r)
		checkAnswer(t, w, answered+", Not Acceptable, Request Entity Too Large")
	})
}

// Whatever stands in a URL, it is answered or refused.
func FuzzURL(f *testing.F) {
	for _, seed := range []string{
		"query=%7Bregions%7Bnodes%7Bname%7D%7D%7D", "query={__typename}&variables=%7B%7D&extensions={}", "query=%ff", "a=b;c",
		"query=query($c:ID!){practice(odsCode:$c){name}}&variables={%22c%22:%22Z99001%22}&operationName=x",
	} {
		f.Add(seed)
	}
	handler := answering(f)
	f.Fuzz(func(t *testing.T, query string) {
		r := get("")
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		checkAnswer(t, w, answered)
	})
}
