package storetest

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/naive"
)

// naiveStore is the naive evaluator in the place of a store.
type naiveStore struct{ *store.Graph }

func (s naiveStore) View(context.Context) (store.View, error) { return s, nil }
func (s naiveStore) Dataset() *store.Dataset                  { return s.Graph.Dataset }
func (s naiveStore) Statistics() *plan.Statistics             { return store.StatisticsOf(s.Graph) }
func (s naiveStore) Close()                                   {}

func (s naiveStore) Run(_ context.Context, r *plan.Root, args plan.Args, _ *store.Meter) (store.Result, error) {
	return naive.Run(s.Graph, r, args), nil
}

// The naive evaluator is held to the documented cases as well.
func TestNaive(t *testing.T) {
	w := openWorld(t)
	documented(t, w, naiveStore{Fixture(w.Catalog)})
}

// Generated requests are valid: comparing the evaluator with itself can fail for no other reason.
func TestRequestsAreValid(t *testing.T) {
	Compare(t, func(_ testing.TB, g *store.Graph) Store { return naiveStore{g} })
}

var heading = regexp.MustCompile(`(?m)^#+ (.+)$|^\*\*(.+?)\*\*`)

// Whoever cites docs/semantics.md names a passage that is there.
func TestCitations(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root(), "docs", "semantics.md"))
	if err != nil {
		t.Fatal(err)
	}
	passages := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(string(page), -1) {
		passages[strings.TrimRight(m[1]+m[2], ".,")] = true
	}
	citing := regexp.MustCompile(`(?m)(?:// |^)semantics: (.+)$`)
	cited := 0
	for _, pattern := range []string{"naive/*.go", "cases/*/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range citing.FindAllStringSubmatch(string(text), -1) {
				cited++
				if !passages[m[1]] {
					t.Errorf("%s cites %q, which docs/semantics.md does not have", file, m[1])
				}
			}
		}
	}
	if cited < 100 {
		t.Errorf("%d citations found", cited)
	}
}
