package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"orggraph/internal/catalog"
	"orggraph/internal/config"
	"orggraph/internal/ingest"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// importMemory is what an import takes before it collects garbage more often than usual: England needs
// two thirds of it. Where more is in use, collecting takes at most half of the time.
const importMemory = 340 << 20

func (p *program) importCommand() *cli.Command {
	return p.withSettings(config.Import, &cli.Command{
		Name:      "import",
		Usage:     "turn published files into a graph that can be served",
		UsageText: "orggraph import [--from DIR] [--reference DIR] [--data FILE | --store URI [--reload]] [--report FILE] [--rejects FILE]",
		Description: `Reads every file in DIR that it recognises by its content: the ODS exports epraccur, eccg, etr,
edispensary, egdpprac, ebranchs and ePCN.xlsx, practice maps, registered patients, disease registers,
postcode centroids and ICB names. A manifest.csv in DIR (file,vintage,publication) may state the day
that each file describes.

The files are added to what FILE or the database holds already; older releases go in first. Where anything
is wrong, that stays as it was. A server that serves it takes up the new graph by itself. Into an empty
database a graph goes in parts, and can be read once it is complete; so it does with --reload, in place of
what is there.

With --reference, a folder of files of your own adds what no published file holds: local networks, partners,
groups, documents (docs/reference-data.md). They stay with the graph until --reference names others; an empty
folder removes them. Once there is a graph, --from may be left out.

   orggraph import --from release-2023
   orggraph import --from release-2025 --report report.json
   orggraph import --from release-2025 --store neo4j://localhost
   orggraph import --reference local-place`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "a `FOLDER` of one release"},
			&cli.StringFlag{Name: "reference", Usage: "a `FOLDER` of reference files of your own"},
			&cli.BoolFlag{Name: "reload", Usage: "put the whole graph into the database anew, during which it can't be read"},
			&cli.StringFlag{Name: "report", Usage: "write what was done to a `FILE`, as JSON", TakesFile: true},
			&cli.StringFlag{Name: "rejects", Usage: "write the rows that could not be taken to a `FILE`, as CSV", DefaultText: "beside the data, where there are any", TakesFile: true},
		},
	}, func(ctx context.Context, c *cli.Command, v *config.Values) error {
		if err := noArguments(c); err != nil {
			return err
		}
		at, err := placeOf(c, v)
		if err != nil {
			return err
		}
		i := importer{
			program: p, at: at, log: p.logger(v), from: c.String("from"), reference: c.String("reference"),
			reload: c.Bool("reload"), report: c.String("report"), rejects: c.String("rejects"),
		}
		switch {
		case i.from == "" && i.reference == "":
			return usagef(c, "name a folder: --from for one of published files, --reference for one of your own")
		case sameFile(at.data, i.report), sameFile(at.data, i.rejects):
			return usagef(c, "--report or --rejects names the file of the graph")
		case sameFile(i.report, i.rejects):
			return usagef(c, "--report and --rejects name one file")
		case i.reload && at.database.URI == "":
			return usagef(c, "--reload is of a database: name one with --store")
		}
		return i.run(ctx)
	})
}

// sameFile says whether two options name one file; an empty one names none.
func sameFile(a, b string) bool {
	first, errA := filepath.Abs(a)
	second, errB := filepath.Abs(b)
	return a != "" && b != "" && (a == b || errA == nil && errB == nil && first == second)
}

// importer is one import: what it reads, and where it writes to.
type importer struct {
	*program
	from, reference string // folders; empty for none
	at              place
	log             *slog.Logger
	reload          bool
	report, rejects string

	target   target
	progress *progress
}

func (i *importer) run(ctx context.Context) error {
	began := time.Now()
	if i.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(importMemory)
	}
	i.progress = newProgress(i.stderr)
	defer i.progress.finish()

	folder, own, err := i.read()
	if err != nil {
		return err
	}
	ref, c, err := foundation()
	if err != nil {
		return err
	}
	if i.target, err = i.open(c); err != nil {
		return err
	}
	defer i.target.close()
	previous, err := i.target.read(ctx, c)
	if err != nil {
		return err
	}
	if previous == nil && i.from == "" {
		return fmt.Errorf("%s holds no graph yet that reference files could be added to: name a release with --from", i.at)
	}
	var ledger []byte // alone, so that the previous graph is let go of
	if previous != nil {
		ledger = previous.Ledger
	}
	graph, report, err := ingest.Import(folder, ref, ingest.Options{Catalog: c, Previous: previous, Own: own, Progress: i.progress.stage})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return errors.New("interrupted: nothing was changed")
	}
	if err := i.write(ctx, graph, report, i.reload || report.Changes > 0 || !bytes.Equal(graph.Ledger, ledger)); err != nil {
		return err
	}
	i.progress.finish()
	return summarise(i.stdout, summary{
		report: report, graph: graph, place: i.at.String(), rejects: i.rejects, took: time.Since(began),
	})
}

// read reads both folders; no folder of one's own is nil.
func (i *importer) read() (folder *ods.Folder, own reference.Folder, err error) {
	folder = &ods.Folder{}
	if i.from != "" {
		if folder, err = ods.ReadFolder(i.from, i.progress.file); err != nil {
			return nil, nil, err
		}
		if len(folder.Files) == 0 {
			return nil, nil, nothingKnown(i.from, folder.Unknown)
		}
	}
	if i.reference != "" {
		if own, err = reference.ReadFolder(os.DirFS(i.reference)); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", i.reference, err)
		}
	}
	return folder, own, nil
}

// nothingKnown says of a folder why nothing in it was read. One with many files is another folder altogether.
func nothingKnown(from string, unknown []ods.UnknownFile) error {
	const told = 12
	var why strings.Builder
	for _, u := range unknown[:min(len(unknown), told)] {
		fmt.Fprintf(&why, "\nnot read: %s (%s)", u.Name, u.Reason)
	}
	if more := len(unknown) - told; more > 0 {
		fmt.Fprintf(&why, "\nnot read: %d more", more)
	}
	return fmt.Errorf("%s: no file in this folder is a published file that orggraph knows (see orggraph import --help)%s", from, &why)
}

func (i *importer) open(c *catalog.Catalog) (target, error) {
	if i.at.database.URI == "" {
		return &fileTarget{path: i.at.data}, nil
	}
	s, err := i.at.openDatabase(c, i.log)
	if err != nil {
		return nil, err
	}
	return &databaseTarget{Store: s, reload: i.reload}, nil
}

// write puts the graph in place last: where report or rejects can't be written, nothing has changed.
func (i *importer) write(ctx context.Context, g *store.Graph, report *ingest.Report, changed bool) error {
	if i.rejects == "" && len(report.Rejects) > 0 {
		i.rejects = i.target.rejects()
	}
	var files pendingFiles
	defer files.discard()
	if i.report != "" {
		if err := files.write(i.report, reportJSON(report)); err != nil {
			return err
		}
	}
	if i.rejects != "" {
		if err := files.write(i.rejects, rejectsCSV(report)); err != nil {
			return err
		}
	}
	if err := i.target.check(); err != nil {
		return err
	}
	if changed {
		if err := i.target.write(ctx, g, i.progress.stage); err != nil {
			return err
		}
	}
	return files.keep()
}
