package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPlayground(t *testing.T) {
	ask := func(accept string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		Playground("/graphql").ServeHTTP(w, r)
		return w
	}

	page := ask("text/html,application/xhtml+xml,*/*;q=0.8")
	if got := page.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("the page is %s", got)
	}
	policy := page.Header().Get("Content-Security-Policy")
	text := page.Body.String()
	for _, want := range []string{"<code>/graphql</code>", "GraphiQL.createFetcher", "can't be reached"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text, waiting) {
		t.Error("the page still says only that it loads")
	}
	// Everything that gqlgen's page loads has to be let in.
	for _, tag := range []string{`src="`, `href="`} {
		for _, part := range strings.Split(text, tag)[1:] {
			address, _, _ := strings.Cut(part, `"`)
			if !strings.HasPrefix(address, playgroundHost+"/") || !strings.Contains(policy, playgroundHost) {
				t.Errorf("the policy %q stops %s", policy, address)
			}
		}
	}

	plain := ask("*/*")
	if got := plain.Header().Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("for no browser: %s", got)
	}
	if !strings.Contains(plain.Body.String(), "/graphql") {
		t.Error("the plain answer does not name the endpoint")
	}
}
