package ods

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"
)

// unpackedLimit is what the parts of a workbook may unpack to, all together. It is three times what
// the largest published workbook needs. Excelize takes up to 75 times the size of a part in memory: a
// higher limit would let in an archive that was made to swell.
const unpackedLimit = 16 << 20

// xlsx is an Office Open XML workbook.
type xlsx struct {
	sheets   []*sheet
	from1904 bool
}

// sheet is a sheet of a workbook. Err says, after its rows were read, what kept them from being read to the end.
type sheet struct {
	name string
	err  error

	book *excelize.File
}

var errNoWorkbook = errors.New("the archive is no workbook")

// openXLSX opens a workbook whose parts are whole. It fails with errNoWorkbook where the archive holds files.
func openXLSX(raw []byte) (*xlsx, error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	if err := checkArchive(archive); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		RawCellValue:      true,          // a number as it is kept, not as its format shows it
		UnzipXMLSizeLimit: unpackedLimit, // what is larger would be written to a temporary file
	})
	if err != nil {
		return nil, err
	}
	properties, err := book.GetWorkbookProps()
	if err != nil {
		return nil, err
	}
	b := &xlsx{from1904: properties.Date1904 != nil && *properties.Date1904}
	for _, name := range book.GetSheetList() {
		b.sheets = append(b.sheets, &sheet{name: name, book: book})
	}
	return b, nil
}

// rows yields the rows that hold anything.
func (s *sheet) rows() iter.Seq[line] {
	return func(yield func(line) bool) {
		rows, err := s.book.Rows(s.name)
		if err != nil {
			s.err = err
			return
		}
		for number := 1; rows.Next(); number++ {
			cells, err := rows.Columns()
			if number > excelize.TotalRows {
				err = excelize.ErrMaxRows // in a part that is no worksheet
			}
			if err != nil {
				s.err = fmt.Errorf("sheet %s: row %d: %w", s.name, number, err)
				return
			}
			if strings.TrimSpace(strings.Join(cells, "")) == "" {
				continue
			}
			for i := range cells {
				cells[i] = unbroken(cells[i])
			}
			if !yield(line{number: number, cells: cells}) {
				return
			}
		}
		s.err = rows.Error()
	}
}

// unbroken is a text with its line breaks as spaces.
func unbroken(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
}
