//go:build unix

package server

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"orggraph/graph"
)

// BenchmarkAnswer measures what the server costs above the least that HTTP costs, for an answer of the
// size of all England: `ready` writes bytes that are there, `server` has them from its engine. The
// client's share is in both.
func BenchmarkAnswer(b *testing.B) {
	answer := bytes.Repeat([]byte("x"), 1_260_000)
	s := New(Options{
		Engine: fake{func(context.Context, graph.Request) *graph.Response {
			return &graph.Response{Body: graph.Body{answer}, Data: true}
		}},
		Limits: DefaultLimits(), Log: slog.New(slog.DiscardHandler),
	})
	for name, handler := range map[string]http.Handler{
		"ready": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			write(w, http.StatusOK, mediaJSON, answer)
		}),
		"server": s.Handler(),
	} {
		b.Run(name, func(b *testing.B) {
			l := httptest.NewServer(handler)
			defer l.Close()
			body := `{"query":"` + strings.Repeat("england ", 60) + `","variables":{"on":"2026-01-01"}}`
			before := cpu()
			for b.Loop() {
				response, err := http.Post(l.URL+GraphQLPath, mediaJSON, strings.NewReader(body))
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

// cpu is the time that the process has had of the processors.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
