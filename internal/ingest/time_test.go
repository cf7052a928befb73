package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/day"
	"orggraph/internal/ods"
)

// Rules 2, 3 and 4: the last day is valid, an edge counts while both ends live, and shows the days on which
// it does.
func TestClip(t *testing.T) {
	w := newWorld(t)
	g, report := w.add(nil,
		organisations(ods.Epraccur, "2025-09-30",
			practice("A1", "2019-01-01", "2025-03-31", "00L", "2013-04-01", ""),
			practice("A2", "2019-01-01", "", "00L", "2020-04-01", "2025-03-31")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-10-01", "00L")},
			"A1 U1 2019-07-01 none", "A2 U1 2019-07-01 2019-09-30"))

	w.wantSpells(g, commissionedBy, "A1", "2019-01-01..2025-03-31 counts 2019-01-01..2025-03-31 00L PUBLISHED")
	w.wantSpells(g, commissionedBy, "A2", "2020-04-01..2025-03-31 counts 2020-04-01..2025-03-31 00L PUBLISHED")
	w.wantSpells(g, partnerTo, "A1", "2019-10-01..2025-03-31 counts 2019-10-01..2025-03-31 U1 PUBLISHED")
	w.wantSpells(g, partnerTo, "A2", "2019-07-01..2019-09-30 counts never U1 PUBLISHED")
	w.wantNotes("clippings", report.Clippings,
		"A1 COMMISSIONED_BY 00L: neither end lives on all its days",
		"A1 PARTNER_TO U1: neither end lives on all its days",
		"A2 PARTNER_TO U1: U1 does not live on all its days")

	closed := w.node(g, "A1")
	for d, open := range map[string]bool{"2018-12-31": false, "2019-01-01": true, "2025-03-31": true, "2025-04-01": false} {
		if closed.Life.Holds(on(d)) != open {
			t.Errorf("open on %s: %v", d, !open)
		}
	}
	w.wantValue(g, "A1", "closedOn", on("2025-03-31"))
	// The report says what the record states.
	if diff := cmp.Diff(EdgeNote{
		Type: commissionedBy, From: "A1", To: "00L", ValidFrom: text("2013-04-01"), Reason: report.Clippings[0].Reason,
		LiveFrom: text("2019-01-01"), LiveTo: text("2025-03-31"),
	}, report.Clippings[0]); diff != "" {
		t.Error(diff)
	}
	// An edge without a first day holds from the later of its ends' first days, shows none, and is not reported.
	w.wantSpells(g, inRegion, "A1", "..2025-03-31 counts 2019-01-01..2025-03-31 Y63 PUBLISHED")
	w.wantSpells(g, commissionedBy, "U1", ".. counts 2019-10-01.. 00L PUBLISHED")
}

// Rule 3: a dormant organisation is open, a proposed one has an empty life, no start means always.
func TestLives(t *testing.T) {
	w := newWorld(t)
	dormant := practice("A1", "2019-01-01", "", "00L", "", "")
	dormant.Status = ods.Dormant
	proposed := practice("A2", "2026-01-01", "", "00L", "2026-01-01", "")
	proposed.Status = ods.Proposed
	always := practice("A3", "", "", "00L", "", "")
	ended := practice("A4", "2019-01-01", "", "00L", "", "")
	ended.Status = ods.Inactive
	future := practice("A5", "2019-01-01", "2030-12-31", "00L", "", "")
	g, _ := w.add(nil, organisations(ods.Epraccur, "2025-09-30", dormant, proposed, always, ended, future))
	for code, want := range map[string]day.Interval{
		"A1": {From: on("2019-01-01"), To: day.Max},
		"A2": day.Never,
		"A3": day.Always,
		"A4": {From: on("2019-01-01"), To: on("2025-09-30")}, // closed by the day of the file that says so
		"A5": {From: on("2019-01-01"), To: on("2031-01-01")},
	} {
		if n := w.node(g, code); n.Life != want || !n.Listed {
			t.Errorf("%s lives %v (listed %v), want %v", code, n.Life, n.Listed, want)
		}
	}
	w.wantValue(g, "A1", "status", "DORMANT")
	w.wantValue(g, "A2", "status", "PROPOSED")
	w.wantSpells(g, commissionedBy, "A2", "2026-01-01.. counts never 00L PUBLISHED")
}

// Rule 6: an earlier spell ends on the day before the next begins; of two that begin together the one
// that ends first is dropped.
func TestExclusive(t *testing.T) {
	w := newWorld(t)
	g, report := w.add(nil,
		organisations(ods.Epraccur, "2025-09-30",
			practice("A1", "2000-01-01", "", "00L", "", ""), practice("A2", "2000-01-01", "", "00L", "", ""),
			practice("A3", "2000-01-01", "", "00L", "", "")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00L"), network("U2", "2019-07-01", "00L")},
			"A1 U1 2019-10-01 2022-07-01", "A1 U2 2022-07-01 none",
			"A2 U1 2024-07-01 2024-07-31", "A2 U2 2024-07-01 none",
			"A3 U1 2019-10-01 2022-06-30", "A3 U2 2022-07-01 none"))
	w.wantSpells(g, partnerTo, "A1", `
		2019-10-01..2022-06-30 counts 2019-10-01..2022-06-30 U1 PUBLISHED
		2022-07-01.. counts 2022-07-01.. U2 PUBLISHED`)
	w.wantSpells(g, partnerTo, "A2", "2024-07-01.. counts 2024-07-01.. U2 PUBLISHED")
	w.wantSpells(g, partnerTo, "A3", `
		2019-10-01..2022-06-30 counts 2019-10-01..2022-06-30 U1 PUBLISHED
		2022-07-01.. counts 2022-07-01.. U2 PUBLISHED`)
	w.wantNotes("exclusions", report.Exclusions,
		"A1 PARTNER_TO U1: ended: U2 begins on 2022-07-01",
		"A2 PARTNER_TO U1: dropped: U2 begins on the same day and ends no earlier")
}

// Rule 14: the maps are applied last, oldest first, against dated files of an older day.
func TestMaps(t *testing.T) {
	w := newWorld(t)
	practices := organisations(ods.Epraccur, "2025-09-30",
		practice("A1", "2000-01-01", "", "00L", "2020-04-01", ""), // confirmed
		practice("A2", "2000-01-01", "", "00L", "2020-04-01", ""), // contradicted
		practice("A3", "2000-01-01", "", "00L", "2020-04-01", ""), // U
		practice("A4", "2000-01-01", "", "00L", "2020-04-01", ""), // in none before
		practice("A5", "2000-01-01", "2025-06-30", "00L", "2020-04-01", ""),
		practice("A6", "2000-01-01", "", "00L", "2020-04-01", ""))
	networks := workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00L"), network("U2", "2019-07-01", "00L")},
		"A1 U1 2019-10-01 none", "A2 U1 2019-10-01 none", "A3 U1 2019-10-01 none", "A6 U1 2026-02-01 none")
	g, report := w.add(nil, practices, networks,
		mapped("2026-01-01", "A1 U1 00L", "A2 U2 00N", "A3 U 00L", "A4 U9 00L", "A5 U1 00L", "A6 U2 00L"))

	w.wantSpells(g, partnerTo, "A1", "2019-10-01.. counts 2019-10-01.. U1 PUBLISHED")
	w.wantSpells(g, partnerTo, "A2", `
		2019-10-01..2025-12-31 counts 2019-10-01..2025-12-31 U1 PUBLISHED
		2026-01-01.. counts 2026-01-01.. U2 DERIVED`)
	w.wantSpells(g, commissionedBy, "A2", `
		2020-04-01..2025-12-31 counts 2020-04-01..2025-12-31 00L PUBLISHED
		2026-01-01.. counts 2026-01-01.. 00N DERIVED`)
	w.wantSpells(g, partnerTo, "A3", "2019-10-01.. counts 2019-10-01.. U1 PUBLISHED")
	w.wantSpells(g, partnerTo, "A4", "2026-01-01.. counts 2026-01-01.. U9 DERIVED")
	w.wantSpells(g, partnerTo, "A5", "") // closed before the map
	w.wantSpells(g, partnerTo, "A6", `
		2026-01-01..2026-01-31 counts 2026-01-01..2026-01-31 U2 DERIVED
		2026-02-01.. counts 2026-02-01.. U1 PUBLISHED`)
	w.wantNotes("contradicted", report.Contradicts,
		"A2 COMMISSIONED_BY 00L: map-2026-01-01.csv says 00N on 2026-01-01",
		"A2 PARTNER_TO U1: map-2026-01-01.csv says U2 on 2026-01-01")
	// What the map says of an organisation that is closed on its day is kept, and no more.
	if diff := cmp.Diff([]Conflict{
		{"A5", commissionedBy, "00L", "map-2026-01-01.csv", "line 6"}, {"A5", partnerTo, "U1", "map-2026-01-01.csv", "line 6"},
	}, report.Conflicts[:2]); diff != "" {
		t.Error(diff)
	}
	for _, f := range report.Files {
		if f.Format == ods.PracticeMap && (f.Loaded != 3 || f.Merged != 3) {
			t.Errorf("%d rows of the map loaded and %d merged, want 3 and 3", f.Loaded, f.Merged)
		}
	}

	// A newer dated file removes what the map had derived.
	newer := workbook("2026-06-30", []ods.PCN{network("U1", "2019-07-01", "00L"), network("U2", "2019-07-01", "00L")},
		"A1 U1 2019-10-01 none", "A2 U1 2019-10-01 none", "A3 U1 2019-10-01 none")
	g, report = w.add(g, newer)
	w.wantSpells(g, partnerTo, "A2", "2019-10-01.. counts 2019-10-01.. U1 PUBLISHED")
	w.wantSpells(g, partnerTo, "A4", "")
	w.wantSpells(g, commissionedBy, "A2", `
		2020-04-01..2025-12-31 counts 2020-04-01..2025-12-31 00L PUBLISHED
		2026-01-01.. counts 2026-01-01.. 00N DERIVED`)
	w.wantNotes("replaced", report.Replaced,
		"U9 COMMISSIONED_BY 00L: a newer dated file took the place of map-2026-01-01.csv",
		"A2 PARTNER_TO U2: a newer dated file took the place of map-2026-01-01.csv",
		"A4 PARTNER_TO U9: a newer dated file took the place of map-2026-01-01.csv",
		"A6 PARTNER_TO U2: a newer dated file took the place of map-2026-01-01.csv")
	if n := w.node(g, "U9"); n.Listed || !n.Life.Empty() {
		t.Errorf("U9, which nothing names any more, lives %v", n.Life)
	}
	w.wantValue(g, "U9", "name", "MAPPED U9")
}

// Rule 14, oldest first: a later map ends what an earlier one had derived.
func TestTwoMaps(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil,
		organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "2020-04-01", "")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00L"), network("U2", "2019-07-01", "00L")}),
		mapped("2025-12-01", "A1 U1 00L"), mapped("2026-01-01", "A1 U2 00L"))
	w.wantSpells(g, partnerTo, "A1", `
		2025-12-01..2025-12-31 counts 2025-12-01..2025-12-31 U1 DERIVED
		2026-01-01.. counts 2026-01-01.. U2 DERIVED`)
	// A map of the day of a dated file, or older, says nothing against it.
	g, _ = w.add(nil,
		organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "2020-04-01", "")),
		workbook("2025-12-01", []ods.PCN{network("U1", "2019-07-01", "00L")}),
		mapped("2025-12-01", "A1 U1 00L"))
	w.wantSpells(g, partnerTo, "A1", "")
}

// Rule 10: what only other records name.
func TestReferenceOnly(t *testing.T) {
	w := newWorld(t)
	shop := func(code, opened, closed, operator, joined string, status ods.Status) ods.Organisation {
		return ods.Organisation{
			Code: code, Opened: d(opened), Closed: d(closed), Status: status, SubType: "1", Parent: operator,
			JoinedParent: d(joined), Column24: "Q71", NationalGrouping: "Y56",
		}
	}
	g, _ := w.add(nil,
		organisations(ods.Edispensary, "2025-05-01",
			shop("F1", "2006-06-01", "", "P1", "2006-06-01", ods.Active),
			shop("F2", "2001-06-01", "2002-06-30", "P1", "2001-06-01", ods.Inactive),
			shop("F3", "2027-01-01", "", "P2", "2027-01-01", ods.Proposed)),
		organisations(ods.Epraccur, "2025-09-30",
			practice("A1", "2000-01-01", "", "00L", "2020-04-01", ""), practice("A2", "2000-01-01", "", "00N", "2020-04-01", ""),
			practice("A3", "2000-01-01", "", "7A3", "2009-10-01", ""), practice("A4", "2000-01-01", "", "XYZ", "2009-10-01", "")),
		workbook("2025-01-31", nil),
		mapped("2026-01-01", "A1 U8 00L", "A2 U9 00N", "A3 U9 00L"))
	w.wantKind(g, "P1", kindOperator, refOnly)
	w.wantKind(g, "P2", kindOperator, refOnly)
	w.wantKind(g, "Q71", kindOther, refOnly)
	w.wantKind(g, "7A3", kindWelshBoard, refOnly)
	w.wantKind(g, "XYZ", kindOther, refOnly)
	w.wantKind(g, "U8", kindPCN, refOnly)
	w.wantKind(g, "00L", kindSubICB, refOnly)
	w.wantValue(g, "P1", "name", nil)
	w.wantValue(g, "U8", "name", "MAPPED U8")
	w.wantValue(g, "P1", "openedOn", nil)
	for code, want := range map[string]string{
		"P1": "2001-06-01", "Q71": "2001-06-01", "7A3": "2009-10-01", "U8": "2026-01-01", "00L": "2020-04-01",
		"06K": "2021-04-01", // named by the reference alone
	} {
		if n := w.node(g, code); n.Life.From != on(want) || n.Life.To != day.Max || !n.Listed {
			t.Errorf("%s lives %v, want from %s", code, n.Life, want)
		}
	}
	if n := w.node(g, "P2"); n.Listed || !n.Life.Empty() {
		t.Errorf("P2, which only a proposed pharmacy names, lives %v", n.Life)
	}
	if n := g.Find("Y56"); n == nil || n.Kind.Name != kindRegion {
		t.Error("column 3 made another node of Y56")
	}
	// Its source is the record that names it first; that of F2 is the second.
	for code, want := range map[string]string{"P1": "line 2", "P2": "line 3", "Q71": "line 2", "7A3": "line 3", "U8": "line 2"} {
		sources, _ := w.node(g, code).Get(w.catalog, "sources").([]any)
		if len(sources) != 1 || sources[0].([]any)[w.catalog.Value("Source").Field("record").Index] != want {
			t.Errorf("sources of %s: %v, want %s", code, sources, want)
		}
	}
	// The lead of a PCN that only the map knows: what all its members share.
	w.wantSpells(g, commissionedBy, "U8", "2026-01-01.. counts 2026-01-01.. 00L DERIVED")
	w.wantSpells(g, commissionedBy, "U9", "")
}
