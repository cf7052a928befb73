package server

import (
	"encoding/json"
	"net/http/httptest"
	"testing"
)

// Whatever a client sends as a body and asks to be answered in, the answer is JSON of one of a few
// statuses, and nothing panics.
func FuzzPost(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"query":"q","variables":{"a":[1]}}`, "*/*"},
		{`[]`, mediaResponse},
		{" ", "a/b;q=0, */*;q=.5"},
		{"\xff", ";"},
		{`{"query":"q"} x`, "application/json;charset=\"utf-8\""},
		{`{"extensions":1e999}`, ",,"},
	} {
		f.Add(seed[0], seed[1])
	}
	s := newServer(f, fake{})
	f.Fuzz(func(t *testing.T, body, accept string) {
		r := post("", body)
		r.Header["Accept"] = []string{accept}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		switch w.Code {
		case 200, 400, 406, 413:
		default:
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if !json.Valid(w.Body.Bytes()) {
			t.Errorf("no JSON: %s", w.Body)
		}
	})
}

// The same for the query string of a URL.
func FuzzGet(f *testing.F) {
	for _, seed := range []string{"query=q&variables={}", "query=%ff", "a=b;c", "query=&query=", "query=q&extensions=1"} {
		f.Add(seed)
	}
	s := newServer(f, fake{})
	f.Fuzz(func(t *testing.T, query string) {
		r := get("")
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != 200 && w.Code != 400 || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}
