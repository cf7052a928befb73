//go:build national

package ingest

import (
	"fmt"
	"hash/maphash"
	"slices"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

func (f *figures) wantShare(what string, n, of int, want string) {
	f.Helper()
	if got := fmt.Sprintf("%.2f%%", 100*float64(n)/float64(of)); got != want {
		f.Errorf("%s: %d of %d, %s, want %s", what, n, of, got, want)
	} else {
		f.Logf("%s: %d of %d, %s", what, n, of, got)
	}
}

func TestRelease2023(t *testing.T) {
	w := newWorld(t)
	folder := release(t, "release-2023")
	g, report := w.add(nil, folder.Files...)
	f := newFigures(w, g, report)
	w.checkSchema(g)
	rows := map[ods.Format]int{ods.Epraccur: 15536, ods.EPCN: 1329 + 7455, ods.DiseaseRegister: 133938, ods.PracticeMap: 6378}
	for _, file := range report.Files {
		f.want(file.Name, file.Rows, rows[file.Format])
		f.want(file.Name+" rejected", file.Rejected, 0)
	}
	unknown, partners := 0, 0
	for _, e := range g.Edges {
		if e.Type.Name == partnerTo && e.Origin == store.Published {
			partners++
			if f.value(e.From, "recordStatus") != full {
				unknown++
			}
		}
	}
	for _, n := range report.Exclusions {
		if n.Type == partnerTo && n.Reason[:len("dropped")] == "dropped" {
			partners++
		}
	}
	f.want("edges that the workbook states", partners, 7455)
	f.want("of these from a practice that epraccur does not know", unknown, 0)
	sized := 0
	for _, n := range g.Nodes {
		if n.Kind.Name == kindPractice && f.value(n, "recordStatus") == full && f.value(n, "listSizes") != nil {
			sized++
		}
	}
	f.want("list sizes that join", sized, 6378)
	_, second := w.add(g, folder.Files...)
	f.want("changes of the same folder again", second.Changes, 0)
}

// The newer release on top of the older one answers as the newer one alone, but for what rule 15 says the
// older one knows better: spells that ended since, and the days from which undated parents and roles count.
func TestRelease2025OnTopOf2023(t *testing.T) {
	w := newWorld(t)
	older, newer := release(t, "release-2023"), release(t, "release-2025")
	before, _ := w.add(nil, older.Files...)
	g, report := w.add(before, newer.Files...)
	w.checkSchema(g)
	alone, _ := w.add(nil, newer.Files...)
	f, a := newFigures(w, g, report), newFigures(w, alone, report)

	moved, otherRoles := 0, 0
	for _, n := range alone.Nodes {
		m := f.nodes[n.Code]
		if m == nil || m.Kind != n.Kind || m.Listed != n.Listed {
			t.Errorf("%s is another organisation", n.Code)
			continue
		}
		if m.Life != n.Life {
			// One that only other records name lives from the first day on which an edge names it, and the
			// older release says better from when that edge holds.
			moved++
			if f.value(m, "recordStatus") != refOnly {
				t.Errorf("%s lives %v, not %v", n.Code, m.Life, n.Life)
			}
		}
		for _, p := range n.Kind.Properties() {
			switch p.Name {
			case "sources", "formerNames", "listSizes", "diseaseRegisters": // the older release adds to these
			case "roles": // rule 8: it dates those that it states otherwise
				if contentOfValue(n.Values[p.Index]) != contentOfValue(m.Values[p.Index]) {
					otherRoles++
				}
			default:
				if p.Stored() && contentOfValue(n.Values[p.Index]) != contentOfValue(m.Values[p.Index]) {
					t.Errorf("%s of %s: %v alone, %v on top", p.Name, n.Code, n.Values[p.Index], m.Values[p.Index])
				}
			}
		}
	}
	f.want("organisations without a record that live from another day", moved, 3)
	f.want("cost centres of another setting, and so with other roles", otherRoles, 393)
	extra := 0
	for _, n := range g.Nodes {
		if a.nodes[n.Code] == nil {
			extra++
			if f.value(n, "recordStatus") != refOnly {
				t.Errorf("%s has a record in neither release's newest file", n.Code)
			}
		}
	}
	f.want("organisations that only the older release names", extra, 3)

	// From the newest vintage on, every edge is the same: what changed, changed before.
	for _, d := range []day.Day{dayBefore, dayOfMap, day.Of(2026, 4, 1)} {
		different := 0
		for _, t := range w.catalog.EdgeTypes {
			for _, n := range alone.Nodes {
				if !slices.Equal(a.targets(t.Name, n, d), f.targets(t.Name, f.nodes[n.Code], d)) {
					different++
				}
			}
		}
		f.want(fmt.Sprintf("edges that differ on %v", d), different, 0)
	}
	// Before, the older release knows more of where an organisation was that moved, and of an undated
	// parent that it was another, or a trust that closed: rule 15 ends that on the day before the newer
	// file. Else it agrees.
	moves := map[[2]string]bool{}
	for _, n := range report.Superseded {
		moves[[2]string{n.Type, n.From}] = true
	}
	for when, want := range map[string][2]int{"2022-12-31": {32, 18}, "2024-06-30": {16, 18}, "2025-01-30": {16, 18}} {
		more, other := 0, 0
		for _, edgeType := range w.catalog.EdgeTypes {
			if !edgeType.ToOne {
				continue
			}
			for _, n := range alone.Nodes {
				x, y := a.target(edgeType.Name, n, on(when)), f.target(edgeType.Name, f.nodes[n.Code], on(when))
				moved := moves[[2]string{edgeType.Name, n.Code}]
				switch {
				case x == nil && y == nil || x != nil && y != nil && x.Code == y.Code:
				case x == nil && moved:
					more++
				case moved && a.undated(edgeType.Name, n, on(when)):
					other++
				default:
					f.Errorf("on %s %s of %s is another", when, edgeType.Name, n.Code)
				}
			}
		}
		f.want("edges that only the older release knows on "+when, more, want[0])
		f.want("undated edges that it knows better on "+when, other, want[1])
	}
	reasons := map[string]int{}
	for _, n := range report.Superseded {
		reasons[n.Type+" "+n.Reason]++
	}
	f.want("commissioners that changed", reasons["COMMISSIONED_BY another parent since"], 32)
	f.want("commissioners that were corrected", reasons["COMMISSIONED_BY a correction: the other parent begins no later"], 7)
	f.want("providers that changed", reasons["OPERATED_BY another parent since"], 15)
	f.want("regions that changed", reasons["IN_REGION another parent since"], 3)
	stated := []KindChange{}
	for _, k := range report.KindChanges {
		if !k.Described {
			stated = append(stated, k)
		}
	}
	if len(stated) != 1 || stated[0] != (KindChange{Code: "C84720", From: kindCostCentre, To: kindPractice}) {
		t.Errorf("kinds that changed: %v", stated)
	}
	f.want("rows that are gone", len(report.Gone), 0)
	f.changes()
}

// changes are the changes by kind and type, counted apart from the importer by code and by row.
func (f *figures) changes() {
	described := map[string]int{}
	for _, k := range f.report.KindChanges {
		if k.Described {
			described[k.To]++
		}
	}
	f.want("groups that were known by their code alone", described[kindCCG], 142)
	f.want("hubs that were known by their code alone", described[kindHub], 12)
	f.want("trusts that were known by their code alone", described[kindTrust], 151)
	added := map[string]int{
		kindPractice: 14, kindCostCentre: 1135, kindPharmacy: 20654, kindContractor: 275, kindOperator: 7178, kindDental: 9908,
		kindBranch: 2702, kindTrust: 273 - 151, kindReporting: 37, kindHub: 35 - 12,
	}
	for _, k := range f.report.Kinds {
		if want, some := added[k.Kind]; some {
			f.want(k.Kind+" added", k.Added, want)
		}
		f.want(k.Kind+" removed or gone", k.Removed+k.Gone, 0)
	}
	restated := map[string]int{}
	for _, n := range f.report.Restated {
		restated[n.Type]++
	}
	f.want("commissioners with other dates", restated[commissionedBy], 670)
	f.want("spells in a network that ended since", restated[partnerTo], 398)
}

// undated says whether the edge of that type that holds on a day states no first day.
func (f *figures) undated(edgeType string, n *store.Node, d day.Day) bool {
	for _, e := range f.out[spellKey{f.catalog.EdgeType(edgeType), n}] {
		if e.Life.Holds(d) {
			return e.ValidFrom == day.Min
		}
	}
	return false
}

func contentOfValue(v any) uint64 {
	var h maphash.Hash
	h.SetSeed(contentSeed)
	writeContent(&h, v)
	return h.Sum64()
}
