//go:build national

package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// What took the place of what, and what follows from that, on the published files.
func TestSuccessionOnRelease2025(t *testing.T) {
	w := newWorld(t)
	g, report := w.add(nil, release(t, "release-2025").Files...)
	f := newFigures(w, g, report)
	for name, check := range map[string]func(){
		"closed groups": f.closedGroups, "boards by day": f.boardsByDay, "candidates": f.candidates, "partners by place": f.partnersByPlace,
		"responsibilities by day": f.responsibilitiesByDay, "covered and contracts": f.coveredAndContracts, "known cases": f.knownCases,
	} {
		t.Run(name, func(t *testing.T) {
			f.T = t
			check()
		})
	}
	f.T = t
	f.want("cycles", len(report.SuccessionCycles), 0)
	f.want("contradictions", len(report.Contradictions), 0)
}

// The 38 groups that closed on 31 March 2021: 37 went whole, and the practices of one were divided.
func (f *figures) closedGroups() {
	closed := 0
	into := map[string][]string{}
	for _, n := range f.graph.Nodes {
		if n.Kind.Name != kindCCG || n.Life.To != day.Of(2021, 4, 1) {
			continue
		}
		closed++
		for _, e := range f.out[spellKey{f.catalog.EdgeType(succeededBy), n}] {
			if e.ValidFrom != n.Life.To || e.Life != (day.Interval{From: n.Life.To, To: day.Max}) || e.Origin != store.Derived {
				f.Errorf("%s counts %v", f.line(e), e.Life)
			}
			key := e.To.Code + " " + e.Get(f.catalog, "extent").(string)
			into[key] = append(into[key], n.Code)
		}
	}
	f.want("groups that closed on 31 March 2021", closed, 38)
	for key, want := range map[string]string{
		"W2U3Z WHOLE": "07P 07W 07Y 08C 08E 08G 08Y 09A", "A3A8R WHOLE": "07L 07T 08F 08M 08N 08V 08W",
		"M1J4Y WHOLE": "04F 06F 06P", "D9Y0V WHOLE": "10J 10K 10L 10V 10X 11A", "D4U1Y WHOLE": "10C 15D 99M",
		"D2P2L WHOLE": "05C 05Y 06A", "B2M3M WHOLE": "05A 05H 05R", "M2L0M WHOLE": "05N 05X", "X2C4Y WHOLE": "03A 03J",
		"D2P2L PART": "05L", "15E PART": "05L",
	} {
		if got := strings.Join(into[key], " "); got != want {
			f.Errorf("%s: %s, want %s", key, got, want)
		}
		delete(into, key)
	}
	if len(into) != 0 {
		f.Errorf("and %v", into)
	}
}

// On every day each practice of a sub-ICB location has the system of that and its region: none before 1 July 2022,
// one of 42 boards since, one of 36 since 1 April 2026, but for the practices of the one that was divided.
func (f *figures) boardsByDay() {
	for _, c := range []struct {
		on             day.Day
		boards, states int
	}{
		{day.Of(2022, 6, 30), 0, 0},
		{day.Of(2022, 7, 1), 42, 106},
		{day.Of(2022, 7, 2), 42, 106},
		{day.Of(2023, 3, 31), 42, 106},
		{day.Of(2023, 4, 1), 42, 106},
		{day.Of(2023, 4, 2), 42, 106},
		{day.Of(2026, 3, 31), 42, 106},
		{day.Of(2026, 4, 1), 36, 105},
		{day.Of(2026, 4, 2), 36, 105},
	} {
		f.want(fmt.Sprint("boards on ", c.on), f.count(kindSystem, c.on, nil), c.boards)
		f.want(fmt.Sprint("sub-ICB locations with a system on ", c.on), f.count(kindSubICB, c.on, func(n *store.Node) bool {
			return f.target(inAreaOf, n, c.on) != nil
		}), c.states)
		wrong := f.count(kindPractice, c.on, func(n *store.Node) bool {
			sub := f.target(commissionedBy, n, c.on)
			if !f.is(sub, kindSubICB) {
				return false
			}
			system := f.target(inAreaOf, sub, c.on)
			if c.boards == 0 || c.boards == 36 && sub.Code == "D4U1Y" {
				return system != nil
			}
			region := f.target(inRegion, system, c.on)
			return !system.Life.Holds(c.on) || !f.is(region, kindRegion) || f.target(partOf, region, c.on).Code != "X24"
		})
		f.want(fmt.Sprint("practices with another chain on ", c.on), wrong, 0)
	}
}

// Exactly those have candidates that had a board which was divided, or a location of one, and have none since.
func (f *figures) candidates() {
	march, april := day.Of(2026, 3, 31), day.Of(2026, 4, 1)
	systems := map[string]string{"QNQ": "QRL S0E4D S9B9J", "QM7": "D7T5G S1Y5D", "QJG": "D7T5G T6Y0W"}
	nodes, edges := map[string]int{}, 0
	for _, n := range f.graph.Nodes {
		var got []string
		for _, e := range f.out[spellKey{f.catalog.EdgeType(mayBelongTo), n}] {
			got = append(got, e.To.Code)
			if e.Life.Holds(march) || !e.Life.Holds(april) || e.Get(f.catalog, "reason") == nil {
				f.Errorf("%s counts %v", f.line(e), e.Life)
			}
		}
		slices.Sort(got)
		edges += len(got)
		board := func(on day.Day) *store.Node {
			near := f.target(commissionedBy, n, on)
			if !f.is(near, kindSubICB) && !f.is(near, kindSystem) {
				near = f.target(inAreaOf, n, on)
			}
			if f.is(near, kindSubICB) {
				near = f.target(inAreaOf, near, on)
			}
			return near
		}
		want := ""
		if before := board(march); n.Life.Holds(april) && f.is(before, kindSystem) && board(april) == nil {
			want = systems[before.Code]
			nodes[before.Code+" "+n.Kind.Name]++
		}
		if strings.Join(got, " ") != want {
			f.Errorf("%s %s: %v, want %s", n.Kind.Name, n.Code, got, want)
		}
	}
	for what, want := range wantCandidates {
		f.want(what, nodes[what], want)
		delete(nodes, what)
	}
	if len(nodes) != 0 {
		f.Errorf("and %v", nodes)
	}
	f.want("candidates", edges, 2940)
}

// wantCandidates are the organisations with candidates, counted in the files apart from this project but for the
// networks.
var wantCandidates = map[string]int{
	"QM7 Pharmacy": 266, "QM7 ApplianceContractor": 3, "QM7 DentalPractice": 284, "QM7 Trust": 5,
	"QJG Pharmacy": 162, "QJG ApplianceContractor": 3, "QJG DentalPractice": 145, "QJG Trust": 2,
	"QNQ Pharmacy": 129, "QNQ ApplianceContractor": 1, "QNQ DentalPractice": 121, "QNQ Trust": 2, "QNQ ReportingEntity": 5,
	"QNQ SubIcbLocation": 1, "QNQ Practice": 68, "QNQ PrescribingCostCentre": 57, "QNQ PrimaryCareNetwork": 16,
}

// Pharmacies of England with a place are partners of one network at a time: that of the nearest practice.
func (f *figures) partnersByPlace() {
	partners, edges, placed, open := 0, 0, 0, 0
	for _, n := range f.graph.Nodes {
		if list := f.out[spellKey{f.catalog.EdgeType(partnerOf), n}]; len(list) > 0 {
			partners++
			edges += len(list)
		}
		if n.Kind.Name != kindPharmacy || !n.Life.Holds(dayOfMap) || f.value(n, "easting") == nil || f.value(n, "country") != "ENGLAND" {
			continue
		}
		placed++
		network := f.target(partnerOf, n, dayOfMap)
		if network == nil {
			continue
		}
		if open++; open%50 == 0 && network != f.nearestNetwork(n) {
			f.Errorf("%s is a partner of %s", n.Code, network.Code)
		}
	}
	f.want("pharmacies that are partners", partners, 14094)
	f.want("edges of partners", edges, 15614)
	f.want("pharmacies of England that are open on the day of the map and have a place", placed, 10370)
	f.want("of these partners on that day", open, 10370)
}

// nearestNetwork is the network of the nearest practice on the day of the map, found by looking at every practice.
func (f *figures) nearestNetwork(n *store.Node) (network *store.Node) {
	var nearest int
	for _, p := range f.graph.Nodes { // by code
		easting, ok := f.value(p, "easting").(int)
		if !ok || p.Kind.Name != kindPractice {
			continue
		}
		of := f.target(partnerTo, p, dayOfMap)
		x, y := easting-f.value(n, "easting").(int), f.value(p, "northing").(int)-f.value(n, "northing").(int)
		if away := x*x + y*y; of != nil && (network == nil || away < nearest) {
			network, nearest = of, away
		}
	}
	return network
}

// Primary medical services went to the boards on 1 July 2022, the other three on 1 April 2023, and all of them to the
// new boards on 1 April 2026.
func (f *figures) responsibilitiesByDay() {
	for _, c := range []struct {
		on                  day.Day
		medicine, elsewhere string
	}{
		{day.Of(2022, 6, 30), "1 NhsEngland 106 SubIcbLocation", "1 NhsEngland"},
		{day.Of(2022, 7, 1), "42 IntegratedCareSystem", "1 NhsEngland"},
		{day.Of(2022, 7, 2), "42 IntegratedCareSystem", "1 NhsEngland"},
		{day.Of(2023, 3, 31), "42 IntegratedCareSystem", "1 NhsEngland"},
		{day.Of(2023, 4, 1), "42 IntegratedCareSystem", "42 IntegratedCareSystem"},
		{day.Of(2023, 4, 2), "42 IntegratedCareSystem", "42 IntegratedCareSystem"},
		{day.Of(2026, 3, 31), "42 IntegratedCareSystem", "42 IntegratedCareSystem"},
		{day.Of(2026, 4, 1), "36 IntegratedCareSystem", "36 IntegratedCareSystem"},
		{day.Of(2026, 4, 2), "36 IntegratedCareSystem", "36 IntegratedCareSystem"},
	} {
		for group, want := range map[string]string{
			"general-practice": c.medicine, "community-pharmacy": c.elsewhere, "dentistry": c.elsewhere, "optometry": c.elsewhere,
		} {
			kinds := map[string]int{}
			for _, e := range f.graph.Edges {
				if e.Type.Name == "RESPONSIBLE_FOR" && e.To.Code == group && e.Life.Holds(c.on) {
					kinds[e.From.Kind.Name]++
				}
			}
			var got []string
			for _, kind := range []string{kindNhsEngland, kindSystem, kindSubICB, kindCCG} {
				if kinds[kind] > 0 {
					got = append(got, fmt.Sprint(kinds[kind], " ", kind))
				}
			}
			if strings.Join(got, " ") != want {
				f.Errorf("responsible for %s on %v: %v, want %s", group, c.on, got, want)
			}
		}
	}
}

// Each pharmacy and dental practice that lies in a region has the network of its profession there, which is made up,
// and each primary care network the contract.
func (f *figures) coveredAndContracts() {
	covered, held := map[string]int{}, 0
	for _, e := range f.graph.Edges {
		switch e.Type.Name {
		case covers:
			covered[e.To.Kind.Name]++
			if e.Origin != store.Synthetic || f.target(hostedBy, e.From, e.Life.From) == nil {
				f.Errorf("%s", f.line(e))
			}
		case holds:
			held++
		}
	}
	for _, kind := range []string{kindPharmacy, kindDental} {
		in := 0
		for _, e := range f.graph.Edges {
			if e.Type.Name == inRegion && e.From.Kind.Name == kind && !e.Life.Empty() {
				in++
			}
		}
		f.want("edges to "+kind+" by region", covered[kind], in)
	}
	f.want("networks that hold the contract", held, 1386)
}

// Successions that are known, and whether they are there.
func (f *figures) knownCases() {
	for code, want := range map[string]string{
		"99K": "99K -> 97R 2020-04-01.. WHOLE PUBLISHED",
		"RW6": "RW6 -> R0A 2021-10-01.. PART PUBLISHED, RW6 -> RM3 2021-10-01.. PART PUBLISHED",
	} {
		var got []string
		for _, e := range f.out[spellKey{f.catalog.EdgeType(succeededBy), f.nodes[code]}] {
			got = append(got, f.line(e))
		}
		if strings.Join(got, ", ") != want {
			f.Errorf("%s: %v, want %s", code, got, want)
		}
	}
}
