package server

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"time"

	"orggraph/graph"
	"orggraph/internal/examples"
	"orggraph/internal/store"
	"orggraph/internal/web"
)

// addPages serves the page with what it consists of and its examples, or without a page a line of text.
func addPages(mux *http.ServeMux, o Options) {
	if !o.Playground {
		mux.Handle("GET "+PagePath+"{$}", web.Text())
		return
	}
	pages := web.New()
	mux.Handle("GET "+PagePath+"{$}", pages.Page())
	mux.Handle("GET "+PlaygroundPath+"{name}", pages.Parts())
	mux.Handle("GET "+PlaygroundPath+web.ExamplesName, serveExamples(o.Engine, o.Limits.Answer))
}

// serveExamples answers with the examples for what is being served now.
func serveExamples(engine Engine, within time.Duration) http.Handler {
	found := examples.New(func(ctx context.Context, query, operationName string, variables map[string]any) ([]byte, error) {
		return engine.Do(ctx, graph.Request{Query: query, OperationName: operationName, Variables: variables, ReadOnly: true}).Body.Bytes(), nil
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), within)
		defer cancel()
		text, err := found.JSON(ctx)
		if err != nil {
			refused := refuse(http.StatusServiceUnavailable, "there is nothing to ask about yet")
			refused.code = store.Unavailable
			w.Header().Set("Cache-Control", "no-store")
			refused.write(w, mediaJSON)
			return
		}
		tag := fmt.Sprintf(`"%x"`, sha256.Sum256(text))
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", tag)
		if strings.Contains(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		write(w, http.StatusOK, mediaJSON, text)
	})
}
