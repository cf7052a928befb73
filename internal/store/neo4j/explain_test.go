//go:build neo4j

package neo4j

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestGoldensPassExplain has the database plan every statement of the compiler's goldens.
func TestGoldensPassExplain(t *testing.T) {
	s := connect(t, ourCatalog(t))
	files, err := filepath.Glob("cypher/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	const start = "RETURN ["
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range txtar.Parse(text).Files {
				if f.Name != "cypher" {
					continue
				}
				// Statements follow each other: each begins at the margin, and ends with the marker's row.
				for _, q := range strings.SplitAfter(string(f.Data), "[f.state, f.epoch] AS row\n") {
					if strings.HasPrefix(q, start) {
						if _, err := s.read(t.Context(), statement{text: "EXPLAIN " + q}); err != nil {
							t.Errorf("%v\n%s", err, q)
						}
					}
				}
			}
		})
	}
}
