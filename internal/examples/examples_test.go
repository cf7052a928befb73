package examples

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/demo"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
	"orggraph/reference"
)

func TestDemo(t *testing.T) {
	answer(t, func(c *catalog.Catalog) (*store.Graph, error) {
		ref, err := reference.Load(reference.Files, c)
		if err != nil {
			return nil, err
		}
		return demo.Build(c, ref, demo.Seed)
	})
}

// Where there is nothing the examples are asked without an error all the same.
func TestNothing(t *testing.T) {
	ask := asker(t, func(c *catalog.Catalog) (*store.Graph, error) {
		return &store.Graph{Catalog: c, Dataset: &store.Dataset{}}, nil
	})
	set, err := Find(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range set.Examples {
		if a := run(t, ask, e); len(a.Errors) > 0 {
			t.Errorf("%s: %v", e.Name, a.Errors)
		}
	}
}

// The examples are found once, and again where another day or another release came.
func TestCache(t *testing.T) {
	release, day, finds := "a", "2026-01-01", 0
	e := New(func(_ context.Context, _, operation string, _ map[string]any) ([]byte, error) {
		if operation == "Codes" {
			finds++
		}
		return []byte(`{"data":{},"extensions":{"release":"` + release + `","asOf":"` + day + `"}}`), nil
	})
	for _, step := range []struct {
		release, day string
		finds        int
	}{{"a", "2026-01-01", 1}, {"a", "2026-01-01", 1}, {"a", "2026-01-02", 2}, {"b", "2026-01-02", 3}} {
		release, day = step.release, step.day
		text, err := e.JSON(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if finds != step.finds || !strings.Contains(string(text), `"asOf":"`+day+`"`) {
			t.Errorf("of %s on %s: found %d times, not %d: %.80s", release, day, finds, step.finds, text)
		}
	}
}

func TestUnanswered(t *testing.T) {
	away := errors.New("away")
	e := New(func(context.Context, string, string, map[string]any) ([]byte, error) { return nil, away })
	if _, err := e.JSON(t.Context()); !errors.Is(err, away) {
		t.Errorf("%v", err)
	}
	e = New(func(context.Context, string, string, map[string]any) ([]byte, error) {
		return []byte(`{"errors":[{"message":"not ready"}]}`), nil
	})
	if _, err := e.JSON(t.Context()); err == nil || !strings.Contains(err.Error(), "not ready") {
		t.Errorf("%v", err)
	}
}

// asker answers from a graph, under the limits that hold where nothing is said.
func asker(t *testing.T, build func(*catalog.Catalog) (*store.Graph, error)) Ask {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	g, err := build(c)
	if err != nil {
		t.Fatal(err)
	}
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	engine, err := graph.New(graph.Options{
		Store: s, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, query, operation string, variables map[string]any) ([]byte, error) {
		return engine.Do(ctx, graph.Request{Query: query, OperationName: operation, Variables: variables}).Body.Bytes(), nil
	}
}

type answered struct {
	Data   map[string]any
	Errors []any
}

func run(t *testing.T, ask Ask, e Example) (a answered) {
	t.Helper()
	variables := map[string]any{}
	for name, value := range e.Variables {
		variables[name] = value
	}
	body, err := ask(t.Context(), e.Query, "", variables)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// answer checks that each example finds something in a graph: in every root field, and in the lists that
// the example is about.
func answer(t *testing.T, build func(*catalog.Catalog) (*store.Graph, error)) {
	t.Helper()
	ask := asker(t, build)
	set, err := Find(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	if set.Title == "" || set.Licence == "" || set.Release == "" || set.AsOf != "2026-10-01" {
		t.Errorf("what is served is not said: %+v", set)
	}
	about := map[string][]string{
		"England": {
			"regions", "regions.nodes.integratedCareSystems", "regions.nodes.integratedCareSystems.nodes.primaryCareNetworks",
			"regions.nodes.integratedCareSystems.nodes.primaryCareNetworks.nodes.practices",
		},
		"PracticePage":      {"practice.branchSurgeries", "practice.primaryCareNetwork.practices", "practice.region"},
		"WhoMoved":          {"primaryCareNetwork.then", "primaryCareNetwork.now", "straddling", "successions", "successions.nodes.predecessors"},
		"Totals":            {"regions", "regions.nodes.integratedCareSystems", "practices"},
		"AroundANetwork":    {"primaryCareNetwork.practices", "primaryCareNetwork.communityPartners", "primaryCareNetwork.contract.services"},
		"AroundAProfession": {"localProfessionalNetwork.covers", "localProfessionalNetwork.worksWith", "localProfessionalNetwork.clinicalNetworks"},
	}
	for _, e := range set.Examples {
		a := run(t, ask, e)
		if len(a.Errors) > 0 {
			t.Errorf("%s: %v", e.Name, a.Errors)
		}
		if len(about[e.Name]) == 0 {
			t.Errorf("%s is about nothing", e.Name)
		}
		for _, path := range about[e.Name] {
			if count(a.Data, strings.Split(path, ".")) == 0 {
				t.Errorf("%s has nothing in %s (%v)", e.Name, path, e.Variables)
			}
		}
		if network, ok := a.Data["primaryCareNetwork"].(map[string]any); ok && e.Name == "WhoMoved" {
			then, _ := json.Marshal(network["then"])
			now, _ := json.Marshal(network["now"])
			if string(then) == string(now) {
				t.Errorf("nobody moved in %s", e.Variables["network"])
			}
		}
	}
}

// count is how much stands at the end of a path: objects, or what lists hold.
func count(value any, path []string) (n int) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			n += count(item, path)
		}
	case map[string]any:
		switch {
		case len(path) > 0:
			return count(v[path[0]], path[1:])
		case v["edges"] != nil:
			return count(v["edges"], nil)
		case v["nodes"] != nil:
			return count(v["nodes"], nil)
		}
		return 1
	}
	return n
}
