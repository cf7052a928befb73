//go:build linux && sidebyside

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"orggraph/bench/operations"
	"orggraph/internal/recipes"
)

// TestPage does what docs/benchmarks.md says, in little time: all contenders are installed, loaded and started, give equal
// answers to everything, and fill the tables.
func TestPage(t *testing.T) {
	top, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(top, "docs/benchmarks.md"))
	if err != nil {
		t.Fatal(err)
	}
	var command string
	for _, b := range recipes.Blocks(string(page)) {
		if b.Language == "sh" {
			command = b.Text
		}
	}
	run := exec.CommandContext(t.Context(), "sh", "-e", "-c", command)
	run.Dir = top
	run.Env = append(os.Environ(), "BENCHFLAGS=--rounds 1 --each 100ms --warm 1s --mixed 3s --growth=false")
	var stdout, stderr bytes.Buffer
	run.Stdout, run.Stderr = &stdout, &stderr
	if err := run.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, &stderr)
	}
	t.Logf("%s\n%s", &stderr, &stdout)
	all := operations.All()
	if want := fmt.Sprintf("%d operations: all answers are equal", len(all)); !strings.Contains(stderr.String(), want) {
		t.Errorf("it does not say %q", want)
	}
	for _, o := range all {
		row := "| " + o.Name + " | "
		if strings.Count(stdout.String(), row) < 5 {
			t.Errorf("the tables lack %s", o.Name)
		}
		if strings.Contains(stdout.String(), row+"-") {
			t.Errorf("somebody can't do %s", o.Name)
		}
	}
}
