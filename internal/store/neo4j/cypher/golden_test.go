package cypher_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"orggraph/internal/store/neo4j/cypher"
	"orggraph/internal/store/storetest"
)

var update = flag.Bool("update", false, "write the goldens anew: make goldens")

// The sections that are made here.
const (
	sectionCypher = "cypher"
	sectionParams = "params"
)

// TestGoldens compiles the operation of each golden of the project, and compares its statements and their
// parameters. Statements are broken into lines for reading. A request that is refused has none.
func TestGoldens(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update is not for CI")
	}
	for _, g := range storetest.Goldens(t) {
		t.Run(g.Name, func(t *testing.T) {
			whole := txtar.Format(&txtar.Archive{Comment: g.Archive.Comment, Files: sections(g, compiledGolden(t, g, g.Query()))})
			if *update {
				if err := os.WriteFile(g.Path, whole, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(g.Archive)), string(whole)); diff != "" {
				t.Errorf("%s (if it is to be so: make goldens)", diff)
			}
		})
	}
}

// stated is how many statements a golden says in its header that it comes to.
var stated = regexp.MustCompile(`(?m)^statements: (\d+)$`)

// TestOneStatementForEachRootField counts the root fields in the text of each golden.
func TestOneStatementForEachRootField(t *testing.T) {
	for _, g := range storetest.Goldens(t) {
		t.Run(g.Name, func(t *testing.T) {
			want := g.RootFields(t)
			if g.Section("errors") != "" {
				want = 0
			}
			if got := len(compiledGolden(t, g, g.Query())); got != want {
				t.Errorf("%d statements for %d root fields", got, want)
			}
			if header := stated.FindSubmatch(g.Archive.Comment); header != nil && string(header[1]) != strconv.Itoa(want) {
				t.Errorf("the header says %s statements for %d root fields", header[1], want)
			}
			if got := strings.Count(g.Section(sectionCypher), statementEnd); got != want {
				t.Errorf("%d statements stand in the file for %d root fields", got, want)
			}
		})
	}
}

// compiledGolden are the statements of a golden, for its operation or another text of it.
func compiledGolden(t *testing.T, g *storetest.Golden, query string) []*cypher.Statement {
	t.Helper()
	p, args, errs := g.Plan(t, query)
	if (errs != nil) != (g.Section("errors") != "") {
		t.Fatalf("refused: %v", errs)
	}
	if errs != nil {
		return nil
	}
	statements := make([]*cypher.Statement, len(p.Roots))
	for i, r := range p.Roots {
		statements[i] = cypher.NewStatements(world().catalog, facts()).Compile(r, args)
	}
	return statements
}

// sections are those of a golden, with statements and parameters before the answer if it has one.
func sections(g *storetest.Golden, statements []*cypher.Statement) []txtar.File {
	files := slices.DeleteFunc(slices.Clone(g.Archive.Files), func(f txtar.File) bool {
		return f.Name == sectionCypher || f.Name == sectionParams
	})
	if len(statements) == 0 {
		return files
	}
	var text, params strings.Builder
	for _, s := range statements {
		text.WriteString(lines(s.Text) + statementEnd)
		params.WriteString(formatParams(s) + "\n")
	}
	at := slices.IndexFunc(files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "response") })
	if at < 0 {
		at = len(files)
	}
	return slices.Insert(files, at,
		txtar.File{Name: sectionCypher, Data: []byte(text.String())}, txtar.File{Name: sectionParams, Data: []byte(params.String())})
}

// statementEnd ends a statement in a golden.
const statementEnd = ";\n"

// formatParams writes the parameters of a statement as `:param` of Neo4j's own shell takes them.
func formatParams(s *cypher.Statement) string {
	var out []string
	for i := range len(s.Params) {
		name := fmt.Sprint("p", i)
		var value bytes.Buffer
		e := json.NewEncoder(&value)
		e.SetEscapeHTML(false)
		if err := e.Encode(s.Params[name]); err != nil {
			panic(err) // texts, numbers, booleans and lists of them
		}
		out = append(out, name+": "+strings.TrimSpace(value.String()))
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// clause is where a line begins.
var clause = regexp.MustCompile(` (OPTIONAL MATCH|MATCH|UNWIND|CALL|WITH|RETURN|UNION ALL)\b`)

// lines puts each clause, and what stands in braces, on lines of its own.
func lines(text string) string {
	text = clause.ReplaceAllString(text, "\n$1")
	text = strings.ReplaceAll(text, "S\nWITH ", "S WITH ") // STARTS and ENDS
	text = strings.ReplaceAll(text, " }", "\n}")
	depth := 0
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "}") {
			depth--
		}
		out = append(out, strings.Repeat("  ", depth)+line)
		depth += strings.Count(line, "{") - strings.Count(strings.TrimPrefix(line, "}"), "}")
	}
	return strings.Join(out, "\n")
}
