package questions

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

var update = flag.Bool("update", false, "write plans and responses as they are, headers as they were")

// The sections of a case that are made here. Only the last two are ever rewritten.
const (
	sectionQuery     = "query.graphql"
	sectionVariables = "variables.json"
	sectionPlan      = "plan.txt"
	sectionResponse  = "response.json"
)

// testCase is one question: a file whose header is the question, the number of statements that a store is
// asked, and the licence of the data.
type testCase struct {
	path    string
	archive *txtar.Archive
}

func readCase(t *testing.T, name string) *testCase {
	t.Helper()
	path := filepath.Join("testdata", name)
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &testCase{path, archive}
}

func (c *testCase) section(name string) string {
	for _, f := range c.archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func (c *testCase) variables(t *testing.T) variables {
	t.Helper()
	v := variables{}
	d := json.NewDecoder(strings.NewReader(c.section(sectionVariables)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", sectionVariables, err)
	}
	return v
}

// statements is the number of statements that the header states.
func (c *testCase) statements(t *testing.T) int64 {
	t.Helper()
	m := header.FindSubmatch(c.archive.Comment)
	if m == nil {
		t.Fatalf("header is not question, statements and licence:\n%s", c.archive.Comment)
	}
	n, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// variables of an operation, as JSON has them.
type variables = map[string]any

// check compares what was made with the sections, or rewrites these where the flag says so.
func (c *testCase) check(t *testing.T, plan, response string) {
	t.Helper()
	if !*update {
		for name, got := range map[string]string{sectionPlan: plan, sectionResponse: response} {
			if diff := cmp.Diff(c.section(name), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatal("goldens are not rewritten in CI")
	}
	for i := range c.archive.Files {
		switch f := &c.archive.Files[i]; f.Name {
		case sectionPlan:
			f.Data = []byte(plan)
		case sectionResponse:
			f.Data = []byte(response)
		}
	}
	if err := os.WriteFile(c.path, txtar.Format(c.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

var header = regexp.MustCompile(`^\d+\. [^\n]+\nstatements: (\d)\n` +
	`Contains public sector information licensed under the Open Government Licence v3\.0\n$`)

// Every case states its question, its statements and the licence, and asks one operation that the schema allows.
func TestCases(t *testing.T) {
	sdl, err := os.ReadFile(filepath.Join("..", "..", "graph", "schema.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(sdl)})
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".txtar"), func(t *testing.T) {
			c := readCase(t, name)
			c.statements(t)
			document, err := gqlparser.LoadQueryWithRules(schema, c.section(sectionQuery), nil)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(document.Operations); n != 1 {
				t.Errorf("%d operations, want 1", n)
			}
		})
	}
}
