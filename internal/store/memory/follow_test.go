package memory

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orggraph/internal/catalog"
	"orggraph/internal/store"
)

// writeRelease writes a graph of one region under a release.
func writeRelease(t *testing.T, path string, c *catalog.Catalog, release string) {
	t.Helper()
	n := store.NewNode(c, c.Kind("Region"), "Y63")
	n.Set(c, "name", "North East and Yorkshire")
	g := &store.Graph{Catalog: c, Nodes: []*store.Node{n}, Dataset: &store.Dataset{Release: release}}
	if err := Write(path, g); err != nil {
		t.Fatal(err)
	}
}

func wantRelease(t *testing.T, m *Store, want string) {
	t.Helper()
	v, err := m.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if got := v.Dataset().Release; got != want {
		t.Errorf("release %s is served, not %s", got, want)
	}
}

func wantLook(t *testing.T, m *Store, changed bool, message string) {
	t.Helper()
	is, err := m.look()
	switch {
	case is != changed:
		t.Errorf("changed: %v, not %v (%v)", is, changed, err)
	case message == "" && err != nil, message != "" && (err == nil || !strings.Contains(err.Error(), message)):
		t.Errorf("the error is %v, not %q", err, message)
	}
}

func TestLookTakesUpWhatIsWhole(t *testing.T) {
	c, path := fileCatalog(t), filepath.Join(t.TempDir(), "graph")
	if _, err := Open(path, c); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening nothing: %v", err)
	}
	writeRelease(t, path, c, "first")
	m, err := Open(path, c)
	if err != nil {
		t.Fatal(err)
	}
	wantRelease(t, m, "first")
	wantLook(t, m, false, "")

	writeRelease(t, path, c, "second")
	before, err := m.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantLook(t, m, true, "")
	wantRelease(t, m, "second")
	wantLook(t, m, false, "")
	if before.Dataset().Release != "first" {
		t.Error("the view of an operation that runs has changed")
	}

	// A bad file is told of once, and what was served still is.
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content[:len(content)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	wantLook(t, m, true, "is damaged")
	wantLook(t, m, false, "")
	wantRelease(t, m, "second")

	// So is one that is gone.
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantLook(t, m, true, "no such file")
	wantLook(t, m, false, "no such file")
	wantRelease(t, m, "second")

	writeRelease(t, path, c, "third")
	wantLook(t, m, true, "")
	wantRelease(t, m, "third")
}

func TestFollow(t *testing.T) {
	c, path := fileCatalog(t), filepath.Join(t.TempDir(), "graph")
	writeRelease(t, path, c, "first")
	m, err := Open(path, c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	changes, ended := make(chan error), make(chan struct{})
	go func() {
		defer close(ended)
		m.Follow(ctx, func(err error) { changes <- err })
	}()
	writeRelease(t, path, c, "second")
	if err := <-changes; err != nil {
		t.Error(err)
	}
	wantRelease(t, m, "second")
	if err := os.WriteFile(path, []byte("no graph"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := <-changes; err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a bad file: %v", err)
	}
	wantRelease(t, m, "second")
	cancel()
	<-ended
}
