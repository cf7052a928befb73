package ods

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orggraph/internal/day"
)

// row27 is a row of 27 quoted columns, of which some are given by their number from 1.
func row27(columns map[int]string) string {
	cells := make([]string, orgWidth)
	for i := range cells {
		cells[i] = `"` + strings.ReplaceAll(columns[i+1], `"`, `""`) + `"`
	}
	return strings.Join(cells, ",") + "\n"
}

// folderOf writes files into a new folder.
func folderOf(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// readText reads one file of that name and content.
func readText(t testing.TB, name, content string) *File {
	t.Helper()
	f, err := ReadFile(filepath.Join(folderOf(t, map[string]string{name: content}), name))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.Organisations) + len(f.PCNs) + len(f.Partners) + len(f.MapRows) + len(f.ListSizes) +
		len(f.Registers) + len(f.Names) + len(f.Postcodes) + len(f.Rejects); n != f.Rows {
		t.Errorf("%s: %d rows, but %d records and rejects", name, f.Rows, n)
	}
	return f
}

func date(s string) Date {
	if s == "" {
		return Date{}
	}
	d, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return Date{Day: d, Set: true}
}

// rejected prints the rejects of a file, one a line.
func rejected(f *File) string {
	var b strings.Builder
	for _, r := range f.Rejects {
		fmt.Fprintf(&b, "%s%d: %s\n", strings.TrimPrefix(r.Sheet+" ", " "), r.Line, r.Reason)
	}
	return b.String()
}

// The parts of a workbook that say where the others are.
const (
	namespaces = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	packageType   = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// workbookParts is a workbook with two sheets, whose texts are shared by all cells.
func workbookParts(properties string, sheets ...string) map[string]string {
	parts := map[string]string{
		"_rels/.rels": `<Relationships ` + packageType + `><Relationship Id="rId1" Type="` + relationTypes + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	}
	list, links := "", ""
	for i, s := range sheets {
		list += fmt.Sprintf(`<sheet name="Sheet %d" sheetId="%d" r:id="rId%d"/>`, i+1, i+1, i+1)
		links += fmt.Sprintf(`<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relationTypes, i+1)
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = s
	}
	parts["xl/workbook.xml"] = `<workbook ` + namespaces + `>` + properties + `<sheets>` + list + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships ` + packageType + `>` + links + `</Relationships>`
	return parts
}

// sheetOf is a sheet of rows whose cells are parted by '|'; texts stand in the cells.
func sheetOf(rows ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<worksheet %s><sheetData>", namespaces)
	for i, r := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for j, cell := range strings.Split(r, "|") {
			if cell != "" {
				fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+j, i+1, cell)
			}
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData></worksheet>")
	return b.String()
}

func archive(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
