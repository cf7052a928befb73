//go:build neo4j

package neo4j

import (
	"errors"
	"testing"

	"orggraph/internal/store"
	"orggraph/internal/store/storetest"
)

// TestLoadAtOnce has several imports begin with an empty database at the same time: one of them counts, and the
// others say so.
func TestLoadAtOnce(t *testing.T) {
	c := ourCatalog(t)
	s := connect(t, c)
	for range 3 {
		empty(t, s)
		dropSchema(t, s)
		g := storetest.Fixture(c)
		errs := make(chan error)
		const loads = 3
		for range loads {
			go func() {
				_, err := s.Load(t.Context(), g, Loading{})
				errs <- err
			}()
		}
		done := 0
		for range loads {
			switch err := <-errs; {
			case err == nil:
				done++
			case !errors.Is(err, errMeanwhile):
				t.Errorf("%v (%s)", err, store.CodeOf(err))
			}
		}
		if done == 0 {
			t.Error("none counts")
		}
		wantGraph(t, s, g)
	}
}

// dropSchema leaves the database as it was before the first import.
func dropSchema(t *testing.T, s *Store) {
	t.Helper()
	for _, q := range []struct{ show, drop string }{
		{"SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'orggraph' RETURN name", "DROP CONSTRAINT "},
		{"SHOW INDEXES YIELD name WHERE name STARTS WITH 'orggraph' RETURN name", "DROP INDEX "},
	} {
		rows, err := s.read(t.Context(), statement{text: q.show})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if err := s.writeAll(t.Context(), statement{text: q.drop + text(row[0])}); err != nil {
				t.Fatal(err)
			}
		}
	}
}
