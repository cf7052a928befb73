package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"orggraph/internal/ingest"
)

// writeRelease writes a folder of one file of one practice.
func writeRelease(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, text := range map[string]string{
		"manifest.csv": "file,vintage,publication\nepraccur.csv,2025-09-30,invented\n",
		"epraccur.csv": `"Z99001","THE INVENTED SURGERY","Y63","QHM","1 MADE UP ROAD","NOWHERE","","","","ZZ1 1ZZ","19740401",` +
			`"","A","B","16C","20200401","","","","","","0","","16C","","4",""` + "\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// A signal that comes while files are read leaves everything as it was.
func TestInterruptedImportChangesNothing(t *testing.T) {
	dir, data := t.TempDir(), "england.orggraph"
	from := writeRelease(t)
	t.Chdir(dir)
	if err := os.WriteFile("report.json", []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	var stdout, stderr bytes.Buffer
	status := run(ctx, []string{"orggraph", "import", "--from", from, "--data", data, "--report", "report.json"},
		func(string) string { return "" }, strings.NewReader(""), &stdout, &stderr)
	if status != exitFailed || stdout.Len() > 0 || stderr.String() != "orggraph: interrupted: nothing was changed\n" {
		t.Errorf("status %d: %s%s", status, &stdout, &stderr)
	}
	if report, err := os.ReadFile("report.json"); err != nil || string(report) != "old" {
		t.Errorf("the report is %s: %v", report, err)
	}
	if entries, err := os.ReadDir("."); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v: %v", entries, err)
	}
}

// Of two imports at a time the second to end has not seen what the first has put in place.
func TestImportBesideAnother(t *testing.T) {
	t.Chdir(t.TempDir())
	from := writeRelease(t)
	_, c, err := foundation()
	if err != nil {
		t.Fatal(err)
	}
	file := &fileTarget{path: "england.orggraph"}
	slow := importer{program: &program{}, target: file, progress: &progress{}}
	g, err := file.read(t.Context(), c)
	if g != nil || err != nil {
		t.Fatal(g, err)
	}
	for range 2 { // the first import makes the file, the second leaves it alone
		var stderr bytes.Buffer
		status := run(t.Context(), []string{"orggraph", "import", "--from", from, "--data", file.path},
			func(string) string { return "" }, strings.NewReader(""), io.Discard, &stderr)
		if status != exitDone {
			t.Fatal(&stderr)
		}
		if err := slow.write(t.Context(), nil, &ingest.Report{}, true); err == nil || !strings.Contains(err.Error(), "meanwhile") {
			t.Errorf("it ends with %v", err)
		}
	}
	if _, err := file.read(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if err := slow.write(t.Context(), nil, &ingest.Report{}, false); err != nil {
		t.Error(err)
	}
}

// Who watches a terminal sees what is being done; elsewhere nothing is said.
func TestProgress(t *testing.T) {
	var screen bytes.Buffer
	watched := &progress{out: &screen}
	watched.file("epraccur.csv")
	watched.stage("edges", 0, 2)
	watched.stage("edges", 1, 2)
	watched.finish()
	for _, want := range []string{"reading epraccur.csv", "edges  50%"} {
		if !strings.Contains(screen.String(), want) {
			t.Errorf("%q is not on the screen: %q", want, &screen)
		}
	}
	screen.Reset()
	unwatched := newProgress(&screen)
	unwatched.file("epraccur.csv")
	unwatched.stage("edges", 1, 2)
	unwatched.finish()
	if screen.Len() > 0 {
		t.Errorf("nobody watches, yet: %q", &screen)
	}
}

// What the Makefile serves by default is what the program does.
func TestMakefileHasTheDefaults(t *testing.T) {
	text, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`(?m)^LISTEN \?= (.*)$`).FindSubmatch(text); m == nil || string(m[1]) != defaultListen {
		t.Errorf("LISTEN is %q in the Makefile, and the program's default is %q", m, defaultListen)
	}
}
