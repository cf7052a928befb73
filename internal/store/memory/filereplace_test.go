package memory

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func fill(text string) func(*os.File) error {
	return func(f *os.File) error { _, err := f.WriteString(text); return err }
}

func wantContent(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q: %v", path, got, err)
	}
}

func TestReplaceKeepsTheModeOfTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	if err := replace(path, fill("first")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, "first")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := replace(path, fill("second")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, "second")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v: %v", info.Mode(), err)
	}
}

// A link keeps leading to the file that it leads to.
func TestReplaceFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "graph-1"), filepath.Join(dir, "graph")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("graph-1", link); err != nil {
		t.Fatal(err)
	}
	if err := replace(link, fill("new")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, file, "new")
	if to, err := os.Readlink(link); err != nil || to != "graph-1" {
		t.Errorf("the link leads to %q: %v", to, err)
	}
}

// Whatever fails leaves the old content, no litter, and an error with the name.
func TestReplaceFailsWithoutATrace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "graph")
	if err := replace(path, fill("old")); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err := replace(path, func(f *os.File) error { return errors.Join(fill("half of the n")(f), full) })
	if !errors.Is(err, full) || !strings.HasPrefix(err.Error(), path+" can't be written: ") {
		t.Error(err)
	}
	wantContent(t, path, "old")

	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"folder", "missing/graph", "graph/graph"} {
		path := filepath.Join(dir, name)
		if err := replace(path, fill("new")); err == nil || !strings.Contains(err.Error(), path+" can't be written: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := names(t, dir); !slices.Equal(got, []string{"folder", "graph"}) {
		t.Errorf("the folder holds %v", got)
	}
}

// The next run removes what a killed one left; one that is still at work is let be.
func TestReplaceRemovesTheLitterOfKilledRuns(t *testing.T) {
	dir := t.TempDir()
	long, just := ".graph.unfinished-00c0ffee", ".graph.unfinished-0badcafe"
	for _, name := range []string{long, just, ".graph", "other"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Now().Add(-2 * abandoned)
	for _, name := range []string{long, ".graph", "other"} {
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	if err := replace(filepath.Join(dir, "graph"), fill("new")); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{".graph", just, "graph", "other"}) {
		t.Errorf("the folder holds %v", got)
	}
}
