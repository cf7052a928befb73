//go:build national

package ingest

import (
	"slices"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// What the rules make of single organisations and of whole columns, counted apart from the importer.
func TestRulesOnRelease2025(t *testing.T) {
	w := newWorld(t)
	g, report := w.add(nil, release(t, "release-2025").Files...)
	f := newFigures(w, g, report)
	for name, check := range map[string]func(){
		"lives": f.lives, "one at a time": f.oneAtATime, "partners": f.partnersOfOtherKinds, "known by name alone": f.networksByName,
		"dialects": f.dialects, "outside England": f.outsideEngland, "regions": f.regions, "boards of 2026": f.boardsOf2026, "own and network's system": f.ownAndNetworksSystem, "conflicts": f.conflicts,
	} {
		t.Run(name, func(t *testing.T) {
			f.T = t
			check()
		})
	}
}

// Rule 3: active does not mean open, and proposed is never open.
func (f *figures) lives() {
	counts := map[string]int{}
	for _, n := range f.graph.Nodes {
		status, _ := f.value(n, "status").(string)
		switch n.Kind.Name {
		case kindPractice, kindCostCentre:
			counts["epraccur "+status]++
		case kindPharmacy, kindContractor:
			counts["edispensary "+status]++
		case kindDental:
			counts["egdpprac "+status]++
		}
		if status == "PROPOSED" && (!n.Life.Empty() || !n.Listed) {
			f.Errorf("%s, which is proposed, lives %v", n.Code, n.Life)
		}
		if status == "DORMANT" && f.value(n, "closedOn") == nil && !n.Life.Holds(dayOfMap) {
			f.Errorf("%s, which is dormant, lives %v", n.Code, n.Life)
		}
	}
	for what, want := range map[string]int{
		"epraccur ACTIVE": 12440, "epraccur INACTIVE": 4024, "epraccur DORMANT": 218, "epraccur PROPOSED": 3,
		"edispensary ACTIVE": 11276, "edispensary INACTIVE": 9555, "edispensary PROPOSED": 98,
		"egdpprac ACTIVE": 9544, "egdpprac INACTIVE": 364,
	} {
		f.want(what, counts[what], want)
	}
}

func (f *figures) dialects() {
	want := map[ods.Format]ods.Dialect{
		ods.Epraccur: ods.Legacy, ods.Edispensary: ods.Legacy, ods.Egdpprac: ods.Legacy, ods.Ebranchs: ods.Legacy, ods.Eccg: ods.Newer, ods.Etr: ods.Newer,
	}
	for _, file := range f.report.Files {
		if file.Dialect != want[file.Format] {
			f.Errorf("%s is of the dialect %q, want %q", file.Name, file.Dialect, want[file.Format])
		}
	}
}

// Welsh rows are loaded, and rows without a commissioner have none.
func (f *figures) outsideEngland() {
	welsh, none := 0, 0
	for _, n := range f.graph.Nodes {
		if f.value(n, "status") != "ACTIVE" || n.Kind.Name != kindPharmacy && n.Kind.Name != kindContractor {
			continue
		}
		edges := f.out[spellKey{f.catalog.EdgeType(commissionedBy), n}]
		switch {
		case len(edges) == 0:
			none++
		case edges[0].To.Kind.Name == kindWelshBoard:
			welsh++
		}
	}
	f.want("active pharmacies and contractors of Wales", welsh, 705)
	f.want("active pharmacies and contractors without a commissioner", none, 25)
	for _, code := range []string{"7A1", "7A2", "7A3", "7A4", "7A5", "7A6", "7A7"} {
		f.wantKind(f.graph, code, kindWelshBoard, refOnly)
	}
}

// Rule 6: F82001 and P85004 are two of the eleven overlaps. The others left and came back.
func (f *figures) oneAtATime() {
	for practice, want := range map[string]string{
		"F82001": `2019-10-01..2022-06-30 counts 2019-10-01..2022-06-30 U86966 PUBLISHED
			2022-07-01.. counts 2022-07-01.. U11211 PUBLISHED`,
		"P85004": `2019-10-01..2024-06-30 counts 2019-10-01..2024-06-30 U17156 PUBLISHED
			2024-07-01.. counts 2024-07-01.. U17156 PUBLISHED`,
		"G81086": "2019-10-01.. counts 2019-10-01.. U36842 PUBLISHED",
		"B81030": `2019-10-01..2020-03-31 counts 2019-10-01..2020-03-31 U00567 PUBLISHED
			2020-04-01..2022-03-31 counts 2020-04-01..2022-03-31 U93843 PUBLISHED
			2022-04-01..2023-03-31 counts 2022-04-01..2023-03-31 U95892 PUBLISHED
			2023-04-01.. counts 2023-04-01.. U95892 PUBLISHED`,
		"G85027": `2019-10-01..2022-09-30 counts 2019-10-01..2022-09-30 U21222 PUBLISHED
			2022-10-01..2022-10-02 counts 2022-10-01..2022-10-02 U58020 PUBLISHED
			2022-10-03..2024-07-30 counts 2022-10-03..2024-07-30 U21222 PUBLISHED
			2024-07-31.. counts 2024-07-31.. U58020 PUBLISHED`,
	} {
		f.wantSpells(f.graph, partnerTo, practice, want)
	}
	var notes []EdgeNote
	for _, n := range f.report.Exclusions {
		if n.From == "F82001" || n.From == "P85004" {
			notes = append(notes, n)
		}
	}
	f.wantNotes("exclusions", notes,
		"F82001 PARTNER_TO U86966: ended: U11211 begins on 2022-07-01",
		"P85004 PARTNER_TO U04503: dropped: U17156 begins on the same day and ends no earlier")
	for key, edges := range f.out {
		for i, e := range edges {
			for _, other := range edges[i+1:] {
				if key.Type.ToOne && !e.Life.Clip(other.Life).Empty() {
					f.Errorf("%s has two edges %s at a time: to %s and %s", key.From.Code, key.Type.Name, e.To.Code, other.To.Code)
				}
			}
		}
	}
}

// Four cost centres are or were core partners, and stay what they are.
func (f *figures) partnersOfOtherKinds() {
	for code, want := range map[string]bool{"Y00361": true, "Y00848": true, "Y05180": true, "Y00313": false} {
		f.wantKind(f.graph, code, kindCostCentre, full)
		if now := f.target(partnerTo, f.nodes[code], dayOfMap) != nil; now != want {
			f.Errorf("%s is a partner on %v: %v", code, dayOfMap, now)
		}
	}
	others := map[string]bool{}
	for _, e := range f.graph.Edges {
		if e.Type.Name == partnerTo && e.From.Kind.Name != kindPractice {
			others[e.From.Code] = true
		}
	}
	f.want("partners that are no practice", len(others), 4)
}

// Rule 10: the networks that only the map knows live from its day, under what their members share.
func (f *figures) networksByName() {
	led := 0
	for _, n := range f.graph.Nodes {
		if n.Kind.Name != kindPCN || f.value(n, "recordStatus") != refOnly {
			continue
		}
		if n.Life != (day.Interval{From: dayOfMap, To: day.Max}) || !n.Listed || f.value(n, "name") == nil {
			f.Errorf("%s, %v, lives %v", n.Code, f.value(n, "name"), n.Life)
		}
		for _, e := range f.out[spellKey{f.catalog.EdgeType(commissionedBy), n}] {
			led++
			if e.Origin != store.Derived || e.ValidFrom != dayOfMap {
				f.Errorf("%s is led by %s since %v, %s", n.Code, e.To.Code, e.ValidFrom, e.Origin)
			}
		}
	}
	f.want("networks known by name alone, with a lead", led, 20)
	never := 0
	for _, n := range f.graph.Nodes {
		if !n.Listed {
			never++
			if n.Kind.Name != kindOperator || !n.Life.Empty() {
				f.Errorf("%s %s is not listed", n.Kind.Name, n.Code)
			}
		}
	}
	f.want("operators that only proposed pharmacies name", never, 55)
}

// Rule 16: column 3, the regions of the past, and the hubs.
func (f *figures) regions() {
	origins := map[store.Origin]int{}
	for _, e := range f.graph.Edges {
		if e.Type.Name == inRegion && e.Source.Release != builtInRelease {
			origins[e.Origin]++
		}
	}
	f.want("regions that column 3 names", origins[store.Published], 14033+14865+9317+270+285-37)
	f.want("regions of the past and of hubs", origins[store.Derived], 1507+16)
	for code, want := range map[string]string{
		"13Q": "", "13R": "Y56", "14A": "Y60", "14E": "Y61", "14F": "Y58", "14G": "Y59", "14M": "Y56", "14Q": "Y60", "14R": "Y61", "14T": "Y58",
		"15L": "", "27T": "Y62", "32T": "Y62", "76A": "Y63", "85J": "Y63", "97T": "Y59",
	} {
		got := ""
		if region := f.target(inRegion, f.nodes[code], dayOfMap); region != nil {
			got = region.Code
		}
		// The file says Y63 of all of them, which is an address.
		if f.nodes[code].Kind.Name != kindHub || got != want || f.value(f.nodes[code], "nationalGrouping") != "Y63" {
			f.Errorf("%s %s lies in %q, want %q", f.nodes[code].Kind.Name, code, got, want)
		}
	}
	countries := map[any]int{}
	for _, n := range f.graph.Nodes {
		if n.Kind.Name == kindPractice || n.Kind.Name == kindCostCentre {
			countries[f.value(n, "country")]++
		}
	}
	f.want("practices and cost centres of England", countries["ENGLAND"], 14033+1507+51)
	f.want("of Wales", countries["WALES"], 757)
	f.want("of no country", countries[nil], 172+165)
}

// Rule 16: on 31 March 2026 everything is where it was, on 1 April where it went.
func (f *figures) boardsOf2026() {
	march, april := day.Of(2026, 3, 31), day.Of(2026, 4, 1)
	into := map[string][]string{
		"S1Y5D": {"06H", "06K", "06N", "M1J4Y"}, "D7T5G": {"06Q", "06T", "07G", "07H", "99E", "99F", "99G"}, "T6Y0W": {"06L", "07K", "26A"},
		"S0E4D": {"10Q", "14Y", "15A"}, "S9B9J": {"09D", "70F", "92A", "97R"}, "Z9B2Z": {"93C", "W2U3Z"}, "QRL": {"10R", "D9Y0V"},
	}
	got := map[string][]string{}
	moved := 0
	for _, n := range f.graph.Nodes {
		before, after := f.target(inAreaOf, n, march), f.target(inAreaOf, n, april)
		if n.Kind.Name != kindSubICB {
			continue
		}
		switch {
		case after == nil:
			if n.Code != "D4U1Y" {
				f.Errorf("%s has no system on %v", n.Code, april)
			}
		case after != before || after.Code == "QRL":
			got[after.Code] = append(got[after.Code], n.Code)
			moved++
		}
	}
	for board, want := range into {
		if !slices.Equal(got[board], want) {
			f.Errorf("%s has %v, want %v", board, got[board], want)
		}
	}
	f.want("sub-ICB locations that moved, and the two of QRL", moved, 25)
	split := map[string]bool{"QNQ": true, "QM7": true, "QJG": true}
	for _, n := range f.graph.Nodes {
		edgeType := followers[n.Kind.Name]
		if edgeType == "" {
			continue
		}
		before, after := f.target(edgeType, n, march), f.target(edgeType, n, april)
		if f.is(before, kindSystem) && n.Life.Holds(april) && (after == nil) != split[before.Code] {
			f.Errorf("%s %s goes from %s to %v", n.Kind.Name, n.Code, before.Code, after)
		}
	}
}

// A practice's own system and its network's may differ.
func (f *figures) ownAndNetworksSystem() {
	for _, code := range []string{"L82008", "Y01127"} {
		practice := f.nodes[code]
		network := f.target(partnerTo, practice, dayOfMap)
		own := f.target(inAreaOf, f.target(commissionedBy, practice, dayOfMap), dayOfMap)
		other := f.target(inAreaOf, f.target(commissionedBy, network, dayOfMap), dayOfMap)
		if own == other {
			f.Errorf("%s and %s are both in %s", code, network.Code, own.Code)
		}
	}
}

// Rule 13: what was not taken is kept.
func (f *figures) conflicts() {
	counts := map[string]int{}
	for _, c := range f.report.Conflicts {
		counts[c.Subject+" by "+c.File]++
	}
	f.want("postcodes that the map has otherwise", counts["postcode by gp-reg-pat-prac-map.csv"], 67)
	f.want("practices whose name the workbook has otherwise", counts["name by ePCN.xlsx"], 78)
	f.want("postcodes that the list sizes have otherwise", counts["postcode by gp-reg-pat-prac-all.csv"], 262)
	f.want("boards whose name the map has otherwise", counts["boardName by gp-reg-pat-prac-map.csv"], 2)
	f.want("purchasers that are commissioners", counts["COMMISSIONED_BY by epraccur.csv"], 245)
}
