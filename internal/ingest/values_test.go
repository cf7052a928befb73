package ingest

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// value makes a value of an object type.
func (w world) value(typeName string, fields map[string]any) []any {
	t := w.catalog.Value(typeName)
	v := make([]any, len(t.Fields))
	for name, x := range fields {
		v[t.Field(name).Index] = x
	}
	return v
}

// Rules 5 and 17: the own file's name and address, gaps filled by the map, differences kept.
func TestDescription(t *testing.T) {
	w := newWorld(t)
	a1 := practice("A1", "2000-01-01", "", "00L", "2020-04-01", "")
	a1.Address = [5]string{"THE SURGERY", "1 HIGH STREET", "SOMETOWN", "CLEVELAND", ""}
	a1.Postcode, a1.Telephone, a1.Amended, a1.SubType, a1.HighLevelHealthGeography = "zz991aa", "01000 000000", "1", "B", "QHM"
	a2 := practice("A2", "2000-01-01", "", "00L", "2020-04-01", "")
	a2.Address = [5]string{"", "", "KENT", "", ""}
	m := newFile(ods.PracticeMap, "2026-01-01")
	m.MapRows = []ods.MapRow{
		{
			Line: 2, Practice: "A1", PracticeName: "name  of a1", PracticePostcode: "ZZ99 1AB", PCN: "U", SubICB: "00L", SubICBName: "NHS SOMEWHERE ICB - 00L",
			SubICBONS: "E38000001", ICB: "QHM", ICBName: "NHS Somewhere Integrated Care Board", ICBONS: "E54000050", Supplier: "SUPPLIER",
		},
		{Line: 3, Practice: "A2", PracticeName: "OTHER NAME", PracticePostcode: "ZZ991AB", PCN: "U", SubICB: "00L"},
	}
	m.Rows = 2
	places := newFile(ods.Centroids, "2018-08-31")
	places.Postcodes = []ods.Centroid{{Line: 2, Postcode: "ZZ991AA", Quality: 10, Easting: 1, Northing: 2, Latitude: 51.12345678, Longitude: -0.1, Country: "E92000001"}}
	places.Rows = 1
	names := newFile(ods.ICBNames, "2024-12-31")
	names.Names = []ods.ICBName{{Line: 2, ODS: "QHM", ONS: "E54000050", Name: "NHS Somewhere Else Integrated Care Board"}}
	names.Rows = 1
	g, report := w.add(nil, organisations(ods.Epraccur, "2025-09-30", a1, a2), m, places, names)

	for property, want := range map[string]any{
		"name": "NAME OF A1", "postcode": "ZZ99 1AA", "town": "SOMETOWN", "telephone": "01000 000000", "amended": true,
		"addressLines": []string{"THE SURGERY", "1 HIGH STREET", "SOMETOWN", "CLEVELAND"}, "subType": "B",
		"highLevelHealthGeography": "QHM", "systemSupplier": "SUPPLIER", "latitude": 51.123457, "longitude": -0.1,
		"easting": 1, "northing": 2, "positionalQuality": 10, "countryOnsCode": "E92000001", "wardOnsCode": nil,
		"origin": "PUBLISHED", "openedOn": on("2000-01-01"), "closedOn": nil,
		"roles": []any{
			w.value("Role", map[string]any{"id": "RO177", "name": "Prescribing cost centre", "primary": true, "validFrom": on("2000-01-01")}),
			w.value("Role", map[string]any{"id": "RO76", "name": "GP practice", "primary": false, "validFrom": on("2000-01-01")}),
		},
	} {
		w.wantValue(g, "A1", property, want)
	}
	w.wantValue(g, "A2", "postcode", "ZZ99 1AB") // a gap that the map fills
	w.wantValue(g, "A2", "latitude", nil)        // of a postcode that no file places
	w.wantValue(g, "A2", "town", nil)
	w.wantValue(g, "QHM", "boardName", "NHS Somewhere Else Integrated Care Board")
	w.wantValue(g, "QHM", "name", "North East and North Cumbria")
	w.wantValue(g, "00L", "onsCode", "E38000001")
	want := []Conflict{
		{"A1", "postcode", "ZZ99 1AB", "practice-map.csv", "line 2"},
		{"A2", "name", "OTHER NAME", "practice-map.csv", "line 3"},
		{"QHM", "boardName", "NHS Somewhere Integrated Care Board", "practice-map.csv", "line 2"},
		{"QRL", "onsCode", "E54000042", "reference/onsCode.csv", "line 24: Office for National Statistics"},
	}
	got := report.Conflicts
	for i := range got {
		if got[i].Code == "00L" {
			t.Errorf("a name that differs in case alone is a conflict: %v", got[i])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	sources := w.node(g, "A1").Get(w.catalog, "sources").([]any)
	if len(sources) != 3 {
		t.Errorf("%d sources of A1, want its row, the map and the postcode", len(sources))
	}
	release := g.Dataset.Files[0].Release
	if diff := cmp.Diff(w.value("Source", map[string]any{"release": release, "file": "epraccur.csv", "record": "line 1", "vintage": on("2025-09-30")}), sources[0]); diff != "" {
		t.Error(diff)
	}
}

func TestStandardPostcode(t *testing.T) {
	for in, want := range map[string]string{"ts181hu": "TS18 1HU", "M1 1AA": "M1 1AA", "SW1A  1AA": "SW1A 1AA", "": "", "UNKNOWN": "UNKNOWN", "ABCDEFGH": "ABCDEFGH"} {
		if got := standardPostcode(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// Rules 5 and 13: the workbook and the list sizes are about something else than a practice. What they say of it
// fills gaps, the newest first, and is kept where it differs.
func TestOtherFilesFillGaps(t *testing.T) {
	w := newWorld(t)
	own := practice("A1", "2000-01-01", "", "00L", "2020-04-01", "")
	own.Postcode, own.NationalGrouping, own.HighLevelHealthGeography = "ZZ99 1AA", "Y63", "QHM"
	book := workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00L")}, "A1 U1 2019-10-01 none", "A2 U2 2019-10-01 none")
	for i, names := range [][2]string{{"other a1", "network  u1"}, {"BOOK A2", "BOOK U2"}} {
		book.Partners[i].PracticeName, book.Partners[i].PCNName = names[0], names[1]
	}
	sizes := newFile(ods.Patients, "2021-01-01")
	sizes.ListSizes = []ods.ListSize{{Line: 2, Practice: "A1", Postcode: "ZZ99 2AA", Patients: 1}, {Line: 3, Practice: "A2", Postcode: "ZZ992AB", Patients: 1}}
	sizes.Rows = 2
	m := mapped("2026-01-01", "A1 U1 00L", "A2 U2 00L")
	m.MapRows[0].Region, m.MapRows[0].ICB = "Y62", "QOP"
	m.MapRows[1].Region, m.MapRows[1].ICB, m.MapRows[1].PracticeName = "Y62", "QOP", "MAP A2"
	g, report := w.add(nil, organisations(ods.Epraccur, "2025-09-30", own), book, sizes, m)
	if diff := cmp.Diff([]Conflict{
		{"A1", "nationalGrouping", "Y62", m.Name, "line 2"},
		{"A1", "highLevelHealthGeography", "QOP", m.Name, "line 2"},
		{"A1", "name", "other a1", "ePCN.xlsx", "PCN Core Partner Details row 2"},
		{"A1", "postcode", "ZZ99 2AA", "patients.csv", "line 2"},
		{"A2", "name", "BOOK A2", "ePCN.xlsx", "PCN Core Partner Details row 3"},
		{"QRL", "onsCode", "E54000042", "reference/onsCode.csv", "line 24: Office for National Statistics"},
		{"U1", "name", "MAPPED U1", m.Name, "line 2"},
		{"U2", "name", "BOOK U2", "ePCN.xlsx", "PCN Core Partner Details row 3"},
	}, report.Conflicts); diff != "" {
		t.Error(diff)
	}
	w.wantValue(g, "A2", "name", "MAP A2")
	w.wantValue(g, "A2", "postcode", "ZZ99 2AB")
	w.wantValue(g, "A2", "nationalGrouping", nil)
	w.wantValue(g, "U2", "name", "MAPPED U2")

	// An older map comes after the workbook.
	m = mapped("2024-01-01", "A2 U2 00L")
	g, _ = w.add(nil, organisations(ods.Epraccur, "2025-09-30", own), book, m)
	w.wantValue(g, "U2", "name", "BOOK U2")
}

// Rule 7: measures are dated by their file and add up.
func TestMeasures(t *testing.T) {
	w := newWorld(t)
	sizes := func(vintage string, list ...ods.ListSize) *ods.File {
		f := newFile(ods.Patients, vintage)
		f.ListSizes, f.Rows = list, len(list)
		return f
	}
	registers := newFile(ods.DiseaseRegister, "2023-03-31")
	registers.Registers = []ods.Register{
		{Line: 2, Practice: "A1", Group: "AST", Register: 30, ListType: "06OV", ListSize: 900},
		{Line: 3, Practice: "A1", Group: "AF", Register: 20, ListType: "TOTAL", ListSize: 1000},
		{Line: 4, Practice: "A1", Group: "AF", Register: 21, ListType: "TOTAL", ListSize: 1000},
		{Line: 5, Practice: "A1", Group: "DM", Register: -1, ListType: "17OV", ListSize: 800},
	}
	registers.Rows = 4
	row := practice("A1", "2000-01-01", "", "00L", "", "")
	g, report := w.add(nil, organisations(ods.Epraccur, "2022-12-31", row), registers,
		sizes("2021-01-01", ods.ListSize{Line: 2, Practice: "A1", Patients: 950}, ods.ListSize{Line: 3, Practice: "A1", Patients: 951},
			ods.ListSize{Line: 4, Practice: "A9", Patients: 10}, ods.ListSize{Line: 5, Practice: "A1 ", Patients: 1}))
	g, _ = w.add(g, sizes("2023-03-31", ods.ListSize{Line: 2, Practice: "A1", Patients: 1001}))
	point := func(d day.Day, n int) any { return w.value("ListSize", map[string]any{"on": d, "patients": n}) }
	w.wantValue(g, "A1", "listSizes", []any{point(on("2021-01-01"), 950), point(on("2023-03-31"), 1001)})
	w.wantValue(g, "A9", "listSizes", []any{point(on("2021-01-01"), 10)})
	w.wantKind(g, "A9", kindPractice, refOnly)
	register := func(group, list string, n, of int) any {
		return w.value("DiseaseRegister", map[string]any{"on": on("2023-03-31"), "group": group, "register": n, "listType": list, "listSize": of})
	}
	w.wantValue(g, "A1", "diseaseRegisters", []any{register("AF", "TOTAL", 20, 1000), register("AST", "06OV", 30, 900)})
	w.wantValue(g, "A1", "conflicts", []any{w.value("Conflict", map[string]any{
		"subject": "listSizes", "value": "1000",
		"source": w.value("Source", map[string]any{"release": report.Folder, "file": "disease-registers.csv", "record": "line 3", "vintage": on("2023-03-31")}),
	})})
	reasons := []string{}
	for _, r := range report.Rejects {
		reasons = append(reasons, r.File+" "+r.Reason)
	}
	if diff := cmp.Diff([]string{
		"disease-registers.csv AF of A1 is stated in line 3 already", "disease-registers.csv -1 of 800 patients",
		"patients.csv A1 is stated in line 2 already", `patients.csv "A1 " is no ODS code`,
	}, reasons); diff != "" {
		t.Error(diff)
	}
}

// Every row that is not taken says why.
func TestRejects(t *testing.T) {
	w := newWorld(t)
	nameless := organisations(ods.Egdpprac, "2024-05-31", ods.Organisation{Code: "V1"})
	nameless.Organisations[0].Name = ""
	unnamed := organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", ""), practice("A1", "2001-01-01", "", "00L", "", ""),
		practice("A?", "", "", "00L", "", ""), practice("A2", "2001-01-01", "2000-12-31", "00L", "", ""), practice("A3", "", "", "O OL", "", ""),
		practice("A4", "", "", "00L", "", ""))
	unnamed.Organisations[5].Name = "" // a practice may be without a name
	unnamed.Rejects = []ods.Reject{{File: "epraccur.csv", Line: 7, Reason: "26 columns", Row: []string{"A5"}}}
	unnamed.Rows++
	book := workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00L")},
		"A1 U1 2019-07-01 none", "A1 U1 2019-07-01 2020-01-01", "A1 U1 2021-07-01 2020-01-01", "a1 U1 2019-07-01 none", "A1 u1 2019-07-01 none")
	g, report := w.add(nil, nameless, unnamed, book)
	got := []string{}
	for _, r := range report.Rejects {
		got = append(got, r.File+r.Sheet+": "+r.Reason)
	}
	if diff := cmp.Diff([]string{
		"egdpprac.csv: V1 has no name",
		"epraccur.csv: 26 columns",
		"epraccur.csv: A1 is stated in line 1 already",
		`epraccur.csv: "A?" is no ODS code`,
		"epraccur.csv: A2 closes on 2000-12-31, before it opens on 2001-01-01",
		`epraccur.csv: A3 names "O OL", which is no ODS code`,
		"ePCN.xlsxPCN Core Partner Details: is stated in row 2 already",
		"ePCN.xlsxPCN Core Partner Details: ends on 2020-01-01, before it begins on 2021-07-01",
		`ePCN.xlsxPCN Core Partner Details: "a1" is no ODS code`,
		`ePCN.xlsxPCN Core Partner Details: "u1" is no ODS code`,
	}, got); diff != "" {
		t.Error(diff)
	}
	w.wantValue(g, "A4", "name", nil)
	if g.Find("V1") != nil {
		t.Error("a dental practice without a name is loaded")
	}
}

// What the schema says of null holds for every node, and only stored properties are set.
func TestNodesKeepTheSchema(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil, organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", "")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "00K")}, "A1 U1 2019-07-01 none"),
		mapped("2026-01-01", "A2 U2 00N"))
	w.checkSchema(g)
}

func (w world) checkSchema(g *store.Graph) {
	w.Helper()
	codes := map[string]bool{}
	for _, n := range g.Nodes {
		if codes[n.Code] {
			w.Errorf("two nodes %s", n.Code)
		}
		codes[n.Code] = true
		own := map[int]bool{}
		for _, p := range n.Kind.Properties() {
			own[p.Index] = p.Stored()
			if p.Stored() && p.NonNull && !p.List && n.Values[p.Index] == nil {
				w.Errorf("%s %s has no %s", n.Kind.Name, n.Code, p.Name)
			}
		}
		for i, v := range n.Values {
			if v != nil && !own[i] {
				w.Errorf("%s %s has %s, which its kind does not", n.Kind.Name, n.Code, w.catalog.Properties[i].Name)
			}
		}
	}
	for _, e := range g.Edges {
		if !codes[e.From.Code] || !codes[e.To.Code] {
			w.Errorf("%s from %s to %s leaves the graph", e.Type.Name, e.From.Code, e.To.Code)
		}
	}
}

func TestReportIsStableJSON(t *testing.T) {
	w := newWorld(t)
	file := organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "2013-04-01", ""))
	_, one := w.add(nil, file)
	_, two := w.add(nil, file)
	a, err := json.Marshal(one)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(two)
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("two imports of one file report different things")
	}
}

// Properties that rules say are dated come as the newest known, and a dataset says what it holds.
func TestDataset(t *testing.T) {
	w := newWorld(t)
	places := newFile(ods.Centroids, "2018-08-31")
	g, _ := w.add(nil, organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", "")), places)
	if g.Dataset.Licence != openLicence+osLicence {
		t.Errorf("licence %q", g.Dataset.Licence)
	}
	g, _ = w.add(nil, organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", "")))
	if g.Dataset.Licence != openLicence {
		t.Errorf("licence %q", g.Dataset.Licence)
	}
	if want := "2025-09-30-"; len(g.Dataset.Release) != len(want)+8 || g.Dataset.Release[:len(want)] != want {
		t.Errorf("release %q", g.Dataset.Release)
	}
	known := map[string]bool{
		"listSize": true, "diseaseRegisters": true, "latitude": true, "formerNames": true, "roles": true, "columns": true,
	}
	for _, k := range w.catalog.Kinds {
		known[k.Name] = true
	}
	for _, e := range w.catalog.EdgeTypes {
		known[e.Name] = true
	}
	for _, c := range g.Dataset.Coverage {
		if !known[c.Subject] {
			t.Errorf("coverage of %s", c.Subject)
		}
		delete(known, c.Subject)
	}
	if len(known) > 0 {
		t.Errorf("no coverage of %v", known)
	}
}

// What coverage says follows from the files that are loaded.
func TestCoverage(t *testing.T) {
	w := newWorld(t)
	registers := newFile(ods.DiseaseRegister, "2023-03-31")
	g, _ := w.add(nil, registers, organisations(ods.Epraccur, "2025-09-30", practice("A1", "2000-01-01", "", "00L", "", "")))
	want := map[string]store.Coverage{
		operatedBy: {
			Subject: operatedBy,
			Held:    "the provider of a practice or cost centre, without dates, where one is named that is no commissioner",
			Source:  "epraccur.csv", AsOf: on("2025-09-30"),
			Missing: "the latest operator of each pharmacy (edispensary is not loaded);" +
				" the practice of each branch surgery (ebranchs is not loaded); earlier operators",
		},
		"listSize": {
			Subject: "listSize", Held: "registered patients of the practices with disease registers", Source: "disease-registers.csv", AsOf: on("2023-03-31"),
			Missing: "registered patients of each practice (patients is not loaded);" +
				" the sizes between the days of the files",
		},
		kindTrust: {
			Subject: kindTrust, Held: "nothing", AsOf: day.Min,
			Missing: "NHS trusts, foundation trusts among them, open and closed (etr is not loaded); sites, and which are foundation trusts",
		},
		kindRegion: {
			Subject: kindRegion, Held: "the seven regions of today, without dates", Source: "reference", AsOf: day.Min,
			Missing: "the regions and local offices of the past",
		},
	}
	for _, c := range g.Dataset.Coverage {
		if w, some := want[c.Subject]; some {
			if diff := cmp.Diff(w, c); diff != "" {
				t.Error(diff)
			}
		}
	}
}
