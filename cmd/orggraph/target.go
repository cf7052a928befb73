package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
	"orggraph/internal/store/neo4j"
)

// target is where an import puts its graph.
type target interface {
	// read returns the graph that is there already; nil for none.
	read(ctx context.Context, c *catalog.Catalog) (*store.Graph, error)
	// check fails where another import has written since.
	check() error
	// write puts a graph in place of what was read.
	write(ctx context.Context, g *store.Graph, progress func(string, int, int)) error
	// rejects is the file for rows that could not be taken, where the user names none.
	rejects() string
	close()
}

// fileTarget is a file.
type fileTarget struct {
	path string
	seen os.FileInfo // the file that was read; nil where there was none
}

func (t *fileTarget) read(_ context.Context, c *catalog.Catalog) (*store.Graph, error) {
	t.seen, _ = os.Stat(t.path)
	g, err := memory.Read(t.path, c)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return g, err
}

func (t *fileTarget) check() error {
	if now, _ := os.Stat(t.path); !sameContent(t.seen, now) {
		return fmt.Errorf("%s was written by another import meanwhile, and is left as that made it: import again", t.path)
	}
	return nil
}

// sameContent says whether nothing was written between two looks at a file, which may not be there.
func sameContent(a, b os.FileInfo) bool {
	if a == nil || b == nil {
		return a == b
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

func (t *fileTarget) write(_ context.Context, g *store.Graph, _ func(string, int, int)) error {
	return memory.Write(t.path, g)
}

func (t *fileTarget) rejects() string {
	return strings.TrimSuffix(t.path, filepath.Ext(t.path)) + ".rejects.csv"
}

func (t *fileTarget) close() {}

// databaseTarget is a Neo4j database.
type databaseTarget struct {
	*neo4j.Store
	reload  bool
	release string // that was read; empty for none
}

func (t *databaseTarget) read(ctx context.Context, _ *catalog.Catalog) (*store.Graph, error) {
	g, err := t.Read(ctx)
	switch {
	case errors.Is(err, fs.ErrNotExist), t.reload && errors.Is(err, neo4j.ErrIncompatible):
		return nil, nil
	case err != nil:
		return nil, err
	}
	t.release = g.Dataset.Release
	return g, nil
}

// check leaves it to the database, which is locked before it is compared.
func (t *databaseTarget) check() error { return nil }

func (t *databaseTarget) write(ctx context.Context, g *store.Graph, progress func(string, int, int)) error {
	_, err := t.Load(ctx, g, neo4j.Loading{Previous: t.release, Reload: t.reload, Progress: progress})
	return err
}

func (t *databaseTarget) rejects() string { return "orggraph.rejects.csv" }

func (t *databaseTarget) close() { t.Close() }
