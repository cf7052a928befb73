//go:build recipes

package recipes

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	examples = "../../docs/examples"
	shown    = "127.0.0.1:8080" // the address of the server in every page
)

// follow does in a copy of an example what its README.md says: the commands run, and a text below them is what they
// print. It returns the copy.
func follow(t *testing.T, example string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(examples, example))); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	printed := ""
	compared := false
	for _, block := range Blocks(string(page)) {
		switch block.Language {
		case "sh":
			var failed string
			if printed, failed = shell(t, folder, block.Text); failed != "" {
				t.Fatalf("%s/README.md:%d: %s\n%s", example, block.Line, failed, printed)
			}
		case "json":
			compared = true
			compareData(t, example, block, printed)
		case "text":
			compared = true
			if diff := cmp.Diff(block.Text, last(printed, block.Text)); diff != "" {
				t.Errorf("%s/README.md:%d: is not what is printed (-README +printed):\n%s", example, block.Line, diff)
			}
		}
	}
	if !compared {
		t.Errorf("%s/README.md shows nothing that is printed", example)
	}
	return folder
}

// compareData holds the data of an answer against those that a page shows.
func compareData(t *testing.T, example string, block Block, printed string) {
	t.Helper()
	var want, got struct{ Data any }
	if err := errors.Join(json.Unmarshal([]byte(block.Text), &want), json.Unmarshal([]byte(printed), &got)); err != nil {
		t.Fatalf("%s/README.md:%d: %v\n%s", example, block.Line, err, printed)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s/README.md:%d: is not what is answered (-README +answer):\n%s", example, block.Line, diff)
	}
}

// last is the end of what was printed, as long as what is shown of it: installers print what they please before it.
func last(printed, shown string) string {
	lines := strings.SplitAfter(printed, "\n")
	return strings.Join(lines[max(0, len(lines)-1-strings.Count(shown, "\n")):], "")
}

// shell runs commands as a reader would, and returns what they print and how the first that fails did.
func shell(t *testing.T, folder, commands string) (printed, failed string) {
	t.Helper()
	address := served(t)
	c := exec.CommandContext(t.Context(), "bash", "-e", "-o", "pipefail", "-c", strings.ReplaceAll(commands, shown, address))
	c.Dir = folder
	c.Env = append(os.Environ(), "GRAPHQL_URL=http://"+address+"/graphql")
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		failed = err.Error() + "\n" + stderr.String()
	}
	return strings.ReplaceAll(stdout.String(), address, shown), failed
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
