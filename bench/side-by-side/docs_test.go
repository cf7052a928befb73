//go:build linux

package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of the pages anew from the figures that were measured")

// The tables of the pages are those of the figures beside them, and say what these say.
func TestPagesShowTheFigures(t *testing.T) {
	top := filepath.Join("..", "..")
	figures, err := os.ReadFile(filepath.Join(top, "docs", "benchmarks.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r results
	if err := json.Unmarshal(figures, &r); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{filepath.Join("docs", "benchmarks.md"): r.markdown(), "README.md": r.summary()} {
		path := filepath.Join(top, name)
		if *update {
			if err := replaceSection(path, want); err != nil {
				t.Fatal(err)
			}
		}
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(page), sectionBegins+want+sectionEnds) {
			t.Errorf("%s does not show the figures: go test ./bench/side-by-side -run Pages -update", name)
		}
	}
}
