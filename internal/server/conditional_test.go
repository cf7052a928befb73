package server

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"

	"orggraph/graph"
	"orggraph/internal/store"
)

// editions is an engine whose editions come and go, and that counts what it executes.
type editions struct {
	now      atomic.Int64
	executed atomic.Int64
	none     bool
}

func (e *editions) edition() graph.Edition {
	return graph.Edition{Release: fmt.Sprint("release ", e.now.Load())}
}

func (e *editions) Edition(context.Context) (graph.Edition, error) {
	if e.none {
		return graph.Edition{}, store.Errorf(store.Unavailable, "none")
	}
	return e.edition(), nil
}

func (e *editions) Do(_ context.Context, r graph.Request) *graph.Response {
	e.executed.Add(1)
	of := e.edition()
	if r.Variables != nil {
		r.Variables["changed"] = true // as the real one may
	}
	switch r.Query {
	case "half":
		return &graph.Response{Body: graph.Body{[]byte(`{"errors":[],"data":{}}`)}, Data: true, Errors: true, Edition: of}
	case "bad":
		return &graph.Response{Body: graph.Body{[]byte(`{"errors":[]}`)}, Errors: true, Edition: of}
	case "moving": // a release arrives while it is answered
		e.now.Add(1)
	}
	return &graph.Response{Body: graph.Body{[]byte(`{"data":"` + of.Release + `"}`)}, Data: true, Edition: of}
}

func ask(s *Server, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

// Who holds an answer is told that it is still right, and nothing is executed for that.
func TestNotModified(t *testing.T) {
	e := &editions{}
	s := newServer(t, e)
	const query = `?query=q&variables={"a":1,"b":[{"d":1,"c":2}]}`
	first := ask(s, get(query))
	tag := first.Header().Get("ETag")
	if first.Code != 200 || len(tag) != 24 || first.Header().Get("Cache-Control") != "no-cache" || first.Header().Get("Vary") != "Accept" {
		t.Fatalf("%d %v", first.Code, first.Header())
	}
	for _, noneMatch := range []string{tag, "W/" + tag, `"other", ` + tag, `"a,b" ,W/"` + `x",` + tag + `, "more"`, ",, " + tag} {
		w := ask(s, get(query, "If-None-Match", noneMatch))
		if w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s: %d %s", noneMatch, w.Code, w.Body)
		}
		for name, want := range map[string]string{"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept", "Content-Type": "", "Content-Length": ""} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, not %q", noneMatch, name, got, want)
			}
		}
	}
	if n := e.executed.Load(); n != 1 {
		t.Errorf("%d operations were executed", n)
	}
	if w := ask(s, get(query, "If-None-Match", "*")); w.Code != http.StatusNotModified || w.Header().Get("ETag") != tag {
		t.Errorf("a star: %d %v", w.Code, w.Header())
	}
	head := get(query, "If-None-Match", tag)
	head.Method = http.MethodHead
	if w := ask(s, head); w.Code != http.StatusNotModified {
		t.Errorf("HEAD: %d", w.Code)
	}
	for _, noneMatch := range []string{`"other"`, tag[1:], tag[:len(tag)-1], "W/", `w/"x"`, `"` + tag, "nonsense " + tag} {
		if w := ask(s, get(query, "If-None-Match", noneMatch)); w.Code != 200 || w.Body.String() != first.Body.String() {
			t.Errorf("%s: %d %s", noneMatch, w.Code, w.Body)
		}
	}
	e.now.Add(1)
	if w := ask(s, get(query, "If-None-Match", tag)); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("another edition: %d %v", w.Code, w.Header())
	}
}

// A tag stands for one answer: everything that tells answers apart is in it, and nothing else.
func TestTags(t *testing.T) {
	s := newServer(t, &editions{})
	tag := func(accept string, parameters ...string) string {
		t.Helper()
		values := url.Values{}
		for i := 0; i < len(parameters); i += 2 {
			values.Set(parameters[i], parameters[i+1])
		}
		w := ask(s, get("?"+values.Encode(), "Accept", accept))
		if w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return w.Header().Get("ETag")
	}
	base := tag("", "query", "q", "variables", `{"a":1,"b":{"c":2,"d":3}}`)
	for _, same := range []string{
		tag("*/*", "query", "q", "variables", `{ "b": {"d":3,"c":2}, "a": 1 }`),
		tag(mediaJSON, "query", "q", "variables", `{"a":0,"b":{"c":2,"d":3},"a":1}`, "more", "x", "extensions", `{"more":1}`),
	} {
		if same != base {
			t.Errorf("equal requests have the tags %s and %s", base, same)
		}
	}
	if a, b := tag("", "query", "q"), tag("", "query", "q", "variables", "{}", "operationName", ""); a != b {
		t.Errorf("no variables have the tags %s and %s", a, b)
	}
	seen := map[string]bool{base: true}
	for i, other := range []string{
		tag("", "query", "q "), tag("", "query", "q"), tag("", "query", "q", "operationName", "a"),
		tag("", "query", "q", "variables", `{"a":2,"b":{"c":2,"d":3}}`), tag("", "query", "q", "variables", `{"a":"1","b":{"c":2,"d":3}}`),
		tag(mediaResponse, "query", "q", "variables", `{"a":1,"b":{"c":2,"d":3}}`),
		tag("", "query", "q", "variables", `{"a":1,"b":{"c":2,"d":3}}`, "extensions", `{"cost":true}`),
	} {
		if seen[other] {
			t.Errorf("request %d has the tag of another", i)
		}
		seen[other] = true
	}
}

// What is not whole, and what was asked by POST, is not to be kept.
func TestUntagged(t *testing.T) {
	e := &editions{}
	s := newServer(t, e)
	for name, r := range map[string]*http.Request{
		"errors beside data": get("?query=half", "If-None-Match", "*"), "a refusal": get("?query=bad", "If-None-Match", "*"),
		"a bad request": get("?variables=1", "If-None-Match", "*"), "POST": with(post("", `{"query":"q","variables":{"a":1}}`), "If-None-Match", "*"),
		"OPTIONS": httptest.NewRequest(http.MethodOptions, GraphQLPath, nil),
	} {
		w := ask(s, r)
		if w.Code == http.StatusNotModified || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
}

// A release that arrives between the question and the answer does not lend its tag to the answer of the
// one before.
func TestTagIsOfTheAnswersEdition(t *testing.T) {
	e := &editions{}
	s := newServer(t, e)
	w := ask(s, get("?query=moving"))
	if w.Body.String() != `{"data":"release 0"}` {
		t.Fatal(w.Body)
	}
	if again := ask(s, get("?query=moving", "If-None-Match", w.Header().Get("ETag"))); again.Code != 200 || again.Body.String() != `{"data":"release 1"}` {
		t.Errorf("%d %s", again.Code, again.Body)
	}
}

// While there is nothing to read, the answer says so.
func TestNoEdition(t *testing.T) {
	s := newServer(t, &editions{none: true})
	if w := ask(s, get("?query=q", "If-None-Match", `"x"`)); w.Code != 200 || w.Header().Get("ETag") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}
