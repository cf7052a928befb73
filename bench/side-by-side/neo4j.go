//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"orggraph/bench/england"
	"orggraph/internal/catalog"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j"
)

// database is a Neo4j that runs for the comparison alone.
type database struct {
	script, dir string
	uri         string
}

func startNeo4j(ctx context.Context, top, work string) (*database, error) {
	d := &database{script: filepath.Join(top, "scripts", "neo4j"), dir: filepath.Join(work, "neo4j")}
	if err := errors.Join(d.stop(), os.RemoveAll(d.dir)); err != nil { // of a run that was killed
		return nil, err
	}
	uri, err := execute(d.run(ctx, "start"))
	d.uri = strings.TrimSpace(uri)
	return d, err
}

// run makes a command of the script. It takes the jars, so that there is a process whose time can be read.
func (d *database) run(ctx context.Context, word string) *exec.Cmd {
	return exec.CommandContext(ctx, d.script, "--jars", "--dir", d.dir, word)
}

func (d *database) stop() error {
	if d == nil {
		return nil
	}
	_, err := execute(d.run(context.Background(), "stop"))
	return err
}

// pids is its process.
func (d *database) pids() []int {
	text, err := os.ReadFile(filepath.Join(d.dir, "pid"))
	pid, bad := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || bad != nil {
		return nil
	}
	return []int{pid}
}

// load puts a graph into it, as `orggraph import` does, and what the library needs beside.
func (d *database) load(ctx context.Context, c *catalog.Catalog, g *store.Graph, beside string) error {
	s, err := neo4j.Open(neo4j.Options{URI: d.uri, Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Load(ctx, g, neo4j.Loading{Reload: true}); err != nil {
		return err
	}
	text, err := os.ReadFile(beside)
	if err != nil {
		return err
	}
	return d.write(ctx, strings.Split(string(text), ";"), map[string]any{"on": england.On.String(), "day": int64(england.On)})
}

// write runs statements, each in a transaction of its own.
func (d *database) write(ctx context.Context, statements []string, params map[string]any) error {
	connected, err := driver.NewDriverWithContext(d.uri, driver.NoAuth())
	if err != nil {
		return err
	}
	defer connected.Close(ctx) //nolint:errcheck // what went wrong was said by a statement
	for _, statement := range append(statements, "CALL db.awaitIndexes(600)") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := driver.ExecuteQuery(ctx, connected, statement, params, driver.EagerResultTransformer); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
