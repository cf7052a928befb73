package server

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"orggraph/graph"
	"orggraph/internal/store"
)

// observe gives each request an id, logs how it ended, and answers where a handler panics. The log
// holds no query and no variable. The level is INFO for operations, DEBUG for all else, and WARN where
// the server failed.
func observe(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		id := r.Header.Get("X-Request-Id")
		if !isRequestID(id) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-Id", id)
		ctx := context.WithValue(r.Context(), requestID{}, id)
		seen := &observed{ResponseWriter: w}
		defer func() {
			if cause := recover(); cause != nil {
				if err, is := cause.(error); is && errors.Is(err, http.ErrAbortHandler) {
					panic(http.ErrAbortHandler)
				}
				log.ErrorContext(ctx, "panic", "cause", cause, "stack", string(debug.Stack()))
				if seen.status != 0 {
					panic(http.ErrAbortHandler) // half an answer must not look like a whole one
				}
				refused := refuse(http.StatusInternalServerError, "internal error; the request id is %s", id)
				refused.code = store.Internal
				refused.write(seen, mediaJSON)
			}
			level := slog.LevelDebug
			switch {
			case seen.status >= http.StatusInternalServerError:
				level = slog.LevelWarn
			case r.URL.Path == GraphQLPath:
				level = slog.LevelInfo
			}
			attrs := []slog.Attr{
				slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", seen.status), slog.Int64("bytes", seen.bytes),
				slog.Duration("duration", time.Since(start)),
			}
			log.LogAttrs(ctx, level, "request", append(attrs, seen.answered...)...)
		}()
		next.ServeHTTP(seen, r.WithContext(ctx))
	})
}

// observed remembers what was answered.
type observed struct {
	http.ResponseWriter
	status int // 0 before the answer begins
	bytes  int64

	answered []slog.Attr // what is to be logged of an operation
}

// loggedName is how much of an operation's name is logged: it is the client's.
const loggedName = 64

// noteAnswer has what an operation came to logged with its request. The handlers of the log quote whatever
// could look like more than one value or one line.
func noteAnswer(w http.ResponseWriter, a *graph.Response) {
	for {
		switch inner := w.(type) {
		case *observed:
			inner.answered = []slog.Attr{slog.String("operation", a.Operation[:min(len(a.Operation), loggedName)]), slog.Int64("cost", a.Cost), slog.Int64("rows", a.Rows)}
			if a.Code != "" {
				inner.answered = append(inner.answered, slog.String("code", string(a.Code)))
			}
			return
		case interface{ Unwrap() http.ResponseWriter }:
			w = inner.Unwrap()
		default:
			return
		}
	}
}

func (o *observed) WriteHeader(status int) {
	if o.status == 0 {
		o.status = status
	}
	o.ResponseWriter.WriteHeader(status)
}

func (o *observed) Write(b []byte) (int, error) {
	if o.status == 0 {
		o.status = http.StatusOK
	}
	n, err := o.ResponseWriter.Write(b)
	o.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (o *observed) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// requestID is the key of the request's id in its context.
type requestID struct{}

// isRequestID says whether a client's id may stand in a header and in the log.
func isRequestID(id string) bool {
	for i := range len(id) {
		c := id[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return id != "" && len(id) <= 64
}

// LogHandler returns a handler that adds the id of the request to each record that is logged with a
// request's context, whoever logs it.
func LogHandler(h slog.Handler) slog.Handler { return logHandler{h} }

type logHandler struct{ slog.Handler }

func (h logHandler) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(requestID{}).(string); ok {
		r = r.Clone()
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return logHandler{h.Handler.WithAttrs(attrs)}
}

func (h logHandler) WithGroup(name string) slog.Handler { return logHandler{h.Handler.WithGroup(name)} }
