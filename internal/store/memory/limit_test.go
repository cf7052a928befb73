package memory

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/store"
)

// limited asks a graph of regions whose answers may have so many bytes.
func limited(t *testing.T, regions, nameBytes, maxAnswer int) (*Store, func(query string) *graph.Response) {
	t.Helper()
	c := fileCatalog(t)
	g := &store.Graph{Catalog: c, Dataset: &store.Dataset{Release: "r"}}
	for i := range regions {
		n := store.NewNode(c, c.Kind("Region"), fmt.Sprintf("R%d", i))
		n.Set(c, "name", strings.Repeat("x", nameBytes))
		g.Nodes = append(g.Nodes, n)
	}
	s, err := New(g)
	if err != nil {
		t.Fatal(err)
	}
	limits := graph.DefaultLimits()
	limits.AnswerBytes = maxAnswer
	e, err := graph.New(graph.Options{Store: s, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	return s, func(query string) *graph.Response { return e.Do(t.Context(), graph.Request{Query: query}) }
}

// All root fields of an operation share what its answer may have: a hundred of them are not a hundred
// answers.
func TestAnswerIsLimitedAsAWhole(t *testing.T) {
	_, ask := limited(t, 1, 1000, 10_000)
	for n, want := range map[int]store.Code{1: "", 9: "", 11: store.TooComplex} {
		var query strings.Builder
		for i := range n {
			fmt.Fprintf(&query, "r%d: regions { nodes { name } } ", i)
		}
		r := ask("{" + query.String() + "}")
		if r.Code != want {
			t.Errorf("%d root fields of 1,000 bytes: %q, not %q: %.200s", n, r.Code, want, r.Body)
		}
		if told := strings.Contains(r.Body.String(), `"limit":"limit-answer","max":10000`); told != (want != "") {
			t.Errorf("%d root fields: the limit is told %t: %.200s", n, told, r.Body)
		}
	}
}

// What is too large is not made first: a response key of the client's can be as long as a request.
func TestLargeRowsStopInTime(t *testing.T) {
	const limit = 1 << 20
	_, ask := limited(t, 1000, 10, limit)
	query := "{ regions { nodes { " + strings.Repeat("k", 100_000) + ": name } } }"
	ask(query) // what is made once for a query does not count
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := ask(query)
	runtime.ReadMemStats(&after)
	if r.Code != store.TooComplex {
		t.Errorf("code %q: %.200s", r.Code, r.Body)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 16*limit {
		t.Errorf("%d bytes were taken for an answer that may have %d", took, limit)
	}
}

// Operations share what all answers in the making may have: many large ones at once don't fill the memory.
func TestAnswersAreLimitedTogether(t *testing.T) {
	s, ask := limited(t, 1, 1000, 10_000)
	views := make([]*view, 4)
	for i := range views {
		v, err := s.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		views[i] = v.(*view)
		if err := views[i].room.take(mostTogether / len(views)); err != nil {
			t.Fatal(err)
		}
	}
	const query = "{ regions { nodes { name } } }"
	if r := ask(query); r.Code != store.Unavailable {
		t.Errorf("beside as many as are allowed: %.200s", r.Body)
	}
	views[0].Close()
	views[0].Close()
	if r := ask(query); r.Errors {
		t.Errorf("beside one fewer: %.200s", r.Body)
	}
	if r := ask("{ a: regions { nodes { n: name name } } b: regions { nodes { n: name name o: name p: name q: name r: name } } }"); r.Code != "" {
		t.Errorf("what was taken is not given back: %.200s", r.Body)
	}
}
