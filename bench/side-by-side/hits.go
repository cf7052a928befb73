//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// countHits has Neo4j count what each operation takes of it: the library's statements by a server of its own that
// profiles them, ours and those by hand by the benchmark that sets them side by side.
func (b *bench) countHits(ctx context.Context, r *results) error {
	if b.neo4j == nil {
		return nil
	}
	b.say("counting database hits")
	if r.has("c") {
		if err := b.countLibrary(ctx, r); err != nil {
			return err
		}
	}
	return b.countOurs(ctx, r)
}

func (b *bench) countLibrary(ctx context.Context, r *results) error {
	c := &contender{Letter: "c", Name: "the library, profiling"}
	if err := b.startLibraryWith(ctx, c, "PROFILE=1"); err != nil {
		return err
	}
	defer c.server.stop()
	for _, row := range r.Rows {
		o, err := operationOf(row.Slug)
		if err != nil {
			return err
		}
		request, cannot, err := c.prepare(ctx, b.client, o, b.variables)
		if err != nil {
			return err
		}
		if cannot != "" {
			continue
		}
		var answer bytes.Buffer
		header, err := b.client.ask(ctx, request, &answer)
		if err != nil {
			return err
		}
		if row.Cells["c"].Hits, err = strconv.ParseInt(header.Get("X-Database-Hits"), 10, 64); err != nil {
			return fmt.Errorf("%s: %w", row.Slug, err)
		}
	}
	return nil
}

// countOurs runs the benchmark once. It loads its graph, which is the same, only where the database holds another.
func (b *bench) countOurs(ctx context.Context, r *results) error {
	tags := "neo4j"
	if b.from != "" {
		tags += ",national"
	}
	c := exec.CommandContext(ctx, "go", "test", "-tags", tags, "-run", "^$", "-bench", "^BenchmarkByHand$", "-benchtime", "1x", "./internal/store/neo4j")
	c.Env = append(os.Environ(), "ORGGRAPH_TEST_NEO4J="+b.neo4j.uri)
	printed, err := execute(c)
	if err != nil {
		return err
	}
	for line := range strings.Lines(printed) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		for _, row := range r.Rows {
			name, ok := strings.CutPrefix(fields[0], "BenchmarkByHand/"+row.Slug)
			if !ok || strings.Trim(name, "-0123456789") != "" {
				continue
			}
			for letter, unit := range map[string]string{"b": "ours-hits", "e": "hand-hits"} {
				if cell := row.Cells[letter]; cell != nil {
					cell.Hits = valueOf(fields, unit)
				}
			}
		}
	}
	return nil
}

// valueOf is the figure that stands before its unit.
func valueOf(fields []string, unit string) int64 {
	for i, field := range fields[1:] {
		if field == unit {
			v, _ := strconv.ParseFloat(fields[i], 64)
			return int64(v)
		}
	}
	return 0
}
