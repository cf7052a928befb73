// Package web turns what the program embeds into pages: GraphiQL where it was built with Node, GraphQL
// Playground where it was not, and a line of text for who does not ask for HTML. Neither loads anything
// from elsewhere. It must not import anything of ours: a page knows the addresses that it asks, and
// nothing of how they answer.
package web

import (
	"fmt"
	"net/http"
	"strings"
)

// Pages are what a browser shows, and what that consists of.
type Pages struct {
	page   *file
	policy string
	parts  map[string]*file // by the last part of their path
}

// The addresses that the pages ask, beside those of their parts: relative to the page, so that both may
// stand behind a proxy that adds to their paths.
const (
	endpoint = "graphql"
	// Folder is where the parts and the examples are served, below the page.
	Folder = "playground"
	// ExamplesName is the name of the examples there.
	ExamplesName = "examples.json"
	// LicencesName is the name of the licences of what the page consists of.
	LicencesName = "licences.txt"
)

// New makes the pages that this program was built with.
func New() *Pages {
	built, err := readBuilt(dist)
	if err != nil {
		panic(err) // make writes all parts, then the page that names them
	}
	if built != nil {
		return built
	}
	return plain()
}

// Built says whether it is the page that make builds with Node.
func Built() bool {
	built, err := readBuilt(dist)
	return built != nil || err != nil
}

// Page serves the page, and text to who does not ask for HTML.
func (p *Pages) Page() http.Handler {
	text := Text()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		if !strings.Contains(r.Header.Get("Accept"), "text/html") {
			text.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", p.policy)
		p.page.serve(w, r)
	})
}

// Parts serves what the page consists of, by name.
func (p *Pages) Parts() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		part := p.parts[r.PathValue("name")]
		if part == nil {
			http.NotFound(w, r)
			return
		}
		part.serve(w, r)
	})
}

// Text says in a line what is served.
func Text() http.Handler {
	text := fmt.Appendf(nil, "orggraph answers GraphQL at /%s, to POST and to GET.\n", endpoint)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write(text)
	})
}
