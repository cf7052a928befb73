//go:build neo4j && national

package neo4j

import (
	"errors"
	"io/fs"
	"testing"
	"time"

	"orggraph/internal/ingest"
	"orggraph/internal/national"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// importing does what the command does: read back, add the files, load.
func importing(t *testing.T, s *Store, release string, reload bool) (*store.Graph, Changes, error) {
	t.Helper()
	began := time.Now()
	folder, err := ods.ReadFolder(national.Folder(release), nil)
	if err != nil {
		t.Fatalf("the published files are needed: %v", err)
	}
	ref, err := reference.Load(reference.Files, s.catalog)
	if err != nil {
		t.Fatal(err)
	}
	held := ""
	previous, err := s.Read(t.Context())
	switch {
	case err == nil:
		held = previous.Dataset.Release
	case !errors.Is(err, fs.ErrNotExist):
		t.Fatal(err)
	}
	read := time.Now()
	g, _, err := ingest.Import(folder, ref, ingest.Options{Catalog: s.catalog, Previous: previous})
	if err != nil {
		t.Fatal(err)
	}
	ingested := time.Now()
	changes, err := s.Load(t.Context(), g, Loading{Previous: held, Reload: reload})
	t.Logf("%s onto %q: %d nodes, %d edges; read in %v, ingested in %v, loaded in %v: %+v %v", release, held, len(g.Nodes), len(g.Edges),
		read.Sub(began).Round(time.Millisecond), ingested.Sub(read).Round(time.Millisecond), time.Since(ingested).Round(time.Millisecond), changes, err)
	return g, changes, err
}

// TestNational imports England as the command does. Two years apart, nearly everything differs: a server with
// little memory refuses that as one transaction, keeps what it has, and takes it as a reload.
func TestNational(t *testing.T) {
	s := connect(t, ourCatalog(t))
	empty(t, s)
	g, _, err := importing(t, s, "release-2025", false)
	if err != nil {
		t.Fatal(err)
	}
	wantGraph(t, s, g)
	if _, changes, err := importing(t, s, "release-2025", false); err != nil || !changes.None() {
		t.Errorf("the same again: %+v, %v", changes, err)
	}

	empty(t, s)
	old, _, err := importing(t, s, "release-2023", false)
	if err != nil {
		t.Fatal(err)
	}
	g, _, err = importing(t, s, "release-2025", false)
	if outOfMemory(err) {
		wantGraph(t, s, old)
		g, _, err = importing(t, s, "release-2025", true)
	}
	if err != nil {
		t.Fatal(err)
	}
	wantGraph(t, s, g)
}
