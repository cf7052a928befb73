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

// lines yields the rows of a CSV text; blank lines are no rows. A row is one physical line: no
// published format breaks a row, and so a quote that is never closed costs its own line only.
func lines(text []byte) iter.Seq[line] {
	return func(yield func(line) bool) {
		source := &lineSource{}
		reader := csv.NewReader(source)
		reader.FieldsPerRecord = -1
		reader.ReuseRecord = true
		for number, rest := 1, text; len(rest) > 0; number++ {
			var physical []byte
			physical, rest = cutLine(rest)
			if len(bytes.TrimSpace(physical)) == 0 {
				continue
			}
			source.rest = physical
			cells, err := reader.Read()
			ln := line{number: number, cells: cells}
			if err != nil {
				ln.cells = []string{strings.TrimRight(string(physical), "\r\n")}
				ln.problem = quoting(err)
			} else {
				ln.problem = controlCharacter(physical, cells)
			}
			if !yield(ln) {
				return
			}
		}
	}
}

// cutLine splits off the first physical line with its end.
func cutLine(text []byte) (physical, rest []byte) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i+1], text[i+1:]
	}
	return text, nil
}

// lineSource hands the CSV reader one physical line and then the end of input, so that a row never
// runs on into the next line.
type lineSource struct{ rest []byte }

func (s *lineSource) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func quoting(err error) string {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err.Error()
	}
	if errors.Is(err, csv.ErrBareQuote) {
		return fmt.Sprintf("a quote mark stands within an unquoted text, at byte %d", parse.Column)
	}
	return fmt.Sprintf("a quoted text is not closed on its line or holds a lone quote mark, at byte %d", parse.Column)
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
