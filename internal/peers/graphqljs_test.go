//go:build peers

package peers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/graph"
)

// answer is a response, as far as it is compared.
type answer struct {
	Data   json.RawMessage // nil where there is none
	Errors []struct {
		Message string
		Path    []any
	}
}

// number is a number of JSON as it is written.
func number(text string) json.RawMessage { return json.RawMessage(text) }

// graphql-js answers over the same schema and the same small graph with plain resolvers that share no
// code with us. The data is the same, to the order of keys, and so is the number of errors; what was
// executed has errors at the same paths.
func TestGraphQLJS(t *testing.T) {
	for name, c := range map[string]struct {
		requests map[string]request
		has      func(answer) bool // what every answer of the group has to be
	}{
		"executed": {executed, func(a answer) bool { return a.Data != nil }},
		"inputs":   {inputs, func(a answer) bool { return a.Data != nil && len(a.Errors) == 0 }},
		"nulls":    {nulls, func(a answer) bool { return a.Data != nil }},
		"refused":  {refused, func(a answer) bool { return a.Data == nil && len(a.Errors) > 0 }},
	} {
		names := slices.Sorted(maps.Keys(c.requests))
		theirs := askGraphQLJS(t, names, c.requests)
		t.Run(name, func(t *testing.T) {
			e := engine(t)
			for i, name := range names {
				t.Run(name, func(t *testing.T) {
					r := c.requests[name]
					ours := ask(t, e, r)
					want := theirs[i]
					if !c.has(want) {
						t.Fatalf("graphql-js: %s", describe(want))
					}
					if string(want.Data) != string(ours.Data) || len(want.Errors) != len(ours.Errors) ||
						want.Data != nil && !slices.Equal(paths(want), paths(ours)) {
						t.Errorf("%s\n%s", r.Query, cmp.Diff(describe(want), describe(ours)))
					}
				})
			}
		})
	}
}

// What is listed as refused by us alone is that, so that the list does not outlive its reasons.
func TestRefusedByUs(t *testing.T) {
	names := slices.Sorted(maps.Keys(refusedByUs))
	theirs := askGraphQLJS(t, names, refusedByUs)
	e := engine(t)
	for i, name := range names {
		ours := ask(t, e, refusedByUs[name])
		if ours.Data != nil || len(ours.Errors) == 0 {
			t.Errorf("%s: not refused: %s", name, describe(ours))
		}
		if theirs[i].Data == nil && len(theirs[i].Errors) == len(ours.Errors) {
			t.Errorf("%s: graphql-js refuses it alike: %s", name, describe(ours))
		}
	}
}

func askGraphQLJS(t *testing.T, names []string, requests map[string]request) (answers []answer) {
	t.Helper()
	sdl, err := os.ReadFile("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	small, err := os.ReadFile("testdata/graph.json")
	if err != nil {
		t.Fatal(err)
	}
	asked := make([]request, len(names))
	for i, name := range names {
		asked[i] = requests[name]
	}
	input, err := json.Marshal(map[string]any{"sdl": string(sdl), "graph": json.RawMessage(small), "requests": asked})
	if err != nil {
		t.Fatal(err)
	}
	node(t, &answers, input, "answer.mjs")
	if len(answers) != len(names) {
		t.Fatalf("graphql-js answered %d requests of %d", len(answers), len(names))
	}
	return answers
}

// ask asks us the same, with variables as the server reads them.
func ask(t *testing.T, e *graph.Engine, r request) (a answer) {
	t.Helper()
	encoded, err := json.Marshal(r.Variables)
	if err != nil {
		t.Fatal(err)
	}
	var variables map[string]any
	d := json.NewDecoder(bytes.NewReader(encoded))
	d.UseNumber()
	if err := d.Decode(&variables); err != nil {
		t.Fatal(err)
	}
	response := e.Do(t.Context(), graph.Request{Query: r.Query, OperationName: r.OperationName, Variables: variables})
	if err := json.Unmarshal(response.Body.Bytes(), &a); err != nil {
		t.Fatalf("%v\n%s", err, response.Body)
	}
	return a
}

// paths are the paths of the errors, sorted: root fields may fail in any order.
func paths(a answer) []string {
	var all []string
	for _, e := range a.Errors {
		all = append(all, fmt.Sprint(e.Path))
	}
	slices.Sort(all)
	return all
}

func describe(a answer) string {
	var text bytes.Buffer
	if a.Data != nil && json.Indent(&text, a.Data, "", "  ") != nil {
		text.Write(a.Data)
	}
	for _, e := range a.Errors {
		fmt.Fprintf(&text, "\n%v %s", e.Path, e.Message)
	}
	return text.String()
}
