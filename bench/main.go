//go:build unix

// Command bench measures what the project promises and prints one table of figures and limits. It runs
// benchmarks that stand beside what they guard, and the program itself as a process of its own. It
// imports nothing of ours.
//
//	go run ./bench                                     on the demo
//	go run ./bench --from ../shared/ods/release-2025   on published files
//	go run ./bench --neo4j bolt://localhost:7687       statements in Neo4j against such by hand; see make bench-neo4j
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"text/tabwriter"
	"time"
)

func main() {
	from := flag.String("from", "", "folder of published files; the demo is measured where there is none")
	count := flag.Int("count", 5, "runs of each benchmark, of which the least counts")
	database := flag.String("neo4j", "", "address of a Neo4j without authentication, whose content is lost: only what is asked of it is measured")
	each := flag.Duration("each", 5*time.Second, "time for each operation in Neo4j")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	measure := func() error { return run(ctx, *from, *count, os.Stdout) }
	if *database != "" {
		measure = func() error { return compareNeo4j(ctx, *database, *from, *each, os.Stdout) }
	}
	if err := measure(); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

// figure is one row of the table.
type figure struct {
	what  string
	value float64
	unit  string
	limit float64 // 0 for none
}

func run(ctx context.Context, from string, count int, out io.Writer) error {
	dir, err := os.MkdirTemp("", "orggraph-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is the system's folder for what may be lost
	binary := filepath.Join(dir, "orggraph")
	if err := execute(exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "./cmd/orggraph")); err != nil {
		return err
	}
	processes, err := measureProcesses(ctx, binary, from, filepath.Join(dir, "england.orggraph"))
	if err != nil {
		return err
	}
	benchmarks, err := measureBenchmarks(ctx, from != "", count)
	if err != nil {
		return err
	}
	return print(out, append(benchmarks, processes...))
}

// print writes the table.
func print(out io.Writer, figures []figure) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "figure\tmeasured\tlimit\t")
	for _, f := range figures {
		limit, verdict := "-", ""
		if f.limit > 0 {
			limit, verdict = format(f.limit, f.unit), "holds"
			if f.value > f.limit {
				verdict = "OVER"
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.what, format(f.value, f.unit), limit, verdict)
	}
	return w.Flush()
}

func format(value float64, unit string) string {
	if unit == "" || value < 10 && unit != "allocations" {
		return fmt.Sprintf("%.2f %s", value, unit)
	}
	return fmt.Sprintf("%.0f %s", value, unit)
}

// execute runs a command and returns what it printed where it failed.
func execute(c *exec.Cmd) error {
	if printed, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", c, err, printed)
	}
	return nil
}
