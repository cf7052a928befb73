//go:build peers

package peers

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// installed is a folder with the scripts of testdata and the packages that they need, as they are pinned
// there.
var installed = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "orggraph-peers-")
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(folder, os.DirFS("testdata")); err != nil {
		return folder, err
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir, npm.Stdout, npm.Stderr = folder, os.Stderr, os.Stderr
	return folder, npm.Run()
})

func TestMain(m *testing.M) {
	status := m.Run()
	if folder, _ := installed(); folder != "" {
		_ = os.RemoveAll(folder)
	}
	os.Exit(status)
}

// node runs a script of testdata and reads what it prints, as JSON, into result.
func node(t *testing.T, result any, input []byte, script string, args ...string) {
	t.Helper()
	folder, err := installed()
	if err != nil {
		t.Fatalf("these tests need Node and npm: %v", err)
	}
	run := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(folder, script)}, args...)...)
	var stderr bytes.Buffer
	run.Stdin, run.Stderr = bytes.NewReader(input), &stderr
	output, err := run.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, &stderr)
	}
	if err := json.Unmarshal(output, result); err != nil {
		t.Fatalf("%s prints no JSON: %v\n%s", script, err, output)
	}
}
