package server

import (
	"context"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"orggraph/graph"
	"orggraph/internal/store"
)

// Engine answers GraphQL operations. It is safe for concurrent use and heeds the deadline of ctx.
type Engine interface {
	Do(ctx context.Context, r graph.Request) *graph.Response
	// Edition is that of a request that comes now.
	Edition(ctx context.Context) (graph.Edition, error)
}

// endpoint answers GraphQL requests.
//
// It reads application/json and nothing else that a browser would send from a foreign page without
// asking first, so that no page can act in the name of who looks at it; GET answers queries alone. It
// takes one operation a request and does not compress: that costs more than everything else together,
// and a proxy does it as well.
type endpoint struct {
	engine  Engine
	limits  Limits
	turns   chan struct{} // one for each operation that runs
	queued  atomic.Int64  // operations that wait for one
	waiting atomic.Int64  // bytes of answers that were not taken yet
}

func newEndpoint(engine Engine, l Limits) *endpoint {
	return &endpoint{engine: engine, limits: l, turns: make(chan struct{}, l.Running)}
}

const allowed = "GET, HEAD, OPTIONS, POST"

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept")
	w.Header().Set("Cache-Control", "no-store")
	media, acceptable := negotiate(r.Header.Values("Accept"))
	var request graph.Request
	var refused *refusal
	switch {
	case r.Method == http.MethodOptions:
		w.Header().Set("Allow", allowed)
		w.WriteHeader(http.StatusNoContent)
		return
	case !acceptable:
		refused = refuse(http.StatusNotAcceptable, "an answer is %s or %s", mediaResponse, mediaJSON)
	case r.Method == http.MethodPost:
		request, refused = e.fromBody(r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		request, refused = fromURL(r.URL)
	default:
		w.Header().Set("Allow", allowed)
		refused = refuse(http.StatusMethodNotAllowed, "the methods are %s", allowed)
	}
	if refused != nil {
		drain(r)
		refused.write(w, media)
		return
	}
	if r.Method == http.MethodPost {
		e.serve(w, r, request, media, nil)
		return
	}
	of := newAsked(request, media)
	if tag, known := e.knownTag(r.Context(), of, r.Header.Values("If-None-Match")); known {
		validate(w.Header(), tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	e.serve(w, r, request, media, &of)
}

// serve answers a request in its turn. The answer is tagged where it is whole and the request is one whose
// answers may be kept.
func (e *endpoint) serve(w http.ResponseWriter, r *http.Request, request graph.Request, media string, of *asked) {
	answer, refused := e.answer(r.Context(), request)
	if refused != nil {
		refused.write(w, media)
		return
	}
	defer answer.Release()
	noteAnswer(w, answer)
	size := int64(answer.Body.Len())
	defer e.waiting.Add(-size)
	if e.waiting.Add(size) > e.limits.WaitingBytes {
		busy("clients have left %d bytes of answers untaken: try again", e.limits.WaitingBytes).by("limit-untaken", e.limits.WaitingBytes).write(w, media)
		return
	}
	if of != nil && answer.Data && !answer.Errors {
		tag := of.tag(answer.Edition)
		validate(w.Header(), tag)
		if named, star := matches(r.Header.Values("If-None-Match"), tag); named || star {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	write(w, status(media, answer), media, answer.Body...)
}

// answer waits for its turn and answers, or refuses where no turn came in time.
func (e *endpoint) answer(ctx context.Context, r graph.Request) (*graph.Response, *refusal) {
	if refused := e.turn(ctx); refused != nil {
		return nil, refused
	}
	defer func() { <-e.turns }()
	ctx, cancel := graph.WithTimeout(ctx, e.limits.Answer)
	defer cancel()
	return e.engine.Do(ctx, r), nil
}

// turn takes a turn, and where there is none waits in the queue, which is short: who waits for long has
// gone before the answer comes.
func (e *endpoint) turn(ctx context.Context) *refusal {
	select {
	case e.turns <- struct{}{}:
		return nil
	default:
	}
	defer e.queued.Add(-1)
	if most := int64(e.limits.Queue); e.queued.Add(1) > most {
		return busy("%d operations wait for their turn already: try again", most).by("limit-queue", most)
	}
	over := time.NewTimer(e.limits.Turn)
	defer over.Stop()
	select {
	case e.turns <- struct{}{}:
		return nil
	case <-over.C:
	case <-ctx.Done():
	}
	return busy("no turn came within %s: try again", e.limits.Turn).by("timeout-queue", e.limits.Turn.String())
}

// busy refuses a request that may well be answered later.
func busy(format string, args ...any) *refusal {
	r := refuse(http.StatusServiceUnavailable, format, args...)
	r.code, r.again = store.Unavailable, true
	return r
}

// status is the status of an answer. To clients that ask for application/json it has to be 200 whatever
// the operation came to, because older ones read no other.
func status(media string, answer *graph.Response) int {
	if answer.Data || media == mediaJSON {
		return http.StatusOK
	}
	switch answer.Code {
	case store.Internal:
		return http.StatusInternalServerError
	case store.Unavailable:
		return http.StatusServiceUnavailable
	case store.Timeout:
		return http.StatusGatewayTimeout
	default:
		return http.StatusBadRequest
	}
}

// write writes a finished body. An error in writing is the client's, who is gone.
func write(w http.ResponseWriter, status int, media string, parts ...[]byte) {
	body := graph.Body(parts)
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	_, _ = body.WriteTo(w)
}
