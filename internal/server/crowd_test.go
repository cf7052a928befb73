package server

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"orggraph/graph"
)

func done() *graph.Response {
	return &graph.Response{Body: graph.Body{[]byte(`{"data":{}}`)}, Data: true}
}

// Operations above the limit wait for their turn, as long as they may.
func TestOperationsTakeTurns(t *testing.T) {
	var running atomic.Int32
	begun, release := make(chan struct{}, 3), make(chan struct{})
	s := newServer(t, fake{func(context.Context, graph.Request) *graph.Response {
		if running.Add(1) > 1 {
			t.Error("two operations run at a time")
		}
		defer running.Add(-1)
		begun <- struct{}{}
		<-release
		return done()
	}}, func(o *Options) { o.Limits.Running, o.Limits.Queue, o.Limits.Turn = 1, 1, time.Second })
	ask := func(status chan<- int) {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, get("?query=q"))
		if told := strings.Contains(w.Body.String(), `"code":"UNAVAILABLE","limit":"timeout-queue","max":"1s"}`); told != (w.Code == 503) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		status <- w.Code
	}
	first, second := make(chan int, 1), make(chan int, 1)
	go ask(first)
	<-begun
	go ask(second)
	if code := <-second; code != 503 {
		t.Errorf("one that waited in vain: %d", code)
	}
	go ask(second)
	close(release)
	for _, status := range []chan int{first, second} {
		if code := <-status; code != 200 {
			t.Errorf("one that had its turn: %d", code)
		}
	}
}

// blocked is a client that takes its answer when it is let.
type blocked struct {
	*httptest.ResponseRecorder
	writing, release chan struct{}
}

func (b blocked) Write(p []byte) (int, error) {
	close(b.writing)
	<-b.release
	return b.ResponseRecorder.Write(p)
}

// Answers that their clients leave waiting don't fill the memory.
func TestAnswersThatWaitAreLimited(t *testing.T) {
	s := newServer(t, fake{func(_ context.Context, r graph.Request) *graph.Response {
		if r.Query == "large" {
			return &graph.Response{Body: graph.Body{[]byte(`{"data":"` + strings.Repeat("x", 600) + `"}`)}, Data: true}
		}
		return done()
	}}, func(o *Options) { o.Limits.WaitingBytes = 1000 })
	ask := func(query string) int {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, get("?query="+query))
		if told := strings.Contains(w.Body.String(), `"code":"UNAVAILABLE","limit":"limit-untaken","max":1000}`); told != (w.Code == 503) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		return w.Code
	}
	slow := blocked{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	ended := make(chan struct{})
	go func() {
		s.Handler().ServeHTTP(slow, get("?query=large"))
		close(ended)
	}()
	<-slow.writing
	if code := ask("large"); code != 503 {
		t.Errorf("a second large answer: %d", code)
	}
	if code := ask("small"); code != 200 {
		t.Errorf("a small answer beside it: %d", code)
	}
	close(slow.release)
	<-ended
	if code := ask("large"); code != 200 {
		t.Errorf("a large answer after it: %d", code)
	}
}
