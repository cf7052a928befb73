//go:build national

package ingest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// release is a folder of the published files, which lie beside the checkout.
func release(t testing.TB, name string) *ods.Folder {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "ods", name)
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("the published files are needed: %v", err)
	}
	folder, err := ods.ReadFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// figures counts what is asked and compares it with what was measured apart from this project.
type figures struct {
	world
	graph  *store.Graph
	report *Report
	nodes  map[string]*store.Node
	out    map[spellKey][]*store.Edge
}

func newFigures(w world, g *store.Graph, report *Report) *figures {
	f := &figures{world: w, graph: g, report: report, nodes: map[string]*store.Node{}, out: map[spellKey][]*store.Edge{}}
	for _, n := range g.Nodes {
		f.nodes[n.Code] = n
	}
	for _, e := range g.Edges {
		key := spellKey{e.Type, e.From}
		f.out[key] = append(f.out[key], e)
	}
	return f
}

func (f *figures) want(what string, got, want int) {
	f.Helper()
	if got != want {
		f.Errorf("%s: %d, want %d", what, got, want)
	} else {
		f.Logf("%s: %d", what, got)
	}
}

// target is the node that a node's edge of that type leads to on a day; nil for none. There is never
// more than one.
func (f *figures) target(edgeType string, n *store.Node, d day.Day) *store.Node {
	var found *store.Node
	for _, e := range f.out[spellKey{f.catalog.EdgeType(edgeType), n}] {
		if e.Life.Holds(d) {
			if found != nil {
				f.Errorf("%s has two edges %s on %v", n.Code, edgeType, d)
			}
			found = e.To
		}
	}
	return found
}

// targets are the codes of the nodes that a node's edges of that type lead to on a day.
func (f *figures) targets(edgeType string, n *store.Node, d day.Day) (codes []string) {
	for _, e := range f.out[spellKey{f.catalog.EdgeType(edgeType), n}] {
		if e.Life.Holds(d) {
			codes = append(codes, e.To.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

// count counts the nodes of a kind that are open on a day and fulfil a condition; nil is none.
func (f *figures) count(kind string, d day.Day, condition func(*store.Node) bool) (n int) {
	for _, node := range f.graph.Nodes {
		if node.Kind.Name == kind && node.Life.Holds(d) && (condition == nil || condition(node)) {
			n++
		}
	}
	return n
}

func (f *figures) is(n *store.Node, kind string) bool { return n != nil && n.Kind.Name == kind }

func (f *figures) value(n *store.Node, property string) any { return n.Get(f.catalog, property) }

// fileOf is the file of that format.
func fileOf(folder *ods.Folder, format ods.Format) *ods.File {
	for _, f := range folder.Files {
		if f.Format == format {
			return f
		}
	}
	return &ods.File{}
}

var (
	dayOfMap  = day.Of(2026, 1, 1)
	dayBefore = day.Of(2025, 12, 31)
)

func TestRelease2025(t *testing.T) {
	w := newWorld(t)
	folder := release(t, "release-2025")
	g, report := w.add(nil, folder.Files...)
	f := newFigures(w, g, report)
	w.checkSchema(g)

	rows := map[ods.Format]int{
		ods.Epraccur: 16685, ods.EPCN: 1366 + 7705, ods.PracticeMap: 6171, ods.Patients: 6658, ods.Eccg: 320, ods.Etr: 273,
		ods.Edispensary: 20932, ods.Egdpprac: 9908, ods.Ebranchs: 2702, ods.ICBNames: 42, ods.Centroids: 29736,
	}
	for _, file := range report.Files {
		f.want(file.Name, file.Rows, rows[file.Format])
		f.want(file.Name+" rejected", file.Rejected, 0)
	}
	t.Run("practices", func(t *testing.T) {
		f.T = t
		f.practices(fileOf(folder, ods.PracticeMap), fileOf(folder, ods.Centroids))
	})
	t.Run("networks", func(t *testing.T) { f.T = t; f.networks(fileOf(folder, ods.PracticeMap)) })
	t.Run("chain", func(t *testing.T) { f.T = t; f.chain() })
	t.Run("providers", func(t *testing.T) { f.T = t; f.providers() })

	f.T = t
	again, second := w.add(g, folder.Files...)
	f.want("changes of the same folder again", second.Changes, 0)
	if again.Dataset.Release != g.Dataset.Release {
		t.Errorf("release %s, then %s", g.Dataset.Release, again.Dataset.Release)
	}
}

func (f *figures) practices(m, centroids *ods.File) {
	var known, open, general, agree, postcode, name, sized, placed, placedByMap int
	conflicts := map[string]map[string]string{"postcode": {}, "name": {}}
	for _, c := range f.report.Conflicts {
		if c.File == m.Name && conflicts[c.Subject] != nil {
			conflicts[c.Subject][c.Code] = c.Value
		}
	}
	places := map[string]bool{}
	for i := range centroids.Postcodes {
		places[centroids.Postcodes[i].Postcode] = true
	}
	for i := range m.MapRows {
		r := &m.MapRows[i]
		n := f.nodes[r.Practice]
		if n == nil || f.value(n, "recordStatus") != full {
			continue
		}
		known++
		if f.value(n, "status") == "ACTIVE" {
			open++
		}
		if f.value(n, "prescribingSettingCode") == 4 {
			general++
		}
		sub := f.target(commissionedBy, n, dayOfMap)
		if sub != nil && sub.Code == r.SubICB {
			system := f.target(inAreaOf, sub, dayOfMap)
			region := f.target(inRegion, system, dayOfMap)
			if system.Code == r.ICB && region.Code == r.Region && f.target(inRegion, n, dayOfMap) == region {
				agree++
			}
		}
		own, _ := f.value(n, "postcode").(string)
		if other := conflicts["postcode"][n.Code]; other != "" {
			own = other
		} else {
			postcode++
		}
		if places[joinedPostcode(own)] {
			placedByMap++
		}
		if conflicts["name"][n.Code] == "" {
			name++
		}
		if f.value(n, "listSizes") != nil {
			sized++
		}
		if f.value(n, "latitude") != nil {
			placed++
		}
	}
	total := len(m.MapRows)
	f.want("practices of the map in epraccur", known, 6171)
	f.want("of these active", open, 6171)
	f.want("of these of setting 4", general, 6171)
	f.want("of these with the map's sub-ICB, ICB and region", agree, 6171)
	f.wantShare("same postcode", postcode, total, "98.91%")
	f.wantShare("same name", name, total, "99.56%")
	f.wantShare("list size known", sized, total, "99.79%")
	f.wantShare("coordinates", placed, total, "99.25%")
	f.wantShare("coordinates by the map's postcode", placedByMap, total, "99.29%")

	active, patients := 0, 0
	for _, n := range f.graph.Nodes {
		if n.Kind.Name == kindPractice && f.value(n, "status") == "ACTIVE" && f.value(n, "country") == "ENGLAND" {
			active++
		}
		sizes, _ := f.value(n, "listSizes").([]any)
		for _, s := range sizes {
			patients += s.([]any)[f.catalog.Value("ListSize").Field("patients").Index].(int)
		}
	}
	f.want("active practices in England", active, 6220)
	f.want("registered patients", patients, 60606345)
	on2020 := day.Of(2020, 4, 1)
	f.want("practices open on 2020-04-01", f.count(kindPractice, on2020, nil), 7441)
	f.want("of these with a commissioner", f.count(kindPractice, on2020, func(n *store.Node) bool {
		return f.target(commissionedBy, n, on2020) != nil
	}), 5985)
	f.want("of these with an English one", f.count(kindPractice, on2020, func(n *store.Node) bool {
		c := f.target(commissionedBy, n, on2020)
		return c != nil && c.Kind.Name != kindWelshBoard
	}), 5586)
}

func (f *figures) networks(m *ods.File) {
	pcns := map[string]bool{}
	unallocatedRows, inWorkbook, byNameOnly, byNameRows := 0, 0, 0, 0
	var withEdge, same int
	for i := range m.MapRows {
		r := &m.MapRows[i]
		if before := f.target(partnerTo, f.nodes[r.Practice], dayBefore); before != nil {
			withEdge++
			if before.Code == r.PCN {
				same++
			}
		}
		if r.PCN == unallocated {
			unallocatedRows++
			continue
		}
		refOnly := f.value(f.nodes[r.PCN], "recordStatus") == refOnly
		if refOnly {
			byNameRows++
		}
		if !pcns[r.PCN] {
			pcns[r.PCN] = true
			if refOnly {
				byNameOnly++
			} else {
				inWorkbook++
			}
		}
		if now := f.target(partnerTo, f.nodes[r.Practice], dayOfMap); now == nil || now.Code != r.PCN {
			f.Errorf("%s is not in %s on the day of the map", r.Practice, r.PCN)
		}
	}
	f.want("PCNs of the map", len(pcns), 1298)
	f.want("unallocated practices", unallocatedRows, 59)
	f.want("PCNs of the map in the workbook", inWorkbook, 1278)
	f.want("PCNs known by code and name only", byNameOnly, 20)
	f.want("their practices", byNameRows, 49)
	f.want("practices of the map with an edge the day before", withEdge, 6114)
	f.want("of these to the map's PCN", same, 6028)

	f.want("PCNs with a record", f.total(kindPCN, full), 1366)
	f.want("of these open", f.count(kindPCN, dayBefore, func(n *store.Node) bool { return f.value(n, "recordStatus") == full }), 1285)
	f.want("PCNs listed", f.count(kindPCN, dayOfMap, nil), 1305)
	members := map[*store.Node]bool{}
	kinds := map[string]int{}
	for _, n := range f.graph.Nodes {
		if pcn := f.target(partnerTo, n, dayOfMap); pcn != nil {
			kinds[n.Kind.Name]++
			if n.Kind.Name == kindPractice {
				members[pcn] = true
			}
		}
	}
	f.want("practices in a PCN", kinds[kindPractice], 6188)
	f.want("other cost centres in a PCN", kinds[kindCostCentre], 3)
	f.want("members of another kind", len(kinds), 2)
	f.want("PCNs with practices", len(members), 1300)
	f.statedPartners()
	f.crossing(m)
}

func (f *figures) total(kind, recordStatus string) (n int) {
	for _, node := range f.graph.Nodes {
		if node.Kind.Name == kind && f.value(node, "recordStatus") == recordStatus {
			n++
		}
	}
	return n
}

// statedPartners counts over the edges that the workbook states: those of the graph, with the last days
// that it published, and those that the report says were dropped.
func (f *figures) statedPartners() {
	type stated struct{ from, to string }
	var edges []stated
	open, left := 0, 0
	ended := map[string]bool{} // without an end, until a rule set one
	for _, n := range slices.Concat(f.report.Clippings, f.report.Contradicts) {
		if n.ValidTo == nil && n.LiveTo != nil && n.Type == partnerTo {
			ended[n.From+" "+n.To+" "+*n.LiveTo] = true
		}
	}
	for _, e := range f.graph.Edges {
		if e.Type.Name != partnerTo || e.Origin != store.Published {
			continue
		}
		s := stated{e.From.Code, e.To.Code}
		edges = append(edges, s)
		if e.ValidTo == day.Max || ended[s.from+" "+s.to+" "+e.ValidTo.String()] {
			open++
		}
		if e.Life.Holds(dayBefore) {
			left++
		}
	}
	for _, n := range f.report.Exclusions {
		if n.Type == partnerTo && n.Reason[:len("dropped")] == "dropped" {
			edges = append(edges, stated{n.From, n.To})
		}
	}
	f.want("edges that the workbook states", len(edges), 7705)
	f.want("of these without an end", open, 6224)
	f.want("after clipping, on the day before the map", left, 6184)
	spells, pcns := map[string]int{}, map[string]map[string]bool{}
	for _, s := range edges {
		spells[s.from]++
		if pcns[s.from] == nil {
			pcns[s.from] = map[string]bool{}
		}
		pcns[s.from][s.to] = true
	}
	several, moved := 0, 0
	for from, n := range spells {
		if n > 1 {
			several++
		}
		if len(pcns[from]) > 1 {
			moved++
		}
	}
	f.want("practices with more than one edge", several, 811)
	f.want("practices with more than one PCN", moved, 788)
	f.want("pairs of spells that overlapped", len(f.report.Exclusions), 11)
}

// crossing counts current edges whose practice and PCN have other sub-ICB locations, and the PCNs whose
// practices in the map have more than one.
func (f *figures) crossing(m *ods.File) {
	crossing := 0
	for _, n := range f.graph.Nodes {
		pcn := f.target(partnerTo, n, dayBefore)
		if pcn == nil {
			continue
		}
		a, b := f.target(commissionedBy, n, dayBefore), f.target(commissionedBy, pcn, dayBefore)
		if f.is(a, kindSubICB) && f.is(b, kindSubICB) && a != b {
			crossing++
		}
	}
	f.want("current edges that cross sub-ICB locations", crossing, 16)
	areas := map[string]map[*store.Node]bool{}
	for i := range m.MapRows {
		r := &m.MapRows[i]
		n := f.nodes[r.Practice]
		if pcn := f.target(partnerTo, n, dayOfMap); pcn != nil && r.PCN != unallocated {
			if areas[pcn.Code] == nil {
				areas[pcn.Code] = map[*store.Node]bool{}
			}
			areas[pcn.Code][f.target(commissionedBy, n, dayOfMap)] = true
		}
	}
	spanning := 0
	for _, a := range areas {
		if len(a) > 1 {
			spanning++
		}
	}
	f.want("PCNs that span sub-ICB locations", spanning, 10)
}

func (f *figures) chain() {
	f.want("sub-ICB locations", f.count(kindSubICB, dayOfMap, nil), 106)
	f.want("of these with a system", f.count(kindSubICB, dayOfMap, func(n *store.Node) bool { return f.target(inAreaOf, n, dayOfMap) != nil }), 106)
	f.want("systems", f.count(kindSystem, dayOfMap, nil), 42)
	f.want("of these with a region", f.count(kindSystem, dayOfMap, func(n *store.Node) bool { return f.target(inRegion, n, dayOfMap) != nil }), 42)
	f.want("of these with the name of a board", f.count(kindSystem, dayOfMap, func(n *store.Node) bool { return f.value(n, "boardName") != nil }), 42)
	f.want("rows of eccg that are open", f.count(kindSubICB, dayOfMap, nil)+f.count(kindHub, dayOfMap, nil)+f.count(kindReporting, dayOfMap, nil), 159)
	f.want("hubs that are open", f.count(kindHub, dayOfMap, nil), 16)

	april := day.Of(2026, 4, 1)
	f.want("systems since April 2026", f.count(kindSystem, april, nil), 36)
	f.want("sub-ICB locations with a system since", f.count(kindSubICB, april, func(n *store.Node) bool { return f.target(inAreaOf, n, april) != nil }), 105)
	closed := 0
	for _, n := range f.graph.Nodes {
		if n.Kind.Name != kindPractice || f.target(partnerTo, n, dayOfMap) == nil {
			continue
		}
		if sub := f.target(commissionedBy, n, dayOfMap); f.is(sub, kindSubICB) {
			if system := f.target(inAreaOf, sub, dayOfMap); !system.Life.Holds(april) {
				closed++
			}
		}
	}
	f.want("practices in a PCN under a board that closed", closed, 1620)

	against := 0
	for _, n := range f.graph.Nodes {
		own, chained := f.target(inRegion, n, dayOfMap), f.target(commissionedBy, n, dayOfMap)
		if chained == nil {
			chained = f.target(inAreaOf, n, dayOfMap)
		}
		if !n.Life.Holds(dayOfMap) || own == nil || !f.is(chained, kindSubICB) && !f.is(chained, kindSystem) {
			continue
		}
		if f.target(inRegion, chained, dayOfMap) != own {
			against++
		}
	}
	f.want("open rows whose own region is not their chain's", against, 2)
}

func (f *figures) providers() {
	status := map[string]int{}
	placed := map[string]int{}
	english, pharmacies := 0, 0
	operators, active, open := map[*store.Node]bool{}, map[*store.Node]bool{}, map[*store.Node]bool{}
	dental := 0
	commission, operate := f.catalog.EdgeType(commissionedBy), f.catalog.EdgeType(operatedBy)
	toSystem := func(n *store.Node) bool {
		for _, e := range f.out[spellKey{commission, n}] {
			if f.is(e.To, kindSystem) {
				return true
			}
		}
		return false
	}
	for _, n := range f.graph.Nodes {
		isActive := f.value(n, "status") == "ACTIVE"
		kind := n.Kind.Name
		if isActive {
			status[kind]++
			if f.value(n, "latitude") != nil {
				placed[kind]++
			}
		}
		switch {
		case kind == kindOperator:
			operators[n] = true
		case isActive && kind == kindDental && toSystem(n):
			dental++
		case isActive && (kind == kindPharmacy || kind == kindContractor) && toSystem(n):
			english++
			if kind == kindPharmacy && n.Life.Holds(dayOfMap) {
				pharmacies++
			}
		}
		if kind == kindPharmacy {
			for _, e := range f.out[spellKey{operate, n}] {
				if isActive {
					active[e.To] = true
				}
				if e.Life.Holds(dayOfMap) {
					open[e.To] = true
				}
			}
		}
	}
	f.want("active pharmacies and contractors", status[kindPharmacy]+status[kindContractor], 11276)
	f.want("of these with an English system", english, 10546)
	f.want("of these pharmacies open on the day of the map", pharmacies, 10425)
	f.want("active dental practices", status[kindDental], 9544)
	f.want("of these with an English system", dental, 8971)
	f.want("open trusts", f.count(kindTrust, dayOfMap, nil), 205)
	f.want("of these with an English system", f.count(kindTrust, dayOfMap, func(n *store.Node) bool { return f.target(inAreaOf, n, dayOfMap) != nil }), 202)
	f.want("operators", len(operators), 7178)
	f.want("operators of an active pharmacy", len(active), 4321)
	f.want("operators of an open pharmacy", len(open), 4318)
	trusts := f.count(kindTrust, dayOfMap, func(n *store.Node) bool { return f.value(n, "latitude") != nil })
	f.wantShare("coordinates of active pharmacies and contractors", placed[kindPharmacy]+placed[kindContractor], 11276, "99.25%")
	f.wantShare("coordinates of active dental practices", placed[kindDental], 9544, "99.26%")
	f.wantShare("coordinates of open trusts", trusts, 205, "99.51%")
}
