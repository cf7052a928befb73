package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// Rule 15: what a newer file of the same format does.
func TestNewerFile(t *testing.T) {
	w := newWorld(t)
	costCentre := practice("Y1", "2010-01-01", "", "00L", "2013-04-01", "")
	costCentre.Column26, costCentre.Column24 = "0", "RXX"
	older, _ := w.add(nil, organisations(ods.Epraccur, "2022-12-31",
		practice("A1", "2000-01-01", "", "01K", "2013-04-01", ""), // goes to another, with a date
		practice("A2", "2000-01-01", "", "01K", "2013-04-01", ""), // goes to another, without
		practice("A3", "2000-01-01", "", "01K", "2020-04-01", ""), // a correction: the other joins no later
		practice("A4", "2000-01-01", "", "01K", "2013-04-01", ""), // the same parent, with another date
		practice("A5", "2000-01-01", "", "01K", "2013-04-01", ""), // its row goes
		practice("A6", "2000-01-01", "", "01K", "2013-04-01", ""), // its parent goes
		costCentre))

	renamed := practice("A1", "2000-01-01", "", "00R", "2023-04-01", "")
	renamed.Name = "ANOTHER NAME"
	moved := practice("A2", "2000-01-01", "", "00R", "", "")
	moved.NationalGrouping = "Y62"
	became := practice("Y1", "2010-01-01", "", "00L", "2013-04-01", "")
	newer := organisations(ods.Epraccur, "2025-09-30", renamed, moved,
		practice("A3", "2000-01-01", "", "00R", "2020-04-01", ""),
		practice("A4", "2000-01-01", "", "01K", "2014-04-01", ""),
		practice("A6", "2000-01-01", "", "", "", ""), became)
	g, report := w.add(older, newer)

	w.wantSpells(g, commissionedBy, "A1", `
		2013-04-01..2023-03-31 counts 2013-04-01..2023-03-31 01K PUBLISHED
		2023-04-01.. counts 2023-04-01.. 00R PUBLISHED`)
	w.wantSpells(g, commissionedBy, "A2", `
		2013-04-01..2025-09-29 counts 2013-04-01..2025-09-29 01K PUBLISHED
		2025-09-30.. counts 2025-09-30.. 00R DERIVED`)
	w.wantSpells(g, inRegion, "A2", `
		..2025-09-29 counts 2000-01-01..2025-09-29 Y63 PUBLISHED
		2025-09-30.. counts 2025-09-30.. Y62 DERIVED`)
	w.wantSpells(g, commissionedBy, "A3", "2020-04-01.. counts 2020-04-01.. 00R PUBLISHED")
	w.wantSpells(g, commissionedBy, "A4", "2014-04-01.. counts 2014-04-01.. 01K PUBLISHED")
	w.wantSpells(g, commissionedBy, "A5", "")
	w.wantSpells(g, inRegion, "A5", "")
	w.wantSpells(g, commissionedBy, "A6", "2013-04-01..2025-09-29 counts 2013-04-01..2025-09-29 01K PUBLISHED")
	w.wantSpells(g, operatedBy, "Y1", "..2025-09-29 counts 2010-01-01..2025-09-29 RXX PUBLISHED")
	if n := w.node(g, "A5"); n.Life.To != day.Max || !n.Listed {
		t.Errorf("A5, whose row is gone, lives %v", n.Life)
	}
	w.wantNotes("superseded", report.Superseded,
		"A1 COMMISSIONED_BY 01K: another parent since",
		"A2 COMMISSIONED_BY 01K: another parent since",
		"A3 COMMISSIONED_BY 01K: a correction: the other parent begins no later",
		"A5 COMMISSIONED_BY 01K: its row is gone",
		"A6 COMMISSIONED_BY 01K: another parent since",
		"A2 IN_REGION Y63: another parent since",
		"A5 IN_REGION Y63: its row is gone",
		"Y1 OPERATED_BY RXX: another parent since")
	w.wantNotes("restated", report.Restated, "A4 COMMISSIONED_BY 01K: the same parent with other dates")
	if diff := cmp.Diff([]GoneRow{{"A5", ods.Epraccur}}, report.Gone); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]KindChange{{Code: "Y1", From: kindCostCentre, To: kindPractice}}, report.KindChanges); diff != "" {
		t.Error(diff)
	}
	name := w.catalog.Value("FormerName")
	former := make([]any, len(name.Fields))
	former[name.Field("name").Index], former[name.Field("validTo").Index] = "NAME OF A1", on("2025-09-29")
	w.wantValue(g, "A1", "formerNames", []any{former})
	w.wantValue(g, "A1", "name", "ANOTHER NAME")

	// Back again, and again: the spells before stay.
	g, _ = w.add(g, organisations(ods.Epraccur, "2026-01-31",
		practice("A1", "2000-01-01", "", "01K", "2026-01-01", ""), practice("A5", "2000-01-01", "", "00R", "2013-04-01", "")))
	w.wantSpells(g, commissionedBy, "A1", `
		2013-04-01..2023-03-31 counts 2013-04-01..2023-03-31 01K PUBLISHED
		2023-04-01..2025-12-31 counts 2023-04-01..2025-12-31 00R PUBLISHED
		2026-01-01.. counts 2026-01-01.. 01K PUBLISHED`)
	w.wantSpells(g, commissionedBy, "A5", "2013-04-01.. counts 2013-04-01.. 00R PUBLISHED")
	// A parent from the first on corrects everything before.
	g, _ = w.add(g, organisations(ods.Epraccur, "2026-02-28", practice("A1", "2000-01-01", "", "00X", "2013-04-01", "")))
	w.wantSpells(g, commissionedBy, "A1", "2013-04-01.. counts 2013-04-01.. 00X PUBLISHED")
}

// A purchaser in column 24 is no provider, so that a provider does not take its place.
func TestNewerProvider(t *testing.T) {
	w := newWorld(t)
	run := func(by string) ods.Organisation {
		o := practice("A1", "2000-01-01", "", "00L", "", "")
		o.Column24 = by
		return o
	}
	g, _ := w.add(nil, organisations(ods.Epraccur, "2022-12-31", run("QHM")))
	g, report := w.add(g, organisations(ods.Epraccur, "2025-09-30", run("RXX")))
	w.wantSpells(g, operatedBy, "A1", ".. counts 2000-01-01.. RXX PUBLISHED")
	w.wantNotes("superseded", report.Superseded)
	g, report = w.add(g, organisations(ods.Epraccur, "2026-01-31", run("QHM")))
	w.wantSpells(g, operatedBy, "A1", "..2026-01-30 counts 2000-01-01..2026-01-30 RXX PUBLISHED")
	w.wantNotes("superseded", report.Superseded, "A1 OPERATED_BY RXX: another parent since")
}

// Rule 8: roles are dated. What a newer file of the format states otherwise ended the day before it.
func TestNewerRoles(t *testing.T) {
	w := newWorld(t)
	setting := func(code, number string) ods.Organisation {
		o := practice(code, "2010-01-01", "", "00L", "", "")
		o.Column26 = number
		return o
	}
	closed := setting("Y3", "4")
	closed.Closed = d("2024-03-31")
	g, _ := w.add(nil, organisations(ods.Epraccur, "2022-12-31", setting("Y1", "0"), setting("Y2", "4"), setting("Y3", "0")))
	w.wantRoles(g, "Y1", "RO177 2010-01-01.. primary", "RO72 2010-01-01..")
	g, _ = w.add(g, organisations(ods.Epraccur, "2025-09-30", setting("Y1", "4"), setting("Y2", "RO76"), closed))
	w.wantRoles(g, "Y1", "RO177 2010-01-01.. primary", "RO76 2025-09-30..", "RO72 2010-01-01..2025-09-29")
	w.wantRoles(g, "Y2", "RO177 2010-01-01.. primary", "RO76 2010-01-01..")                     // the other dialect
	w.wantRoles(g, "Y3", "RO177 2010-01-01..2024-03-31 primary", "RO76 2010-01-01..2024-03-31") // too late for a change
	g, _ = w.add(g, organisations(ods.Epraccur, "2026-01-31", setting("Y1", "0"), setting("Y2", ""), closed))
	w.wantRoles(g, "Y1", "RO177 2010-01-01.. primary", "RO72 2026-01-31..", "RO72 2010-01-01..2025-09-29", "RO76 2025-09-30..2026-01-30")
	w.wantRoles(g, "Y2", "RO177 2010-01-01.. primary")
}

// wantRoles compares the roles of a node, in order.
func (w world) wantRoles(g *store.Graph, code string, want ...string) {
	w.Helper()
	role := w.catalog.Value("Role")
	var got []string
	for _, v := range w.node(g, code).Get(w.catalog, "roles").([]any) {
		field := func(name string) any { return v.([]any)[role.Field(name).Index] }
		line := fmt.Sprintf("%v %v..", field("id"), field("validFrom"))
		if to := field("validTo"); to != nil {
			line += fmt.Sprint(to)
		}
		if field("primary") == true {
			line += " primary"
		}
		got = append(got, line)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("roles of %s (-want +got):\n%s", code, diff)
	}
}

// Rule 15 for the workbook, whose partners have dates of their own.
func TestNewerWorkbook(t *testing.T) {
	w := newWorld(t)
	practices := organisations(ods.Epraccur, "2022-12-31",
		practice("A1", "2000-01-01", "", "00L", "", ""), practice("A2", "2000-01-01", "", "00L", "", ""))
	g, _ := w.add(nil, practices, workbook("2023-01-31", []ods.PCN{network("U1", "2019-07-01", "00L")},
		"A1 U1 2019-10-01 none", "A2 U1 2019-10-01 none"))
	g, report := w.add(g, workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00N"), network("U2", "2019-07-01", "00L")},
		"A1 U1 2019-10-01 2024-03-31", "A1 U2 2024-04-01 none"))
	w.wantSpells(g, partnerTo, "A1", `
		2019-10-01..2024-03-31 counts 2019-10-01..2024-03-31 U1 PUBLISHED
		2024-04-01.. counts 2024-04-01.. U2 PUBLISHED`)
	w.wantSpells(g, partnerTo, "A2", "")
	w.wantSpells(g, commissionedBy, "U1", `
		..2025-01-30 counts 2019-07-01..2025-01-30 00L PUBLISHED
		2025-01-31.. counts 2025-01-31.. 00N DERIVED`)
	w.wantNotes("superseded", report.Superseded, "U1 COMMISSIONED_BY 00L: another parent since", "A2 PARTNER_TO U1: its row is gone")
	w.wantNotes("restated", report.Restated, "A1 PARTNER_TO U1: the same parent with other dates")
}

func TestOlderFileIsRefused(t *testing.T) {
	w := newWorld(t)
	newer := organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", ""))
	older := organisations(ods.Epraccur, "2022-12-31", practice("A1", "2000-01-01", "", "00L", "", ""))
	g, _ := w.add(nil, newer)
	_, _, err := Import(&ods.Folder{Files: []*ods.File{older}}, w.ref, Options{Catalog: w.catalog, Previous: g})
	var refused *OlderError
	if !errors.As(err, &refused) || refused.Vintage != older.Vintage || refused.Loaded != newer.Vintage {
		t.Fatalf("error %v, want both days", err)
	}
	// Both in one folder are loaded, oldest first, and so they are the second time.
	g, _ = w.add(nil, newer, older)
	again, report := w.add(g, newer, older)
	if report.Changes != 0 || again.Dataset.Release != g.Dataset.Release {
		t.Errorf("the same folder again: %d changes", report.Changes)
	}
	// The older one does not come back alone, although it was loaded.
	if _, _, err = Import(&ods.Folder{Files: []*ods.File{older}}, w.ref, Options{Catalog: w.catalog, Previous: g}); !errors.As(err, &refused) {
		t.Errorf("error %v", err)
	}
}

// The same file under two names is loaded once; dated otherwise, it is another file.
func TestCopiedFile(t *testing.T) {
	w := newWorld(t)
	file := organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", ""))
	same, redated := *file, *file
	same.Name, redated.Name, redated.Vintage = "copy.csv", "old.csv", on("2025-08-31")
	g, report := w.add(nil, file, &same, &redated)
	if len(g.Dataset.Files) != 2 || len(report.Files) != 3 {
		t.Errorf("%d files are loaded, %d reported", len(g.Dataset.Files), len(report.Files))
	}
	if _, again := w.add(g, file, &same, &redated); again.Changes != 0 {
		t.Errorf("%d changes the second time", again.Changes)
	}
}

func TestStatementsNeedADay(t *testing.T) {
	w := newWorld(t)
	for _, format := range []ods.Format{ods.PracticeMap, ods.Patients, ods.DiseaseRegister} {
		f := newFile(format, "2025-01-01")
		f.Vintage = day.Min
		_, _, err := Import(&ods.Folder{Files: []*ods.File{f}}, w.ref, Options{Catalog: w.catalog})
		var refused *UndatedError
		if !errors.As(err, &refused) {
			t.Errorf("%s without a day: error %v", format, err)
		}
	}
	f := organisations(ods.Epraccur, "2025-01-01", practice("A1", "2000-01-01", "", "00L", "", ""))
	f.Vintage = day.Min
	if g, _ := w.add(nil, f); g.Dataset.Files[0].Vintage != day.Min {
		t.Error("a file of organisations can do without a day")
	}
}

// Importing the same folder again changes nothing: not the graph, not its id, not the ledger.
func TestSameFolderAgain(t *testing.T) {
	w := newWorld(t)
	files := []*ods.File{
		organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "2013-04-01", ""), practice("A2", "2000-01-01", "", "00L", "", "")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00L")}, "A1 U1 2019-10-01 none"),
		mapped("2026-01-01", "A1 U7 00L", "A2 U 00L"),
	}
	g, first := w.add(nil, files...)
	again, second := w.add(g, files...)
	if second.Changes != 0 || first.Changes == 0 {
		t.Errorf("%d changes, then %d", first.Changes, second.Changes)
	}
	if g.Dataset.Release != again.Dataset.Release || !bytes.Equal(g.Ledger, again.Ledger) {
		t.Error("another graph")
	}
	if diff := cmp.Diff(g.Dataset, again.Dataset); diff != "" {
		t.Error(diff)
	}
	if len(g.Nodes) != len(again.Nodes) || len(g.Edges) != len(again.Edges) {
		t.Fatal("another number of nodes or edges")
	}
	for i, n := range g.Nodes {
		m := again.Nodes[i]
		if diff := cmp.Diff(n.Values, m.Values); n.Code != m.Code || n.Kind != m.Kind || n.Life != m.Life || n.Listed != m.Listed || diff != "" {
			t.Errorf("%s differs: %s", n.Code, diff)
		}
	}
	for i, e := range g.Edges {
		f := again.Edges[i]
		if compareEdges(e, f) != 0 || e.Life != f.Life || e.Source != f.Source {
			t.Errorf("%s %s %s differs", e.From.Code, e.Type.Name, e.To.Code)
		}
	}
	for _, f := range second.Files {
		if !f.Known {
			t.Errorf("%s is not known", f.Name)
		}
	}
}

func TestGraphWithoutLedgerIsRefused(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil)
	g.Ledger = nil
	if _, _, err := Import(&ods.Folder{}, w.ref, Options{Catalog: w.catalog, Previous: g}); err == nil {
		t.Error("no error")
	}
	g.Ledger = []byte("something else")
	if _, _, err := Import(&ods.Folder{}, w.ref, Options{Catalog: w.catalog, Previous: g}); err == nil {
		t.Error("no error")
	}
}
