//go:build neo4j

package neo4j

import (
	"bytes"
	"log/slog"
	"regexp"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/demo"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest"
	"orggraph/reference"
)

// engine answers over a store at noon of a golden's day.
func engine(t *testing.T, s store.Store, g *storetest.Golden) *graph.Engine {
	t.Helper()
	e, err := graph.New(graph.Options{
		Store: s, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Unix(int64(g.Today)*24*60*60+12*60*60, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func demoGraph(t *testing.T, c *catalog.Catalog) *store.Graph {
	t.Helper()
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		t.Fatal(err)
	}
	g, err := demo.Build(c, ref, demo.Seed)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestGoldensAnswerAlike asks every golden over both stores, as it stands and about organisations that the demo has.
// The answers are equal bytes, and come of one statement for each root field.
func TestGoldensAnswerAlike(t *testing.T) {
	g := demoGraph(t, ourCatalog(t))
	var noted asked
	ours, theirs := noted.of(loaded(t, g)), openMemory(t, g)
	defer theirs.Close()
	for _, golden := range storetest.Goldens(t) {
		t.Run(golden.Name, func(t *testing.T) {
			ours, theirs := engine(t, ours, golden), engine(t, theirs, golden)
			for _, r := range []graph.Request{
				{Query: golden.Query(), Variables: golden.Variables(t)},
				{Query: known(golden.Query()), Variables: knownValues(golden.Variables(t))},
			} {
				_, before := noted.statements()
				got, want := ours.Do(t.Context(), r), theirs.Do(t.Context(), r)
				if !bytes.Equal(got.Body.Bytes(), want.Body.Bytes()) {
					t.Errorf("Neo4j\n%s\nmemory\n%s", got.Body, want.Body)
				}
				_, after := noted.statements()
				roots := golden.RootFields(t)
				if golden.Section("errors") != "" {
					roots = 0
				}
				if after-before != roots {
					t.Errorf("%d statements for %d root fields", after-before, roots)
				}
			}
		})
	}
}

// codes of the goldens, and those of the demo that stand for them.
var codes = []struct {
	of   *regexp.Regexp
	here string
}{
	{regexp.MustCompile(`\b[AaBG]\d{5}\b`), "P-A00001"},
	{regexp.MustCompile(`\bU\d{5}\b`), "N-A0022"},
	{regexp.MustCompile(`b2RzOkE4MTAwMQ`), store.GlobalID("P-A00001")},
}

func known(text string) string {
	for _, c := range codes {
		text = c.of.ReplaceAllString(text, c.here)
	}
	return text
}

func knownValues(variables map[string]any) map[string]any {
	for name, value := range variables {
		if text, ok := value.(string); ok {
			variables[name] = known(text)
		}
	}
	return variables
}

// TestEnds asks for edges of every type from both ends.
func TestEnds(t *testing.T) {
	g := demoGraph(t, ourCatalog(t))
	e, err := graph.New(graph.Options{Store: loaded(t, g), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Ends(t, graph.Schema(), g, func(query string) []byte {
		return e.Do(t.Context(), graph.Request{Query: query}).Body.Bytes()
	})
}
