package planner

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/plan"
)

var update = flag.Bool("update", false, "write the goldens anew: make goldens")

// TestGolden plans the query of each file in testdata and compares the plan and its arguments, or the
// errors, with what the file says.
func TestGolden(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update is not for CI")
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			given := map[string]string{}
			for _, f := range archive.Files {
				given[f.Name] = string(f.Data)
			}
			got := golden(t, given["query"], given["variables"])
			compare(t, file, archive, got)
		})
	}
}

// golden is what planning answers, as files.
func golden(t *testing.T, query, variables string) *txtar.Archive {
	t.Helper()
	p := newPlanner()
	planned, args, errs := p.Plan(request(t, p.schema, query, variables))
	if errs != nil {
		return &txtar.Archive{Files: []txtar.File{{Name: "errors", Data: formatErrors(errs)}}}
	}
	var tree bytes.Buffer
	if err := plan.Format(&tree, p.catalog, planned, nil); err != nil {
		t.Fatal(err)
	}
	next := 0
	err := plan.Format(io.Discard, p.catalog, planned, func(op int) string {
		if op > next {
			t.Errorf("operator %d is printed before %d", op, next)
		}
		next = max(next, op+1)
		return ""
	})
	if err != nil || next != planned.Ops {
		t.Errorf("%d operators are printed, of %d: %v", next, planned.Ops, err)
	}
	return &txtar.Archive{Files: []txtar.File{
		{Name: "plan", Data: tree.Bytes()}, {Name: "args", Data: formatArgs(args)},
	}}
}

// compare holds the outputs of a golden against those that were made, or writes them under -update. The sections
// behind them are those of others.
func compare(t *testing.T, file string, want, got *txtar.Archive) {
	t.Helper()
	var inputs, others []txtar.File
	for _, f := range want.Files {
		switch f.Name {
		case "query", "variables":
			inputs = append(inputs, f)
		case "plan", "args", "errors":
		default:
			others = append(others, f)
		}
	}
	whole := txtar.Format(&txtar.Archive{Comment: want.Comment, Files: slices.Concat(inputs, got.Files, others)})
	if *update {
		if err := os.WriteFile(file, whole, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(want)), string(whole)); diff != "" {
		t.Error(diff)
	}
}

func formatArgs(args plan.Args) []byte {
	var out bytes.Buffer
	for i, v := range args {
		if c, ok := v.(*plan.Cursor); ok {
			v = *c
		}
		fmt.Fprintf(&out, "$%d %T %v\n", i, v, v)
	}
	return out.Bytes()
}

func formatErrors(errs gqlerror.List) []byte {
	var out bytes.Buffer
	for _, e := range errs {
		fmt.Fprintf(&out, "%v at %s: %s\n  path %v\n", e.Extensions["code"], e.Locations[0], e.Message, e.Path)
	}
	return out.Bytes()
}
