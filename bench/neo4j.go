//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// compareNeo4j sets our statements against statements by hand, over a database whose content is lost, and prints a
// table of both.
func compareNeo4j(ctx context.Context, address, from string, each time.Duration, out io.Writer) error {
	tags := "neo4j"
	if from != "" {
		tags += "," + tagNational
	}
	c := exec.CommandContext(ctx, "go", "test", "-tags", tags, "-run", "^$", "-bench", "^BenchmarkByHand$", "-timeout", "1h",
		"-benchtime", each.String(), "./internal/store/neo4j")
	c.Env = append(os.Environ(), "ORGGRAPH_TEST_NEO4J="+address)
	printed, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%v: %w\n%s", c, err, printed)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "ours / by hand\tp50 ms\tratio\t\tleast ms\tratio\tdatabase hits\tplanning ms\tstatements\tallocations\tkB\t")
	rows := 0
	for lines := bufio.NewScanner(bytes.NewReader(printed)); lines.Scan(); {
		if name, m, ok := metrics(lines.Text()); ok {
			rows++
			m.print(w, name)
		}
	}
	if rows == 0 {
		return fmt.Errorf("%v: no benchmark ran\n%s", c, printed)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = io.WriteString(out, footnotes)
	return err
}

// limit is how many times as long as the statement by hand ours may take.
const limit = 1.3

const footnotes = `
p50 and least: of one request, each side in turn. Hits: by PROFILE, all operators. Planning: of a text that is not known.
Our statements: for one request, with planning, compiling and writing the answer; by hand there is one, always.
What the rows ask is in bench/operations.
`

// sides are the figures of one operation by unit, such as ours-p50-ms and hand-p50-ms.
type sides map[string]float64

// metrics reads a line of a benchmark with units of its own.
func metrics(line string) (name string, m sides, ok bool) {
	fields := strings.Fields(line)
	name, ok = strings.CutPrefix(strings.Split(line, " ")[0], "BenchmarkByHand/")
	if !ok {
		return "", nil, false
	}
	if i := strings.LastIndexByte(name, '-'); i > 0 { // the number of processors
		name = name[:i]
	}
	m = sides{}
	for i := 2; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return "", nil, false
		}
		m[fields[i+1]] = value
	}
	return strings.ReplaceAll(name, "_", " "), m, true
}

func (m sides) print(w io.Writer, name string) {
	both := func(unit, format string) string {
		return fmt.Sprintf(format+" / "+format, m["ours-"+unit], m["hand-"+unit])
	}
	ratio := func(unit string) float64 { return m["ours-"+unit] / m["hand-"+unit] }
	verdict := ""
	if ratio("p50-ms") > limit {
		verdict = "OVER"
	}
	fmt.Fprintf(w, "%s\t%s\t%.2f\t%s\t%s\t%.2f\t%s\t%s\t%.0f\t%s\t%s\t\n", name, both("p50-ms", "%.2f"), ratio("p50-ms"), verdict,
		both("min-ms", "%.2f"), ratio("min-ms"), both("hits", "%.0f"), both("plan-ms", "%.0f"), m["ours-statements"],
		both("allocs", "%.0f"), both("kB", "%.0f"))
}
