package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/demo"
	"orggraph/internal/store/memory"
	"orggraph/reference"
)

// service answers operations from a graph, wherever that is kept.
type service struct {
	catalog *catalog.Catalog
	store   graphStore
	engine  *graph.Engine
}

// openService opens the graph that is kept in a place, to be asked within limits; zero ones are the default.
func openService(at place, log *slog.Logger, limits graph.Limits) (*service, error) {
	ref, c, err := foundation()
	if err != nil {
		return nil, err
	}
	s, err := at.open(ref, c, log)
	if err != nil {
		return nil, err
	}
	engine, err := graph.New(graph.Options{Store: s, Log: log, Limits: limits})
	if err != nil {
		return nil, err
	}
	return &service{catalog: c, store: s, engine: engine}, nil
}

// demoMemory is what making the synthetic England takes before it collects garbage more often than usual.
// It needs two thirds of that; what it leaves is less than a third.
const demoMemory = 220 << 20

func demoStore(ref *reference.Data, c *catalog.Catalog) (*memory.Store, error) {
	defer debug.FreeOSMemory()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(demoMemory))
	g, err := demo.Build(c, ref, demo.Seed)
	if err != nil {
		return nil, fmt.Errorf("synthetic England: %w", err)
	}
	return memory.New(g)
}

// foundation is what every graph is made from.
func foundation() (*reference.Data, *catalog.Catalog, error) {
	c, err := graph.Catalog()
	if err != nil {
		return nil, nil, fmt.Errorf("schema: %w", err)
	}
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		return nil, nil, fmt.Errorf("reference records: %w", err)
	}
	return ref, c, nil
}

func (s *service) close() { s.store.Close() }

// ask answers a question with JSON.
func (s *service) ask(ctx context.Context, q question) ([]byte, error) {
	r, err := q.request()
	if err != nil {
		return nil, err
	}
	return s.engine.Do(ctx, r).Body.Bytes(), nil
}

// explain prints the plan of a question, and the answer where it has none or something went wrong.
func (s *service) explain(ctx context.Context, out io.Writer, q question) error {
	r, err := q.request()
	if err != nil {
		return err
	}
	text, answer := s.engine.Explain(ctx, r)
	if text == "" || answer.Errors {
		text += answer.Body.String() + "\n"
	}
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	if answer.Errors {
		return errAnswer
	}
	return nil
}

// request reads the variables; numbers keep all their digits.
func (q question) request() (graph.Request, error) {
	r := graph.Request{Query: q.Query, OperationName: q.Operation}
	if len(q.Variables) > 0 {
		d := json.NewDecoder(strings.NewReader(string(q.Variables)))
		d.UseNumber()
		if err := d.Decode(&r.Variables); err != nil {
			return r, fmt.Errorf("variables: %w", err)
		}
	}
	return r, nil
}
