package cypher_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"orggraph/internal/store/neo4j/cypher"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden is a file of testdata.
type golden struct {
	file, query string
	archive     *txtar.Archive
}

func goldens(t *testing.T) []golden {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	var all []golden
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, golden{file, string(archive.Files[0].Data), archive})
	}
	return all
}

// TestGolden compiles the query of each file in testdata, and compares statements and parameters. Statements
// are broken into lines for reading.
func TestGolden(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update is not for CI")
	}
	for _, g := range goldens(t) {
		t.Run(strings.TrimSuffix(filepath.Base(g.file), ".txtar"), func(t *testing.T) {
			var text, params bytes.Buffer
			for _, s := range compiled(t, g.query, nil) {
				text.WriteString(lines(s.Text))
				fmt.Fprintln(&params, formatParams(s))
			}
			whole := txtar.Format(&txtar.Archive{Comment: g.archive.Comment, Files: []txtar.File{
				g.archive.Files[0], {Name: "cypher", Data: text.Bytes()}, {Name: "params", Data: params.Bytes()},
			}})
			if *update {
				if err := os.WriteFile(g.file, whole, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(g.archive)), string(whole)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func formatParams(s *cypher.Statement) string {
	names := slices.SortedFunc(maps.Keys(s.Params), func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	var out []string
	for _, name := range names {
		out = append(out, fmt.Sprintf("%s=%#v", name, s.Params[name]))
	}
	return strings.Join(out, " ")
}

// lines puts each clause, and what stands in braces, on lines of its own.
func lines(text string) string {
	for _, clause := range []string{"MATCH", "WITH", "RETURN", "UNION ALL"} {
		text = strings.ReplaceAll(text, " "+clause+" ", "\n"+clause+" ")
	}
	text = strings.ReplaceAll(text, " }", "\n}")
	text = strings.ReplaceAll(text, "STARTS\nWITH", "STARTS WITH")
	text = strings.ReplaceAll(text, "ENDS\nWITH", "ENDS WITH")
	depth := 0
	var out strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "}") {
			depth--
		}
		out.WriteString(strings.Repeat("  ", depth) + line + "\n")
		depth += strings.Count(line, "{") - strings.Count(strings.TrimPrefix(line, "}"), "}")
	}
	return out.String()
}
