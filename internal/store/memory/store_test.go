package memory

import (
	"testing"

	"orggraph/internal/store"
	"orggraph/internal/store/storetest"
)

func openStore(t testing.TB, g *store.Graph) storetest.Store {
	t.Helper()
	s, err := New(g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRun(t *testing.T) { storetest.Run(t, openStore) }

func TestCompare(t *testing.T) { storetest.Compare(t, openStore) }
