//go:build peers

package peers

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
)

// engine answers over the small graph of testdata.
func engine(t *testing.T) *graph.Engine {
	t.Helper()
	s, err := memory.New(smallGraph(t).load(t))
	if err != nil {
		t.Fatal(err)
	}
	today, err := time.Parse(time.DateOnly, smallGraph(t).Today)
	if err != nil {
		t.Fatal(err)
	}
	e, err := graph.New(graph.Options{
		Store: s, Now: func() time.Time { return today }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// small is graph.json.
type small struct {
	Today string
	Nodes []map[string]any
	Edges []struct{ Type, From, To, ValidFrom, ValidTo, Origin string }
}

func smallGraph(t *testing.T) (s small) {
	t.Helper()
	text, err := os.ReadFile("testdata/graph.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s small) load(t *testing.T) *store.Graph {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	g := &store.Graph{Catalog: c, Dataset: &store.Dataset{Release: "r1", Title: "Small", Licence: "none"}}
	for _, values := range s.Nodes {
		g.Nodes = append(g.Nodes, organisation(t, c, values))
	}
	for _, e := range s.Edges {
		from, to := g.Find(e.From), g.Find(e.To)
		edge := &store.Edge{
			Type: c.EdgeType(e.Type), From: from, To: to, Origin: store.Published,
			ValidFrom: date(t, e.ValidFrom, day.Min), ValidTo: date(t, e.ValidTo, day.Max),
			Source: store.Source{Release: "r1", File: "small.csv", Record: e.From, Vintage: day.Min},
		}
		if e.Origin != "" {
			edge.Origin = store.Origin(e.Origin)
		}
		edge.Life = span(edge.ValidFrom, edge.ValidTo).Clip(from.Life).Clip(to.Life)
		g.Edges = append(g.Edges, edge)
	}
	return g
}

func organisation(t *testing.T, c *catalog.Catalog, values map[string]any) *store.Node {
	t.Helper()
	n := store.NewNode(c, c.Kind(values["kind"].(string)), values["odsCode"].(string))
	n.Set(c, "recordStatus", "FULL")
	n.Set(c, "origin", string(store.Published))
	for name, v := range values {
		if p := c.Property(name); p.Stored() {
			n.Set(c, name, value(t, p, v))
		}
	}
	first, last := day.Min, day.Max
	if d, has := n.Get(c, "openedOn").(day.Day); has {
		first = d
	}
	if d, has := n.Get(c, "closedOn").(day.Day); has {
		last = d
	}
	n.Life = span(first, last)
	return n
}

// span is from a first day to a last one.
func span(first, last day.Day) day.Interval {
	if last != day.Max {
		last++
	}
	return day.Interval{From: first, To: last}
}

// value is a value of JSON in the Go type that the catalog asks for.
func value(t *testing.T, p *catalog.Property, v any) any {
	t.Helper()
	switch v := v.(type) {
	case nil:
		return nil
	case float64:
		if p.Type == catalog.Int {
			return int(v)
		}
		return v
	case string:
		if p.Type == catalog.Date {
			return date(t, v, day.Min)
		}
		return v
	case []any:
		if p.Type != catalog.Object {
			var list []string
			for _, item := range v {
				list = append(list, item.(string))
			}
			return list
		}
		var list []any
		for _, item := range v {
			object := make([]any, len(p.Value.Fields))
			for name, member := range item.(map[string]any) {
				f := p.Value.Field(name)
				object[f.Index] = value(t, f, member)
			}
			list = append(list, object)
		}
		return list
	case bool:
		return v
	default:
		panic(fmt.Sprintf("%s: %T", p.Name, v))
	}
}

func date(t *testing.T, text string, otherwise day.Day) day.Day {
	t.Helper()
	if text == "" {
		return otherwise
	}
	d, err := day.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
