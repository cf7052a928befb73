package ods

import (
	"archive/zip"
	"bytes"
	"testing"
)

// checkFile holds whatever was read to what holds for every file.
func checkFile(t *testing.T, f *File) {
	t.Helper()
	records := len(f.Organisations) + len(f.PCNs) + len(f.Partners) + len(f.MapRows) + len(f.ListSizes) +
		len(f.Registers) + len(f.Names) + len(f.Postcodes)
	if f.Rows != records+len(f.Rejects) {
		t.Errorf("%d rows, but %d records and %d rejects", f.Rows, records, len(f.Rejects))
	}
	for _, r := range f.Rejects {
		if r.Reason == "" || r.Line < 1 || r.File != f.Name {
			t.Errorf("a reject %+v", r)
		}
	}
	for i := range f.Organisations {
		if o := &f.Organisations[i]; !wellFormed(o.Code) || o.Opened.Set && o.Closed.Set && o.Closed.Day < o.Opened.Day {
			t.Errorf("an organisation %+v", o)
		}
	}
	f.date(nil)
}

// Any bytes under any name are refused or read, every row of them.
func FuzzText(f *testing.F) {
	for _, name := range []string{"epraccur.csv", "eccg.csv", "other.csv"} {
		f.Add(name, []byte(practiceRows("Z99001", "Z99002")+"\"Z99003\",\"SHORT\n"))
		f.Add(name, []byte("\ufeff"+row27(map[int]string{1: "V99999", 2: "caf\xe9\nnext", 11: "20200101"})))
	}
	f.Add("m.csv", []byte(mapHeader+"\r\nZ99001,U,99Z,QZZ,Y99\r\n\"\n"))
	f.Add("p.csv", []byte(patientHeader+"\n01JAN2021,GP,Z99001,10\n"))
	f.Add("r.csv", []byte("PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE\nZ99001,AF,1.0,TOTAL,2\n"))
	f.Add("n_dec_2024.csv", []byte("ICB24CD,ICB24CDH,ICB24NM\nE54000999,QZZ,NHS Any\n"))
	f.Add("c.csv", []byte("postcode,positional_quality,easting,northing,latitude,longitude\nZZ11ZZ,1,1,1,1e1,-0\n"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		known, err := recognise(name, content, true)
		if err != nil {
			return
		}
		file := &File{Name: name, Format: known.format}
		if known.read(file, content) == nil {
			checkFile(t, file)
		}
	})
}

// Any text as sheets of a workbook is refused or read, every row of it; so is any archive.
func FuzzWorkbook(f *testing.F) {
	f.Add([]byte(sheetOf(pcnHeadings, "U99991|A|99Z||20190701")), []byte(sheetOf(partnerHeadings, "Z99001||||U99991||||43831")), []byte("<sst><si><t>a</t></si></sst>"))
	f.Add([]byte(`<w><row><c r="C1" t="s"><v>0</v></c></row></w>`), []byte("<w><row r=\"9\"/>"), []byte("<sst><si><r><t>PCN Code</t></r></si></sst>"))
	f.Fuzz(func(t *testing.T, pcns, partners, texts []byte) {
		parts := workbookParts("", string(pcns), string(partners))
		parts["xl/sharedStrings.xml"] = string(texts)
		links := []byte(parts["xl/_rels/workbook.xml.rels"])
		parts["xl/_rels/workbook.xml.rels"] = string(bytes.Replace(links, []byte("</Relationships>"),
			[]byte(`<Relationship Id="rId9" Type="sharedStrings" Target="sharedStrings.xml"/></Relationships>`), 1))
		file := &File{Name: "ePCN.xlsx", Format: EPCN}
		if readWorkbook(file, []byte(archive(t, parts))) == nil {
			checkFile(t, file)
		}
	})
}

// Damage to any byte of an archive is noticed or harmless.
func FuzzArchive(f *testing.F) {
	f.Add([]byte(archive(f, workbookParts("", sheetOf(pcnHeadings, "U99991|A"), sheetOf(partnerHeadings, "Z99001||||U99991")))))
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(empty.Bytes())
	f.Fuzz(func(t *testing.T, content []byte) {
		file := &File{Name: "ePCN.xlsx", Format: EPCN}
		if readWorkbook(file, content) == nil {
			checkFile(t, file)
		}
	})
}
