//go:build neo4j

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadmeNeo4j does what docs/neo4j.md says, with a Neo4j of its own in place of the reader's. No Docker engine is
// asked for: of its commands, what the program is told in the container is tried.
func TestReadmeNeo4j(t *testing.T) {
	compose := read(t, "docker-compose.yml")
	absolute, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	script := func(arguments ...string) string {
		t.Helper()
		c := exec.Command(filepath.Join(absolute, "scripts", "neo4j"), append([]string{"--dir", dir}, arguments...)...)
		out, err := c.Output()
		if err != nil {
			t.Fatalf("scripts/neo4j %s: %v", arguments, err)
		}
		return strings.TrimSpace(string(out))
	}
	t.Cleanup(func() { script("stop") })
	bolt := script("--password", databasePassword, "start")

	r := newReader(t, "docs/neo4j.md")
	r.inventRelease("release-2023", "2022-12-31")
	r.inventRelease("release-2025", "2025-09-30")
	environment := map[string]string{}
	r.getenv = func(name string) string { return environment[name] }
	r.also = map[string]func([]string){
		"export": func(words []string) {
			for _, word := range words[1:] {
				name, value, _ := strings.Cut(word, "=")
				environment[name] = strings.Replace(value, "neo4j://localhost:7687", bolt, 1)
			}
			if file := environment["ORGGRAPH_STORE_PASSWORD_FILE"]; file != "" {
				if err := os.WriteFile(file, []byte(databasePassword), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		},
		"read": func([]string) {}, // it asks whoever sits there
		"docker": func(words []string) {
			service := slices.Index(words, "server")
			switch {
			case words[1] != "compose" || !strings.Contains(compose, "\n  server:\n"):
				r.fail("%q is of no service", words)
			case words[2] == "run":
				r.orggraph(append(words[service+1:], "--data", "compose.orggraph"))
			}
		},
		"scripts/neo4j": func(words []string) {
			if words[1] != "run" {
				r.printed = script(words[1])
				return
			}
			// These tests run under it themselves. The tests that it would run are there.
			c := exec.Command(words[2], append(words[3:], "-list=Test")...)
			c.Dir = absolute
			named := "Test"
			if at := slices.Index(words, "-run"); at > 0 {
				named = words[at+1]
			}
			if out, err := c.Output(); err != nil || !strings.Contains(string(out), "\n"+named) && !strings.HasPrefix(string(out), named) {
				r.fail("%q runs no %s: %v\n%s", words, named, err, out)
			}
		},
	}
	r.follow()
}
