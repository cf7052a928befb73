//go:build neo4j

package neo4j

import (
	"log/slog"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"orggraph/internal/store"
)

// TestTooLarge changes more than a server with little memory takes as one transaction.
func TestTooLarge(t *testing.T) {
	dir := t.TempDir()
	script := func(command string) string {
		t.Helper()
		c := exec.Command("../../../scripts/neo4j", "--jars", "--dir", dir, "--heap", "192m", command)
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err != nil {
			t.Fatalf("scripts/neo4j %s: %v", command, err)
		}
		return strings.TrimSpace(string(out))
	}
	t.Cleanup(func() { script("stop") })
	c := ourCatalog(t)
	s, err := Open(Options{URI: script("start"), Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)

	const nodes, size = 14_000, 2_500
	named := func(release, letter string) *store.Graph {
		g := &store.Graph{Catalog: c, Dataset: &store.Dataset{Release: release}}
		for i := range nodes {
			n := store.NewNode(c, c.Kind("Practice"), "P"+string(rune('A'+i/1000))+string(rune(0x4E00+i%1000)))
			n.Set(c, "name", strings.Repeat(letter, size))
			g.Nodes = append(g.Nodes, n)
		}
		return g
	}
	old, younger := named("old", "a"), named("younger", "b")
	if _, err := s.Load(t.Context(), old, Loading{}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Load(t.Context(), younger, Loading{Previous: "old"})
	want := regexp.MustCompile(`^14000 differences of organisations and 0 of edges are more .* nothing was changed: raise dbms\.memory\.transaction\.total\.max .* --reload`)
	if err == nil || !want.MatchString(err.Error()) {
		t.Fatalf("got %v", err)
	}
	wantGraph(t, s, old)
	if _, err := s.Load(t.Context(), younger, Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	wantGraph(t, s, younger)
}
