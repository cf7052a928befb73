//go:build neo4j

package neo4j

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"orggraph/bench/england"
	"orggraph/graph"
	"orggraph/internal/store"
)

// operation is one question, as our API takes it, and as one would put it to the database by hand.
type operation struct {
	name   string
	query  string
	cypher string
	write  func(buf []byte, rows [][]any) []byte // the data by hand
	// What both are asked about, beside the day: variables as they are, parameters of the same names.
	variables map[string]any

	size int // of the last answer by hand: room for the next one
}

// statement is the operation by hand.
func (o *operation) statement() statement {
	params := map[string]any{"day": int64(england.On), "on": england.On.String()}
	maps.Copy(params, o.variables)
	return statement{o.cypher, params}
}

// picked are the organisations that are asked about.
type picked struct {
	network, practice string // a network with five practices, and one of them
	system            string // with the most networks
	moved             string // the practice that has the most edges to networks
	deep, name        string // the practice that stands deep in the list by name
	cursor            string // which leads there
	rare, common      string // words of its name, the first and the last
}

// Where the page in the midst of a list begins, and a list size that is rare.
const (
	deep  = 5000
	large = 20_000
)

func (r *rivals) pick(t testing.TB, g *store.Graph) {
	p := &r.picked
	p.network = england.Network(g)
	systemOf, networks, edges := map[string]string{}, map[string]int{}, map[string]int{}
	for _, e := range g.Edges {
		if e.Type.Name == "IN_AREA_OF" && e.Life.Holds(england.On) {
			systemOf[e.From.Code] = e.To.Code
		}
	}
	for _, e := range g.Edges {
		switch {
		case e.Type.Name == "COMMISSIONED_BY" && e.From.Kind.Name == "PrimaryCareNetwork" && e.Life.Holds(england.On):
			networks[systemOf[e.To.Code]]++
		case e.Type.Name == "PARTNER_TO" && e.From.Kind.Name == "Practice":
			edges[e.From.Code]++
			if e.To.Code == p.network && e.Life.Holds(england.On) {
				p.practice = e.From.Code
			}
		}
	}
	delete(networks, "")
	p.system, p.moved = most(networks), most(edges)

	var page struct {
		Data struct {
			Practices struct {
				Edges []struct {
					Node struct{ OdsCode, Name string }
				}
				PageInfo struct{ EndCursor string }
			}
		}
	}
	answer := r.engine.Do(t.Context(), graph.Request{
		Query: `query($on: Date, $n: Int) { practices(asOf: $on, orderBy: [{name: ASC}], first: $n) {
			edges { node { odsCode name } } pageInfo { endCursor } } }`,
		Variables: map[string]any{"on": england.On.String(), "n": deep},
	})
	if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil || answer.Errors {
		t.Fatalf("%v: %.1000s", err, answer.Body)
	}
	list := page.Data.Practices
	last := list.Edges[len(list.Edges)-1].Node
	p.cursor, p.deep, p.name = list.PageInfo.EndCursor, last.OdsCode, last.Name
	words := strings.Fields(last.Name)
	p.rare, p.common = words[0], words[len(words)-1]
}

// most is the key with the largest number; of several the smallest.
func most(of map[string]int) string {
	return slices.MinFunc(slices.Sorted(maps.Keys(of)), func(a, b string) int { return cmp.Compare(of[b], of[a]) })
}
