//go:build national

package questions

import (
	"archive/zip"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// released is the folder of published files, beside the project.
var released = filepath.Join("..", "..", "..", "shared", "ods", "release-2025")

// table reads a published CSV file.
func table(name string) ([][]string, error) { return readTable(filepath.Join(released, name)) }

// builtIn is the folder of the project's own reference files.
var builtIn = filepath.Join("..", "..", "reference")

// referenced are the rows of each file of reference records, by its name without the ending.
func referenced(folder string) (map[string][]record, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no reference records: %w", err)
	}
	all := map[string][]record{}
	for _, path := range paths {
		rows, err := readTable(path)
		if err != nil {
			return nil, err
		}
		all[strings.TrimSuffix(filepath.Base(path), ".csv")] = records(rows)
	}
	return all, nil
}

// readTable reads a CSV file, each cell trimmed.
func readTable(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
	}
	return rows, nil
}

// record is a row under the names of its columns.
type record map[string]string

// records names the cells of each row after those of the first row. White space within a name is one space.
func records(rows [][]string) []record {
	list := make([]record, 0, len(rows))
	for _, row := range rows[1:] {
		r := record{}
		for i, cell := range row {
			r[strings.Join(strings.Fields(rows[0][i]), " ")] = cell
		}
		list = append(list, r)
	}
	return list
}

// workbook reads the sheets of an xlsx file, by name.
func workbook(name string) (map[string][][]string, error) {
	z, err := zip.OpenReader(filepath.Join(released, name))
	if err != nil {
		return nil, err
	}
	defer z.Close() //nolint:errcheck // it was only read
	var texts struct {
		Items []struct {
			Text string   `xml:"t"`
			Runs []string `xml:"r>t"`
		} `xml:"si"`
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := part(&z.Reader, "xl/sharedStrings.xml", &texts); err != nil {
		return nil, err
	}
	if err := part(&z.Reader, "xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	sheets := map[string][][]string{}
	for i, s := range book.Sheets {
		var sheet struct {
			Rows []struct {
				Cells []struct {
					Place string `xml:"r,attr"`
					Type  string `xml:"t,attr"`
					Value string `xml:"v"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		if err := part(&z.Reader, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), &sheet); err != nil {
			return nil, err
		}
		for _, row := range sheet.Rows {
			var cells []string
			for _, c := range row.Cells {
				text := c.Value
				if c.Type == "s" {
					n, err := strconv.Atoi(c.Value)
					if err != nil {
						return nil, fmt.Errorf("%s, %s: %w", s.Name, c.Place, err)
					}
					text = texts.Items[n].Text + strings.Join(texts.Items[n].Runs, "")
				}
				column := int(c.Place[0] - 'A') // the sheets have fewer than 26 columns
				cells = append(cells, slices.Repeat([]string{""}, max(0, column+1-len(cells)))...)
				cells[column] = strings.TrimSpace(text)
			}
			sheets[s.Name] = append(sheets[s.Name], cells)
		}
	}
	return sheets, nil
}

// part reads one XML file of a workbook.
func part(z *zip.Reader, name string, into any) error {
	f, err := z.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	content, err := io.ReadAll(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := xml.Unmarshal(content, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
