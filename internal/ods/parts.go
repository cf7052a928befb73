package ods

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// checkArchive reads every part of a workbook to its end and looks for what excelize takes for the end of
// a sheet, or for an empty cell, without an error: data that was cut off or changed, XML that breaks off,
// rows and cells out of order, texts that are not there, and cells that it can't decode.
func checkArchive(archive *zip.Reader) error {
	unpacked := uint64(0)
	for _, part := range archive.File {
		if unpacked += part.UncompressedSize64; part.UncompressedSize64 > unpackedLimit || unpacked > unpackedLimit {
			return fmt.Errorf("it would unpack to more than %d MB", unpackedLimit>>20)
		}
	}
	if _, err := fs.Stat(archive, "_rels/.rels"); err != nil {
		return errNoWorkbook
	}
	texts := &sharedTexts{}
	for _, part := range archive.File {
		if err := checkPart(part, texts); err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
	}
	if texts.wanted > texts.count {
		return fmt.Errorf("%s: there is no text %q", texts.wantedBy, strconv.Itoa(texts.wanted-1))
	}
	return nil
}

func checkPart(part *zip.File, texts *sharedTexts) error {
	content, err := part.Open()
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	if ext := path.Ext(part.Name); ext != ".xml" && ext != ".rels" {
		_, err := io.Copy(io.Discard, content)
		return err
	}
	d := xml.NewDecoder(content)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if root, ok := token.(xml.StartElement); ok {
			switch {
			case root.Name.Local == "worksheet":
				s := &sheetCheck{part: part.Name, texts: texts}
				err = s.run(d)
			case strings.EqualFold(part.Name, "xl/sharedStrings.xml"): // excelize looks nowhere else
				err = texts.countThem(d)
			}
		}
		if err != nil {
			return err
		}
	}
}

// sharedTexts are the texts that sheets share: how many there are, and how many the sheets want.
type sharedTexts struct {
	count, wanted int
	wantedBy      string // part and row
}

func (s *sharedTexts) countThem(d *xml.Decoder) error {
	for s.count = 0; ; {
		token, err := d.Token()
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "si" {
				s.count++
			}
			err = d.Skip()
		case xml.EndElement:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// sheetCheck is the place in a sheet that the check has come to.
type sheetCheck struct {
	part        string
	row, column int
	kind        string // of the cell
	texts       *sharedTexts
}

func (s *sheetCheck) run(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		switch t := token.(type) {
		case xml.StartElement:
			err = s.element(d, t)
		case xml.EndElement:
			if t.Name.Local == "worksheet" {
				return nil
			}
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", s.row, err)
		}
	}
}

func (s *sheetCheck) element(d *xml.Decoder, e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return s.nextRow(e)
	case "c":
		return s.nextCell(e)
	case "v":
		if s.kind == "s" {
			return s.text(d, e)
		}
	case "f":
		return d.DecodeElement(&formula{}, &e)
	case "is":
		return d.DecodeElement(&like((&excelize.File{}).SharedStrings).SI, &e) // as excelize does
	}
	return nil
}

// nextRow goes to a row: rows that hold nothing may be left out.
func (s *sheetCheck) nextRow(row xml.StartElement) error {
	next := s.row + 1
	for _, a := range row.Attr {
		if a.Name.Local == "r" {
			n, err := strconv.Atoi(a.Value)
			if err != nil || n < next || n > excelize.TotalRows {
				return fmt.Errorf("row %q follows row %d", a.Value, s.row)
			}
			next = n
		}
	}
	s.row, s.column = next, 0
	return nil
}

func (s *sheetCheck) nextCell(cell xml.StartElement) error {
	column := s.column + 1
	s.kind = ""
	for _, a := range cell.Attr {
		switch a.Name.Local {
		case "r":
			column, _, _ = excelize.CellNameToCoordinates(a.Value) // -1 where it is none
		case "s":
			if _, err := strconv.Atoi(a.Value); err != nil {
				return fmt.Errorf("there is no style %q", a.Value)
			}
		case "t":
			s.kind = a.Value
		}
	}
	if column <= s.column || column > excelize.MaxColumns {
		return errors.New("a cell is out of place")
	}
	s.column = column
	return nil
}

func (s *sheetCheck) text(d *xml.Decoder, value xml.StartElement) error {
	var number string
	if err := d.DecodeElement(&number, &value); err != nil {
		return err
	}
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 {
		return fmt.Errorf("there is no text %q", number)
	}
	if i >= s.texts.wanted {
		s.texts.wanted, s.texts.wantedBy = i+1, fmt.Sprintf("%s: row %d", s.part, s.row)
	}
	return nil
}

// formula is what excelize decodes of a formula, as far as it may fail.
type formula struct {
	Aca  bool `xml:"aca,attr"`
	Dt2D bool `xml:"dt2D,attr"`
	Dtr  bool `xml:"dtr,attr"`
	Del1 bool `xml:"del1,attr"`
	Del2 bool `xml:"del2,attr"`
	Ca   bool `xml:"ca,attr"`
	Bx   bool `xml:"bx,attr"`
	Si   int  `xml:"si,attr"`
}

// like is a new value of a type that can't be named here.
func like[T any](*T) *T { return new(T) }
