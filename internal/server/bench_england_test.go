//go:build unix

package server

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"orggraph/bench/england"
	"orggraph/graph"
	"orggraph/internal/store/memory"
)

// BenchmarkEngland measures what all of England costs over HTTP: `ready` writes the bytes of the answer,
// `engine` makes them for each request. The client's share is in both.
func BenchmarkEngland(b *testing.B) {
	engine := englandEngine(b)
	variables := map[string]any{"on": england.On.String()}
	body, err := json.Marshal(map[string]any{"query": england.Nested, "variables": variables})
	if err != nil {
		b.Fatal(err)
	}
	answer := engine.Do(b.Context(), graph.Request{Query: england.Nested, Variables: variables}).Body.Bytes()
	for _, h := range []struct {
		name    string
		handler http.Handler
	}{
		{"ready", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			write(w, http.StatusOK, mediaJSON, answer)
		})},
		{"engine", New(Options{Engine: engine, Limits: DefaultLimits(), Log: slog.New(slog.DiscardHandler)}).Handler()},
	} {
		b.Run(h.name, func(b *testing.B) {
			l := httptest.NewServer(h.handler)
			defer l.Close()
			before := cpu()
			for b.Loop() {
				response, err := http.Post(l.URL+GraphQLPath, mediaJSON, strings.NewReader(string(body)))
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, response.Body)
				if err != nil || n != int64(len(answer)) || response.Body.Close() != nil {
					b.Fatal(n, err)
				}
			}
			b.ReportMetric(float64(cpu()-before)/float64(time.Millisecond)/float64(b.N), "cpu-ms/op")
		})
	}
}

// BenchmarkNotModified measures what it costs to tell a client that its answer of all England is still
// right, without HTTP.
func BenchmarkNotModified(b *testing.B) {
	handler := New(Options{Engine: englandEngine(b), Limits: DefaultLimits(), Log: slog.New(slog.DiscardHandler)}).Handler()
	r := get("?" + url.Values{"query": {england.Nested}, "variables": {`{"on":"` + england.On.String() + `"}`}}.Encode())
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatal(w.Code, w.Body)
	}
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	for b.Loop() {
		w := httptest.NewRecorder()
		if handler.ServeHTTP(w, r); w.Code != http.StatusNotModified {
			b.Fatal(w.Code)
		}
	}
}

func englandEngine(b *testing.B) *graph.Engine {
	b.Helper()
	c, err := graph.Catalog()
	if err != nil {
		b.Fatal(err)
	}
	g, err := england.Graph(c)
	if err != nil {
		b.Fatal(err)
	}
	s, err := memory.New(g)
	if err != nil {
		b.Fatal(err)
	}
	engine, err := graph.New(graph.Options{Store: s})
	if err != nil {
		b.Fatal(err)
	}
	return engine
}
