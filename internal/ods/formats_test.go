package ods

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOrganisationColumns(t *testing.T) {
	cells := map[int]string{
		1: "z99001", 2: " THE \"OLD\" SURGERY, ", 3: "Y63", 4: "QHM", 5: "1 HIGH STREET", 8: "ANYTOWN", 9: "COUNTY DURHAM", 10: "zz1 1zz",
		11: "19740401", 12: "20250331", 13: "C", 14: "B", 15: "00L", 16: "20130401", 17: "20250331", 18: "01234 567890", 22: "0", 24: "00L", 26: "4",
	}
	f := readText(t, "epraccur.csv", row27(cells))
	want := []Organisation{{
		Line: 1, Code: "Z99001", Name: `THE "OLD" SURGERY,`, NationalGrouping: "Y63", HighLevelHealthGeography: "QHM",
		Address: [5]string{"1 HIGH STREET", "", "", "ANYTOWN", "COUNTY DURHAM"}, Postcode: "ZZ1 1ZZ",
		Opened: date("1974-04-01"), Closed: date("2025-03-31"), Status: Inactive, SubType: "B", Parent: "00L",
		JoinedParent: date("2013-04-01"), LeftParent: date("2025-03-31"), Telephone: "01234 567890", Amended: "0",
		Column24: "00L", Column26: "4",
	}}
	if diff := cmp.Diff(want, f.Organisations); diff != "" {
		t.Error(diff)
	}
	if f.Format != Epraccur || f.Dialect != Legacy || f.Encoding != "UTF-8" || f.Rows != 1 {
		t.Errorf("%s, %s, %s, %d rows", f.Format, f.Dialect, f.Encoding, f.Rows)
	}
}

// Each row is a file of its own; the dialect follows from what it holds.
func TestDialects(t *testing.T) {
	for _, c := range []struct {
		name   string
		cells  map[int]string
		want   Dialect
		status Status
	}{
		{"epraccur.csv", map[int]string{1: "Z99001", 13: "A", 26: "4"}, Legacy, Active},
		{"epraccur.csv", map[int]string{1: "Z99001", 13: "D", 26: "4"}, Legacy, Dormant},
		{"epraccur.csv", map[int]string{1: "Z99001", 13: "P", 26: "4"}, Legacy, Proposed},
		{"epraccur.csv", map[int]string{1: "Z99001", 26: "4"}, Legacy, ""},
		{"epraccur.csv", map[int]string{1: "Z99001", 13: "ACTIVE", 26: "RO76"}, Newer, Active},
		{"epraccur.csv", map[int]string{1: "Z99001", 13: "inactive", 26: "RO76"}, Newer, Inactive},
		{"epraccur.csv", map[int]string{1: "Z99001", 13: "PROPOSED"}, Newer, Proposed},
		{"eccg.csv", map[int]string{1: "99Z", 14: "RO319|RO326"}, Newer, ""},
		{"etr.csv", map[int]string{1: "RZZ", 22: "1"}, Newer, ""}, // nothing but the amended flag of every row tells
		{"ebranchs.csv", map[int]string{1: "Z99001001", 22: "0"}, Legacy, ""},
	} {
		f := readText(t, c.name, row27(c.cells))
		if len(f.Organisations) != 1 || f.Dialect != c.want || f.Organisations[0].Status != c.status {
			t.Errorf("%s %v: %s %v, rejects %q", c.name, c.cells, f.Dialect, f.Organisations, rejected(f))
		}
	}
}

// The newer dialect in a file of the legacy one would be misread: such rows are rejects.
func TestRejectedOrganisations(t *testing.T) {
	text := row27(map[int]string{1: "Z99001", 13: "A", 26: "4"}) +
		row27(map[int]string{1: "Z99002", 13: "A", 26: "4"}) +
		row27(map[int]string{1: "Z99003", 13: "ACTIVE", 26: "RO76"}) +
		row27(map[int]string{1: "Z99001", 13: "C"}) +
		row27(map[int]string{1: "Z 9900", 13: "A"}) +
		row27(map[int]string{13: "A"}) +
		row27(map[int]string{1: "Z99004", 13: "X"}) +
		row27(map[int]string{1: "Z99005", 11: "31/12/2020"}) +
		row27(map[int]string{1: "Z99006", 11: "20200102", 12: "20200101"}) +
		row27(map[int]string{1: "Z99007", 15: "A-CODE-TOO-LONG"}) +
		"\"Z99008\",\"SHORT\"\n" +
		strings.TrimSuffix(row27(map[int]string{1: "Z99009"}), "\n") + ",\"\"\n" +
		"\"Z99010\",\"UNCLOSED\n" +
		row27(map[int]string{1: "Z99011", 11: "19000101", 13: "A", 26: "4"})
	f := readText(t, "epraccur.csv", text)
	want := `3: column 13 (status): "ACTIVE" is of the newer dialect in a file of the legacy dialect
4: Z99001 is already on line 1
5: column 1 (code): "Z 9900" is no code: 1 to 12 of A-Z, 0-9 and '-'
6: column 1 (code): the code is empty
7: column 13 (status): "X" is no status
8: column 11 (opened): "31/12/2020" is no date of a known form
9: column 12 (closed): 2020-01-01 is before 2020-01-02 in column 11 (opened)
10: column 15 (parent): "A-CODE-TOO-LONG" is no code: 1 to 12 of A-Z, 0-9 and '-'
11: 2 columns instead of 27
12: 28 columns instead of 27
13: a quoted text is not closed or holds a lone quote mark, at byte 20
`
	if diff := cmp.Diff(want, rejected(f)); diff != "" {
		t.Error(diff)
	}
	if f.Rows != 14 || len(f.Organisations) != 3 || f.Organisations[2].Opened.Set {
		t.Errorf("%d rows, records %v", f.Rows, f.Organisations)
	}
	if got := f.Rejects[8].Row; !cmp.Equal(got, []string{"Z99008", "SHORT"}) {
		t.Errorf("row of a reject: %q", got)
	}
}

func TestPracticeMapLayouts(t *testing.T) {
	patients := readText(t, "map.csv", "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_SUB_ICB_LOCATION_CODE,"+
		"SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,ICB_CODE,ICB_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME,SUPPLIER_NAME\r\n"+
		"GP_PRAC_PAT_LIST,01Jan2026,Z99001,THE SURGERY,ZZ1 1ZZ,U99991,ANY PCN,E38000999,99Z,NHS Any ICB - 99Z,E54000999,QZZ,NHS Any Integrated Care Board,E40000999,Y99,Anywhere,ANY\r\n"+
		"GP_PRAC_PAT_LIST,01Jan2026,Z99002,,,U,UNALLOCATED,,99Z,,,QZZ,,,Y99,,\r\n")
	want := []MapRow{
		{
			Line: 2, ExtractDate: date("2026-01-01"), Practice: "Z99001", PracticeName: "THE SURGERY", PracticePostcode: "ZZ1 1ZZ", PCN: "U99991", PCNName: "ANY PCN",
			SubICB: "99Z", SubICBName: "NHS Any ICB - 99Z", SubICBONS: "E38000999", ICB: "QZZ", ICBName: "NHS Any Integrated Care Board", ICBONS: "E54000999",
			Region: "Y99", RegionName: "Anywhere", RegionONS: "E40000999", Supplier: "ANY",
		},
		{Line: 3, ExtractDate: date("2026-01-01"), Practice: "Z99002", PCN: "U", PCNName: "UNALLOCATED", SubICB: "99Z", ICB: "QZZ", Region: "Y99"},
	}
	if diff := cmp.Diff(want, patients.MapRows); diff != "" {
		t.Error(diff)
	}
	if patients.VintageFrom != FromExtractDate || patients.Vintage != date("2026-01-01").Day {
		t.Errorf("vintage %v from %s", patients.Vintage, patients.VintageFrom)
	}
	outcomes := readText(t, "MAPPING_2223.csv", "NAT_CODE,REGION_ODS_CODE,REGION_ONS_CODE,REGION_NAME,ICB_ODS_CODE,ICB_ONS_CODE,ICB_NAME,SUB_ICB_ODS_CODE,"+
		"SUB_ICB_ONS_CODE,SUB_ICB_NAME,PCN_ODS_CODE,PCN_NAME,PRACTICE_CODE,PRACTICE_NAME\n"+
		"ENG,Y99,E40000999,Anywhere,QZZ,E54000999,NHS Any Integrated Care Board,99Z,E38000999,NHS Any ICB - 99Z,U99991,Any PCN,Z99001,The Surgery\n"+
		"ENG,Y99,,,QZZ,,,99Z,,,U99991,,Z99001,\n")
	one := want[0]
	one.ExtractDate, one.PracticeName, one.PracticePostcode, one.PCNName, one.Supplier = Date{}, "The Surgery", "", "Any PCN", ""
	if diff := cmp.Diff([]MapRow{one}, outcomes.MapRows); diff != "" {
		t.Error(diff)
	}
	if got := rejected(outcomes); got != "3: Z99001 is already on line 2\n" {
		t.Errorf("rejects %q", got)
	}
	if outcomes.VintageFrom != FromName || outcomes.Vintage != date("2023-03-31").Day {
		t.Errorf("vintage %v from %s", outcomes.Vintage, outcomes.VintageFrom)
	}
}

func TestListSizes(t *testing.T) {
	f := readText(t, "patients.csv", "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"+
		"GP_PRAC_PAT_LIST,01JAN2021,GP,99Z,E38000999,Z99001,ZZ1 1ZZ,ALL,ALL,5903\n"+
		"GP_PRAC_PAT_LIST,01JAN2021,GP,99Z,E38000999,Z99002,ZZ1 1ZZ,MALE,ALL,2900\n"+
		"GP_PRAC_PAT_LIST,01JAN2021,CCG,99Z,E38000999,99Z,ZZ1 1ZZ,ALL,ALL,100\n"+
		"GP_PRAC_PAT_LIST,01JAN2021,GP,99Z,E38000999,Z99003,ZZ1 1ZZ,ALL,ALL,-1\n"+
		"GP_PRAC_PAT_LIST,01JAN2021,GP,99Z,E38000999,Z99004,ZZ1 1ZZ,ALL,ALL,2147483648\n"+
		"GP_PRAC_PAT_LIST,01JAN2021,GP,99Z,E38000999,Z99005,ZZ1 1ZZ,ALL,ALL,1.5\n")
	want := []ListSize{{
		Line: 2, Practice: "Z99001", ExtractDate: date("2021-01-01"), Commissioner: "99Z", CommissionerONS: "E38000999", Postcode: "ZZ1 1ZZ", Patients: 5903,
	}}
	if diff := cmp.Diff(want, f.ListSizes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(`3: column SEX: "MALE" is a part of the list, not ALL of it
4: column TYPE: "CCG" is no GP practice (GP)
5: column NUMBER_OF_PATIENTS: -1 is below 0
6: column NUMBER_OF_PATIENTS: 2147483648 is beyond the whole numbers of 32 bits
7: column NUMBER_OF_PATIENTS: "1.5" is no whole number
`, rejected(f)); diff != "" {
		t.Error(diff)
	}
}

func TestRegisters(t *testing.T) {
	f := readText(t, "registers.csv", "PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE\n"+
		"Z99001,AF,112.0,TOTAL,3996\nZ99001,AST,317,06OV,3766\nZ99001,AF,1,TOTAL,3996\nZ99001,,1,TOTAL,3996\n")
	want := []Register{
		{Line: 2, Practice: "Z99001", Group: "AF", Register: 112, ListType: "TOTAL", ListSize: 3996},
		{Line: 3, Practice: "Z99001", Group: "AST", Register: 317, ListType: "06OV", ListSize: 3766},
	}
	if diff := cmp.Diff(want, f.Registers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("4: Z99001 AF TOTAL is already on line 2\n5: column GROUP_CODE: the code is empty\n", rejected(f)); diff != "" {
		t.Error(diff)
	}
}

func TestNamesAndPlaces(t *testing.T) {
	names := readText(t, "icb_names_dec_2024.csv", "ICB24CD,ICB24CDH,ICB24NM,ObjectId\nE54000999,QZZ,NHS Any Integrated Care Board,1\n")
	if diff := cmp.Diff([]ICBName{{2, "E54000999", "QZZ", "NHS Any Integrated Care Board"}}, names.Names); diff != "" {
		t.Error(diff)
	}
	if names.Vintage != date("2024-12-31").Day || names.VintageFrom != FromName {
		t.Errorf("vintage %v from %s", names.Vintage, names.VintageFrom)
	}
	places := readText(t, "places.csv", "postcode,positional_quality,easting,northing,latitude,longitude,country_code,admin_county_code,admin_district_code,admin_ward_code\n"+
		"zz1 1zz,10,123456,654321,51.5,-0.25,E92000001,E10000999,E07000999,E05000999\n"+
		"ZZ1 1ZZ,10,1,1,1,1,,,,\nZZ1 2ZZ,10,1,1,91,1,,,,\nZZ1 3ZZ,10,1,1,0x1p4,1,,,,\nZZ1 4ZZ,10,,1,1,1,,,,\nZ?,10,1,1,1,1,,,,\n")
	want := []Centroid{{
		Line: 2, Postcode: "ZZ11ZZ", Quality: 10, Easting: 123456, Northing: 654321, Latitude: 51.5, Longitude: -0.25,
		Country: "E92000001", County: "E10000999", District: "E07000999", Ward: "E05000999",
	}}
	if diff := cmp.Diff(want, places.Postcodes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(`3: ZZ11ZZ is already on line 2
4: column latitude: 91 is outside -90 to 90
5: column latitude: "0x1p4" is no number
6: column easting: "" is no whole number
7: column postcode: "Z?" is no postcode
`, rejected(places)); diff != "" {
		t.Error(diff)
	}
}
