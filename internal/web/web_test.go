package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func ask(h http.Handler, accept string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept", accept)
	h.ServeHTTP(w, r)
	return w
}

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func TestPage(t *testing.T) {
	page := ask(Page("/graphql", "/frame"), browser)
	if got := page.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("the page is %s", got)
	}
	for _, want := range []string{"<code>/graphql</code>", `<iframe src="/frame"`, playgroundHost} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page.Body.String(), "<script") {
		t.Error("the page does not show without a script")
	}
	plain := ask(Page("/graphql", "/frame"), "*/*")
	if got := plain.Header().Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("for no browser: %s", got)
	}
	if !strings.Contains(plain.Body.String(), "/graphql") {
		t.Error("the plain text does not name the endpoint")
	}
}

// Everything that gqlgen's playground loads comes from the one place that its policy lets in.
func TestPlayground(t *testing.T) {
	page := ask(Playground("/graphql"), browser)
	policy, text := page.Header().Get("Content-Security-Policy"), page.Body.String()
	if !strings.Contains(text, "GraphiQL.createFetcher") || !strings.Contains(text, `"/graphql"`) {
		t.Errorf("no playground for the endpoint:\n%s", text)
	}
	loaded := 0
	for _, attribute := range []string{`src="`, `href="`} {
		for _, part := range strings.Split(text, attribute)[1:] {
			address, _, _ := strings.Cut(part, `"`)
			if !strings.HasPrefix(address, playgroundHost+"/") {
				t.Errorf("the policy %q stops %s", policy, address)
			}
			loaded++
		}
	}
	if loaded == 0 {
		t.Error("nothing is loaded: the policy is wider than it need be")
	}
}
