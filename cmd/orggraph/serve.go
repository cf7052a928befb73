package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v3"

	"orggraph/internal/config"
	"orggraph/internal/server"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
	"orggraph/internal/store/neo4j"
	"orggraph/internal/web"
)

// describeWithin is how long a database may take to say what it holds before the server starts without that.
const describeWithin = 5 * time.Second

func (p *program) serveCommand() *cli.Command {
	return p.withSettings(config.Serve, &cli.Command{
		Name:      "serve",
		Usage:     "answer GraphQL over HTTP, with a page to write queries in",
		UsageText: "orggraph serve [--data FILE | --store URI] [--listen ADDRESS]",
		Description: `Serves the graph in FILE, or in a Neo4j database, and takes up what is imported into it without a restart.
Without either it serves a synthetic England: its regions, boards and sub-ICB locations are real,
everything beneath them is made up and says so.

It can be reached from this machine alone, unless ADDRESS is another one: ":8080" is every address of
this machine. Port 0 is any port that is free. Ctrl-C ends it once the running queries are answered.

   orggraph serve
   orggraph serve --data england.orggraph --listen :8080`,
	}, func(ctx context.Context, c *cli.Command, v *config.Values) error {
		if err := noArguments(c); err != nil {
			return err
		}
		at, err := placeOf(c, v)
		if err != nil {
			return err
		}
		return p.serve(ctx, at, v)
	})
}

func (p *program) serve(ctx context.Context, at place, v *config.Values) error {
	log, listen := p.logger(v), v.Text("listen")
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return fmt.Errorf("can't serve at %s: %w", listen, err)
	}
	defer l.Close() //nolint:errcheck // the server closes it first, where it gets that far
	s, err := openService(at, log, operationLimits(v))
	if err != nil {
		return err
	}
	defer s.close()
	if err := p.announce(ctx, s, at, "http://"+reachable(l.Addr())); err != nil {
		return err
	}

	ctx, cancel := context.WithCancel(ctx)
	var following sync.WaitGroup
	defer following.Wait()
	defer cancel()
	switch followed := s.store.(type) {
	case *memory.Store:
		if at.data != "" {
			following.Go(func() { followed.Follow(ctx, s.tellChange(log, at.data)) })
		}
	case *neo4j.Store:
		following.Go(func() { followed.Follow(ctx, tellRelease(log, at.database.URI)) })
	}
	return server.New(server.Options{
		Engine: s.engine, Ready: func(ctx context.Context) error { return ready(ctx, s.store) }, Log: log, Limits: serverLimits(v),
		Hosts: v.List("host"), Origins: v.List("allow-origin"), Playground: v.Bool("playground"),
	}).Serve(ctx, l)
}

// announce tells what is served and where. A database may hold nothing yet: then it tells that.
func (p *program) announce(ctx context.Context, s *service, at place, url string) error {
	what, err := s.describe(ctx)
	if err != nil && at.database.URI == "" {
		return err
	}
	if err != nil {
		what = fmt.Sprintf("not ready yet: %v", err)
	}
	hint := ""
	if !web.Built() {
		hint = "This build has the plain page: where Node and npm are, `make run` and `make build` build the better one.\n"
	}
	_, err = fmt.Fprintf(p.stdout, `orggraph serves %s
%s

  page to write queries in  %s%s
  GraphQL                   %s%s
  health                    %s%s, %s

%sCtrl-C ends it.
`, at, what, url, server.PagePath, url, server.GraphQLPath, url, server.ReadyPath, server.LivePath, hint)
	return err
}

// describe tells what the graph is and how much of it there is.
func (s *service) describe(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, describeWithin)
	defer cancel()
	view, err := s.store.View(ctx)
	if err != nil {
		return "", err
	}
	defer view.Close()
	d, kinds, total := view.Dataset(), []string(nil), 0
	for _, k := range s.catalog.Kinds {
		if n := view.Statistics().Nodes[k.Index]; n > 0 {
			kinds, total = append(kinds, fmt.Sprintf("%s %d", k.Name, n)), total+n
		}
	}
	return fmt.Sprintf("%s\nrelease %s, %d nodes:\n%s", d.Title, d.Release, total, wrapped(kinds)), nil
}

// wrapped lists what there is in lines that fit a terminal.
func wrapped(items []string) string {
	lines := []string{" "}
	for i, item := range items {
		if i < len(items)-1 {
			item += ","
		}
		if len(lines[len(lines)-1])+len(item) > 90 {
			lines = append(lines, " ")
		}
		lines[len(lines)-1] += " " + item
	}
	return strings.Join(lines, "\n")
}

// reachable is an address that a browser on this machine can open.
func reachable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return a.String()
}

// tellRelease logs what there is to read in a database by now.
func tellRelease(log *slog.Logger, uri string) func(*store.Dataset, error) {
	return func(d *store.Dataset, err error) {
		log := log.With("store", uri)
		switch cause := errors.Unwrap(err); {
		case err == nil:
			log.Info("a release is served", "release", d.Release)
		case cause == nil:
			log.Warn("nothing can be read", "error", err)
		default:
			log.Warn("nothing can be read", "error", err, "cause", cause)
		}
	}
}

// tellChange logs what became of a file that was written anew.
func (s *service) tellChange(log *slog.Logger, data string) func(error) {
	return func(err error) {
		view, failed := s.store.View(context.Background())
		if failed != nil {
			log.Error("nothing can be read", "error", failed)
			return
		}
		defer view.Close()
		release := view.Dataset().Release
		if err != nil {
			log.Warn("the new file can't be served; the old release still is", "file", data, "release", release, "error", err)
			return
		}
		log.Info("a new release is served", "file", data, "release", release)
	}
}
