package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/examples"
	"orggraph/internal/web"
)

func load(s *Server, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// A browser gets a page whose policy lets nothing in from elsewhere, and what it consists of; who is no
// browser, or where there is no page, gets a line of text.
func TestPages(t *testing.T) {
	s := newServer(t, fake{}, func(o *Options) { o.Playground = true })
	page := load(s, PagePath, "Accept", browser)
	if page.Code != 200 || !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") || !strings.Contains(page.Body.String(), "orggraph") {
		t.Errorf("the page: %d %v", page.Code, page.Header())
	}
	if policy := page.Header().Values("Content-Security-Policy"); len(policy) != 1 || strings.Contains(policy[0], "http") {
		t.Errorf("the page's policy: %q", policy)
	}
	if licences := load(s, PlaygroundPath+web.LicencesName); licences.Code != 200 || !strings.Contains(licences.Body.String(), "MIT") {
		t.Errorf("licences: %d", licences.Code)
	}
	if text := load(s, PagePath, "Accept", "*/*"); text.Code != 200 || !strings.HasPrefix(text.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("for no browser: %d %v", text.Code, text.Header())
	}
	without := newServer(t, fake{}, func(*Options) {})
	if text := load(without, PagePath, "Accept", browser); text.Code != 200 || !strings.Contains(text.Body.String(), GraphQLPath) || strings.Contains(text.Body.String(), "<") {
		t.Errorf("without a page: %d %s", text.Code, text.Body)
	}
	if none := load(without, PlaygroundPath+web.ExamplesName); none.Code != 404 {
		t.Errorf("examples without a page: %d", none.Code)
	}
}

// says answers whatever is asked with a text.
type says string

func (a says) Do(context.Context, graph.Request) *graph.Response {
	return &graph.Response{Body: graph.Body{[]byte(a)}, Data: true}
}

func (says) Edition(context.Context) (graph.Edition, error) { return graph.Edition{}, nil }

func TestServesExamples(t *testing.T) {
	const nothing = `{"data":{"dataset":{"title":"A graph"}},"extensions":{"release":"r1","asOf":"2026-10-01"}}`
	s := newServer(t, fake{}, func(o *Options) { o.Playground, o.Engine = true, says(nothing) })
	answer := load(s, PlaygroundPath+web.ExamplesName)
	var set examples.Set
	if err := json.Unmarshal(answer.Body.Bytes(), &set); err != nil || answer.Code != 200 || set.Title != "A graph" || len(set.Examples) == 0 {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if again := load(s, PlaygroundPath+web.ExamplesName, "If-None-Match", answer.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("again: %d", again.Code)
	}
	away := newServer(t, fake{}, func(o *Options) { o.Playground, o.Engine = true, says(`{"errors":[{"message":"bolt://secret"}]}`) })
	if answer := load(away, PlaygroundPath+web.ExamplesName); answer.Code != 503 || strings.Contains(answer.Body.String(), "secret") {
		t.Errorf("where nothing answers: %d %s", answer.Code, answer.Body)
	}
}
