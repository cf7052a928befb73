//go:build unix

package memory

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// writerVariable makes the test binary a writer: "full" or "killed", and a path.
const writerVariable = "ORGGRAPH_TEST_WRITER"

func TestMain(m *testing.M) {
	fate, path, ok := strings.Cut(os.Getenv(writerVariable), " ")
	if !ok {
		os.Exit(m.Run())
	}
	sections := someParts().sections()
	switch fate {
	case "full": // it may write three pages
		limit := syscall.Rlimit{Cur: 3 * pageSize, Max: 3 * pageSize}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			panic(err)
		}
	case "killed":
		sections[2].encode = func() ([]byte, error) { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL); select {} }
	}
	if err := writeFile(path, testSchema, sections); err != nil {
		fmt.Fprint(os.Stderr, err)
		os.Exit(1)
	}
}

// writer writes a file in another process that meets its fate, and returns what it said.
func writer(fate, path string) (string, error) {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), writerVariable+"="+fate+" "+path)
	said, err := c.CombinedOutput()
	return string(said), err
}

func TestFullDiskChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "graph")
	writeParts(t, path, someParts())
	before, _ := os.ReadFile(path)

	said, err := writer("full", path)
	if err == nil || !strings.Contains(said, path+" can't be written: ") || !strings.Contains(said, "file too large") {
		t.Errorf("%v: %s", err, said)
	}
	wantContent(t, path, string(before))
	if got := names(t, dir); !slices.Equal(got, []string{"graph"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestKillChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "graph")
	writeParts(t, path, someParts())
	before, _ := os.ReadFile(path)

	if said, err := writer("killed", path); err == nil || said != "" {
		t.Errorf("%v: %s", err, said)
	}
	wantContent(t, path, string(before))
	got := names(t, dir)
	if len(got) != 2 || !strings.HasPrefix(got[0], ".graph.unfinished-") {
		t.Errorf("the folder holds %v", got)
	}
	// What it left is in nobody's way.
	writeParts(t, path, someParts())
	if _, err := readParts(path); err != nil {
		t.Error(err)
	}
}

// A pipe has no content and no end: whoever opens it waits.
func TestPipeIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	said := make(chan error, 1)
	go func() { _, err := readParts(path); said <- err }()
	select {
	case err := <-said:
		if err == nil || !strings.Contains(err.Error(), "no regular file") {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("reading a pipe waits")
	}
}
