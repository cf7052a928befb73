package reference_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/reference"
)

// shape is the shape of the graph, from the executable schema.
func shape(t testing.TB) *catalog.Catalog {
	t.Helper()
	text, err := os.ReadFile("../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func builtIn(t testing.TB, c *catalog.Catalog) *reference.Data {
	t.Helper()
	data, err := reference.Load(reference.Files, c)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// replace returns the built-in files with one line of one file replaced; line 0 stands for the whole content.
func replace(t *testing.T, name string, line int, text string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := fs.ReadDir(reference.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := fs.ReadFile(reference.Files, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == name {
			lines := strings.Split(string(content), "\n")
			if line == 0 {
				lines = []string{text}
			} else {
				lines[line-1] = text
			}
			content = []byte(strings.Join(lines, "\n"))
		}
		out[e.Name()] = &fstest.MapFile{Data: content}
	}
	return out
}
