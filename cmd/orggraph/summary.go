package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"orggraph/internal/ingest"
	"orggraph/internal/store"
)

// summary is what a person wants to know after an import.
type summary struct {
	report         *ingest.Report
	graph          *store.Graph
	place, rejects string
	took           time.Duration
}

func summarise(out io.Writer, s summary) error {
	r := s.report
	own := table{{"own file", "records", "change"}}
	for _, f := range r.OwnFiles {
		own.add(f.Name, f.Records, f.Change)
	}
	files := table{{"file", "day", "rows", "loaded", "merged", "rejected"}}
	for _, f := range r.Files {
		day := "-"
		if f.Vintage != nil {
			day = *f.Vintage
		}
		files.add(f.Name, day, f.Rows, f.Loaded, f.Merged, f.Rejected)
	}
	changes := table{{"kind or edge", "added", "changed", "removed", "unchanged"}}
	for _, k := range r.Kinds {
		if k.Added+k.Changed+k.Removed+k.Unchanged > 0 {
			changes.add(k.Kind, k.Added, k.Changed, k.Removed, k.Unchanged)
		}
	}
	for _, e := range r.EdgeTypes {
		if e.Added+e.Changed+e.Removed+e.Unchanged > 0 {
			changes.add(e.Type, e.Added, e.Changed, e.Removed, e.Unchanged)
		}
	}
	for _, t := range []table{files, own, changes} {
		if len(t) > 1 {
			fmt.Fprintln(out, t)
		}
	}
	for _, u := range r.Unknown {
		fmt.Fprintf(out, "not read: %s (%s)\n", u.Name, u.Reason)
	}
	if len(r.Rejects) > 0 {
		fmt.Fprintf(out, "rows that could not be taken: %d, in %s\n", len(r.Rejects), s.rejects)
	}
	fmt.Fprintf(out, "%d changes\n", r.Changes)
	_, err := fmt.Fprintf(out, "%s holds release %s: %d nodes, %d edges (%.1f s)\n",
		s.place, r.Release, len(s.graph.Nodes), len(s.graph.Edges), s.took.Seconds())
	return err
}

// table is rows of cells, the first row a head.
type table [][]string

func (t *table) add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = fmt.Sprint(c)
	}
	*t = append(*t, row)
}

// String sets names to the left and numbers to the right.
func (t table) String() string {
	widths := make([]int, len(t[0]))
	for _, row := range t {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var b strings.Builder
	for _, row := range t {
		fmt.Fprintf(&b, "%-*s", widths[0], row[0])
		for i, cell := range row[1:] {
			fmt.Fprintf(&b, "  %*s", widths[i+1], cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
