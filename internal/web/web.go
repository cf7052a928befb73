// Package web turns what the program embeds into pages. It must not import anything of ours: a page
// knows the address of the endpoint that it asks, and nothing of how that answers.
package web

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// Page is what a browser shows: it names the endpoint and has the playground, which is served at the
// path frame, within it. It needs no script, so that it shows where the playground can't be loaded.
// Who does not ask for HTML gets the same in plain text.
func Page(endpoint, frame string) http.Handler {
	var page bytes.Buffer
	if err := pageTemplate.Execute(&page, struct{ Endpoint, Frame, Host string }{endpoint, frame, playgroundHost}); err != nil {
		panic(err) // the template is ours, and a buffer takes everything
	}
	text := fmt.Sprintf("orggraph answers GraphQL at %s. In a browser, this address is a page to write queries in.\n", endpoint)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept")
		if !strings.Contains(r.Header.Get("Accept"), "text/html") {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = w.Write([]byte(text))
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'")
		_, _ = w.Write(page.Bytes())
	})
}
