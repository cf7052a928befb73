//go:build linux

// Command side-by-side sets the program beside what a user would take instead: the official GraphQL library of
// Neo4j, PostGraphile over PostgreSQL, and Cypher written by hand. It loads one graph into each, starts each, checks that
// all give the same answers, measures them in turn and prints a table. What it needs it installs below .work; it
// must not be imported.
//
//	go run ./bench/side-by-side --from ../shared/ods/release-2025
//
// It needs Go, a JDK with Maven, Node with npm, and PostgreSQL, which it installs where it is Debian's root.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"orggraph/bench/england"
	"orggraph/internal/catalog"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
)

// options are what is measured, and how long.
type options struct {
	from    string
	letters string
	only    string
	rounds  int
	each    time.Duration
	mixed   time.Duration
	growth  bool
	docs    bool
	clients int
	warm    time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.from, "from", "", "folder of published files; the demo where there is none")
	flag.StringVar(&o.letters, "contenders", "abcde", "letters of those that take part")
	flag.StringVar(&o.only, "only", "", "operations that are measured, by the names of their files, with commas between; all where it is empty")
	flag.IntVar(&o.rounds, "rounds", 3, "how often each contender has its turn with each operation")
	flag.DurationVar(&o.each, "each", time.Second, "time of a turn")
	flag.DurationVar(&o.warm, "warm", 20*time.Second, "time that each contender has with all operations before anything is measured")
	flag.IntVar(&o.clients, "clients", 8, "clients at once, after one alone")
	flag.DurationVar(&o.mixed, "mixed", time.Minute, "time of all operations mixed; 0 for none")
	flag.BoolVar(&o.growth, "growth", true, "measure 1, 3 and 10 times the graph, too")
	flag.BoolVar(&o.docs, "docs", false, "put the tables into docs/benchmarks.md and the README")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintf(os.Stderr, "side-by-side: %v\n", err)
		os.Exit(1)
	}
}

// bench is one run.
type bench struct {
	options
	top, work string
	catalog   *catalog.Catalog
	graph     *store.Graph
	file      string // of the embedded graph
	variables map[string]any
	client    client

	neo4j      *database
	postgres   *postgres
	contenders []*contender
	began      time.Time
}

// say tells how far it is.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%5.0f s  %s\n", time.Since(b.began).Seconds(), fmt.Sprintf(format, args...))
}

func run(ctx context.Context, o options) (err error) {
	dir, err := top()
	if err != nil {
		return err
	}
	b := &bench{options: o, top: dir, work: filepath.Join(dir, ".work", "side-by-side"), client: newClient(o.clients), began: time.Now()}
	if err := os.MkdirAll(b.work, 0o755); err != nil {
		return err
	}
	b.file = filepath.Join(b.work, "england.orggraph")
	defer func() { err = errors.Join(err, b.stop()) }()
	if err := b.open(ctx); err != nil {
		return err
	}
	r, err := b.compare(ctx)
	if err != nil {
		return err
	}
	if err := b.measureMixed(ctx, r); err != nil {
		return err
	}
	b.stopContenders(r)
	if err := b.countHits(ctx, r); err != nil {
		return err
	}
	if o.growth {
		if err := b.measureGrowth(ctx, r); err != nil {
			return err
		}
	}
	return b.write(r)
}

// open loads the graph into each database that takes part, and starts the contenders.
func (b *bench) open(ctx context.Context) (err error) {
	if err := b.build(ctx); err != nil {
		return err
	}
	if b.catalog, b.graph, err = readGraph(b.from); err != nil {
		return err
	}
	if b.variables, err = variablesOf(b.graph); err != nil {
		return err
	}
	b.say("%s: %d nodes, %d edges", b.graph.Dataset.Release, len(b.graph.Nodes), len(b.graph.Edges))
	if err := memory.Write(b.file, b.graph); err != nil {
		return err
	}
	if strings.ContainsAny(b.letters, "bce") {
		if b.neo4j, err = startNeo4j(ctx, b.top, b.work); err != nil {
			return err
		}
		b.say("loading into Neo4j")
		if err := b.neo4j.load(ctx, b.catalog, b.graph, b.beside()); err != nil {
			return err
		}
	}
	if strings.Contains(b.letters, "d") {
		if err := b.openPostgres(ctx); err != nil {
			return err
		}
	}
	return b.startAll(ctx, b.letters)
}

func (b *bench) openPostgres(ctx context.Context) error {
	folder := os.DirFS(filepath.Join(b.top, "bench", "side-by-side", "postgraphile"))
	settings, err := fs.ReadFile(folder, "postgresql.conf")
	if err != nil {
		return err
	}
	if b.postgres, err = startPostgres(ctx, settings); err != nil {
		return err
	}
	b.say("loading into PostgreSQL")
	return b.postgres.load(ctx, folder, b.graph, england.On)
}

// beside is a file of statements that give the library what it needs in the database.
func (b *bench) beside() string {
	return filepath.Join(b.top, "bench", "side-by-side", "neo4j-graphql", "prepare.cypher")
}

func (b *bench) stopContenders(r *results) {
	for _, c := range b.contenders {
		c.stop()
	}
	if r != nil {
		r.Contenders = b.contenders // with what they held
	}
	b.contenders = nil
}

func (b *bench) stop() error {
	b.stopContenders(nil)
	err := b.neo4j.stop()
	if b.postgres != nil {
		err = errors.Join(err, b.postgres.stop())
	}
	return err
}
