package storetest

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/planner"
)

// goldenFolders are those whose files hold an operation each, with the day on which it is asked.
var goldenFolders = []struct {
	path  string
	today day.Day
}{
	{"internal/planner/testdata", day.Of(2026, 11, 24)},
	{"internal/questions/testdata", day.Of(2026, 1, 1)},
	{"internal/store/neo4j/cypher/testdata", day.Of(2026, 11, 24)},
}

// Golden is a file that holds an operation, and beside it what the parts of the program make of it: package planner
// the plan, package cypher the statements and their parameters, package questions answers and what a plan was
// expected to cost. Each compares the sections that it makes. `make goldens` writes plans and statements anew, and
// `go test -tags national ./internal/questions -update` the rest.
type Golden struct {
	Name    string // such as planner/alias
	Path    string
	Archive *txtar.Archive
	Today   day.Day
}

// Goldens are all of the project.
func Goldens(t testing.TB) []*Golden {
	t.Helper()
	var all []*Golden
	for _, folder := range goldenFolders {
		files, err := filepath.Glob(filepath.Join(root(), folder.path, "*.txtar"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no goldens in %s: %v", folder.path, err)
		}
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(filepath.Dir(folder.path)) + "/" + strings.TrimSuffix(filepath.Base(file), ".txtar")
			all = append(all, &Golden{name, file, archive, folder.today})
		}
	}
	return all
}

// Section is the text of a section; "" where there is none.
func (g *Golden) Section(name string) string {
	for _, f := range g.Archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// Query is the operation.
func (g *Golden) Query() string { return g.Section("query") + g.Section("query.graphql") }

// Variables are those that the operation is asked with, numbers as their text.
func (g *Golden) Variables(t testing.TB) map[string]any {
	t.Helper()
	text := strings.TrimSpace(g.Section("variables") + g.Section("variables.json"))
	variables := map[string]any{}
	if text == "" {
		return variables
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&variables); err != nil {
		t.Fatalf("%s: %v", g.Name, err)
	}
	return variables
}

// Plan plans the operation, or another text of it. Its errors are those of the request.
func (g *Golden) Plan(t testing.TB, query string) (*plan.Plan, plan.Args, gqlerror.List) {
	t.Helper()
	w := openWorld(t)
	op, errs := prepareOn(w, planner.New(w.Catalog, w.Schema), query, g.Variables(t), g.Today)
	return op.plan, op.args, errs
}

// Document is the operation as it is parsed.
func (g *Golden) Document(t testing.TB) *ast.QueryDocument {
	t.Helper()
	document, errs := gqlparser.LoadQueryWithRules(openWorld(t).Schema, g.Query(), nil)
	if errs != nil {
		t.Fatal(fmt.Errorf("%s: %w", g.Name, errs))
	}
	return document
}

// RootFields is the number of root fields that read the graph, as the text of the operation has them.
func (g *Golden) RootFields(t testing.TB) int {
	t.Helper()
	operation := g.Document(t).Operations[0]
	values, err := validator.VariableValues(openWorld(t).Schema, operation, g.Variables(t))
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", g.Name, err))
	}
	keys := map[string]bool{}
	var collect func(ast.SelectionSet)
	asked := func(ds ast.DirectiveList) bool {
		skip, include := ds.ForName("skip"), ds.ForName("include")
		return (skip == nil || skip.ArgumentMap(values)["if"] == false) && (include == nil || include.ArgumentMap(values)["if"] == true)
	}
	collect = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				if asked(s.Directives) && openWorld(t).Catalog.Root(s.Name) != nil {
					keys[s.Alias] = true
				}
			case *ast.InlineFragment:
				if asked(s.Directives) {
					collect(s.SelectionSet)
				}
			case *ast.FragmentSpread:
				if asked(s.Directives) {
					collect(s.Definition.SelectionSet)
				}
			}
		}
	}
	collect(operation.SelectionSet)
	return len(keys)
}
