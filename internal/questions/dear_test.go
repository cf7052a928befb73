package questions

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"orggraph/graph"
	"orggraph/internal/demo"
	"orggraph/internal/store/memory"
	"orggraph/reference"
)

// Operations that are legal and enormous are refused on the demo, each with its message.
func TestDearOperations(t *testing.T) {
	dear(t, demoEngine(t).Do, "demo.txt")
}

// What an analyst asks for first is within the budget: all practices with their region, system and network.
func TestAllPracticesOfTheDemo(t *testing.T) { allPractices(t, demoEngine(t).Do) }

func allPractices(t *testing.T, do func(context.Context, graph.Request) *graph.Response) {
	r := do(t.Context(), graph.Request{Query: `{ practices { totalCount nodes {
		odsCode name region { odsCode name } integratedCareSystem { odsCode name } primaryCareNetwork { odsCode name }
	} } }`})
	var answer struct {
		Data struct {
			Practices struct {
				TotalCount int
				Nodes      []struct{ OdsCode string }
			}
		}
	}
	if err := json.Unmarshal(r.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	all := answer.Data.Practices
	if r.Errors || all.TotalCount < 1000 || len(all.Nodes) != all.TotalCount || r.Cost > int64(graph.DefaultLimits().Cost)/2 {
		t.Errorf("%d of %d practices at a cost of %d: %.300s", len(all.Nodes), all.TotalCount, r.Cost, r.Body)
	}
	t.Logf("%d practices at a cost of %d, %d bytes", all.TotalCount, r.Cost, r.Body.Len())
}

// demoEngine answers of the synthetic England.
func demoEngine(t *testing.T) *graph.Engine {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		t.Fatal(err)
	}
	g, err := demo.Build(c, ref, demo.Seed)
	if err != nil {
		t.Fatal(err)
	}
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	e, err := graph.New(graph.Options{Store: s, Now: func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// dear asks each operation of testdata/dear, and wants the message that its section has. With the page that the
// message names the operation has to be within the budget.
func dear(t *testing.T, do func(context.Context, graph.Request) *graph.Response, section string) {
	paths, err := filepath.Glob("testdata/dear/*.txtar")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d operations: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			of := func(name string) *txtar.File {
				return &archive.Files[slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })]
			}
			query := string(of(sectionQuery).Data)
			message, list, argument, size := refusal(t, do(t.Context(), graph.Request{Query: query}))
			if golden := of(section); *update && os.Getenv("CI") == "" {
				golden.Data = []byte(message + "\n")
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(golden.Data), message+"\n"); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
			if argument == "" {
				return
			}
			cut := paged(t, query, strings.Split(list, "."), argument, size)
			if r := do(t.Context(), graph.Request{Query: cut}); bytes.Contains(r.Body.Bytes(), []byte("limit-cost")) || r.Cost == 0 {
				t.Errorf("%s is refused as well: %.300s", cut, r.Body)
			}
		})
	}
}

// refusal reads what an operation was refused with.
func refusal(t *testing.T, r *graph.Response) (message, list, argument string, size int) {
	t.Helper()
	var answer struct {
		Errors []struct {
			Message    string
			Extensions struct {
				Code, Limit, Field string
				First, Last        int
			}
		}
	}
	if err := json.Unmarshal(r.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Errors) != 1 || r.Data || answer.Errors[0].Extensions.Code != "TOO_COMPLEX" || answer.Errors[0].Extensions.Limit != "limit-cost" {
		t.Fatalf("not refused for its cost: %.300s", r.Body)
	}
	told := answer.Errors[0]
	switch x := told.Extensions; {
	case x.First > 0:
		return told.Message, x.Field, "first", x.First
	case x.Last > 0:
		return told.Message, x.Field, "last", x.Last
	default:
		return told.Message, x.Field, "", 0
	}
}

// paged writes a query anew with a page of one of its lists.
func paged(t *testing.T, query string, list []string, argument string, size int) string {
	t.Helper()
	document, errs := gqlparser.LoadQueryWithRules(graph.Schema(), query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	f := fieldAt(document.Operations[0].SelectionSet, list)
	if f == nil {
		t.Fatalf("no field %v in %s", list, query)
	}
	f.Arguments = slices.DeleteFunc(f.Arguments, func(a *ast.Argument) bool { return a.Name == argument })
	f.Arguments = append(f.Arguments, &ast.Argument{Name: argument, Value: &ast.Value{Kind: ast.IntValue, Raw: fmt.Sprint(size)}})
	var text strings.Builder
	formatter.NewFormatter(&text).FormatQueryDocument(document)
	return text.String()
}

// fieldAt finds a field by the response keys that lead to it.
func fieldAt(set ast.SelectionSet, path []string) *ast.Field {
	for _, selection := range set {
		var found *ast.Field
		switch s := selection.(type) {
		case *ast.Field:
			switch {
			case s.Alias != path[0]:
			case len(path) == 1:
				return s
			default:
				found = fieldAt(s.SelectionSet, path[1:])
			}
		case *ast.InlineFragment:
			found = fieldAt(s.SelectionSet, path)
		case *ast.FragmentSpread:
			found = fieldAt(s.Definition.SelectionSet, path)
		}
		if found != nil {
			return found
		}
	}
	return nil
}
