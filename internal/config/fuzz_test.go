package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a file holds, it is read or refused in words that begin with where it is; and what is read
// is printed so that it is read as the same.
func FuzzFile(f *testing.F) {
	for _, seed := range []string{
		"limit-depth: 5\n", "host: [a, 'b']\nlisten: :80", "- a", "a: &x {b: *x}", "listen: |\n  x\n", "? a\n: b", "store: \"\\x41\"", "---\n...\n---", "...", "a: 1\n---\n",
		"log-level: debug # c", "timeout-read: 1h1m", "%YAML 1.2\n---\nlisten: a",
	} {
		f.Add(seed)
	}
	nothing := func(string) string { return "" }
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "o.yaml")
		read := func(text string) (*Values, error) {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			return Load(Given{Job: Serve, Options: map[string][]string{"config": {path}}, Getenv: nothing})
		}
		v, err := read(text)
		if err != nil {
			if !strings.Contains(err.Error(), path) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		var printed, again strings.Builder
		if err := v.Print(&printed); err != nil {
			t.Fatal(err)
		}
		if v, err = read(printed.String()); err != nil {
			t.Fatalf("%q is printed as %s: %v", text, &printed, err)
		}
		if err := v.Print(&again); err != nil {
			t.Fatal(err)
		}
		for i := range Settings {
			s := &Settings[i]
			value := func(text string) string {
				_, after, _ := strings.Cut(text, "\n"+s.Name+": ")
				line, _, _ := strings.Cut(after, "\n")
				return line[:max(0, strings.LastIndex(line, " # "))]
			}
			if value(printed.String()) != value(again.String()) {
				t.Errorf("%q: %s is %s, and %s when it is read again", text, s.Name, value(printed.String()), value(again.String()))
			}
		}
	})
}
