package gen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// A property, an edge and a kind are added to a copy of the project by an edit of schema.graphqls and of
// the reader, and by go generate. The program that is built from it imports and answers them.
func TestChange(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "change.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	top := t.TempDir()
	copyProject(t, filepath.Join("..", ".."), top)
	c := readChange(t, files["change.diff"])
	c.apply(t, top)
	t.Logf("%d lines written by hand in %d files: %s", c.added, len(c.files), strings.Join(c.files, ", "))

	release := filepath.Join(top, "release")
	if err := os.MkdirAll(release, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(release, "ehospice.csv"), files["release/ehospice.csv"])
	write(t, filepath.Join(top, "query.graphql"), files["query.graphql"])

	run(t, top, "go", "generate", "./graph")
	run(t, top, "go", "build", "-o", "orggraph", "./cmd/orggraph")
	run(t, top, "./orggraph", "import", "--from", "release", "--data", "england.orggraph")
	answer := run(t, top, "./orggraph", "query", "--data", "england.orggraph", "--file", "query.graphql")

	var got struct{ Data json.RawMessage }
	if err := json.Unmarshal(answer, &got); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got.Data, "", "  "); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	if diff := cmp.Diff(files["answer.json"], pretty.String()+"\n"); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

// copyProject copies what the program is generated and built from.
func copyProject(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"go.mod", "go.sum", "gqlgen.yml", "schema.graphqls", "cmd", "graph", "internal", "reference"} {
		err := filepath.WalkDir(filepath.Join(from, name), func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.Name() == "testdata" {
				return fs.SkipDir
			}
			place, err := filepath.Rel(from, path)
			if err != nil || strings.HasSuffix(path, "_test.go") {
				return err
			}
			if entry.IsDir() {
				return os.MkdirAll(filepath.Join(to, place), 0o755)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(to, place), content, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// change is a unified diff.
type change struct {
	files []string
	hunks []hunk
	added int
}

// hunk is a piece of a file that is replaced. It is found by its text, whatever line it has come to.
type hunk struct{ file, old, new string }

func readChange(t *testing.T, diff string) *change {
	t.Helper()
	c := &change{}
	for line := range strings.Lines(diff) {
		switch {
		case strings.HasPrefix(line, "--- "):
		case strings.HasPrefix(line, "+++ b/"):
			c.files = append(c.files, strings.TrimSpace(strings.TrimPrefix(line, "+++ b/")))
		case strings.HasPrefix(line, "@@"):
			c.hunks = append(c.hunks, hunk{file: c.files[len(c.files)-1]})
		default:
			h := &c.hunks[len(c.hunks)-1]
			mark, text := line[0], line[1:]
			if mark == '\n' { // an empty line that nothing changes
				mark, text = ' ', "\n"
			}
			if mark != '+' {
				h.old += text
			}
			if mark != '-' {
				h.new += text
			}
			if mark == '+' {
				c.added++
			}
		}
	}
	for _, file := range c.files {
		switch filepath.ToSlash(filepath.Dir(file)) {
		case "internal/ods", "internal/ingest":
		default:
			if file != "schema.graphqls" {
				t.Errorf("the change takes more than schema and reader: %s", file)
			}
		}
	}
	return c
}

func (c *change) apply(t *testing.T, top string) {
	t.Helper()
	for _, h := range c.hunks {
		path := filepath.Join(top, h.file)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(content), h.old); n != 1 {
			t.Fatalf("%s: this stands there %d times, want once:\n%s", h.file, n, h.old)
		}
		write(t, path, strings.Replace(string(content), h.old, h.new, 1))
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run runs a command and returns its standard output.
func run(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir = dir
	out, err := c.Output()
	if err != nil {
		said := ""
		if failed, ok := err.(*exec.ExitError); ok { //nolint:errorlint // Output does not wrap it
			said = string(failed.Stderr)
		}
		t.Fatal(fmt.Errorf("%v: %w\n%s%s", c, err, said, out))
	}
	return out
}
