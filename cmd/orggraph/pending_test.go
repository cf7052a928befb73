package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func written(name string) error {
	var files pendingFiles
	defer files.discard()
	err := files.write(name, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err })
	if err != nil {
		return err
	}
	return files.keep()
}

// A result takes the place of a file, or of what a link leads to, and of nothing else: /dev/null and
// /dev/stdout stay what they are.
func TestResultsTakeThePlaceOfFilesAlone(t *testing.T) {
	dir := t.TempDir()
	file, link, socket := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "socket")
	if err := os.Symlink("file", link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, link} {
		if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := written(name); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(file); err != nil || string(text) != "new" {
			t.Errorf("%s: the file holds %q: %v", name, text, err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if err := written(socket); err == nil {
		t.Error("a socket was replaced")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 3 {
		t.Errorf("the folder holds %v: %v", entries, err)
	}
}
