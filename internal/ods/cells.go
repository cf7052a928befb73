package ods

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strconv"
	"strings"
)

// maxColumns is how many columns a sheet may have: far more than any published one has, and few enough
// for rows that hold one cell far out to cost little.
const maxColumns = 256

// rows yields the rows that hold anything.
func (s *sheet) rows() iter.Seq[line] {
	return func(yield func(line) bool) {
		content, err := fs.ReadFile(s.book.archive, s.part)
		if err == nil {
			err = s.read(xml.NewDecoder(bytes.NewReader(content)), yield)
		}
		if err != nil {
			s.err = fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
}

func (s *sheet) read(d *xml.Decoder, yield func(line) bool) error {
	row := line{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				row.cells = row.cells[:0]
				row.number, err = numberOf(t, row.number+1)
			case "c":
				err = s.readCell(d, t, &row)
			}
		case xml.EndElement:
			if t.Name.Local == "row" && strings.TrimSpace(strings.Join(row.cells, "")) != "" && !yield(row) {
				return nil
			}
		}
		if err != nil {
			return err
		}
	}
}

// numberOf is the number of a row: rows that hold nothing may be left out.
func numberOf(row xml.StartElement, next int) (int, error) {
	for _, a := range row.Attr {
		if a.Name.Local == "r" {
			n, err := strconv.Atoi(a.Value)
			if err != nil || n < next {
				return 0, fmt.Errorf("row %q follows row %d", a.Value, next-1)
			}
			return n, nil
		}
	}
	return next, nil
}

// readCell appends a cell to its row.
func (s *sheet) readCell(d *xml.Decoder, cell xml.StartElement, row *line) error {
	column, kind := len(row.cells), ""
	for _, a := range cell.Attr {
		switch a.Name.Local {
		case "r":
			column = columnOf(a.Value)
		case "t":
			kind = a.Value
		}
	}
	if column < len(row.cells) || column >= maxColumns {
		return fmt.Errorf("row %d: a cell is out of place", row.number)
	}
	value, err := valueOf(d)
	if err != nil {
		return err
	}
	if kind == "s" {
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(s.book.texts) {
			return fmt.Errorf("row %d: there is no text %q", row.number, value)
		}
		value = s.book.texts[i]
	}
	for len(row.cells) < column {
		row.cells = append(row.cells, "")
	}
	row.cells = append(row.cells, unbroken(value))
	return nil
}

// columnOf is the column of a cell's name, such as 27 of AB12; -1 where it is none.
func columnOf(name string) int {
	n := 0
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z' && n <= maxColumns:
			n = n*26 + int(c-'A') + 1
		case c >= '0' && c <= '9':
			return n - 1
		default:
			return -1
		}
	}
	return -1
}

// valueOf reads the value of a cell, or the text that stands in it, up to the cell's end.
func valueOf(d *xml.Decoder) (string, error) {
	var value []byte
	reads := false
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v", "t":
				reads = true
			case "f", "rPh": // formulas and pronunciations
				err = d.Skip()
			}
		case xml.CharData:
			if reads {
				value = append(value, t...)
			}
		case xml.EndElement:
			if t.Name.Local == "c" {
				return string(value), nil
			}
			reads = false
		}
		if err != nil {
			return "", err
		}
	}
}

// unbroken is a text with its line breaks as spaces.
func unbroken(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
}
