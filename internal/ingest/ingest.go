// Package ingest turns the records of published files and of reference files into a graph with
// provenance: which organisation is of what kind, from when to when an edge holds, what was clipped,
// superseded, contradicted or rejected, and why. It knows no file format, no store and no GraphQL: it
// imports nothing of ours but ods, reference, store, catalog and day.
package ingest

import (
	"fmt"

	"orggraph/internal/catalog"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// Options are what an import needs beside the files.
type Options struct {
	Catalog *catalog.Catalog
	// Previous is the graph that the files are added to, nil for none. It is not changed.
	Previous *store.Graph
	// Own are the reference files of the user, which take the place of those of earlier imports: an empty
	// folder removes them, nil leaves them.
	Own reference.Folder
	// Progress, if not nil, is told of each stage of the work.
	Progress func(stage string, done, total int)
}

// The stages of the work, as Progress is told of them.
const (
	stageRecords = "records"
	stageNodes   = "organisations"
	stageEdges   = "edges"
	stageCompare = "changes"
)

// Import adds the files of a folder to the previous graph and returns the graph that results, and what
// was done. It fails, and nothing is to be kept, where a file is older than one of its format that is
// loaded, or needs a date that it does not have, and where a reference record is wrong.
//
// The records of the folder are let go of as soon as they are added, so that a caller who does not keep
// the folder needs a third less memory; so is the previous graph, once it is outlined.
func Import(in *ods.Folder, ref *reference.Data, o Options) (*store.Graph, *Report, error) {
	progress := o.Progress
	if progress == nil {
		progress = func(string, int, int) {}
	}
	l, err := openLedger(o.Previous)
	if err != nil {
		return nil, nil, err
	}
	accepted, err := l.accept(in.Files)
	if err != nil {
		return nil, nil, err
	}
	report, before := newReport(in), outlineOf(o.Previous)
	own, err := l.takeOwn(o.Own, ref, o.Catalog, report)
	if err != nil {
		return nil, nil, err
	}
	f := folder{ledger: l, catalog: o.Catalog, ref: ref, release: report.Folder, report: report}
	for i, file := range accepted {
		progress(stageRecords, i, len(accepted))
		f.fold(file)
		accepted[i] = nil
	}
	l.prune()
	progress(stageRecords, len(accepted), len(accepted))

	g, err := derive(l, ref, own, o.Catalog, report, progress)
	if err != nil {
		return nil, nil, err
	}
	if g.Ledger, err = l.encode(); err != nil {
		return nil, nil, fmt.Errorf("ledger: %w", err)
	}
	progress(stageCompare, 0, 1)
	report.Release = g.Dataset.Release
	report.addFiles(l)
	report.compare(before, g)
	report.finish(g)
	progress(stageCompare, 1, 1)
	return g, report, nil
}
