// Package web turns what the program embeds into pages. It must not import anything of ours: a page
// knows the address of the endpoint that it asks, and nothing of how that answers.
package web

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql/playground"
)

// playgroundPolicy lets the page load what gqlgen's playground consists of, and nothing else.
const playgroundPolicy = "default-src 'self'; " +
	"script-src 'self' 'unsafe-inline' " + playgroundHost + "; " +
	"style-src 'self' 'unsafe-inline' " + playgroundHost + "; " +
	"font-src 'self' data: " + playgroundHost + "; img-src 'self' data:; frame-ancestors 'none'"

const playgroundHost = "https://cdn.jsdelivr.net"

// Playground is a page for writing operations and asking them of the endpoint at a path. It loads
// itself from the internet; where that can't be reached, it says so and names the endpoint. Who does
// not ask for HTML gets that in plain text.
func Playground(endpoint string) http.Handler {
	page := playgroundPage(endpoint)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept")
		if !strings.Contains(r.Header.Get("Accept"), "text/html") {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = fmt.Fprintf(w, "orggraph: GraphQL is served at %s; open this address in a browser for a page to write queries in.\n", endpoint)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", playgroundPolicy)
		_, _ = w.Write(page)
	})
}

// waiting is what gqlgen's page shows until it has loaded.
const waiting = `<div class="loading">Loading…</div>`

// playgroundPage is gqlgen's page, with a notice where it only says that it loads.
func playgroundPage(endpoint string) []byte {
	var b buffer
	playground.Handler("orggraph", endpoint)(&b, nil)
	notice := fmt.Sprintf(`<div class="loading" style="font-size: 1rem"><div>
<p>The playground is being loaded from %s. If this text stays, that can't be reached from here.</p>
<p>GraphQL is served at <code>%s</code> all the same:</p>
<pre id="example"></pre>
<script>document.getElementById('example').textContent = "curl --json '{\"query\": \"{ regions { nodes { odsCode name } } }\"}' " + new URL(%q, location)</script>
</div></div>`, playgroundHost, html.EscapeString(endpoint), endpoint)
	return bytes.Replace(b.Bytes(), []byte(waiting), []byte(notice), 1)
}

// buffer is a response that is kept.
type buffer struct{ bytes.Buffer }

func (*buffer) Header() http.Header { return http.Header{} }
func (*buffer) WriteHeader(int)     {}
