package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// ownFile is a reference file of the user, as it is.
type ownFile struct {
	Name    string
	Content []byte
}

// OwnFile is what became of a reference file of the user.
type OwnFile struct {
	Name    string `json:"name"`
	Records int    `json:"records"`
	Change  string `json:"change"` // one of the changes below
}

// The changes of an own file.
const (
	OwnAdded     = "added"
	OwnChanged   = "changed"
	OwnUnchanged = "unchanged"
	OwnRemoved   = "removed"
)

// takeOwn puts the user's own files in place of those of earlier imports, unless they are nil, and reads them.
func (l *ledger) takeOwn(files reference.Folder, ref *reference.Data, c *catalog.Catalog, report *Report) (*reference.Data, error) {
	before := reference.Folder{}
	for _, f := range l.Own {
		before[f.Name] = f.Content
	}
	l.ownFrom = "own reference files"
	if files == nil {
		files, l.ownFrom = before, "own reference files of an earlier import"
	}
	own, err := reference.LoadOwn(files, c, ref)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.ownFrom, err)
	}
	l.Own = nil
	for _, n := range own.Counts {
		l.Own = append(l.Own, ownFile{n.File, files[n.File]})
		change := OwnUnchanged
		if was, known := before[n.File]; !known {
			change = OwnAdded
		} else if !bytes.Equal(was, files[n.File]) {
			change = OwnChanged
		}
		report.OwnFiles = append(report.OwnFiles, OwnFile{n.File, n.Records, change})
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if files[name] == nil {
			report.OwnFiles = append(report.OwnFiles, OwnFile{Name: name, Change: OwnRemoved})
		}
	}
	return own, nil
}

// ownRecords is the number of records in the user's own file of that name.
func (d *deriver) ownRecords(name string) int {
	for _, n := range d.own.Counts {
		if n.File == name {
			return n.Records
		}
	}
	return 0
}

// ownFiles are the user's own files as the dataset lists them.
func (d *deriver) ownFiles() (list []store.File) {
	for i, f := range d.Own {
		sum, records := sha256.Sum256(f.Content), d.own.Counts[i].Records
		list = append(list, store.File{
			Release: ownRelease, Name: f.Name, Format: string(fromReference), SHA256: hex.EncodeToString(sum[:]), Vintage: day.Min,
			Rows: records, Loaded: records,
		})
	}
	return list
}
