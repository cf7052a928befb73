package ods

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// line is a row before its columns mean anything: where it stands, its cells, or what is wrong
// with it. The cells are valid until the next line.
type line struct {
	number  int
	cells   []string
	problem string
}

// The encodings of text files.
const (
	utf8Encoding    = "UTF-8"
	windowsEncoding = "Windows-1252"
)

var byteOrderMark = []byte("\ufeff")

// decode returns the text without its byte order mark. Bytes that are no UTF-8 are Windows-1252,
// which holds Latin-1: older exports come from desktops.
func decode(raw []byte) (text []byte, encoding string, err error) {
	raw = bytes.TrimPrefix(raw, byteOrderMark)
	if utf8.Valid(raw) {
		return raw, utf8Encoding, nil
	}
	text, err = charmap.Windows1252.NewDecoder().Bytes(raw)
	return text, windowsEncoding, err
}

// joinedLines is how many physical lines a row with line breaks in quotes may run over. Few do: the
// limit keeps a quote that is never closed from swallowing what follows, so that it costs its own line only.
const joinedLines = 8

// lines yields the rows of a CSV text; blank lines are no rows.
func lines(text []byte) iter.Seq[line] {
	return func(yield func(line) bool) {
		reader := &rowReader{}
		reader.reset()
		for number, rest := 1, text; len(rest) > 0; {
			row, length := firstRow(rest)
			if len(bytes.TrimSpace(row)) > 0 {
				ln := line{number: number}
				ln.cells, ln.problem = reader.read(row)
				if ln.problem != "" && length > 1 {
					row, length = firstLine(rest), 1
					ln.cells, ln.problem = reader.read(row)
				}
				if !yield(ln) {
					return
				}
			}
			rest, number = rest[len(row):], number+length
		}
	}
}

// firstRow is the row that a text begins with, and its number of physical lines: an odd number of
// quote marks says that a line ends within quotes.
func firstRow(text []byte) (row []byte, length int) {
	end, quotes := 0, 0
	for length < joinedLines && end < len(text) {
		next := firstLine(text[end:])
		end, length, quotes = end+len(next), length+1, quotes+bytes.Count(next, []byte{'"'})
		if quotes%2 == 0 {
			return text[:end], length
		}
	}
	return firstLine(text), 1
}

// firstLine is the first physical line of a text with its end.
func firstLine(text []byte) []byte {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i+1]
	}
	return text
}

// rowReader parses one row at a time.
type rowReader struct {
	rest []byte // of the row
	csv  *csv.Reader
}

func (r *rowReader) reset() {
	r.csv = csv.NewReader(r)
	r.csv.FieldsPerRecord = -1
	r.csv.ReuseRecord = true
}

// Read hands the CSV reader one row and then the end of input, so that it never reads on.
func (r *rowReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// read returns the cells of a row, with line breaks as spaces, or the whole row and what is wrong with it.
func (r *rowReader) read(row []byte) (cells []string, problem string) {
	r.rest = row
	cells, err := r.csv.Read()
	if err != nil {
		r.reset() // it may have stopped within the row
		return []string{strings.TrimRight(string(row), "\r\n")}, quoting(err)
	}
	for i := range cells {
		cells[i] = unbroken(cells[i])
	}
	return cells, controlCharacter(row, cells)
}

func quoting(err error) string {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err.Error()
	}
	if errors.Is(err, csv.ErrBareQuote) {
		return fmt.Sprintf("a quote mark stands within an unquoted text, at byte %d", parse.Column)
	}
	return fmt.Sprintf("a quoted text is not closed or holds a lone quote mark, at byte %d", parse.Column)
}

// controlCharacter names the first column that holds a byte which no text has: the mark of a
// damaged file. Tabs are let through.
func controlCharacter(physical []byte, cells []string) string {
	if !slices.ContainsFunc(bytes.TrimRight(physical, "\r\n"), isControl) {
		return ""
	}
	for i, cell := range cells {
		if at := slices.IndexFunc([]byte(cell), isControl); at >= 0 {
			return fmt.Sprintf("column %d holds the control character 0x%02X", i+1, cell[at])
		}
	}
	return ""
}

func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }

// body yields the rows after the first, which is the header.
func body(rows iter.Seq[line]) iter.Seq[line] {
	return func(yield func(line) bool) {
		header := true
		for ln := range rows {
			if header {
				header = false
				continue
			}
			if !yield(ln) {
				return
			}
		}
	}
}
