package ingest

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"errors"
	"fmt"
	"maps"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// ledger is what the files have stated and still count: the newest row of each organisation with the
// parents that it had before, and every statement and measure that newer files don't replace. The
// graph is made from it alone, so that a rule needs no memory of its own.
type ledger struct {
	Files     []file
	Maps      []practiceMap // oldest first
	Partners  []partner     // of the newest file
	Sizes     []size
	Registers []register
	Names     []located[ods.ICBName]  // of the newest file
	Codes     []onsCode               // of the newest file of patients
	Postcodes []located[ods.Centroid] // of the newest file
	Named     []named                 // every organisation that was ever known by its code alone
	Own       []ownFile               // the reference files of the user, by name

	rows  map[rowKey]*row
	known int // files that were loaded before
	// ownFrom is where the user's own reference files come from, as a message says it.
	ownFrom string
}

// at is a record: a line of one of the ledger's files.
type at struct{ File, Line int }

type located[T any] struct {
	At    at
	Value T
}

// file is a file that was loaded.
type file struct {
	store.File
	Rejects []Reject
}

type rowKey struct {
	Code   string
	Format ods.Format
}

// row is the newest row that describes an organisation in one format.
type row struct {
	Format ods.Format
	ods.Organisation
	At     at
	Gone   bool // the newest file of the format no longer has it
	Former []formerName
	Past   []parent // that it had in older files
	Begins []begin  // of undated parents that an older file had otherwise

	FormerRoles []formerRole
	RoleBegins  []begin // of roles that an older file did not state; Type is the role
}

type formerName struct {
	Name string
	To   day.Day
}

// begin is the day from which an undated parent counts, because an older file had another.
type begin struct {
	Type string
	Day  day.Day
}

type partner struct {
	At            at
	Practice, PCN string
	PracticeName  string
	PCNName       string
	From, To      day.Day
}

type practiceMap struct {
	File int
	Rows []ods.MapRow
}

type size struct {
	At       at
	Practice string
	Postcode string
	Patients int
	// Commissioner is who commissioned the practice; empty where the file does not say.
	Commissioner string
}

type register struct {
	At at
	ods.Register
}

type onsCode struct {
	At        at
	Code, ONS string
}

type named struct{ Code, Kind, Name string }

// head is written first, and then each row by itself, so that no message is large.
type head struct {
	Version int
	Ledger  ledger
	Rows    int
}

const ledgerVersion = 2

// openLedger reads the ledger of a graph; an empty one for no graph.
func openLedger(g *store.Graph) (*ledger, error) {
	if g == nil {
		return &ledger{rows: map[rowKey]*row{}}, nil
	}
	if len(g.Ledger) == 0 {
		return nil, errors.New("the graph was not imported from files: nothing can be added to it")
	}
	in := gob.NewDecoder(bytes.NewReader(g.Ledger))
	var h head
	if err := in.Decode(&h); err != nil {
		return nil, fmt.Errorf("ledger of the previous import: %w", err)
	}
	if h.Version != ledgerVersion {
		return nil, fmt.Errorf("ledger of the previous import has version %d, not %d", h.Version, ledgerVersion)
	}
	l := &h.Ledger
	l.known = len(l.Files)
	l.rows = make(map[rowKey]*row, h.Rows)
	for range h.Rows {
		r := new(row)
		if err := in.Decode(r); err != nil {
			return nil, fmt.Errorf("ledger of the previous import: %w", err)
		}
		l.rows[rowKey{r.Code, r.Format}] = r
	}
	return l, nil
}

// encode writes the ledger; equal ledgers give equal bytes.
func (l *ledger) encode() ([]byte, error) {
	var buf bytes.Buffer
	out := gob.NewEncoder(&buf)
	if err := out.Encode(head{Version: ledgerVersion, Ledger: *l, Rows: len(l.rows)}); err != nil {
		return nil, err
	}
	buf.Grow(256 * len(l.rows))
	for _, r := range l.sortedRows() {
		if err := out.Encode(r); err != nil {
			return nil, err
		}
	}
	return buf.Bytes(), nil
}

// sortedRows are the rows by code and format.
func (l *ledger) sortedRows() []*row {
	rows := slices.Collect(maps.Values(l.rows))
	slices.SortFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Format, b.Format))
	})
	return rows
}

// fileIndex is the place of a file that was loaded for the same day, -1 for none.
func (l *ledger) fileIndex(f *ods.File) int {
	return slices.IndexFunc(l.Files, func(g file) bool { return g.SHA256 == f.SHA256 && g.Vintage == f.Vintage })
}

// newest is the vintage of the newest loaded file of a format.
func (l *ledger) newest(format ods.Format) (vintage day.Day, ok bool) {
	vintage = day.Min
	for i := range l.Files {
		if l.Files[i].Format == string(format) {
			vintage, ok = max(vintage, l.Files[i].Vintage), true
		}
	}
	return vintage, ok
}

// vintage is the day that a record describes.
func (l *ledger) vintage(a at) day.Day { return l.Files[a.File].Vintage }
