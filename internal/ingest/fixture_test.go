package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// world is what every test imports with: the project's schema and reference folder.
type world struct {
	*testing.T
	catalog *catalog.Catalog
	ref     *reference.Data
}

func newWorld(t *testing.T) world {
	c := testCatalog(t)
	return world{t, c, testReference(t, c)}
}

// add imports files on top of a graph, which may be nil.
func (w world) add(previous *store.Graph, files ...*ods.File) (*store.Graph, *Report) {
	w.Helper()
	g, report, err := Import(&ods.Folder{Files: files}, w.ref, Options{Catalog: w.catalog, Previous: previous})
	if err != nil {
		w.Fatal(err)
	}
	for _, f := range report.Files {
		if f.Rows != f.Loaded+f.Merged+f.Rejected {
			w.Errorf("%s: %d rows, but %d loaded, %d merged and %d rejected", f.Name, f.Rows, f.Loaded, f.Merged, f.Rejected)
		}
	}
	return g, report
}

func on(s string) day.Day {
	d, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// d is an optional date; "" is none.
func d(s string) ods.Date {
	if s == "" {
		return ods.Date{}
	}
	return ods.Date{Day: on(s), Set: true}
}

var serial int

// newFile makes an empty file of a format; its content hash is new each time.
func newFile(format ods.Format, vintage string) *ods.File {
	serial++
	return &ods.File{
		Name: string(format) + ".csv", Format: format, Dialect: ods.Legacy, Vintage: on(vintage), VintageFrom: "manifest",
		SHA256: fmt.Sprintf("%064x", serial),
	}
}

func organisations(format ods.Format, vintage string, list ...ods.Organisation) *ods.File {
	f := newFile(format, vintage)
	for i := range list {
		list[i].Line = i + 1
		if list[i].Name == "" {
			list[i].Name = "NAME OF " + list[i].Code
		}
	}
	f.Organisations, f.Rows = list, len(list)
	return f
}

// practice is a row of epraccur: a GP practice that is commissioned by a sub-ICB location.
func practice(code, opened, closed, commissioner, joined, left string) ods.Organisation {
	return ods.Organisation{
		Code: code, Opened: d(opened), Closed: d(closed), Status: ods.Active, NationalGrouping: "Y63",
		Parent: commissioner, JoinedParent: d(joined), LeftParent: d(left), Column24: commissioner, Column26: "4",
	}
}

// workbook holds PCNs and their partners, each "PRACTICE PCN START END" with "none" for no date.
func workbook(vintage string, networks []ods.PCN, partners ...string) *ods.File {
	f := newFile(ods.EPCN, vintage)
	f.Name, f.PCNs = "ePCN.xlsx", networks
	for i := range networks {
		networks[i].Line = i + 2
	}
	for i, p := range partners {
		w := strings.Fields(p)
		none := func(s string) string { return strings.TrimSuffix(s, "none") }
		f.Partners = append(f.Partners, ods.CorePartner{Line: i + 2, Practice: w[0], PCN: w[1], Start: d(none(w[2])), End: d(none(w[3]))})
	}
	f.Rows = len(f.PCNs) + len(f.Partners)
	return f
}

func network(code, opened, lead string) ods.PCN {
	return ods.PCN{Code: code, Name: "NETWORK " + code, Opened: d(opened), SubICB: lead}
}

// mapped is a practice map; its rows are "PRACTICE PCN SUBICB".
func mapped(vintage string, rows ...string) *ods.File {
	f := newFile(ods.PracticeMap, vintage)
	f.Name = "map-" + vintage + ".csv"
	for i, r := range rows {
		w := strings.Fields(r)
		f.MapRows = append(f.MapRows, ods.MapRow{Line: i + 2, Practice: w[0], PCN: w[1], PCNName: "MAPPED " + w[1], SubICB: w[2]})
	}
	f.Rows = len(f.MapRows)
	return f
}

// spells prints the edges of a type that leave a node, one a line, by first day:
// the days that it shows, the days that count, target, origin.
func spells(g *store.Graph, edgeType, from string) string {
	var lines []string
	for _, e := range g.Edges {
		if e.Type.Name == edgeType && e.From.Code == from {
			lines = append(lines, fmt.Sprintf("%s..%s counts %s %s %s", show(e.ValidFrom), show(e.ValidTo), counts(e.Life), e.To.Code, e.Origin))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func text(s string) *string { return &s }

func counts(i day.Interval) string {
	if i.Empty() {
		return "never"
	}
	return show(i.From) + ".." + show(lastDay(i))
}

func show(d day.Day) string {
	if d == day.Min || d == day.Max {
		return ""
	}
	return d.String()
}

// wantSpells compares the edges of a node with lines; spaces around them do not matter.
func (w world) wantSpells(g *store.Graph, edgeType, from, want string) {
	w.Helper()
	var lines []string
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	if diff := cmp.Diff(strings.Join(lines, "\n"), spells(g, edgeType, from)); diff != "" {
		w.Errorf("%s of %s (-want +got):\n%s", edgeType, from, diff)
	}
}

// node returns a node that must be there.
func (w world) node(g *store.Graph, code string) *store.Node {
	w.Helper()
	n := g.Find(code)
	if n == nil {
		w.Fatalf("no node %s", code)
	}
	return n
}

func (w world) wantKind(g *store.Graph, code, kind, recordStatus string) {
	w.Helper()
	n := w.node(g, code)
	if n.Kind.Name != kind || n.Get(w.catalog, "recordStatus") != recordStatus {
		w.Errorf("%s is a %s, %v; want %s, %s", code, n.Kind.Name, n.Get(w.catalog, "recordStatus"), kind, recordStatus)
	}
}

func (w world) wantValue(g *store.Graph, code, property string, want any) {
	w.Helper()
	if diff := cmp.Diff(want, w.node(g, code).Get(w.catalog, property)); diff != "" {
		w.Errorf("%s of %s (-want +got):\n%s", property, code, diff)
	}
}

// wantNotes compares notes by their ends and reasons.
func (w world) wantNotes(what string, notes []EdgeNote, want ...string) {
	w.Helper()
	got := []string{}
	for _, n := range notes {
		got = append(got, fmt.Sprintf("%s %s %s: %s", n.From, n.Type, n.To, n.Reason))
	}
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		w.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
