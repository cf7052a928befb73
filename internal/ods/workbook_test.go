package ods

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The headings of two vintages.
const (
	pcnHeadings     = "PCN Code|PCN Name|Current&#10;Sub ICB Loc Code|Sub ICB Location|Open Date|Close Date|Address Line 1|Address Line 2|Address Line 3|Address Line 4|Address Line 5|Postcode"
	partnerHeadings = "Partner&#10;Organisation&#10;Code|Partner&#10;Name|Practice&#10;Parent&#10;Sub ICB Loc Code|Practice&#10;Parent&#10;Sub ICB Loc Name|PCN Code|PCN Name|" +
		"PCN Parent&#10;Sub ICB Loc Code|PCN Parent&#10;Sub ICB Loc Name|Practice to PCN&#10;Relationship&#10;Start Date|Practice to PCN&#10;Relationship&#10;End Date|Practice Sub ICB Loc and PCN Sub ICB Loc Match "
	olderPCNHeadings     = "Postcode|PCN Name|PCN Code|CCG|Current CCG Code|Close Date|Open Date"
	olderPartnerHeadings = "PCN Name|PCN Code|PCN Parent CCG Code|Practice Code|Practice Name|Practice Parent CCG Code|Practice to PCN Relationship End Date|Practice to PCN Relationship Start Date|Practice CCG and PCN CCG Match"
)

func TestWorkbook(t *testing.T) {
	f := readText(t, "ePCN.xlsx", archive(t, workbookParts("",
		sheetOf(pcnHeadings, "U99991|ANY PCN|99z|NHS ANY ICB - 99Z|20190701||1 HIGH STREET|||ANYTOWN|COUNTY DURHAM|ZZ1 1ZZ", "", "U99992|OTHER &amp; MORE|||20200101|20210331"),
		sheetOf(partnerHeadings, "Z99001|THE SURGERY|99Z|NHS ANY ICB - 99Z|U99991|ANY PCN|99Z||20190701||1", "Z99001|THE SURGERY|99Z||U99992|||x|20200101|20200331|0"))))
	wantPCNs := []PCN{
		{
			Line: 2, Code: "U99991", Name: "ANY PCN", SubICB: "99Z", SubICBName: "NHS ANY ICB - 99Z", Opened: date("2019-07-01"),
			Address: [5]string{"1 HIGH STREET", "", "", "ANYTOWN", "COUNTY DURHAM"}, Postcode: "ZZ1 1ZZ",
		},
		{Line: 4, Code: "U99992", Name: "OTHER & MORE", Opened: date("2020-01-01"), Closed: date("2021-03-31")},
	}
	wantPartners := []CorePartner{
		{Line: 2, Practice: "Z99001", PracticeName: "THE SURGERY", PracticeSubICB: "99Z", PCN: "U99991", PCNName: "ANY PCN", PCNSubICB: "99Z", Start: date("2019-07-01")},
		{Line: 3, Practice: "Z99001", PracticeName: "THE SURGERY", PracticeSubICB: "99Z", PCN: "U99992", Start: date("2020-01-01"), End: date("2020-03-31")},
	}
	if diff := cmp.Diff(wantPCNs, f.PCNs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(wantPartners, f.Partners); diff != "" {
		t.Error(diff)
	}
	if f.Format != EPCN || f.Rows != 4 || f.Encoding != "" {
		t.Errorf("%s, %d rows, %q", f.Format, f.Rows, f.Encoding)
	}
}

// Other names, another order, a title above the headings, a sheet that says nothing.
func TestWorkbookOfAnotherVintage(t *testing.T) {
	f := readText(t, "networks.xlsx", archive(t, workbookParts("",
		sheetOf("Notes", "Nothing of interest"),
		sheetOf(olderPartnerHeadings, "ANY PCN|U99991|99Z|Z99001|THE SURGERY|99Y||20190701|0"),
		sheetOf("Primary care networks", "", olderPCNHeadings, "ZZ1 1ZZ|ANY PCN|U99991|NHS ANY CCG|99Z||20190701"))))
	if diff := cmp.Diff([]PCN{{Line: 4, Code: "U99991", Name: "ANY PCN", SubICB: "99Z", SubICBName: "NHS ANY CCG", Opened: date("2019-07-01"), Postcode: "ZZ1 1ZZ"}}, f.PCNs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]CorePartner{{
		Line: 2, Practice: "Z99001", PracticeName: "THE SURGERY", PracticeSubICB: "99Y", PCN: "U99991", PCNName: "ANY PCN", PCNSubICB: "99Z", Start: date("2019-07-01"),
	}}, f.Partners); diff != "" {
		t.Error(diff)
	}
}

// The other ways in which a workbook may hold a value: shared and rich texts, numbers, serial dates, formulas.
func TestCells(t *testing.T) {
	parts := workbookParts(`<workbookPr date1904="1"/>`,
		`<worksheet `+namespaces+`><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>4</v></c></row>`+
			`<row r="5"><c r="A5" t="s"><v>5</v></c><c r="B5" t="str"><f>A5&amp;"x"</f><v>ANY PCN</v></c><c r="D5"><v>43861</v></c><c r="E5"><v>20250331</v></c></row></sheetData></worksheet>`,
		sheetOf(partnerHeadings))
	parts["xl/sharedStrings.xml"] = `<sst ` + namespaces + `><si><t>PCN Code</t></si><si><t>PCN Name</t></si><si><t>Sub ICB Code</t></si><si><t>Open Date</t></si><si><t>Close Date</t></si>` +
		`<si><r><t>U99</t></r><r><rPr/><t>991</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si></sst>`
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="rId9" Type="`+relationTypes+`sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`, 1)
	f := readText(t, "ePCN.xlsx", archive(t, parts))
	if diff := cmp.Diff([]PCN{{Line: 5, Code: "U99991", Name: "ANY PCN", Opened: date("2024-02-01"), Closed: date("2025-03-31")}}, f.PCNs); diff != "" {
		t.Error(diff, rejected(f))
	}
}

func TestRejectedRowsOfAWorkbook(t *testing.T) {
	f := readText(t, "ePCN.xlsx", archive(t, workbookParts("",
		sheetOf(pcnHeadings, "U99991|A|||soon", "U99991|A", "U99991|B", "|C"),
		sheetOf(partnerHeadings, "Z99001||||U99991||||20200401|20200331", "Z99001|||||||20200401", "Z99001||||U99991||||60"))))
	if diff := cmp.Diff(`Sheet 1 2: column Open Date: "soon" is no date of a known form
Sheet 1 4: U99991 is already on line 3
Sheet 1 5: column PCN Code: the code is empty
Sheet 2 2: column Practice to PCN Relationship End Date: 2020-03-31 is before 2020-04-01 in column Practice to PCN Relationship Start Date
Sheet 2 3: column PCN Code: the code is empty
Sheet 2 4: column Practice to PCN Relationship Start Date: "60" is no serial number of a date
`, rejected(f)); diff != "" {
		t.Error(diff)
	}
}

// What is no workbook of PCNs is another's file; what is a damaged one is an error.
func TestRefusedWorkbooks(t *testing.T) {
	pcns, partners := sheetOf(pcnHeadings, "U99991|A"), sheetOf(partnerHeadings, "Z99001||||U99991")
	good := archive(t, workbookParts("", pcns, partners))
	without := func(part string) string {
		parts := workbookParts("", pcns, partners)
		delete(parts, part)
		return archive(t, parts)
	}
	for name, c := range map[string]struct {
		file, content string
		unknown       bool
		want          string
	}{
		"one sheet":           {"ePCN.xlsx", archive(t, workbookParts("", pcns)), true, "none of its sheets has the headings of core partners"},
		"no sheet":            {"ePCN.xlsx", archive(t, workbookParts("")), true, "none of its sheets has the headings of primary care networks"},
		"another's workbook":  {"ePCN.xlsx", archive(t, workbookParts("", sheetOf("A|B", "1|2"))), true, "none of its sheets has the headings"},
		"two columns":         {"ePCN.xlsx", archive(t, workbookParts("", sheetOf(pcnHeadings+"|Open Date"), partners)), true, "its sheet Sheet 1 has two columns Open Date"},
		"an archive of files": {"ePCN.xlsx", archive(t, map[string]string{"a.txt": "a"}), true, "the archive is no workbook"},
		"a damaged archive":   {"files.zip", "PK\x03\x04damaged", true, "an archive, but no workbook that can be read"},
		"a damaged workbook":  {"ePCN.xlsx", good[:len(good)/2], false, "not a valid zip file"},
		"a missing sheet":     {"ePCN.xlsx", without("xl/worksheets/sheet2.xml"), false, "xl/worksheets/sheet2.xml: file does not exist"},
		"missing links":       {"ePCN.xlsx", without("xl/_rels/workbook.xml.rels"), false, "xl/_rels/workbook.xml.rels: file does not exist"},
		"a sheet that breaks off": {
			"ePCN.xlsx", archive(t, workbookParts("", pcns, strings.TrimSuffix(partners, "</row></sheetData></worksheet>"))), false,
			"sheet Sheet 2: XML syntax error",
		},
		"a text that is not there": {
			"ePCN.xlsx", archive(t, workbookParts("", strings.Replace(pcns, "<row r=\"2\">", `<row r="2"><c t="s"><v>7</v></c>`, 1), partners)), false,
			`sheet Sheet 1: row 2: there is no text "7"`,
		},
		"rows that go back": {
			"ePCN.xlsx", archive(t, workbookParts("", strings.Replace(pcns, "<row r=\"2\">", `<row r="1">`, 1), partners)), false,
			`row "1" follows row 1`,
		},
		"cells that go back": {
			"ePCN.xlsx", archive(t, workbookParts("", strings.Replace(pcns, `r="B2"`, `r="A2"`, 1), partners)), false,
			"row 2: a cell is out of place",
		},
		"a cell far out": {
			"ePCN.xlsx", archive(t, workbookParts("", strings.Replace(pcns, `r="B2"`, `r="IW2"`, 1), partners)), false,
			"row 2: a cell is out of place",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadFile(filepath.Join(folderOf(t, map[string]string{c.file: c.content}), c.file))
			if err == nil || errors.Is(err, ErrUnknown) != c.unknown || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, unknown: %v; want %q, %v", err, errors.Is(err, ErrUnknown), c.want, c.unknown)
			}
		})
	}
}

// An archive that was made to swell is refused before it does.
func TestSwellingArchive(t *testing.T) {
	parts := workbookParts("", sheetOf(pcnHeadings), sheetOf(partnerHeadings))
	parts["xl/sharedStrings.xml"] = strings.Repeat(" ", unpackedLimit)
	content := archive(t, parts)
	if len(content) > 1<<20 {
		t.Fatalf("the archive has %d bytes", len(content))
	}
	_, err := ReadFile(filepath.Join(folderOf(t, map[string]string{"ePCN.xlsx": content}), "ePCN.xlsx"))
	if err == nil || !strings.Contains(err.Error(), "unpack to more than 64 MB") {
		t.Error(err)
	}
}

func TestColumnOf(t *testing.T) {
	for name, want := range map[string]int{"A1": 0, "Z9": 25, "AA1": 26, "IV1048576": maxColumns - 1, "": -1, "A": -1, "a1": -1, "1": -1} {
		if got := columnOf(name); got != want {
			t.Errorf("%q is column %d, want %d", name, got, want)
		}
	}
}
