package memory

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// fewPeople is a small graph with a value of each type.
func fewPeople(t testing.TB) people {
	p := newPeople(t)
	p.Ledger = []byte("ledger")
	p.node("Club", "C1")
	for _, code := range []string{"P1", "P2", "P3"} {
		n := p.node("Person", code)
		for name, v := range map[string]any{
			"age": 7, "height": 1.5, "born": day.Of(2001, 1, 1), "retired": true, "nick": code, "tags": []string{"a", "b"},
		} {
			n.Set(p.Catalog, name, v)
		}
	}
	p.edge("MEMBER_OF", "P1", "C1", 1, day.Max)
	p.edge("KNOWS", "P1", "P2", 1, 10)
	p.edge("KNOWS", "P2", "P3", 2, 9)
	return p
}

// Whatever bytes stand in the place of a graph file, they are refused, or are the file as it was written.
func FuzzRead(f *testing.F) {
	p := fewPeople(f)
	path := filepath.Join(f.TempDir(), "graph")
	if err := Write(path, p.Graph); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{}, uint32(0))
	f.Add(whole[:8], uint32(headAt))
	f.Add([]byte("other"), uint32(len(whole)-1))
	f.Add(whole[pageSize:2*pageSize], uint32(3*pageSize))
	f.Fuzz(func(t *testing.T, damage []byte, at uint32) {
		content := bytes.Clone(whole)
		content = slices.Replace(content, int(at)%len(content), min(int(at)%len(content)+len(damage), len(content)), damage...)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path, p.Catalog); (err == nil) != bytes.Equal(content, whole) {
			t.Errorf("the error is %v", err)
		}
	})
}

// Whatever stands in a section of a file whose checksums are right, reading it ends: in an error, or in a
// graph that can be built again.
func FuzzSection(f *testing.F) {
	p := fewPeople(f)
	path := filepath.Join(f.TempDir(), "graph")
	s := p.build()
	whole := append(s.sections(), s.ledgerSection())
	for i := range whole {
		content, err := whole[i].encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint(i), content)
	}
	f.Fuzz(func(t *testing.T, which uint, content []byte) {
		sections := slices.Clone(whole)
		sections[which%uint(len(sections))].encode = func() ([]byte, error) { return content, nil }
		if err := writeFile(path, schemaOf(p.Catalog), sections); err != nil {
			t.Fatal(err)
		}
		if g, err := Read(path, p.Catalog); err == nil {
			rebuilt(t, g)
		}
		if s, _, err := load(path, p.Catalog); err == nil {
			newStore(s).Close()
		}
	})
}

func rebuilt(t *testing.T, g *store.Graph) {
	t.Helper()
	if _, err := build(g); err != nil {
		t.Logf("it contradicts its catalog: %v", err)
	}
}
