package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestOrigins(t *testing.T) {
	const allowed, other = "https://maps.example.org", "https://maps.example.org.evil.example"
	s := newServer(t, fake{}, func(o *Options) { o.Origins = []string{allowed, "http://localhost:3000"} })
	preflight := func(origin, method, headers string) *http.Request {
		return with(httptest.NewRequest(http.MethodOptions, GraphQLPath, nil),
			"Origin", origin, "Access-Control-Request-Method", method, "Access-Control-Request-Headers", headers)
	}
	for name, c := range map[string]struct {
		request *http.Request
		status  int
		allow   string // the origin that is allowed to read
		headers map[string]string
	}{
		"GET":        {get("?query=q", "Origin", allowed), 200, allowed, map[string]string{"Access-Control-Expose-Headers": "Etag, X-Request-Id, Retry-After", "Access-Control-Allow-Credentials": ""}},
		"POST":       {with(post("", `{"query":"q"}`), "Origin", "http://localhost:3000"), 200, "http://localhost:3000", nil},
		"an error":   {get("?", "Origin", allowed), 400, allowed, nil},
		"a 405":      {with(httptest.NewRequest(http.MethodPut, GraphQLPath, nil), "Origin", allowed), 405, "", nil},
		"another":    {get("?query=q", "Origin", other), 200, "", nil},
		"null":       {get("?query=q", "Origin", "null"), 200, "", nil},
		"no origin":  {get("?query=q"), 200, "", nil},
		"other port": {get("?query=q", "Origin", "http://localhost:3001"), 200, "", nil},
		"preflight": {preflight(allowed, "POST", "content-type,traceparent"), 204, allowed, map[string]string{
			"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "content-type,traceparent", "Access-Control-Max-Age": "600",
			"Access-Control-Allow-Credentials": "",
		}},
		"preflight of another":    {preflight(other, "POST", "content-type"), 204, "", map[string]string{"Access-Control-Allow-Methods": ""}},
		"preflight of a PUT":      {preflight(allowed, "PUT", ""), 204, "", map[string]string{"Access-Control-Allow-Methods": ""}},
		"OPTIONS, no preflight":   {with(httptest.NewRequest(http.MethodOptions, GraphQLPath, nil), "Origin", allowed), 204, allowed, map[string]string{"Allow": "GET, HEAD, OPTIONS, POST"}},
		"what an origin can't be": {get("?query=q", "Origin", "*"), 200, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(s, c.request)
			if got := w.Header().Get("Access-Control-Allow-Origin"); w.Code != c.status || got != c.allow {
				t.Errorf("%d, allowed is %q; not %d, %q", w.Code, got, c.status, c.allow)
			}
			if vary := strings.Join(w.Header().Values("Vary"), ", "); !strings.Contains(vary, "Origin") {
				t.Errorf("Vary: %s", vary)
			}
			for name, want := range c.headers {
				if got := w.Header().Get(name); got != want {
					t.Errorf("%s: %q, not %q", name, got, want)
				}
			}
		})
	}
	tagged := ask(s, get("?query=q", "Origin", allowed))
	kept := ask(s, get("?query=q", "Origin", allowed, "If-None-Match", tagged.Header().Get("ETag")))
	if kept.Code != http.StatusNotModified || kept.Header().Get("Access-Control-Allow-Origin") != allowed || strings.Join(kept.Header().Values("Vary"), ", ") != "Origin, Accept" {
		t.Errorf("304: %d %v", kept.Code, kept.Header())
	}
	if w := ask(newServer(t, fake{}), preflight(allowed, "POST", "content-type")); len(w.Header().Values("Access-Control-Allow-Origin")) > 0 {
		t.Errorf("without a list: %v", w.Header())
	}
}

func TestCheckOrigin(t *testing.T) {
	for origin, want := range map[string]string{
		"https://maps.example.org": "", "http://localhost:3000": "", "http://[::1]:3000": "", "chrome-extension://abc": "",
		"https://xn--bcher-kva.example": "",

		"": "no origin", "*": "no origin", "null": "no origin", "maps.example.org": "no origin", "https://": "no origin", "https://:80": "no origin",
		"https:maps.example.org": "no origin", "https://a b": "no origin",
		"https://*.example.org":           "name each",
		"https://maps.example.org/":       "write https://maps.example.org",
		"https://maps.example.org/page":   "more than an origin",
		"https://maps.example.org?a":      "more than an origin",
		"https://me@maps.example.org":     "more than an origin",
		"https://Maps.example.org":        "write https://maps.example.org",
		"https://maps.example.org:443":    "leave out the port",
		"http://maps.example.org:80":      "leave out the port",
		"http://maps.example.org:":        "leave out the port",
		"https://bücher.example":          "xn--",
		"https://maps.example.org, https": "no origin",
	} {
		if err := CheckOrigin(origin); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, not %q", origin, err, want)
		}
	}
}
