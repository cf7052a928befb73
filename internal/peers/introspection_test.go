//go:build peers

package peers

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/graph"
)

// Tools read the schema by introspection: with the query that graphql-js makes for them, which is within
// the limits, and they read the schema that is written.
func TestIntrospection(t *testing.T) {
	var query string
	node(t, &query, nil, "introspection.mjs")
	response := engine(t).Do(t.Context(), graph.Request{Query: query})
	if response.Errors {
		t.Fatalf("%.1000s", response.Body)
	}
	file := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(file, response.Body.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	sdl, err := filepath.Abs("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	var schemas struct{ Answered, Written string }
	node(t, &schemas, nil, "introspection.mjs", file, sdl)
	if diff := cmp.Diff(schemas.Written, schemas.Answered); diff != "" {
		t.Errorf("not the schema that is written (-) but this (+):\n%s", diff)
	}
}
