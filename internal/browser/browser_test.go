//go:build browser

package browser

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var picture = flag.String("picture", "", "where to write the picture of the page")

// met is what visit.mjs tells.
type met struct {
	Elsewhere, Errors []string
	Examples          []struct {
		Name          string
		Errors, Empty []string
		Bytes         int
	}
	Findings []struct {
		Where, Rule, Impact string
		Targets             []string
	}
	Docs, Explorer, Completion string
	Cost, Kept                 int
}

func TestPages(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	run(t, folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	run(t, "../..", "make", "playground")
	full, plain, data := filepath.Join(folder, "full"), filepath.Join(folder, "plain"), filepath.Join(folder, "england.orggraph")
	run(t, "../..", "go", "build", "-o", full, "./cmd/orggraph")
	run(t, "../..", "go", "build", "-tags", "plain", "-o", plain, "./cmd/orggraph")
	run(t, "../..", full, "import", "--from", "../shared/ods/release-2025", "--data", data)

	for _, served := range []struct {
		name, binary, kind string
		args               []string
	}{
		{"graphiql of the demo", full, "graphiql", nil},
		{"graphiql of published files", full, "graphiql", []string{"--data", data}},
		{"playground of the demo", plain, "playground", nil},
		{"playground of published files", plain, "playground", []string{"--data", data}},
	} {
		url := serve(t, served.binary, served.args...)
		for _, scheme := range []string{"light", "dark"} {
			t.Run(served.name+" "+scheme, func(t *testing.T) {
				file := filepath.Join(t.ArtifactDir(), scheme+".png")
				if *picture != "" && served.name == "graphiql of the demo" && scheme == "light" {
					file = *picture
				}
				check(t, visit(t, folder, url, served.kind, scheme, file), served.kind)
			})
		}
	}
}

// check is what each page is held to.
func check(t *testing.T, m met, kind string) {
	t.Helper()
	if len(m.Elsewhere) > 0 || len(m.Errors) > 0 {
		t.Errorf("asked elsewhere: %q; errors: %q", m.Elsewhere, m.Errors)
	}
	for _, e := range m.Examples {
		t.Logf("%s: %d bytes", e.Name, e.Bytes)
		if len(e.Errors) > 0 || len(e.Empty) > 0 {
			t.Errorf("%s: errors %q, nothing in %q", e.Name, e.Errors, e.Empty)
		}
	}
	if len(m.Examples) < 6 {
		t.Errorf("only %d examples", len(m.Examples))
	}
	for _, f := range m.Findings {
		if f.Impact == "serious" || f.Impact == "critical" {
			t.Errorf("%s: %s (%s): %q", f.Where, f.Rule, f.Impact, f.Targets)
		} else {
			t.Logf("%s: %s (%s): %q", f.Where, f.Rule, f.Impact, f.Targets)
		}
	}
	tabs := len(m.Examples)
	if kind == "graphiql" {
		tabs++ // the one that was opened
		if m.Explorer == "" || m.Completion == "" || m.Cost == 0 {
			t.Errorf("explorer %q, completion %q, cost in rows %d", m.Explorer, m.Completion, m.Cost)
		}
	}
	if m.Docs == "" || m.Kept != tabs {
		t.Errorf("docs %q, tabs after a reload %d instead of %d", m.Docs, m.Kept, tabs)
	}
}

// Two builds are the same, byte for byte.
func TestBuildsAlike(t *testing.T) {
	run(t, "../..", "make", "playground")
	again := t.TempDir()
	run(t, "../../.work/playground/graphiql", "node", "build.mjs", again)
	if out, err := exec.Command("diff", "-r", "--exclude=.gitkeep", "../web/dist", again).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func run(t *testing.T, folder, name string, args ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir = folder
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// serve starts a server that ends with the test, and returns its address.
func serve(t *testing.T, binary string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), binary, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	url, hint := "", false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		url = max(url, address.FindString(lines.Text()))
		hint = hint || strings.Contains(lines.Text(), "plain page")
		if strings.HasPrefix(lines.Text(), "Ctrl-C") {
			break
		}
	}
	if url == "" || hint != strings.HasSuffix(binary, "plain") {
		t.Fatalf("%s tells the address %q, and of a plain page: %v", binary, url, hint)
	}
	return url
}

func visit(t *testing.T, folder, url, kind, scheme, picture string) (m met) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "node", filepath.Join(folder, "visit.mjs"), url, kind, scheme, picture)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	if err := json.Unmarshal(out, &m); err != nil {
		t.Fatal(err)
	}
	return m
}
