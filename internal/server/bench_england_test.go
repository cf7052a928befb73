//go:build unix

package server

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
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
	variables := map[string]any{"on": england.On.String()}
	body, err := json.Marshal(map[string]any{"query": england.Nested, "variables": variables})
	if err != nil {
		b.Fatal(err)
	}
	answer := engine.Do(b.Context(), graph.Request{Query: england.Nested, Variables: variables}).Body
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
