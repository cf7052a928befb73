package ingest

import (
	"math/rand/v2"
	"strings"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// divided is one of each kind that a divided board leaves in the open:
//
//	QNQ (divided on 1 April 2026) <- D4U1Y <- practice A1, cost centre Y1, network U1
//	QM7 (divided on the same day) <- pharmacy F1, appliance contractor F2, dental practice V1
//	QJG (divided on the same day) <- trust RDE
//	QUE (merged whole)            <- pharmacy F3
func divided() []*ods.File {
	shop := func(code, subType, board, closed string) ods.Organisation {
		return ods.Organisation{Code: code, SubType: subType, Opened: d("2010-01-01"), Closed: d(closed), Column24: board, NationalGrouping: "Y61"}
	}
	costCentre := practice("Y1", "2000-01-01", "", "D4U1Y", "2021-04-01", "")
	costCentre.Column26 = "0"
	return []*ods.File{
		organisations(ods.Eccg, "2025-12-31",
			commissioner("D4U1Y", "", "RO319", "2021-04-01", "", "Y59", "QNQ"), commissioner("06K", "", "RO319", "2013-04-01", "", "Y61", "QM7"),
			commissioner("C7X7P", "", "RO327", "2024-07-24", "", "Y59", "QNQ")),
		organisations(ods.Epraccur, "2025-09-30",
			practice("A1", "2000-01-01", "", "D4U1Y", "2021-04-01", ""), costCentre,
			practice("A2", "2000-01-01", "2026-03-31", "D4U1Y", "2021-04-01", ""), practice("A3", "2000-01-01", "2026-04-01", "D4U1Y", "2021-04-01", ""),
			practice("A4", "2000-01-01", "", "D4U1Y", "2021-04-01", "2026-06-30"), practice("A5", "2000-01-01", "", "06K", "2013-04-01", "")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "D4U1Y"), network("U2", "2019-07-01", "06K")}),
		organisations(ods.Edispensary, "2025-05-01", shop("F1", "1", "QM7", ""), shop("F2", "2", "QM7", "2027-03-31"), shop("F3", "1", "QUE", ""), shop("F4", "1", "QM7", "2026-03-31")),
		organisations(ods.Egdpprac, "2024-05-31", ods.Organisation{Code: "V1", Opened: d("2010-01-01"), Parent: "QM7", NationalGrouping: "Y61"}),
		organisations(ods.Etr, "2025-12-31", ods.Organisation{Code: "RDE", Opened: d("2010-01-01"), HighLevelHealthGeography: "QJG", NationalGrouping: "Y61"}),
	}
}

// Where a board was divided, those of its members of which nothing says where they went may be in any part.
func TestCandidates(t *testing.T) {
	w := newWorld(t)
	const (
		frimley = " 2026-04-01.. QNQ was divided on 2026-04-01 between QRL, S0E4D and S9B9J, and no file says to which of them it went. DERIVED"
		below   = " D4U1Y, which commissions it, was in QNQ; QNQ was divided on 2026-04-01 between QRL, S0E4D and S9B9J, and no file says to which of them it went. DERIVED"
		herts   = " QM7 was divided on 2026-04-01 between D7T5G and S1Y5D, and no file says to which of them it went. DERIVED"
		suffolk = " 2026-04-01.. QJG was divided on 2026-04-01 between D7T5G and T6Y0W, and no file says to which of them it went. DERIVED"
	)
	var want []string
	each := func(code, days string, systems ...string) {
		for _, s := range systems {
			want = append(want, code+" -> "+s+days)
		}
	}
	each("D4U1Y", frimley, "QRL", "S0E4D", "S9B9J")
	each("C7X7P", frimley, "QRL", "S0E4D", "S9B9J")
	for _, code := range []string{"A1", "Y1", "U1"} {
		each(code, " 2026-04-01.."+below, "QRL", "S0E4D", "S9B9J")
	}
	each("A3", " 2026-04-01..2026-04-01"+below, "QRL", "S0E4D", "S9B9J") // closes on the day itself
	each("A4", " 2026-04-01..2026-06-30"+below, "QRL", "S0E4D", "S9B9J") // leaves
	each("F1", " 2026-04-01.."+herts, "D7T5G", "S1Y5D")
	each("F2", " 2026-04-01..2027-03-31"+herts, "D7T5G", "S1Y5D")
	each("V1", " 2026-04-01.."+herts, "D7T5G", "S1Y5D")
	each("RDE", suffolk, "D7T5G", "T6Y0W")
	g, _ := w.add(nil, divided()...)
	w.wantLines("candidates", w.edgesOf(g, mayBelongTo), want...)
	for _, e := range g.Edges {
		if e.Type.Name == mayBelongTo && (e.Life.Holds(on("2026-03-31")) || !e.Life.Holds(on("2026-04-01")) || e.Source.Release != "reference") {
			t.Errorf("%s counts %v, by %s", w.line(e), e.Life, e.Source.File)
		}
	}
}

// A newer file that says where a member went leaves nothing open.
func TestCandidatesOfANewerFile(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil, divided()...)
	g, _ = w.add(g, organisations(ods.Egdpprac, "2026-05-31",
		ods.Organisation{Code: "V1", Opened: d("2010-01-01"), Parent: "D7T5G", JoinedParent: d("2026-05-01"), NationalGrouping: "Y61"}),
		organisations(ods.Edispensary, "2026-05-31",
			ods.Organisation{Code: "F1", SubType: "1", Opened: d("2010-01-01"), Column24: "D7T5G", NationalGrouping: "Y61"},
			ods.Organisation{Code: "F2", SubType: "2", Opened: d("2010-01-01"), Column24: "QM7", NationalGrouping: "Y61"}))
	left := map[string]bool{}
	for _, e := range g.Edges {
		left[e.From.Code] = left[e.From.Code] || e.Type.Name == mayBelongTo
	}
	if left["V1"] || left["F1"] || !left["F2"] || !left["A1"] {
		t.Errorf("V1 %v, F1 %v, F2 %v, A1 %v", left["V1"], left["F1"], left["F2"], left["A1"])
	}
}

// placedAt is a file of positions; its places are "POSTCODE EASTING NORTHING COUNTRY".
func placedAt(places map[string][2]int, country string) *ods.File {
	f := newFile(ods.Centroids, "2018-08-31")
	for postcode, place := range places {
		f.Postcodes = append(f.Postcodes, ods.Centroid{
			Line: len(f.Postcodes) + 2, Postcode: postcode, Quality: 10, Easting: place[0], Northing: place[1], Country: country,
		})
	}
	f.Rows = len(f.Postcodes)
	return f
}

// A pharmacy is a partner of the networks of its nearest practice, while that is in them and both are open.
//
//	A1 (0) --- F1 (400) ----- A2 (1000) ------------ A3 (9000, in no network any more)
func TestPartnersByPlace(t *testing.T) {
	w := newWorld(t)
	at := func(o ods.Organisation, postcode string) ods.Organisation {
		o.Postcode = postcode
		return o
	}
	shop := func(code, opened, closed, postcode string) ods.Organisation {
		return ods.Organisation{Code: code, SubType: "1", Opened: d(opened), Closed: d(closed), Column24: "QM7", NationalGrouping: "Y61", Postcode: postcode}
	}
	proposed := shop("F6", "2010-01-01", "", "ZZ1 1AB")
	proposed.Status = ods.Proposed
	contractor := shop("F7", "2010-01-01", "", "ZZ1 1AB")
	contractor.SubType = "2"
	england := placedAt(map[string][2]int{
		"ZZ11AA": {400000, 300000}, "ZZ11AB": {400400, 300000}, "ZZ11AC": {401000, 300000}, "ZZ11AD": {409000, 300000}, "ZZ11AE": {400500, 300000},
	}, england)
	g, _ := w.add(nil, england,
		organisations(ods.Epraccur, "2025-09-30",
			at(practice("A1", "2000-01-01", "", "06K", "2013-04-01", ""), "ZZ1 1AA"),
			at(practice("A2", "2000-01-01", "", "06K", "2013-04-01", ""), "ZZ1 1AC"),
			at(practice("A3", "2000-01-01", "2023-03-31", "06K", "2013-04-01", ""), "ZZ1 1AD")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "06K"), network("U2", "2019-07-01", "06K"), network("U3", "2019-07-01", "06K")},
			"A1 U1 2019-10-01 2020-03-31", "A1 U1 2020-04-01 2022-03-31", "A1 U2 2022-04-01 none",
			"A2 U2 2019-07-01 none", "A3 U3 2019-10-01 none"),
		organisations(ods.Edispensary, "2025-05-01",
			shop("F1", "2010-01-01", "", "ZZ1 1AB"),
			shop("F2", "2021-01-01", "2023-06-30", "ZZ1 1AB"), // cut to its life
			shop("F3", "2010-01-01", "2023-03-31", "ZZ1 1AD"), // closed with A3, which was the nearest
			shop("F4", "2010-01-01", "2019-06-30", "ZZ1 1AB"), // closed before there was any network
			shop("F5", "2010-01-01", "", "ZZ9 9ZZ"),           // nobody knows where
			proposed, contractor,
			shop("F8", "2010-01-01", "", "ZZ1 1AE"),            // as near to A1 as to A2
			shop("F9", "2010-01-01", "", "ZZ1 1AD"),            // A3 is in none any more on the newest day
			shop("G1", "2010-01-01", "2019-09-30", "ZZ1 1AB"))) // only A2 was in one
	w.wantLines("partners", w.edgesOf(g, partnerOf),
		"F1 -> U1 2019-10-01..2022-03-31 PHARMACY DERIVED", "F1 -> U2 2022-04-01.. PHARMACY DERIVED",
		"F2 -> U1 2021-01-01..2022-03-31 PHARMACY DERIVED", "F2 -> U2 2022-04-01..2023-06-30 PHARMACY DERIVED",
		"F3 -> U3 2019-10-01..2023-03-31 PHARMACY DERIVED",
		"F8 -> U1 2019-10-01..2022-03-31 PHARMACY DERIVED", "F8 -> U2 2022-04-01.. PHARMACY DERIVED",
		"F9 -> U2 2019-07-01.. PHARMACY DERIVED",
		"G1 -> U2 2019-07-01..2019-09-30 PHARMACY DERIVED")
	for _, e := range g.Edges {
		if e.Type.Name == partnerOf && e.From.Code == "F3" && e.Source.Record != "PCN Core Partner Details row 6, of the nearest practice A3" {
			t.Errorf("source %+v", e.Source)
		}
	}
}

// What is stated of a pharmacy is all that is known of its partners.
func TestStatedPartners(t *testing.T) {
	w := newWorld(t)
	d := w.begun()
	d.Files = []file{{File: store.File{Format: string(ods.Epraccur), Vintage: on("2025-09-30")}}}
	d.newNode("U1", kindPCN)
	for code, kind := range map[string]string{"A1": kindPractice, "F1": kindPharmacy, "F2": kindPharmacy} {
		n := d.newNode(code, kind)
		d.set(n, "easting", 400000)
		d.set(n, "northing", 300000)
		d.set(n, "countryOnsCode", england)
		d.order = append(d.order, &row{Format: ods.Edispensary, Organisation: ods.Organisation{Code: code}})
	}
	d.addEdge(d.catalog.EdgeType(partnerTo), d.nodes["A1"], d.nodes["U1"], on("2019-07-01"), day.Max, store.Published, store.Source{})
	d.addEdge(d.catalog.EdgeType(partnerOf), d.nodes["F1"], d.newNode("U2", kindPCN), on("2020-04-01"), day.Max, store.Published, store.Source{})
	d.addNearestPartners()
	w.wantLines("partners", w.edgesOf(&store.Graph{Edges: d.edges}, partnerOf),
		"F1 -> U2 2020-04-01.. PUBLISHED", "F2 -> U1 2019-07-01.. PHARMACY DERIVED")
}

// Networks are of England: a pharmacy beyond the border has no partner there.
func TestPartnersOutsideEngland(t *testing.T) {
	w := newWorld(t)
	near := practice("A1", "2000-01-01", "", "06K", "2013-04-01", "")
	near.Postcode = "ZZ1 1AA"
	g, _ := w.add(nil, placedAt(map[string][2]int{"ZZ11AA": {400000, 300000}}, "W92000004"),
		organisations(ods.Epraccur, "2025-09-30", near),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "06K")}, "A1 U1 2019-10-01 none"),
		organisations(ods.Edispensary, "2025-05-01", ods.Organisation{Code: "F1", SubType: "1", Opened: d("2010-01-01"), Postcode: "ZZ1 1AA"}))
	w.wantLines("partners", w.edgesOf(g, partnerOf))
}

// The grid finds what a look at every practice finds.
func TestNearest(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(6, 1))
	place := func() (int, int) { return 300000 + random.IntN(90)*700, 100000 + random.IntN(60)*700 } // with ties
	for range 20 {
		practices := make([]*placed, 1+random.IntN(60))
		for i := range practices {
			from := day.Day(random.IntN(10))
			p := &placed{practice: store.NewNode(w.catalog, w.catalog.Kind(kindPractice), strings.Repeat("A", i+1))}
			p.easting, p.northing = place()
			p.spells = []membership{{days: day.Interval{From: from, To: from + day.Day(1+random.IntN(10))}}}
			practices[i] = p
		}
		g := newGrid(practices)
		for range 200 {
			easting, northing := place()
			easting += (random.IntN(3) - 1) * 50000 // and from beyond the grid
			on := day.Day(random.IntN(20))
			var want *placed
			away := func(p *placed) int {
				return (p.easting-easting)*(p.easting-easting) + (p.northing-northing)*(p.northing-northing)
			}
			for _, p := range practices {
				if p.isMember(on) && (want == nil || away(p) < away(want) || away(p) == away(want) && p.practice.Code < want.practice.Code) {
					want = p
				}
			}
			if got := g.nearest(easting, northing, on); got != want {
				t.Fatalf("nearest to %d, %d on %d: %+v, want %+v", easting, northing, on, got, want)
			}
		}
	}
}

// hosting is a deriver with a region and the local professional networks that it hosts, and providers in it.
func (w world) hosting() *deriver {
	d := w.begun()
	y56, y58 := d.newNode("Y56", kindRegion), d.newNode("Y58", kindRegion)
	add := func(edgeType string, n, region *store.Node, first, last day.Day) {
		d.addEdge(d.catalog.EdgeType(edgeType), n, region, first, last, store.Published, store.Source{File: "of " + n.Code}).Clip(n.Life)
	}
	for code, profession := range map[string]string{"lpn-dental": "DENTAL", "lpn-eyes": "EYE_HEALTH", "lpn-pharmacy": "PHARMACY"} {
		n := d.newNode(code, "LocalProfessionalNetwork")
		d.set(n, "profession", profession)
		d.set(n, "origin", string(store.Synthetic))
		add(hostedBy, n, y56, day.Min, day.Max)
	}
	d.set(d.nodes["lpn-eyes"], "origin", string(store.Published))
	closed := d.newNode("V2", kindDental)
	closed.Life = interval(on("2013-04-01"), on("2020-03-31"))
	add(inRegion, d.newNode("V1", kindDental), y56, day.Min, day.Max)
	add(inRegion, closed, y56, day.Min, day.Max)
	add(inRegion, d.newNode("V3", kindDental), y58, day.Min, day.Max)
	add(inRegion, d.newNode("F1", kindPharmacy), y56, on("2015-04-01"), on("2024-03-31"))
	add(inRegion, d.nodes["F1"], y58, on("2024-04-01"), day.Max)
	add(inRegion, d.newNode("T1", kindOptical), y56, day.Min, day.Max)
	add(inRegion, d.newNode("A1", kindPractice), y56, day.Min, day.Max)
	return d
}

// A local professional network covers the providers of its profession in its region.
func TestCovered(t *testing.T) {
	w := newWorld(t)
	d := w.hosting()
	d.addCovered()
	covered := func() []string { return w.edgesOf(&store.Graph{Edges: d.edges}, covers) }
	w.wantLines("covered", covered(),
		"lpn-dental -> V1 .. SYNTHETIC", "lpn-dental -> V2 ..2020-03-31 SYNTHETIC", "lpn-eyes -> T1 .. DERIVED",
		"lpn-pharmacy -> F1 2015-04-01..2024-03-31 SYNTHETIC")

	// As long as the network lives, and is hosted.
	d = w.hosting()
	for _, e := range d.edges {
		if e.Type.Name == hostedBy && e.From.Code == "lpn-dental" {
			e.ValidFrom, e.Life.From = on("2014-04-01"), on("2014-04-01")
		}
		if e.Type.Name == hostedBy && e.From.Code == "lpn-pharmacy" {
			e.Clip(interval(day.Min, on("2015-03-31"))) // a day too short for F1
		}
	}
	d.addCovered()
	w.wantLines("covered for some time", covered(),
		"lpn-dental -> V1 2014-04-01.. SYNTHETIC", "lpn-dental -> V2 2014-04-01..2020-03-31 SYNTHETIC", "lpn-eyes -> T1 .. DERIVED")

	// What is stated of one is all that it covers.
	d = w.hosting()
	d.addEdge(d.catalog.EdgeType(covers), d.nodes["lpn-dental"], d.nodes["V3"], day.Min, day.Max, store.Published, store.Source{})
	d.addCovered()
	w.wantLines("covered as stated", covered(),
		"lpn-dental -> V3 .. PUBLISHED", "lpn-eyes -> T1 .. DERIVED", "lpn-pharmacy -> F1 2015-04-01..2024-03-31 SYNTHETIC")
}

// Each network holds the network contract, if there is one, but for those that hold another.
func TestContracts(t *testing.T) {
	w := newWorld(t)
	d := w.begun()
	for _, code := range []string{"U1", "U2", "U3"} {
		d.newNode(code, kindPCN)
	}
	d.nodes["U2"].Life = interval(on("2019-07-01"), on("2023-03-31"))
	d.addContracts()
	w.wantLines("without a contract", w.edgesOf(&store.Graph{Edges: d.edges}, holds))

	other, contract := d.newNode("another", "Contract"), d.newNode(networkContract, "Contract")
	contract.Life = interval(on("2019-07-01"), day.Max)
	d.sources[contract] = []any{store.Source{Release: "reference", File: "reference/Contract.csv", Record: "line 2"}.Value(w.catalog.Value("Source"))}
	d.addEdge(d.catalog.EdgeType(holds), d.nodes["U3"], other, day.Min, day.Max, store.Published, store.Source{})
	d.addContracts()
	w.wantLines("contracts", w.edgesOf(&store.Graph{Edges: d.edges}, holds),
		"U1 -> network-contract-des .. DERIVED", "U2 -> network-contract-des ..2023-03-31 DERIVED", "U3 -> another .. PUBLISHED")
	for _, e := range d.edges {
		if e.From.Code == "U2" && (e.Source.File != "reference/Contract.csv" || e.Life != interval(on("2019-07-01"), on("2023-03-31"))) {
			t.Errorf("%+v", e)
		}
	}
}
