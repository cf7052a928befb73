package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/ods"
)

// commissioner is a row of eccg in the newer dialect, which writes role ids in column 14.
func commissioner(code, name, roles, opened, closed, region, board string) ods.Organisation {
	return ods.Organisation{
		Code: code, Name: name, SubType: roles, Opened: d(opened), Closed: d(closed), NationalGrouping: region, HighLevelHealthGeography: board,
	}
}

// Rules 8 and 10: the kind that each file states.
func TestKinds(t *testing.T) {
	w := newWorld(t)
	contractor := ods.Organisation{Code: "F2", SubType: "2"}
	costCentre, byRole, other := practice("Y1", "", "", "00L", "", ""), practice("A2", "", "", "00L", "", ""), practice("Y2", "", "", "00L", "", "")
	costCentre.Column26, byRole.Column26, other.Column26 = "26", "RO76", "RO80"
	eccg := organisations(ods.Eccg, "2025-12-31",
		commissioner("00L", "", "RO319", "2013-04-01", "", "Y63", "QHM"),
		commissioner("36L", "", "RO319|RO326", "2020-04-01", "", "Y56", "QWE"),
		commissioner("13R", "LONDON COMMISSIONING HUB", "RO218", "2013-04-01", "", "Y63", "QWO"),
		commissioner("A4R1E", "", "RO327", "2024-04-01", "", "Y56", "QMF"),
		commissioner("00K", "", "", "2013-04-01", "2020-03-31", "Y63", "QHM"),
		commissioner("06K", "", "", "2013-04-01", "2026-03-31", "Y61", "QM7"), // closed, and a sub-ICB location all its life
		commissioner("X1X1X", "", "", "2013-04-01", "2026-03-31", "Y61", "QM7"))
	eccg.Dialect = ods.Newer
	later := mapped("2023-01-01", "A1 U X1X1X")
	g, report := w.add(nil, eccg, later,
		organisations(ods.Epraccur, "2025-09-30", practice("A1", "", "", "00L", "", ""), byRole, costCentre, other),
		organisations(ods.Edispensary, "2025-05-01", ods.Organisation{Code: "F1", SubType: "1"}, contractor, ods.Organisation{Code: "F3", SubType: "3"}),
		organisations(ods.Egdpprac, "2024-05-31", ods.Organisation{Code: "V1"}),
		organisations(ods.Ebranchs, "2017-08-31", ods.Organisation{Code: "A1001", Parent: "A9", JoinedParent: d("2004-04-01"), Column24: "J"}),
		organisations(ods.Etr, "2025-12-31", ods.Organisation{Code: "R0A", Column24: "H"}))
	for code, kind := range map[string]string{
		"A1": kindPractice, "A2": kindPractice, "Y1": kindCostCentre, "Y2": kindCostCentre,
		"00L": kindSubICB, "36L": kindSubICB, "13R": kindHub, "A4R1E": kindReporting, "00K": kindCCG, "06K": kindSubICB, "X1X1X": kindSubICB,
		"F1": kindPharmacy, "F2": kindContractor, "F3": kindOther, "V1": kindDental, "A1001": kindBranch, "R0A": kindTrust,
		"QKK": kindSystem, "Y56": kindRegion, "X24": kindNhsEngland,
	} {
		w.wantKind(g, code, kind, full)
	}
	w.wantKind(g, "A9", kindPractice, refOnly)
	w.wantValue(g, "A1", "prescribingSetting", "GP practice")
	w.wantValue(g, "A1", "prescribingSettingCode", 4)
	w.wantValue(g, "A2", "prescribingSettingCode", 4)
	w.wantValue(g, "Y1", "prescribingSetting", "Unknown (26)")
	w.wantValue(g, "Y1", "prescribingSettingCode", 26)
	w.wantValue(g, "Y2", "prescribingSetting", "Out of hours")
	w.wantValue(g, "R0A", "typeCode", "H")
	w.wantValue(g, "A1001", "typeCode", "J")
	w.wantValue(g, "F1", "subType", "1")
	w.wantSpells(g, operatedBy, "A1001", "2004-04-01.. counts 2004-04-01.. A9 PUBLISHED")
	if len(report.KindChanges) != 0 {
		t.Errorf("kind changes %v", report.KindChanges)
	}
}

// Rule 16: regions by column 3, of the past by the latest commissioner, of hubs by their cost centres or names.
func TestRegions(t *testing.T) {
	w := newWorld(t)
	row := func(code, grouping, commissioner string) ods.Organisation {
		o := practice(code, "2000-01-01", "", commissioner, "2013-04-01", "")
		o.NationalGrouping = grouping
		return o
	}
	g, _ := w.add(nil,
		organisations(ods.Eccg, "2025-12-31",
			commissioner("00L", "", "RO319", "2013-04-01", "", "Y63", "QHM"),
			commissioner("00K", "", "", "2013-04-01", "2020-03-31", "Y62", "QHM"),
			commissioner("14G", "SOUTH EAST COMMISSIONING HUB", "RO218", "2015-04-01", "", "Y63", "QWO"),
			commissioner("13R", "LONDON COMMISSIONING HUB", "RO218", "2013-04-01", "", "Y63", "QWO"),
			commissioner("15H", "SOUTH WEST NORTH COMMISSIONING HUB", "RO218", "2018-04-01", "", "Y63", "QWO"),
			commissioner("85J", "NORTH EAST AND YORKSHIRE COMMISSIONING HUB", "RO218", "2020-04-01", "", "Y63", "QWO"),
			commissioner("13V", "YORKSHIRE AND HUMBER COMMISSIONING HUB", "RO218", "2015-04-01", "", "Y63", "QWO"),
			commissioner("13Q", "LONDON NATIONAL COMMISSIONING HUB", "RO218", "2013-04-01", "", "Y63", "QWO"),
			commissioner("A4R1E", "", "RO327", "2024-04-01", "", "Y56", "QMF")),
		organisations(ods.Epraccur, "2025-09-30",
			row("A1", "Y63", "00L"), row("A2", "Y57", "00K"), row("A3", "Y57", "14G"), row("A4", "Y57", "XYZ"),
			row("A5", "W00", "7A1"), row("A6", "Y99", "13Q"), row("A7", "", "00L"),
			row("Y1", "Y60", "14G"), row("Y2", "Y60", "14G"), row("Y3", "Y59", "14G"), row("Y4", "Y54", "14G"), row("Y5", "Y54", "13V")))
	for code, want := range map[string]string{
		"A1": ".. counts 2000-01-01.. Y63 PUBLISHED",
		"A2": ".. counts 2000-01-01.. Y62 DERIVED", // a closed group's region
		"A3": ".. counts 2000-01-01.. Y60 DERIVED", // a hub's, which is derived itself
		"A4": "", "A5": "", "A6": "", "A7": "",     // an unknown commissioner, Wales, a national hub, no grouping
		"00L":   ".. counts 2013-04-01.. Y63 PUBLISHED",
		"00K":   "..2020-03-31 counts 2013-04-01..2020-03-31 Y62 PUBLISHED",
		"14G":   ".. counts 2015-04-01.. Y60 DERIVED", // by its cost centres, not its name or its own columns
		"13R":   ".. counts 2013-04-01.. Y56 DERIVED",
		"15H":   ".. counts 2018-04-01.. Y58 DERIVED",
		"85J":   ".. counts 2020-04-01.. Y63 DERIVED",
		"13V":   "", // no region is named so
		"13Q":   "", // its cost centres say Y99
		"A4R1E": "", // by its integrated care system
		"QKK":   ".. counts 2022-07-01.. Y56 PUBLISHED",
		"36L":   ".. counts 2021-04-01.. Y56 DERIVED", // no row describes it: by its board, since a record names it
	} {
		w.wantSpells(g, inRegion, code, want)
	}
	w.wantSpells(g, partOf, "Y56", ".. counts .. X24 PUBLISHED")
	for code, want := range map[string]any{"A1": "ENGLAND", "A2": "ENGLAND", "A5": "WALES", "A6": nil, "A7": nil} {
		w.wantValue(g, code, "country", want)
	}
	w.wantValue(g, "A2", "nationalGrouping", "Y57")
}

// Rule 16: the day before 1 April 2026, and the day itself.
func TestBoardsOf2026(t *testing.T) {
	w := newWorld(t)
	shop := func(code, board, closed string) ods.Organisation {
		return ods.Organisation{Code: code, SubType: "1", Opened: d("2010-01-01"), Closed: d(closed), Column24: board, NationalGrouping: "Y61"}
	}
	dentist := func(code, board, joined string) ods.Organisation {
		return ods.Organisation{Code: code, Opened: d("2010-01-01"), Parent: board, JoinedParent: d(joined), NationalGrouping: "Y61"}
	}
	trust := func(code, board string) ods.Organisation {
		return ods.Organisation{Code: code, Opened: d("2010-01-01"), HighLevelHealthGeography: board, NationalGrouping: "Y61"}
	}
	g, _ := w.add(nil,
		organisations(ods.Eccg, "2025-12-31",
			commissioner("06H", "", "RO319", "2013-04-01", "", "Y61", "QUE"),
			commissioner("06K", "", "RO319", "2013-04-01", "", "Y61", "QM7"),
			commissioner("D4U1Y", "", "RO319", "2021-04-01", "", "Y59", "QNQ"),
			commissioner("00L", "", "RO319", "2013-04-01", "", "Y63", "QHM"),
			commissioner("B1G9X", "", "RO327", "2024-04-01", "", "Y56", "QMJ"),
			commissioner("C7X7P", "", "RO327", "2024-07-24", "", "Y59", "QNQ")),
		organisations(ods.Edispensary, "2025-05-01", shop("F1", "QUE", ""), shop("F2", "QM7", ""), shop("F3", "QHM", ""), shop("F4", "QUE", "2026-03-31"), shop("F5", "QUE", "2026-04-01")),
		organisations(ods.Egdpprac, "2024-05-31", dentist("V1", "QUE", "2023-04-01"), dentist("V2", "QUE", "2020-04-01")),
		organisations(ods.Etr, "2025-12-31", trust("RGT", "QUE"), trust("RXX", "QJG")))
	w.wantSpells(g, inAreaOf, "06H", `
		2022-07-01..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	w.wantSpells(g, inAreaOf, "06K", `
		2022-07-01..2026-03-31 counts 2022-07-01..2026-03-31 QM7 PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	w.wantSpells(g, inAreaOf, "D4U1Y", "2022-07-01..2026-03-31 counts 2022-07-01..2026-03-31 QNQ PUBLISHED")
	w.wantSpells(g, inAreaOf, "00L", "2022-07-01.. counts 2022-07-01.. QHM PUBLISHED")
	w.wantSpells(g, inAreaOf, "B1G9X", `
		..2026-03-31 counts 2024-04-01..2026-03-31 QMJ PUBLISHED
		2026-04-01.. counts 2026-04-01.. Z9B2Z DERIVED`)
	w.wantSpells(g, inAreaOf, "C7X7P", "..2026-03-31 counts 2024-07-24..2026-03-31 QNQ PUBLISHED")
	w.wantSpells(g, inAreaOf, "RGT", `
		..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	w.wantSpells(g, inAreaOf, "RXX", "..2026-03-31 counts 2022-07-01..2026-03-31 QJG PUBLISHED")
	w.wantSpells(g, commissionedBy, "F1", `
		..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	w.wantSpells(g, commissionedBy, "F2", "..2026-03-31 counts 2022-07-01..2026-03-31 QM7 PUBLISHED")
	w.wantSpells(g, commissionedBy, "F3", ".. counts 2022-07-01.. QHM PUBLISHED")
	w.wantSpells(g, commissionedBy, "F4", "..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED")
	w.wantSpells(g, commissionedBy, "F5", `
		..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED
		2026-04-01..2026-04-01 counts 2026-04-01..2026-04-01 S1Y5D DERIVED`)
	w.wantSpells(g, commissionedBy, "V1", `
		2023-04-01..2026-03-31 counts 2023-04-01..2026-03-31 QUE PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	w.wantSpells(g, commissionedBy, "V2", `
		2022-07-01..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	for code, days := range map[string][2]bool{"QUE": {true, false}, "S1Y5D": {false, true}, "QRL": {true, true}} {
		n := w.node(g, code)
		if n.Life.Holds(on("2026-03-31")) != days[0] || n.Life.Holds(on("2026-04-01")) != days[1] {
			t.Errorf("%s lives %v", code, n.Life)
		}
	}
	w.wantValue(g, "QRL", "onsCode", "E54000067")
	w.wantValue(g, "S1Y5D", "boardName", nil)

	// A newer file that names the new board says so itself.
	g, _ = w.add(g, organisations(ods.Edispensary, "2026-05-31", shop("F1", "S1Y5D", ""), shop("F2", "D7T5G", "")))
	w.wantSpells(g, commissionedBy, "F1", `
		..2026-03-31 counts 2022-07-01..2026-03-31 QUE PUBLISHED
		2026-04-01.. counts 2026-04-01.. S1Y5D DERIVED`)
	w.wantSpells(g, commissionedBy, "F2", `
		..2026-03-31 counts 2022-07-01..2026-03-31 QM7 PUBLISHED
		2026-04-01.. counts 2026-04-01.. D7T5G DERIVED`)
}

// The provider is named in column 24, where that is neither the commissioner nor a commissioner at all.
func TestProviders(t *testing.T) {
	w := newWorld(t)
	row := func(code, commissioner, column24 string) ods.Organisation {
		o := practice(code, "2000-01-01", "", commissioner, "2013-04-01", "")
		o.Column24 = column24
		return o
	}
	g, report := w.add(nil,
		organisations(ods.Epraccur, "2025-09-30",
			row("A1", "00L", "00L"), row("A2", "00L", "RTF"), row("A3", "00L", "NXX01"), row("A4", "00L", "00N"),
			row("A5", "00L", "12G"), row("A6", "12G", "12G"), row("A7", "00L", "7A1"), row("A8", "00L", "QHM"), row("A9", "00L", "")),
		organisations(ods.Etr, "2025-12-31", ods.Organisation{Code: "RTF", Opened: d("2006-01-01")}))
	w.wantSpells(g, operatedBy, "A2", ".. counts 2006-01-01.. RTF PUBLISHED")
	w.wantSpells(g, operatedBy, "A3", ".. counts 2000-01-01.. NXX01 PUBLISHED")
	w.wantKind(g, "NXX01", kindOther, refOnly)
	// A commissioner in column 24 is a purchaser: it is kept as what else the row says of that.
	purchasers := map[string]string{}
	for _, c := range report.Conflicts {
		if c.Subject == commissionedBy {
			purchasers[c.Code] = c.Value
		}
	}
	if diff := cmp.Diff(map[string]string{"A4": "00N", "A5": "12G", "A7": "7A1", "A8": "QHM"}, purchasers); diff != "" {
		t.Error(diff)
	}
	for _, none := range []string{"A1", "A4", "A5", "A6", "A7", "A8", "A9"} {
		w.wantSpells(g, operatedBy, none, "")
	}
}
