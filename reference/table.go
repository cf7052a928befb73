package reference

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// marks are the last columns of every file.
var marks = []string{"source", "since", "until", "origin"}

// form is what the header of a file may be: the first columns, more of them in any order, and the marks.
type form struct {
	first, more []string
	of          string // what has the further columns
}

// row is one record of a file, by column.
type row struct {
	Mark
	columns, values []string // but for the marks
}

// Errorf makes an error that names file and line of a record.
func (m *Mark) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: "+format, append([]any{m.File, m.Line}, args...)...)
}

// place is where a record stands, for a message about another one.
func place(m *Mark) string {
	if m.Own {
		return fmt.Sprintf("%s:%d", m.File, m.Line)
	}
	return fmt.Sprintf("reference/%s:%d", m.File, m.Line)
}

// read reads a file of a form, row by row. A row is used up when take returns.
func (l *loader) read(name string, f form, take func(*row) error) error {
	content := l.files[name]
	if err := checkText(name, content); err != nil {
		return err
	}
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord, reader.ReuseRecord = -1, true // a wrong number is told with our own words
	header, err := next(name, reader)
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s:1: no header: the first line is %s", name, f)
	}
	if err != nil {
		return err
	}
	header = slices.Clone(header)
	if err := f.check(name, header); err != nil {
		return err
	}
	for {
		record, err := next(name, reader)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := reader.FieldPos(0)
		r := row{Mark: Mark{File: name, Line: line, Since: day.Min, Until: day.Max, Own: l.builtIn != nil}}
		if l.records++; l.records > maxRecords {
			return r.Errorf("the files hold more than %d records, which is the limit: leave out what is none of your own", maxRecords)
		}
		if err := r.parse(record, header); err != nil {
			return err
		}
		if err := take(&r); err != nil {
			return err
		}
	}
}

// next reads a record; io.EOF where there is none.
func next(name string, reader *csv.Reader) ([]string, error) {
	record, err := reader.Read()
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		return nil, fmt.Errorf(`%s:%d: %w: put a value with a quote or a comma in quotes, and write "" for a quote in it`,
			name, syntax.Line, syntax.Err)
	}
	return record, err
}

// String is the header as it is to be written.
func (f form) String() string {
	columns := strings.Join(f.first, ",")
	if f.more != nil {
		columns += ",…"
	}
	return columns + "," + strings.Join(marks, ",")
}

func (f form) check(name string, header []string) error {
	first := len(f.first)
	rest := len(header) - len(marks)
	if rest < first || !slices.Equal(header[:first], f.first) || !slices.Equal(header[rest:], marks) || f.more == nil && rest > first {
		return fmt.Errorf("%s:1: the columns are %s, not %s", name, strings.Join(header, ","), f)
	}
	for i, column := range header[first:rest] {
		if !slices.Contains(f.more, column) {
			return fmt.Errorf("%s:1: column %q: %s has the columns %s", name, column, f.of, strings.Join(f.more, ", "))
		}
		if slices.Contains(header[:first+i], column) {
			return fmt.Errorf("%s:1: column %q is there twice: remove one of the two", name, column)
		}
	}
	return nil
}

func (r *row) parse(record, header []string) error {
	if len(record) != len(header) {
		return r.Errorf("%d columns, not %d: %s", len(record), len(header), strings.Join(header, ","))
	}
	own := len(header) - len(marks)
	for i, v := range record {
		if strings.TrimSpace(v) != v {
			return r.Errorf("%s %q has space around it: remove it", header[i], v)
		}
		if strings.ContainsFunc(v, unicode.IsControl) {
			return r.Errorf("%s %q has a line break or another control character: remove it", header[i], v)
		}
	}
	r.columns, r.values, r.Source = header[:own], record[:own], record[own]
	if r.Source == "" {
		return r.Errorf("no source: say who states it")
	}
	for _, origin := range [...]string{"PUBLISHED", "DERIVED", "SYNTHETIC"} {
		if record[own+3] == origin {
			r.Origin = origin
		}
	}
	if r.Origin == "" {
		return r.Errorf("origin %q: write PUBLISHED, DERIVED or SYNTHETIC", record[own+3])
	}
	var err error
	if since := record[own+1]; since != "" {
		if r.Since, err = day.Parse(since); err != nil {
			return r.Errorf("since: %w", err)
		}
	}
	if until := record[own+2]; until != "" {
		if r.Until, err = day.Parse(until); err != nil {
			return r.Errorf("until: %w", err)
		}
	}
	if r.Since > r.Until {
		return r.Errorf("ends on %v, before it begins on %v: until is the last day", r.Until, r.Since)
	}
	return nil
}

// checkCode says what is wrong with a code; a kind that only the ODS knows needs one of those.
func (r *row) checkCode(code string, ods bool, kind *catalog.Kind) error {
	switch {
	case ods && !catalog.IsODSCode(code):
		return r.Errorf("%q is no ODS code: kind %s needs one, of 1 to 12 of A-Z, 0-9 and the hyphen", code, kind.Name)
	case !catalog.IsODSCode(code) && !catalog.IsOwnCode(code):
		return r.Errorf("%q is no code: write an ODS code in upper case, or one of your own of 2 to 64 of a-z, 0-9 and the hyphen, a letter first", code)
	}
	return nil
}

func checkText(name string, content []byte) error {
	if bytes.HasPrefix(content, []byte("\uFEFF")) {
		return fmt.Errorf("%s:1: a byte order mark: save the file as UTF-8 without one", name)
	}
	if utf8.Valid(content) {
		return nil
	}
	line := 1
	for text := range bytes.Lines(content) {
		if !utf8.Valid(text) {
			break
		}
		line++
	}
	return fmt.Errorf("%s:%d: not UTF-8: save the file as UTF-8", name, line)
}
