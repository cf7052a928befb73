package config

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the lists of docs/configuration.md anew")

const (
	page  = "../../docs/configuration.md"
	begin = "## All settings\n"
)

// TestReference compares the lists of the page with the table.
func TestReference(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(text), begin)
	if !found {
		t.Fatalf("%s has no %q", page, begin)
	}
	want := head + begin + reference()
	if *update {
		if os.Getenv("CI") != "" {
			t.Fatal("pages are not written anew in CI")
		}
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil { //nolint:gosec // a page for all to read
			t.Fatal(err)
		}
	} else if string(text) != want {
		t.Errorf("%s is not what the table says: go test ./internal/config -update", page)
	}
}

func reference() string {
	var b strings.Builder
	group := ""
	for i := range Settings {
		s := &Settings[i]
		if s.Group != group {
			group = s.Group
			fmt.Fprintf(&b, "\n### %s\n\n| option | environment | of | default | values | what it is |\n|---|---|---|---|---|---|\n", group)
		}
		var of []string
		for _, j := range []struct {
			job  Job
			name string
		}{{Serve, "serve"}, {Query, "query"}, {Import, "import"}} {
			if s.Jobs&j.job != 0 {
				of = append(of, j.name)
			}
		}
		otherwise := s.Default
		if s.Imports != "" {
			otherwise = "import: " + s.Imports
		}
		values := s.Range()
		switch {
		case s.Kind == Choice:
			values = strings.Join(s.Choices, ", ")
		case s.Kind == Boolean || s.Kind == List || values == "":
			values = s.Form()
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s | %s | %s |\n", s.Name, s.Variable(), strings.Join(of, ", "), otherwise, values, s.PlainUsage())
	}
	return b.String()
}
