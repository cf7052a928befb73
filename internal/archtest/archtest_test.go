// Package archtest turns the rules of the project into tests over its files: which package may import
// which and why, what every package says of itself, how long a file may be, which words stand nowhere,
// and that documents name what exists. A rule that is broken says why it is there. It reads files and
// must not import anything of ours.
package archtest

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// rules are the rules by name. Each returns what breaks it.
var rules = map[string]func(*project) []string{
	"arrows":            arrows,
	"modules":           modules,
	"package docs":      packageDocs,
	"length of files":   fileLengths,
	"words":             words,
	"make targets":      makeTargets,
	"listed packages":   listedPackages,
	"listed modules":    listedModules,
	"no skipped test":   skippedTests,
	"pinned lock files": lockFiles,
}

func TestProject(t *testing.T) {
	p := read(t, os.DirFS("../.."))
	if len(p.packages) < 10 {
		t.Fatalf("only %d packages were found", len(p.packages))
	}
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			for _, violation := range rule(p) {
				t.Error(violation)
			}
		})
	}
}

// Each rule is able to fail: on a small project that breaks it, it says so in these words, and on one
// that does not, nothing.
func TestRulesFail(t *testing.T) {
	const (
		module  = "module orggraph\n"
		dayDoc  = "// Package day turns examples into failures, for the tests of the rules. It must not import anything.\n"
		planDoc = "// Package plan turns examples into failures, for the tests of the rules. It must not import anything.\n"
	)
	failed := map[string]bool{}
	for _, c := range []struct {
		rule, name string
		files      map[string]string
		want       string // a part of the only violation; empty for none
	}{
		{"arrows", "an arrow that is allowed", map[string]string{
			"internal/plan/a.go": `package plan; import _ "orggraph/internal/day"`,
		}, ""},
		{"arrows", "an arrow the wrong way", map[string]string{
			"internal/day/a.go": `package day; import _ "orggraph/internal/plan"`,
		}, "internal/day must not import internal/plan: dates know nothing"},
		{"arrows", "behind a build tag", map[string]string{
			"internal/plan/a.go": "//go:build national\n\npackage plan; import _ \"orggraph/graph\"",
		}, "internal/plan must not import graph"},
		{"arrows", "a concrete store outside cmd", map[string]string{
			"graph/a.go": `package graph; import _ "orggraph/internal/store/memory"`,
		}, "graph must not import internal/store/memory"},
		{"arrows", "a package without a rule", map[string]string{
			"internal/util/a.go": `package util`,
		}, "internal/util has no rule"},
		{"arrows", "the suite of the stores in a test", map[string]string{
			"internal/plan/a_test.go": `package plan; import _ "orggraph/internal/store/storetest"`,
		}, ""},
		{"arrows", "the suite of the stores outside tests", map[string]string{
			"cmd/orggraph/a.go": `package main; import _ "orggraph/internal/store/storetest"`,
		}, "cmd/orggraph must not import internal/store/storetest"},
		{"arrows", "in cmd everything else", map[string]string{
			"cmd/orggraph/a.go": `package main; import _ "orggraph/internal/store/memory"`,
		}, ""},

		{"modules", "the driver in its store", map[string]string{
			"internal/store/neo4j/a.go": `package neo4j; import _ "github.com/neo4j/neo4j-go-driver/v5/neo4j"`,
		}, ""},
		{"modules", "the driver in a test elsewhere", map[string]string{
			"internal/server/a_test.go": `package server; import _ "github.com/neo4j/neo4j-go-driver/v5/neo4j"`,
		}, "internal/server must not import github.com/neo4j/neo4j-go-driver/v5/neo4j"},
		{"modules", "the Cypher compiler is pure", map[string]string{
			"internal/store/neo4j/cypher/a.go": `package cypher; import _ "github.com/neo4j/neo4j-go-driver/v5/neo4j"`,
		}, "internal/store/neo4j/cypher must not import"},
		{"modules", "GraphQL in the plan", map[string]string{
			"internal/plan/a.go": `package plan; import _ "github.com/vektah/gqlparser/v2/ast"`,
		}, "internal/plan must not import github.com/vektah/gqlparser/v2/ast"},
		{"modules", "a context in the plan", map[string]string{
			"internal/plan/a.go": `package plan; import _ "context"`,
		}, "internal/plan must not import context"},
		{"modules", "a path that only begins alike", map[string]string{
			"internal/plan/a.go": `package plan; import _ "contextual"`,
		}, ""},

		{"package docs", "one", map[string]string{
			"internal/day/a.go": dayDoc + "package day", "internal/day/b.go": "package day",
		}, ""},
		{"package docs", "none", map[string]string{"internal/day/a.go": "package day"}, "internal/day has 0 package comments"},
		{"package docs", "two", map[string]string{
			"internal/day/a.go": dayDoc + "package day", "internal/day/b.go": dayDoc + "package day",
		}, "internal/day has 2 package comments"},
		{"package docs", "of another package", map[string]string{
			"internal/day/a.go": planDoc + "package day",
		}, `internal/day: its comment does not begin with "Package day "`},
		{"package docs", "that says too little", map[string]string{
			"internal/day/a.go": "// Package day must not import anything.\npackage day",
		}, "internal/day: its comment is too short"},
		{"package docs", "that says nothing of imports", map[string]string{
			"internal/day/a.go": "// Package day " + strings.Repeat("turns dates into numbers ", 6) + "\npackage day",
		}, "internal/day: its comment does not say what it must not import"},
		{"package docs", "of a command", map[string]string{
			"cmd/orggraph/a.go": "// Command orggraph turns examples into failures, for the tests of the rules; nothing may import it.\npackage main",
		}, ""},
		{"package docs", "of generated code", map[string]string{
			"graph/model/a.go": "// Code generated by x, DO NOT EDIT.\n\npackage model",
		}, ""},
		{"package docs", "of tests alone", map[string]string{"internal/day/a_test.go": "package day"}, "internal/day has 0 package comments"},

		{"length of files", "a long one", map[string]string{
			"internal/day/a.go": "package day\n" + strings.Repeat("\n", 500),
		}, "internal/day/a.go has 501 lines"},
		{"length of files", "one of 500 lines", map[string]string{
			"internal/day/a.go": "package day\n" + strings.Repeat("\n", 499),
		}, ""},
		{"length of files", "a long script", map[string]string{"scripts/a.mjs": strings.Repeat("\n", 501)}, "scripts/a.mjs has 501 lines"},
		{"length of files", "generated", map[string]string{
			"graph/a.go": "// Code generated by x, DO NOT EDIT.\n\npackage graph\n" + strings.Repeat("\n", 500),
		}, ""},

		{"words", "what is left to do", map[string]string{"Makefile": "# " + "TO" + "DO: more\n"}, "Makefile:1: "},
		{"words", "a path of one machine", map[string]string{"docs/a.md": "see\n/wo" + "rk/main\n"}, "docs/a.md:2: "},
		{"words", "a host of a registry", map[string]string{"a.json": `"https://registry.npm` + `js.org/a"`}, "a.json:1: "},
		{"words", "a word that contains one", map[string]string{"a.go": "package methodology // net/wo" + "rk/x"}, ""},

		{"no skipped test", "skipped", map[string]string{
			"internal/day/a_test.go": "package day; func TestA(t *testing.T) { t." + "Skip(1) }",
		}, "internal/day/a_test.go:1: "},
		{"no skipped test", "skipped when in a hurry", map[string]string{
			"internal/day/a_test.go": "package day\nvar a = testing." + "Short()",
		}, "internal/day/a_test.go:2: "},
		{"no skipped test", "another kind of skipping", map[string]string{
			"internal/day/a.go": "package day; var a = reader.Skip(1)",
		}, ""},

		{"make targets", "one that exists", map[string]string{
			"README.md": "```\n$ make run\nmake run DATA=x\n```\nand `make run`, which will make way", "Makefile": "run: ## x\n",
		}, ""},
		{"make targets", "in a block", map[string]string{"README.md": "```\nmake way\n```", "Makefile": "run: ## x\n"}, "README.md names make way"},
		{"make targets", "in a line", map[string]string{"docs/a.md": "use `make way` for it", "Makefile": "run: ## x\n"}, "docs/a.md names make way"},

		{"listed packages", "named", map[string]string{
			"internal/day/a.go": "package day", "ARCHITECTURE.md": "`internal/day`",
		}, ""},
		{"listed packages", "not named", map[string]string{
			"internal/day/a.go": "package day", "ARCHITECTURE.md": "internal",
		}, "ARCHITECTURE.md does not name internal/day"},
		{"listed packages", "gone", map[string]string{"ARCHITECTURE.md": "`internal/night`"}, "ARCHITECTURE.md names internal/night"},

		{"listed modules", "named", map[string]string{
			"go.mod": module + "require a.b/c v1.0.0\n", "ARCHITECTURE.md": "| `a.b/c` | x |",
		}, ""},
		{"listed modules", "not named", map[string]string{
			"go.mod": module + "require (\n\ta.b/c v1.0.0\n\ta.b/d v1.0.0 // indirect\n)\n", "ARCHITECTURE.md": "",
		}, "ARCHITECTURE.md does not say what a.b/c is for"},
		{"listed modules", "gone", map[string]string{
			"go.mod": module, "ARCHITECTURE.md": "| `a.b/c` | x |",
		}, "ARCHITECTURE.md names a.b/c"},

		{"pinned lock files", "whole", map[string]string{
			"a/package.json": "{}", "a/package-lock.json": `{"packages":{"":{},"node_modules/b":{"version":"1.0.0"}}}`,
		}, ""},
		{"pinned lock files", "none", map[string]string{"a/package.json": "{}"}, "a/package.json has no package-lock.json"},
		{"pinned lock files", "with addresses", map[string]string{
			"a/package.json": "{}", "a/package-lock.json": `{"packages":{"node_modules/b":{"resolved":"https://c/b.tgz"}}}`,
		}, "a/package-lock.json says where node_modules/b was downloaded"},
	} {
		t.Run(c.rule+"/"+c.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for name, text := range c.files {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			got := rules[c.rule](read(t, files))
			if c.want == "" {
				if len(got) > 0 {
					t.Errorf("unbroken, yet: %q", got)
				}
				return
			}
			failed[c.rule] = true
			if len(got) != 1 || !strings.Contains(got[0], c.want) {
				t.Errorf("%q, not %q", got, c.want)
			}
		})
	}
	for name := range rules {
		if !failed[name] {
			t.Errorf("no example breaks the rule %q", name)
		}
	}
}

func read(t *testing.T, files fs.FS) *project {
	t.Helper()
	p, err := readProject(files)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
