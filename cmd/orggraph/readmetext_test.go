package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/recipes"
	"orggraph/internal/server"
)

// commands splits shell text into commands and their words. It knows quotes, comments and lines that go
// on, and nothing else that a shell does.
func commands(text string) (list [][]string) {
	var words []string
	word, started, quote := "", false, rune(0)
	end := func() {
		if started {
			words = append(words, word)
		}
		word, started = "", false
	}
	text = strings.ReplaceAll(text, "\\\n", " ")
	comment := false
	for _, c := range text {
		switch {
		case comment && c != '\n':
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			word += string(c)
		case c == '\'' || c == '"':
			quote, started = c, true
		case c == '#' && !started:
			comment = true
		case c == '\n':
			end()
			if words != nil {
				list = append(list, words)
			}
			words, comment = nil, false
		case c == ' ':
			end()
		default:
			word, started = word+string(c), true
		}
	}
	return list
}

// makeTargets are the targets of the Makefile with their first line.
func makeTargets(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	targets := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z0-9-]+):.*\n\t(.*\n)`).FindAllStringSubmatch(string(text), -1) {
		targets[m[1]] = m[2]
	}
	return targets
}

// The limits that README.md states are those of the code.
func TestReadmeLimits(t *testing.T) {
	text := read(t, "README.md")
	operation, request := graph.DefaultLimits(), server.DefaultLimits()
	for _, row := range []string{
		fmt.Sprintf("| rows that it may come to, reckoned before it runs | %s |", thousands(operation.Cost)),
		fmt.Sprintf("| fields within fields | %d deep |", operation.Depth),
		fmt.Sprintf("| bytes of the answer | %d MiB |", operation.AnswerBytes>>20),
		fmt.Sprintf("| time to answer | %.0f s |", request.Answer.Seconds()),
	} {
		if !strings.Contains(text, "\n"+row+"\n") {
			t.Errorf("README.md does not say %s", row)
		}
	}
}

func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// documents are the pages of the project, but for the records of decisions and for what a build leaves behind.
func documents(t *testing.T) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (name == ".work" || slices.Contains([]string{".git", "node_modules", ".venv", "decisions"}, entry.Name())) {
			return fs.SkipDir
		}
		if filepath.Ext(name) == ".md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// triedIn says which test follows a page that shows commands or operations, where TestReadme does not.
var triedIn = map[string]string{
	"docs/benchmarks.md":                 "bench/side-by-side/run_test.go",
	"docs/limits.md":                     "cmd/orggraph/limits_test.go",
	"docs/neo4j.md":                      "cmd/orggraph/readme_neo4j_test.go",
	"docs/reference-data.md":             "cmd/orggraph/readme_national_test.go",
	"docs/examples/dashboard/README.md":  "internal/recipes/dashboard_test.go",
	"docs/examples/python/README.md":     "internal/recipes/python_test.go",
	"docs/examples/typescript/README.md": "internal/recipes/typescript_test.go",
}

// No page shows anything that no test tries.
func TestEveryPageIsTried(t *testing.T) {
	for _, name := range documents(t) {
		shows := slices.ContainsFunc(recipes.Blocks(read(t, name)), func(b recipes.Block) bool { return b.Language != "" })
		test := triedIn[name]
		switch {
		case !shows && test != "":
			t.Errorf("%s shows nothing that %s could try", name, test)
		case !shows || slices.Contains(pages, name):
		case test == "":
			t.Errorf("nothing tries what %s shows", name)
		case !strings.Contains(read(t, test), strconv.Quote(strings.TrimSuffix(strings.TrimPrefix(name, "docs/examples/"), "/README.md"))):
			t.Errorf("%s does not follow %s", test, name)
		}
	}
}

// Whatever a page links to or shows in this project exists.
func TestLinks(t *testing.T) {
	for _, name := range documents(t) {
		for _, m := range regexp.MustCompile(`\]\(([^)#:]+)[^):]*\)`).FindAllStringSubmatch(read(t, name), -1) {
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// The picture has every kind and every edge type.
func TestPicture(t *testing.T) {
	picture := read(t, "docs/graph.svg")
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	shown := strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(picture))
	for _, k := range c.Kinds {
		if !strings.Contains(shown, ">"+strings.ToLower(k.Name)+"<") {
			t.Errorf("docs/graph.svg does not show %s", k.Name)
		}
	}
	for _, e := range c.EdgeTypes {
		if !strings.Contains(picture, ">"+e.Name+"<") {
			t.Errorf("docs/graph.svg does not show %s", e.Name)
		}
	}
}
