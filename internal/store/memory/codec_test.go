package memory

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/demo"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/random"
	"orggraph/reference"
)

func fileCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func demoGraph(t testing.TB) *store.Graph {
	t.Helper()
	ref, err := reference.Load(reference.Files, fileCatalog(t))
	if err != nil {
		t.Fatal(err)
	}
	g, err := demo.Build(fileCatalog(t), ref, demo.Seed)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// What is read is what was written, whatever the graph.
func TestRandomGraphsComeBack(t *testing.T) {
	c := fileCatalog(t)
	graphs, path := random.New(graph.Schema(), c).Graph(), filepath.Join(t.TempDir(), "graph")
	rapid.Check(t, func(t *rapid.T) {
		g := graphs.Draw(t, "graph").Graph
		g.Ledger = rapid.SliceOf(rapid.Byte()).Draw(t, "ledger")
		if err := Write(path, g); err != nil {
			t.Fatal(err)
		}
		got, err := Read(path, c)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Ledger, g.Ledger) {
			t.Errorf("the ledger %x came back as %x", g.Ledger, got.Ledger)
		}
		if diff := cmp.Diff(lines(g), lines(got)); diff != "" {
			t.Errorf("-written +read:\n%s", diff)
		}
	})
}

// A whole England comes back, and written again it is the same file.
func TestDemoComesBack(t *testing.T) {
	g, dir := demoGraph(t), t.TempDir()
	first, second := filepath.Join(dir, "first"), filepath.Join(dir, "second")
	if err := Write(first, g); err != nil {
		t.Fatal(err)
	}
	got, err := Read(first, g.Catalog)
	if err != nil {
		t.Fatal(err)
	}
	if want := lines(g); !slices.Equal(want, lines(got)) {
		t.Errorf("-written +read:\n%s", cmp.Diff(want, lines(got)))
	}
	if err := Write(second, got); err != nil {
		t.Fatal(err)
	}
	a, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("equal graphs give files of %d and %d bytes that differ", len(a), len(b))
	}
}

// lines is a graph as sorted text; an empty list and null are the same.
func lines(g *store.Graph) []string {
	list := []string{fmt.Sprintf("%+v", *g.Dataset)}
	for _, n := range g.Nodes {
		line := fmt.Sprintf("%s %q %v %v", n.Kind.Name, n.Code, n.Life, n.Listed)
		for _, p := range n.Kind.Properties() {
			if v := n.Values[p.Index]; v != nil && fmt.Sprint(v) != "[]" {
				line += fmt.Sprintf(" %s=%#v", p.Name, v)
			}
		}
		list = append(list, line)
	}
	for _, e := range g.Edges {
		list = append(list, fmt.Sprintf("%s %q %q %v %v %v %s %+v",
			e.Type.Name, e.From.Code, e.To.Code, e.ValidFrom, e.ValidTo, e.Life, e.Origin, e.Source))
	}
	slices.Sort(list)
	return list
}

// Whatever changes what a column means changes the fingerprint of the schema.
func TestSchemasDiffer(t *testing.T) {
	fingerprints := map[fingerprint]string{}
	for name, change := range map[string]func(c *catalog.Catalog){
		"none":           func(*catalog.Catalog) {},
		"kind":           func(c *catalog.Catalog) { c.Kinds = c.Kinds[1:] },
		"order of kinds": func(c *catalog.Catalog) { c.Kinds[0], c.Kinds[1] = c.Kinds[1], c.Kinds[0] },
		"edge type":      func(c *catalog.Catalog) { c.EdgeTypes = c.EdgeTypes[1:] },
		"property":       func(c *catalog.Catalog) { c.Properties = c.Properties[:len(c.Properties)-1] },
		"property's type": func(c *catalog.Catalog) {
			p := *c.Property("name")
			p.Type = catalog.Int
			c.Properties[p.Index] = &p
		},
		"property's list": func(c *catalog.Catalog) {
			p := *c.Property("name")
			p.List = true
			c.Properties[p.Index] = &p
		},
		"value type": func(c *catalog.Catalog) { c.Values = c.Values[1:] },
		"value's field": func(c *catalog.Catalog) {
			v := *c.Values[0]
			v.Fields = v.Fields[1:]
			c.Values[0] = &v
		},
	} {
		c := *fileCatalog(t)
		c.Kinds, c.EdgeTypes = slices.Clone(c.Kinds), slices.Clone(c.EdgeTypes)
		c.Properties, c.Values = slices.Clone(c.Properties), slices.Clone(c.Values)
		change(&c)
		f := schemaOf(&c)
		if other, ok := fingerprints[f]; ok {
			t.Errorf("%s and %s have the same fingerprint", name, other)
		}
		fingerprints[f] = name
	}
}

func BenchmarkWrite(b *testing.B) {
	g, path := demoGraph(b), filepath.Join(b.TempDir(), "graph")
	for b.Loop() {
		if err := Write(path, g); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	g, path := demoGraph(b), filepath.Join(b.TempDir(), "graph")
	if err := Write(path, g); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	for b.Loop() {
		if _, _, err := load(path, g.Catalog); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	g, path := demoGraph(b), filepath.Join(b.TempDir(), "graph")
	if err := Write(path, g); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Read(path, g.Catalog); err != nil {
			b.Fatal(err)
		}
	}
}
