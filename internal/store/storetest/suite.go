package storetest

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"orggraph/internal/planner"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/random"
)

// Each case is a text: what it shows, the passage of docs/semantics.md that says so, then sections.
//
//	-- cursors --    a query whose answer gives cursors, if the case needs some
//	-- query --      the operation
//	-- variables --  its variables, if it has some; "cursor of A1" stands for the cursor beside that code
//	-- response --   the value of each root field
//	-- errors --     the path of each null where there can be none
//
//go:embed cases
var cases embed.FS

// Run holds a store to the documented cases and to the contract of the interface.
func Run(t *testing.T, open Open) {
	w := openWorld(t)
	g := Fixture(w.Catalog)
	s := open(t, g)
	t.Cleanup(s.Close)
	documented(t, w, s)
	contract(t, w, open, g, s)
}

func documented(t *testing.T, w *random.World, s store.Store) {
	names, err := fs.Glob(cases, "cases/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "cases/"), ".txtar"), func(t *testing.T) {
			text, err := cases.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			asker{w, planner.New(w.Catalog, w.Schema), s}.check(t, txtar.Parse(text))
		})
	}
}

type asker struct {
	world   *random.World
	planner *planner.Planner
	store   store.Store
}

// check asks what a case asks, and compares the answer.
func (a asker) check(t *testing.T, c *txtar.Archive) {
	sections := map[string]string{}
	for _, f := range c.Files {
		sections[f.Name] = strings.TrimSpace(string(f.Data))
	}
	cursors := map[string]string{}
	if query := sections["cursors"]; query != "" {
		response, _ := a.answer(t, query, nil)
		cursors = cursorsIn(t, response)
	}
	variables := sections["variables"]
	for code, cursor := range cursors {
		variables = strings.ReplaceAll(variables, `"cursor of `+code+`"`, `"`+cursor+`"`)
	}
	response, errs := a.answer(t, sections["query"], decode(t, variables))
	for code, cursor := range cursors {
		response = strings.ReplaceAll(response, `"`+cursor+`"`, `"cursor of `+code+`"`)
	}
	var want bytes.Buffer
	if err := json.Compact(&want, []byte(sections["response"])); err != nil {
		t.Fatalf("response: %v", err)
	}
	if response != want.String() {
		t.Errorf("response:\n%s\nwant:\n%s", indent(response), indent(want.String()))
	}
	if diff := cmp.Diff(sections["errors"], errs); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}

// answer gives the root fields as one object, and the paths of its errors, a line each.
func (a asker) answer(t *testing.T, query string, variables map[string]any) (response, errors string) {
	t.Helper()
	op, errs := prepare(a.world, a.planner, query, variables)
	if errs != nil {
		t.Fatalf("refused: %v", errs)
	}
	results, err := run(t.Context(), a.store, op)
	if err != nil {
		t.Fatal(err)
	}
	var fields, paths []string
	for i, result := range results {
		fields = append(fields, fmt.Sprintf("%q:%s", op.plan.Roots[i].Key, result.JSON))
		for _, e := range result.Errors {
			paths = append(paths, strings.Trim(strings.ReplaceAll(fmt.Sprint(e.Path), " ", "."), "[]"))
		}
	}
	return "{" + strings.Join(fields, ",") + "}", strings.Join(paths, "\n")
}

func decode(t *testing.T, text string) map[string]any {
	t.Helper()
	if text == "" {
		return nil
	}
	var variables map[string]any
	if err := json.Unmarshal([]byte(text), &variables); err != nil {
		t.Fatalf("variables: %v", err)
	}
	return variables
}

// cursorsIn gives the cursors of an answer by the code of the node beside them.
func cursorsIn(t *testing.T, response string) map[string]string {
	t.Helper()
	var roots map[string]struct {
		Edges []struct {
			Cursor string
			Node   struct{ OdsCode string }
		}
	}
	if err := json.Unmarshal([]byte(response), &roots); err != nil {
		t.Fatal(err)
	}
	cursors := map[string]string{}
	for _, list := range roots {
		for _, e := range list.Edges {
			cursors[e.Node.OdsCode] = e.Cursor
		}
	}
	return cursors
}

func indent(text string) string {
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(text), "", "  "); err != nil {
		return text
	}
	return out.String()
}
