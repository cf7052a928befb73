package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"orggraph/internal/ingest"
	"orggraph/internal/store"
)

// summary is what a person wants to know after an import.
type summary struct {
	report        *ingest.Report
	graph         *store.Graph
	data, rejects string
	took          time.Duration
}

func summarise(out io.Writer, s summary) error {
	r := s.report
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "file\tday\trows\tloaded\tmerged\trejected\t")
	for _, f := range r.Files {
		day := "-"
		if f.Vintage != nil {
			day = *f.Vintage
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t\n", f.Name, day, f.Rows, f.Loaded, f.Merged, f.Rejected)
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "kind or edge\tadded\tchanged\tremoved\tunchanged\t")
	for _, k := range r.Kinds {
		counts(w, k.Kind, k.Added, k.Changed, k.Removed, k.Unchanged)
	}
	for _, e := range r.EdgeTypes {
		counts(w, e.Type, e.Added, e.Changed, e.Removed, e.Unchanged)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	for _, u := range r.Unknown {
		fmt.Fprintf(out, "not read: %s (%s)\n", u.Name, u.Reason)
	}
	if len(r.Rejects) > 0 {
		fmt.Fprintf(out, "rows that could not be taken: %d, in %s\n", len(r.Rejects), s.rejects)
	}
	fmt.Fprintf(out, "%d changes\n", r.Changes)
	_, err := fmt.Fprintf(out, "%s holds release %s: %d organisations, %d edges (%.1f s)\n",
		s.data, r.Release, len(s.graph.Nodes), len(s.graph.Edges), s.took.Seconds())
	return err
}

func counts(w io.Writer, name string, added, changed, removed, unchanged int) {
	if added+changed+removed+unchanged > 0 {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", name, added, changed, removed, unchanged)
	}
}
