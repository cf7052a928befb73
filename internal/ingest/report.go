package ingest

import (
	"cmp"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// Report says what an import did. As JSON it is stable: the same folder on the same graph gives the
// same bytes.
type Report struct {
	Release  string `json:"release"`            // of the graph that results
	Folder   string `json:"folder,omitempty"`   // of the folder that was imported; none where there was but a user's own
	Previous string `json:"previous,omitempty"` // of the graph that it was added to
	// Changes is the number of nodes and edges that were added, changed or removed.
	Changes int `json:"changes"`

	Files       []FileReport  `json:"files"`
	Unknown     []UnknownFile `json:"unknownFiles"`
	Rejects     []Reject      `json:"rejects"`
	Kinds       []KindChanges `json:"kinds"`
	EdgeTypes   []EdgeChanges `json:"edgeTypes"`
	KindChanges []KindChange  `json:"kindChanges"`
	Gone        []GoneRow     `json:"goneRows"`
	Superseded  []EdgeNote    `json:"superseded"` // by a newer file of the same format
	Restated    []EdgeNote    `json:"restated"`   // the same parent, with other dates
	Replaced    []EdgeNote    `json:"replaced"`   // had been derived from a map, until a newer file
	Contradicts []EdgeNote    `json:"contradicted"`
	Clippings   []EdgeNote    `json:"clippings"`
	Exclusions  []EdgeNote    `json:"exclusions"`
	Conflicts   []Conflict    `json:"conflicts"`

	// SuccessionCycles are the organisations that followed themselves, as "A → B → A".
	SuccessionCycles []string `json:"successionCycles"`
	// Contradictions are the successions that the lives of their ends deny.
	Contradictions []EdgeNote `json:"successionContradictions"`

	// OwnFiles are the reference files of the user.
	OwnFiles []OwnFile `json:"ownFiles"`

	files []*ods.File // of the folder, without their records
}

func newReport(in *ods.Folder) *Report {
	r := &Report{}
	if len(in.Files) > 0 {
		r.Folder = folderRelease(in.Files)
	}
	for _, u := range in.Unknown {
		r.Unknown = append(r.Unknown, UnknownFile{Name: u.Name, Reason: u.Reason})
	}
	for _, f := range in.Files {
		r.files = append(r.files, &ods.File{
			Name: f.Name, Format: f.Format, Dialect: f.Dialect, Publication: f.Publication,
			Vintage: f.Vintage, VintageFrom: f.VintageFrom, SHA256: f.SHA256,
		})
	}
	return r
}

// FileReport is what became of one file: rows = loaded + merged + rejected.
type FileReport struct {
	Name        string      `json:"name"`
	Format      ods.Format  `json:"format"`
	Dialect     ods.Dialect `json:"dialect,omitempty"`
	Publication string      `json:"publication,omitempty"`
	Vintage     *string     `json:"vintage"`
	VintageFrom string      `json:"vintageFrom,omitempty"`
	// Known says that the file was loaded before, so that nothing was done.
	Known    bool `json:"alreadyLoaded"`
	Rows     int  `json:"rows"`
	Loaded   int  `json:"loaded"`
	Merged   int  `json:"merged"`
	Rejected int  `json:"rejected"`
}

// UnknownFile is a file of the folder that is of no known format.
type UnknownFile struct {
	Name   string `json:"name"`
	Reason string `json:"reason,omitempty"`
}

// Reject is a row that was not taken.
type Reject struct {
	File   string   `json:"file"`
	Sheet  string   `json:"sheet,omitempty"`
	Line   int      `json:"line"`
	Reason string   `json:"reason"`
	Row    []string `json:"row,omitempty"`
}

// KindChanges counts what happened to the nodes of a kind.
type KindChanges struct {
	Kind      string `json:"kind"`
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Removed   int    `json:"removed"`
	// Gone counts nodes that stay, although the newest file of their format no longer has their row.
	Gone int `json:"gone"`
}

// EdgeChanges counts what happened to the edges of a type.
type EdgeChanges struct {
	Type      string `json:"type"`
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Removed   int    `json:"removed"`
}

// KindChange is an organisation that a newer file states to be of another kind.
type KindChange struct {
	Code string `json:"odsCode"`
	From string `json:"from"`
	To   string `json:"to"`
	// Described says that it was known by its code alone before, so that no file had stated a kind.
	Described bool `json:"nowDescribed"`
}

// GoneRow is an organisation whose row a newer file of the format no longer has.
type GoneRow struct {
	Code   string     `json:"odsCode"`
	Format ods.Format `json:"format"`
}

// EdgeNote is an edge that did not stay as it was stated, and why.
type EdgeNote struct {
	Type      string  `json:"type"`
	From      string  `json:"from"`
	To        string  `json:"to"`
	ValidFrom *string `json:"validFrom"`
	ValidTo   *string `json:"validTo"`
	Reason    string  `json:"reason"`
	// LiveFrom and LiveTo are the first and the last day that are left; both null where none is.
	LiveFrom *string `json:"liveFrom,omitempty"`
	LiveTo   *string `json:"liveTo,omitempty"`
}

// Conflict is a statement that was not taken, because another took precedence.
type Conflict struct {
	Code    string `json:"odsCode"`
	Subject string `json:"subject"`
	Value   string `json:"value"`
	File    string `json:"file"`
	Record  string `json:"record,omitempty"`
}

// date is a day as the report writes it; nil for day.Min and day.Max.
func date(d day.Day) *string {
	if d == day.Min || d == day.Max {
		return nil
	}
	s := d.String()
	return &s
}

func note(e *store.Edge, reason string) EdgeNote {
	return EdgeNote{
		Type: e.Type.Name, From: e.From.Code, To: e.To.Code,
		ValidFrom: date(e.ValidFrom), ValidTo: date(e.ValidTo), Reason: reason,
	}
}

// live adds the days that are left.
func (n EdgeNote) live(i day.Interval) EdgeNote {
	if !i.Empty() {
		n.LiveFrom, n.LiveTo = date(i.From), date(lastDay(i))
	}
	return n
}

// addFiles reports the files of the folder from what the ledger knows of them.
func (r *Report) addFiles(l *ledger) {
	for _, f := range r.files {
		i := l.fileIndex(f)
		loaded := l.Files[i]
		r.Files = append(r.Files, FileReport{
			Name: f.Name, Format: f.Format, Dialect: f.Dialect, Publication: f.Publication,
			Vintage: date(f.Vintage), VintageFrom: f.VintageFrom, Known: i < l.known,
			Rows: loaded.Rows, Loaded: loaded.Loaded, Merged: loaded.Merged, Rejected: loaded.Rejected,
		})
		for _, reject := range loaded.Rejects {
			reject.File = f.Name
			r.Rejects = append(r.Rejects, reject)
		}
	}
}

// finish lists the conflicts and puts everything in a fixed order.
func (r *Report) finish(g *store.Graph) {
	r.Conflicts = conflictsOf(g)
	for _, notes := range [][]EdgeNote{r.Superseded, r.Restated, r.Replaced, r.Contradicts, r.Clippings, r.Exclusions, r.Contradictions} {
		slices.SortStableFunc(notes, func(a, b EdgeNote) int {
			return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
		})
	}
	slices.SortFunc(r.Gone, func(a, b GoneRow) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Format, b.Format))
	})
	for i := range r.Kinds {
		r.Changes += r.Kinds[i].Added + r.Kinds[i].Changed + r.Kinds[i].Removed
	}
	for i := range r.EdgeTypes {
		r.Changes += r.EdgeTypes[i].Added + r.EdgeTypes[i].Changed + r.EdgeTypes[i].Removed
	}
	for _, list := range []*[]EdgeNote{&r.Superseded, &r.Restated, &r.Replaced, &r.Contradicts, &r.Clippings, &r.Exclusions, &r.Contradictions} {
		*list = orEmpty(*list)
	}
	r.Files, r.Unknown, r.Rejects = orEmpty(r.Files), orEmpty(r.Unknown), orEmpty(r.Rejects)
	r.KindChanges, r.Gone, r.Conflicts = orEmpty(r.KindChanges), orEmpty(r.Gone), orEmpty(r.Conflicts)
	r.OwnFiles = orEmpty(r.OwnFiles)
	r.SuccessionCycles = orEmpty(r.SuccessionCycles)
}

// orEmpty makes JSON say [] where there is nothing.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func conflictsOf(g *store.Graph) (list []Conflict) {
	conflict, source := g.Catalog.Value("Conflict"), g.Catalog.Value("Source")
	text := func(v []any, t *catalog.ValueType, field string) string {
		s, _ := v[t.Field(field).Index].(string)
		return s
	}
	for _, n := range g.Nodes {
		values, _ := n.Get(g.Catalog, "conflicts").([]any)
		for _, v := range values {
			c := v.([]any)
			from := c[conflict.Field("source").Index].([]any)
			list = append(list, Conflict{
				Code: n.Code, Subject: text(c, conflict, "subject"), Value: text(c, conflict, "value"),
				File: text(from, source, "file"), Record: text(from, source, "record"),
			})
		}
	}
	return list
}
