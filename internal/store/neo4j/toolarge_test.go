//go:build neo4j

package neo4j

import (
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"orggraph/internal/store"
)

// TestTooLarge changes more than a server takes as one transaction.
func TestTooLarge(t *testing.T) {
	c := ourCatalog(t)
	_, uri := newDatabase(t, "--setting", "db.memory.transaction.max=64m")
	s, err := Open(Options{URI: uri, Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)

	const nodes, size = 14_000, 1_000
	named := func(release, letter string) *store.Graph {
		g := &store.Graph{Catalog: c, Dataset: &store.Dataset{Release: release}}
		for i := range nodes {
			n := store.NewNode(c, c.Kind("Practice"), fmt.Sprintf("P%05d", i))
			n.Set(c, "name", "Surgery")
			n.Set(c, "town", strings.Repeat(letter, size))
			g.Nodes = append(g.Nodes, n)
		}
		return g
	}
	old, younger := named("old", "a"), named("younger", "b")
	_, err = s.Load(t.Context(), named("huge", strings.Repeat("a", 20)), Loading{})
	if want := "5000 nodes or edges at a time are more"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Fatalf("got %v", err)
	}
	if _, err := s.Load(t.Context(), old, Loading{}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Load(t.Context(), younger, Loading{Previous: "old"})
	want := regexp.MustCompile(`^14000 differences of organisations and 0 of edges are more .*: raise dbms\.memory\.transaction\.total\.max .* --reload, .*; nothing was changed`)
	if err == nil || !want.MatchString(err.Error()) {
		t.Fatalf("got %v", err)
	}
	wantGraph(t, s, old)
	if _, err := s.Load(t.Context(), younger, Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	wantGraph(t, s, younger)
}
