//go:build neo4j

package neo4j

import (
	"strings"
	"testing"

	"orggraph/internal/store/storetest"
)

// TestGoldensPassExplain has the database plan every statement of every golden of the project, as it stands there.
func TestGoldensPassExplain(t *testing.T) {
	s := connect(t, ourCatalog(t))
	for _, g := range storetest.Goldens(t) {
		t.Run(g.Name, func(t *testing.T) {
			explained := 0
			for q := range strings.SplitSeq(g.Section("cypher"), ";\n") {
				if q == "" {
					continue // behind the last
				}
				explained++
				if _, err := s.read(t.Context(), statement{text: "EXPLAIN " + q}); err != nil {
					t.Errorf("%v\n%s", err, q)
				}
			}
			if explained == 0 && g.Section("errors") == "" {
				t.Error("no statements")
			}
		})
	}
}
