//go:build national && neo4j

package questions

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"os"
	"sync"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j"
	"orggraph/internal/store/storetest"
)

// stores hold England, each in its own way.
type stores struct {
	memory, neo4j store.Store
}

var loadStores = sync.OnceValues(func() (*stores, error) {
	m, err := loadEngland()
	if err != nil {
		return nil, err
	}
	n, err := neo4j.Open(neo4j.Options{URI: os.Getenv("ORGGRAPH_TEST_NEO4J"), Catalog: m.graph.Catalog, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	_, err = n.Load(context.Background(), m.graph, neo4j.Loading{Reload: true})
	return &stores{m, n}, err
})

// bothStores have England loaded, once for all tests.
func bothStores(t *testing.T) *stores {
	t.Helper()
	if os.Getenv("ORGGRAPH_TEST_NEO4J") == "" {
		t.Fatal("ORGGRAPH_TEST_NEO4J names no database: run make test-neo4j")
	}
	s, err := loadStores()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// same asks both stores on a day, and wants the same bytes.
func (s *stores) same(t *testing.T, today day.Day, query string, v variables) {
	t.Helper()
	var bodies [2][]byte
	for i, from := range []store.Store{s.memory, s.neo4j} {
		e, err := graph.New(graph.Options{
			Store: from, Log: slog.New(slog.DiscardHandler),
			Now: func() time.Time { return time.Unix(int64(today)*24*60*60+12*60*60, 0) },
		})
		if err != nil {
			t.Fatal(err)
		}
		bodies[i] = e.Do(t.Context(), graph.Request{Query: query, Variables: maps.Clone(v)}).Body.Bytes()
	}
	if !bytes.Equal(bodies[0], bodies[1]) {
		t.Errorf("%v\nmemory\n%.2000s\nNeo4j\n%.2000s", v, bodies[0], bodies[1])
	}
}

// Every golden of the project is answered alike.
func TestGoldensFromBothStores(t *testing.T) {
	s := bothStores(t)
	for _, g := range storetest.Goldens(t) {
		t.Run(g.Name, func(t *testing.T) { s.same(t, g.Today, g.Query(), g.Variables(t)) })
	}
}

// So is everything that the description of primary care names.
func TestDomainFromBothStores(t *testing.T) {
	s := bothStores(t)
	for _, n := range domain {
		t.Run(n.what, func(t *testing.T) { s.same(t, day.Of(2026, 1, 1), n.query, nil) })
	}
}

// So is every question with other values, and every figure.
func TestQuestionsFromBothStores(t *testing.T) {
	s, today := bothStores(t), day.Of(2026, 1, 1)
	for _, q := range questions {
		t.Run(q.name[:2], func(t *testing.T) {
			c := readCase(t, q.name)
			for _, further := range q.further {
				v := c.variables(t)
				maps.Copy(v, further)
				s.same(t, today, c.section(sectionQuery), v)
			}
		})
	}
	for _, f := range figures {
		t.Run(f.what, func(t *testing.T) { s.same(t, today, figureQuery(f.list), nil) })
	}
	t.Run("joins", func(t *testing.T) { s.same(t, today, joined, nil) })
}
