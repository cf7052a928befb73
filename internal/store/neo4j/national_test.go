//go:build neo4j && national

package neo4j

import (
	"testing"
	"time"

	"orggraph/internal/catalog"
	"orggraph/internal/ingest"
	"orggraph/internal/national"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// importRelease does what the command does: read back, add the files, load.
func importRelease(t *testing.T, s *Store, c *catalog.Catalog, release string, previous *store.Graph) (*store.Graph, Changes) {
	t.Helper()
	began := time.Now()
	folder, err := ods.ReadFolder(national.Folder(release), nil)
	if err != nil {
		t.Fatalf("the published files are needed: %v", err)
	}
	ref, err := reference.Load(reference.Files)
	if err != nil {
		t.Fatal(err)
	}
	held := ""
	if previous != nil {
		held = previous.Dataset.Release
		if previous, err = s.Read(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	back := time.Now()
	g, _, err := ingest.Import(folder, ref, ingest.Options{Catalog: c, Previous: previous})
	if err != nil {
		t.Fatal(err)
	}
	ingested := time.Now()
	changes, err := s.Load(t.Context(), g, Loading{Previous: held})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d nodes, %d edges, ledger of %d bytes; read %v, ingested %v, loaded %v, in all %v: %+v", release, len(g.Nodes), len(g.Edges), len(g.Ledger),
		back.Sub(began).Round(time.Millisecond), ingested.Sub(back).Round(time.Millisecond), time.Since(ingested).Round(time.Millisecond), time.Since(began).Round(time.Millisecond), changes)
	return g, changes
}

// TestNational imports England as the command does.
func TestNational(t *testing.T) {
	c := ourCatalog(t)
	s := connect(t, c)
	empty(t, s)
	g, _ := importRelease(t, s, c, "release-2025", nil)
	wantGraph(t, s, g)
	if _, changes := importRelease(t, s, c, "release-2025", g); !changes.None() {
		t.Errorf("the same again: %+v", changes)
	}

	empty(t, s)
	g, _ = importRelease(t, s, c, "release-2023", nil)
	g, changes := importRelease(t, s, c, "release-2025", g)
	if changes.None() {
		t.Error("nothing changed in two years")
	}
	wantGraph(t, s, g)
}
