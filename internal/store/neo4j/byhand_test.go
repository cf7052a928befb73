//go:build neo4j

package neo4j

import (
	"context"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"orggraph/bench/england"
	"orggraph/bench/operations"
	"orggraph/graph"
)

// rivals are the two sides of the comparison over one database: our engine, and statements by hand.
type rivals struct {
	store  *Store
	engine *graph.Engine
	sent   *watched
	asked  map[string]any // what both are asked about
}

// openRivals puts the graph that is measured into the database, unless it holds it, and opens both sides.
func openRivals(t testing.TB) *rivals {
	t.Helper()
	c := ourCatalog(t)
	g, err := england.Graph(c)
	if err != nil {
		t.Fatal(err)
	}
	s := connect(t, c)
	if v, err := s.View(t.Context()); err != nil || v.Dataset().Release != g.Dataset.Release {
		if _, err := s.Load(t.Context(), g, Loading{Reload: true}); err != nil {
			t.Fatal(err)
		}
	}
	r := &rivals{store: s, sent: &watched{DriverWithContext: s.driver}}
	s.driver = r.sent
	if r.engine, err = graph.New(graph.Options{Store: s, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	r.asked = operations.Pick(g)
	return r
}

// watched is a driver that says what was sent through it.
type watched struct {
	driver.DriverWithContext
	statements atomic.Int64
	last       atomic.Pointer[statement]
}

func (w *watched) NewSession(ctx context.Context, config driver.SessionConfig) driver.SessionWithContext {
	return watchedSession{w.DriverWithContext.NewSession(ctx, config), w}
}

type watchedSession struct {
	driver.SessionWithContext
	*watched
}

func (s watchedSession) Run(ctx context.Context, text string, params map[string]any, settings ...func(*driver.TransactionConfig)) (driver.ResultWithContext, error) {
	s.statements.Add(1)
	s.last.Store(&statement{text, params})
	return s.SessionWithContext.Run(ctx, text, params, settings...)
}

// operation is one of those that are compared.
type operation struct {
	*operations.Operation
	variables map[string]any
	statement statement // by hand
	size      int       // of the last answer by hand: room for the next one
}

func (r *rivals) operations(t testing.TB) (list []*operation) {
	for _, o := range operations.All() {
		variables := maps.Clone(r.asked)
		if o.Before != "" {
			variables["cursor"] = r.cursor(t, o.Before)
		}
		list = append(list, &operation{
			Operation: o, variables: operations.Used(o.Query, variables),
			statement: statement{o.Cypher, operations.Used(o.Cypher, variables)},
		})
	}
	return list
}

// cursor is where the page ends that a query asks for.
func (r *rivals) cursor(t testing.TB, query string) string {
	answer := r.engine.Do(t.Context(), graph.Request{Query: query, Variables: operations.Used(query, r.asked)})
	_, rest, found := strings.Cut(dataOf(answer), `"endCursor":"`)
	cursor, _, closed := strings.Cut(rest, `"`)
	if !found || !closed {
		t.Fatalf("no cursor: %s", answer.Body)
	}
	return cursor
}

// ours answers an operation as the program does.
func (r *rivals) ours(t testing.TB, o *operation) string {
	answer := r.engine.Do(t.Context(), graph.Request{Query: o.Query, Variables: o.variables})
	if answer.Errors {
		t.Fatalf("%s: %s", o.Slug, answer.Body)
	}
	return dataOf(answer)
}

// byHand answers it by hand.
func (r *rivals) byHand(t testing.TB, o *operation) string {
	ctx, cancel := bounded(t.Context(), longestRead)
	defer cancel()
	rows, err := r.store.readOnce(ctx, o.statement)
	if err != nil {
		t.Fatalf("%s: %v", o.Slug, err)
	}
	answer := string(o.Write(append(make([]byte, 0, o.size), `{"data":`...), rows))
	o.size = len(answer)
	return answer
}

// side is what one side takes.
type side struct {
	times               []time.Duration
	hits                int64 // database hits
	planning            time.Duration
	statements          int64
	statement           statement
	allocations, memory uint64 // of one request
}

// compare fails where the answers of the two sides differ, and returns the statements and hits of each.
func (r *rivals) compare(t testing.TB, o *operation) (ours, byHand side) {
	t.Helper()
	before := r.sent.statements.Load()
	got := r.ours(t, o)
	ours.statements, ours.statement = r.sent.statements.Load()-before, *r.sent.last.Load()
	byHand.statements, byHand.statement = 1, o.statement
	if want := r.byHand(t, o); got != want {
		from := 0
		for from < min(len(got), len(want)) && got[from] == want[from] {
			from++
		}
		from = max(0, from-100)
		t.Fatalf("the answers differ from byte %d on\nours:    %.300s\nby hand: %.300s", from, got[from:], want[from:])
	}
	ours.hits, byHand.hits = r.hits(t, ours.statement), r.hits(t, byHand.statement)
	return ours, byHand
}

// hits returns the database hits of a statement.
func (r *rivals) hits(t testing.TB, q statement) int64 {
	t.Helper()
	ctx, cancel := bounded(t.Context(), longestRead)
	defer cancel()
	session := r.store.session(ctx, readMode)
	defer giveBack(ctx, session)
	result, err := session.Run(ctx, "PROFILE "+q.text, q.params)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return hitsOf(summary.Profile())
}

func hitsOf(p driver.ProfiledPlan) int64 {
	hits := p.DbHits()
	for _, child := range p.Children() {
		hits += hitsOf(child)
	}
	return hits
}

// planning returns how long the database takes to plan a statement anew: the least of a few, since what else the machine
// does only adds.
func (r *rivals) planning(t testing.TB, q statement) time.Duration {
	t.Helper()
	least := time.Hour
	for range 3 {
		ctx, cancel := bounded(t.Context(), longestRead)
		defer cancel()
		_, err := r.store.readOnce(ctx, statement{text: "CALL db.clearQueryCaches()"})
		began := time.Now()
		if err == nil {
			_, err = r.store.readOnce(ctx, statement{"EXPLAIN " + q.text, q.params})
		}
		if err != nil {
			t.Fatal(err)
		}
		least = min(least, time.Since(began))
	}
	return least
}

// memory returns how often one call allocates, and how many bytes.
func memory(call func()) (allocations, size uint64) {
	const calls = 10
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range calls {
		call()
	}
	runtime.ReadMemStats(&after)
	return (after.Mallocs - before.Mallocs) / calls, (after.TotalAlloc - before.TotalAlloc) / calls
}

// BenchmarkByHand measures our statements and those by hand in turn, so that whatever else the machine does is
// borne by both. go run ./bench --neo4j makes a table of it.
func BenchmarkByHand(b *testing.B) {
	r := openRivals(b)
	for _, o := range r.operations(b) {
		b.Run(o.Slug, func(b *testing.B) {
			ours, byHand := r.compare(b, o)
			ours.planning, byHand.planning = r.planning(b, ours.statement), r.planning(b, byHand.statement)
			ours.allocations, ours.memory = memory(func() { r.ours(b, o) })
			byHand.allocations, byHand.memory = memory(func() { r.byHand(b, o) })
			for range 20 { // both are compiled by then
				r.ours(b, o)
				r.byHand(b, o)
			}
			for b.Loop() {
				began := time.Now()
				r.ours(b, o)
				between := time.Now()
				r.byHand(b, o)
				byHand.times = append(byHand.times, time.Since(between))
				ours.times = append(ours.times, between.Sub(began))
			}
			b.ReportMetric(0, "ns/op") // of both together says nothing
			ours.report(b, "ours")
			byHand.report(b, "hand")
		})
	}
}

func (s *side) report(b *testing.B, name string) {
	slices.Sort(s.times)
	for unit, value := range map[string]float64{
		"p50-ms": milliseconds(s.times[len(s.times)/2]), "min-ms": milliseconds(s.times[0]),
		"hits": float64(s.hits), "plan-ms": milliseconds(s.planning), "statements": float64(s.statements),
		"allocs": float64(s.allocations), "kB": float64(s.memory) / 1e3,
	} {
		b.ReportMetric(value, name+"-"+unit)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// TestByHand compares the two sides once on a small graph: what the benchmark measures is the same answer.
func TestByHand(t *testing.T) {
	r := openRivals(t)
	for _, o := range r.operations(t) {
		t.Run(o.Slug, func(t *testing.T) {
			ours, byHand := r.compare(t, o)
			if ours.statements != 1 {
				t.Errorf("%d statements", ours.statements)
			}
			if ours.hits == 0 || byHand.hits == 0 {
				t.Errorf("%d database hits, %d by hand", ours.hits, byHand.hits)
			}
		})
	}
}
