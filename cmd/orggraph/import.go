package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"orggraph/internal/catalog"
	"orggraph/internal/ingest"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
)

const defaultData = "england.orggraph"

// importMemory is what an import takes before it collects garbage more often than usual: England needs
// two thirds of it. Where more is in use, collecting takes at most half of the time.
const importMemory = 340 << 20

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "turn published files into a file that can be served",
		UsageText: "orggraph import --from DIR [--data FILE] [--report FILE] [--rejects FILE]",
		Description: `Reads every file in DIR that it recognises by its content: the ODS exports epraccur, eccg, etr,
edispensary, egdpprac, ebranchs and ePCN.xlsx, practice maps, registered patients, disease registers,
postcode centroids and ICB names. A manifest.csv in DIR (file,vintage,publication) may state the day
that each file describes.

The files are added to what FILE holds already; older releases go in first. Where anything is wrong,
FILE stays as it was. A server that serves FILE takes up the new graph by itself.

   orggraph import --from release-2023
   orggraph import --from release-2025 --report report.json`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "folder of one release", Required: true},
			p.dataFlag("the graph to make or to add to", defaultData),
			&cli.StringFlag{Name: "report", Usage: "write what was done as JSON"},
			&cli.StringFlag{Name: "rejects", Usage: "write the rows that could not be taken as CSV", DefaultText: "beside the data, where there are any"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			if flag := sameFile(c, "data", "report", "rejects"); flag != "" {
				return usagef(c, "--%s names a file that another option names", flag)
			}
			i := importer{program: p, data: c.String("data"), report: c.String("report"), rejects: c.String("rejects")}
			return i.run(ctx, c.String("from"))
		},
	}
}

// sameFile is the first of some options that names the same file as one before it; else empty.
func sameFile(c *cli.Command, options ...string) string {
	named := map[string]bool{}
	for _, option := range options {
		name := c.String(option)
		if name == "" {
			continue
		}
		if path, err := filepath.Abs(name); err == nil {
			name = path
		}
		if named[name] {
			return option
		}
		named[name] = true
	}
	return ""
}

// importer is one import: where it writes to.
type importer struct {
	*program
	data, report, rejects string

	seen os.FileInfo // the data file that the import adds to; nil where there was none
}

func (i *importer) run(ctx context.Context, from string) error {
	began := time.Now()
	if i.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(importMemory)
	}
	progress := newProgress(i.stderr)
	defer progress.finish()

	folder, err := ods.ReadFolder(from, progress.file)
	if err != nil {
		return err
	}
	if len(folder.Files) == 0 {
		return nothingKnown(from, folder.Unknown)
	}
	ref, c, err := foundation()
	if err != nil {
		return err
	}
	previous, err := i.previous(c)
	if err != nil {
		return err
	}
	var ledger []byte // alone, so that the previous graph is let go of
	if previous != nil {
		ledger = previous.Ledger
	}
	graph, report, err := ingest.Import(folder, ref, ingest.Options{Catalog: c, Previous: previous, Progress: progress.stage})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return errors.New("interrupted: nothing was changed")
	}
	if err := i.write(graph, report, report.Changes > 0 || !bytes.Equal(graph.Ledger, ledger)); err != nil {
		return err
	}
	progress.finish()
	return summarise(i.stdout, summary{
		report: report, graph: graph, data: i.data, rejects: i.rejects, took: time.Since(began),
	})
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

// previous is the graph that the data file holds, nil where there is no such file yet.
func (i *importer) previous(c *catalog.Catalog) (*store.Graph, error) {
	i.seen, _ = os.Stat(i.data)
	g, err := memory.Read(i.data, c)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return g, err
}

// write puts the graph in place last: where report or rejects can't be written, nothing has changed.
func (i *importer) write(g *store.Graph, report *ingest.Report, changed bool) error {
	if i.rejects == "" && len(report.Rejects) > 0 {
		i.rejects = strings.TrimSuffix(i.data, filepath.Ext(i.data)) + ".rejects.csv"
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
	if now, _ := os.Stat(i.data); !sameContent(i.seen, now) {
		return fmt.Errorf("%s was written by another import meanwhile, and is left as that made it: import again", i.data)
	}
	if changed {
		if err := memory.Write(i.data, g); err != nil {
			return err
		}
	}
	return files.keep()
}

// sameContent says whether nothing was written between two looks at a file, which may not be there.
func sameContent(a, b os.FileInfo) bool {
	if a == nil || b == nil {
		return a == b
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}
