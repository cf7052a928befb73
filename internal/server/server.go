// Package server turns HTTP requests into GraphQL requests and finished answers into HTTP responses,
// under limits, and says whether the program lives and is ready. It follows the specification "GraphQL
// over HTTP". It must not import a concrete store or anything that plans: what answers an operation is
// handed to it, and of graph it knows the request and the response.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"orggraph/internal/web"
)

// The paths that are served. Everything else is not found.
const (
	PagePath       = "/"
	PlaygroundPath = PagePath + web.Folder + "/" // what the page consists of
	GraphQLPath    = "/graphql"
	LivePath       = "/health/live"
	ReadyPath      = "/health/ready"
)

// Options is what a server is made of.
type Options struct {
	Engine Engine
	// Ready fails while there is nothing to answer from.
	Ready func(context.Context) error
	Log   *slog.Logger
	// Limits are DefaultLimits, changed where wanted.
	Limits Limits
	// Hosts are further names by which the server may be called at a loopback address, as it is by a
	// proxy on the same machine that passes on the name it was called by.
	Hosts []string
	// Playground is whether there is a page to write queries in.
	Playground bool
	// Origins are those whose pages may read answers, each as CheckOrigin takes it.
	Origins []string
}

// Server serves HTTP.
type Server struct {
	log     *slog.Logger
	limits  Limits
	handler http.Handler
}

// New makes a server.
func New(o Options) *Server {
	mux := http.NewServeMux()
	mux.Handle(GraphQLPath, allowOrigins(o.Origins, newEndpoint(o.Engine, o.Limits)))
	mux.HandleFunc("GET "+LivePath, live)
	mux.Handle("GET "+ReadyPath, ready(o.Ready))
	addPages(mux, o)
	return &Server{
		log: o.Log, limits: o.Limits,
		handler: observe(o.Log, secure(checkHost(o.Hosts, mux))),
	}
}

// Handler answers every path. Serve adds the limits of connections.
func (s *Server) Handler() http.Handler { return s.handler }

// Serve answers requests that come in at l until ctx ends. Then it takes no more, lets those that run
// finish within the limit, and cuts what is left. It closes l, and returns nil after an orderly end.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	h := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.limits.ReadHeader,
		ReadTimeout:       s.limits.Read,
		// It starts anew with each request. A handler that streams has to move its own deadline.
		WriteTimeout:   s.limits.Read + s.limits.Turn + s.limits.Answer + s.limits.Write,
		IdleTimeout:    s.limits.Idle,
		MaxHeaderBytes: s.limits.HeaderBytes,
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		BaseContext:    func(net.Listener) context.Context { return requests },
	}
	served := make(chan error, 1)
	go func() { served <- h.Serve(l) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(requests, s.limits.Shutdown)
	defer cancel()
	s.log.Info("stopping", "within", s.limits.Shutdown)
	if err := h.Shutdown(grace); errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("cutting the requests that still run")
		return h.Close()
	} else if err != nil {
		return err
	}
	return nil
}
