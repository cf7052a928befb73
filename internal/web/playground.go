package web

import (
	"net/http"

	"github.com/99designs/gqlgen/graphql/playground"
)

// playgroundHost is where gqlgen's playground loads itself from.
const playgroundHost = "https://cdn.jsdelivr.net"

// playgroundPolicy lets the playground load what it consists of, and nothing else.
const playgroundPolicy = "default-src 'self'; " +
	"script-src 'self' 'unsafe-inline' " + playgroundHost + "; " +
	"style-src 'self' 'unsafe-inline' " + playgroundHost + "; " +
	"font-src 'self' data: " + playgroundHost + "; img-src 'self' data:; frame-ancestors 'self'"

// Playground is gqlgen's playground, for writing operations and asking them of the endpoint at a path.
func Playground(endpoint string) http.Handler {
	page := playground.Handler("orggraph", endpoint)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", playgroundPolicy)
		page(w, r)
	})
}
