//go:build neo4j

package neo4j

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/store"
)

// flipped are how many practices move from one network to the other at once.
const flipped = 4000

// flipGraph has all practices in one of two networks.
func flipGraph(c *catalog.Catalog, in string) *store.Graph { return networkGraph(c, in, flipped) }

func networkGraph(c *catalog.Catalog, in string, practices int) *store.Graph {
	g := &store.Graph{Catalog: c, Dataset: &store.Dataset{Release: "all in " + in}, Ledger: []byte("ledger of " + in)}
	networks := map[string]*store.Node{}
	for _, code := range []string{"U1", "U2"} {
		networks[code] = store.NewNode(c, c.Kind("PrimaryCareNetwork"), code)
		g.Nodes = append(g.Nodes, networks[code])
	}
	for i := range practices {
		n := store.NewNode(c, c.Kind("Practice"), fmt.Sprintf("A%05d", i))
		n.Set(c, "name", "in "+in)
		g.Nodes = append(g.Nodes, n)
		g.Edges = append(g.Edges, edge(c, "PARTNER_TO", n, networks[in]))
	}
	return g
}

// flipQuery asks in two root fields how many practices each network has.
const flipQuery = `{ one: primaryCareNetwork(odsCode: "U1") { practices { totalCount } }
	two: primaryCareNetwork(odsCode: "U2") { practices { totalCount } } dataset { release } }`

// wholeAnswers are those of one release.
var wholeAnswers = answersOf(flipped)

func answersOf(practices int) map[string]bool {
	return map[string]bool{
		fmt.Sprintf(`{"data":{"one":{"practices":{"totalCount":%d}},"two":{"practices":{"totalCount":0}},"dataset":{"release":"all in U1"}}`, practices): true,
		fmt.Sprintf(`{"data":{"one":{"practices":{"totalCount":0}},"two":{"practices":{"totalCount":%d}},"dataset":{"release":"all in U2"}}`, practices): true,
	}
}

// dataOf is an answer without its extensions.
func dataOf(r *graph.Response) string {
	data, _, _ := strings.Cut(r.Body.String(), `,"extensions"`)
	return data
}

// TestFlip moves thousands of edges at once, again and again, while others read. Without the fence one
// statement sees some moved and others not; behind it no operation does, not even over two root fields.
func TestFlip(t *testing.T) {
	c := ourCatalog(t)
	writer := connect(t, c)
	graphs := []*store.Graph{flipGraph(c, "U1"), flipGraph(c, "U2")}
	if _, err := writer.Load(t.Context(), graphs[0], Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	const wanted = 10_000
	var accepted, mixed, unfenced, unfencedMixed, switches atomic.Int64
	var done sync.WaitGroup
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()

	reader := connect(t, c)
	engine, err := graph.New(graph.Options{Store: reader, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		done.Go(func() {
			for accepted.Load() < wanted && ctx.Err() == nil {
				request, cancel := context.WithTimeout(ctx, 10*time.Second)
				answer := engine.Do(request, graph.Request{Query: flipQuery})
				cancel()
				if answer.Errors {
					t.Errorf("not answered within its deadline: %s", answer.Body)
					return
				}
				accepted.Add(1)
				if !wholeAnswers[dataOf(answer)] {
					mixed.Add(1)
					t.Errorf("a mixture: %s", answer.Body)
				}
			}
		})
	}
	done.Go(func() {
		count := statement{text: "MATCH (u:PrimaryCareNetwork) RETURN u.code AS code, COUNT { (u)<-[:PARTNER_TO]-() } AS n ORDER BY code"}
		for accepted.Load() < wanted && ctx.Err() == nil {
			rows, err := reader.read(ctx, count)
			if err != nil {
				t.Error(err)
				return
			}
			unfenced.Add(1)
			if n := rows[0][1].(int64); n != 0 && n != flipped || n+rows[1][1].(int64) != flipped {
				unfencedMixed.Add(1)
			}
		}
	})
	for i := 1; accepted.Load() < wanted && ctx.Err() == nil && !t.Failed(); i++ {
		changes, err := writer.Load(ctx, graphs[i%2], Loading{Previous: graphs[(i-1)%2].Dataset.Release})
		if err != nil {
			t.Error(err)
			break
		}
		if want := (Changes{NodesChanged: flipped, EdgesAdded: flipped, EdgesRemoved: flipped}); changes != want {
			t.Errorf("%+v, want %+v", changes, want)
		}
		switches.Add(1)
	}
	if t.Failed() {
		cancel()
	}
	done.Wait()
	t.Logf("%d switches; behind the fence %d mixtures in %d answers; without it %d in %d",
		switches.Load(), mixed.Load(), accepted.Load(), unfencedMixed.Load(), unfenced.Load())
	if !t.Failed() && (accepted.Load() < wanted || unfencedMixed.Load() == 0) {
		t.Error("a test that shows nothing: too few answers, or no mixture without the fence")
	}
}
