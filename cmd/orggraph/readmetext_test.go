package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/server"
	"orggraph/internal/store/memory"
)

// block is fenced text.
type block struct {
	language, text string
	line           int
}

func blocks(text string) (list []block) {
	inside := false
	line := 0
	for l := range strings.Lines(text) {
		line++
		language, fence := strings.CutPrefix(l, "```")
		switch {
		case fence && !inside:
			list = append(list, block{language: strings.TrimSpace(language), line: line})
			inside = true
		case fence:
			inside = false
		case inside:
			list[len(list)-1].text += l
		}
	}
	return list
}

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
	text, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	targets := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z-]+):.*\n\t(.*\n)`).FindAllStringSubmatch(string(text), -1) {
		targets[m[1]] = m[2]
	}
	return targets
}

// The limits that README.md states are those of the code.
func TestReadmeLimits(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	operation, request := graph.DefaultLimits(), server.DefaultLimits()
	for _, row := range []string{
		fmt.Sprintf("| body | %d KB |", request.BodyBytes>>10),
		fmt.Sprintf("| tokens of the document | %s |", thousands(operation.Tokens)),
		fmt.Sprintf("| fields within fields | %d deep |", operation.Depth),
		fmt.Sprintf("| fields, fragments spread | %s |", thousands(operation.Fields)),
		fmt.Sprintf("| time to answer | %.0f s |", request.Answer.Seconds()),
		fmt.Sprintf("| bytes of the answer | %d MB |", memory.DefaultMaxAnswer>>20),
		fmt.Sprintf("| `first`, `last` | %s |", thousands(1_000_000)), // docs/semantics.md
		fmt.Sprintf("| errors in an answer | %d |", operation.Errors),
	} {
		if !strings.Contains(string(text), "\n"+row+"\n") {
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

// Whatever README.md links to or shows in this project exists, and its picture has every kind and edge type.
func TestReadmeLinks(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(readme), m[1])); err != nil {
			t.Error(err)
		}
	}
	picture, err := os.ReadFile("../../docs/graph.svg")
	if err != nil {
		t.Fatal(err)
	}
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	shown := strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(string(picture)))
	for _, k := range c.Kinds {
		if !strings.Contains(shown, ">"+strings.ToLower(k.Name)+"<") {
			t.Errorf("docs/graph.svg does not show %s", k.Name)
		}
	}
	for _, e := range c.EdgeTypes {
		if !strings.Contains(string(picture), ">"+e.Name+"<") {
			t.Errorf("docs/graph.svg does not show %s", e.Name)
		}
	}
}
