package reference

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"orggraph/internal/day"
)

// marks are the last columns of every file.
var marks = []string{"source", "since", "until", "origin"}

// row is one record of a file, by column.
type row struct {
	Mark
	values []string
}

// fail makes an error that names the row's file and line.
func (r *row) fail(format string, args ...any) error {
	return fmt.Errorf("%s:%d: "+format, append([]any{r.File, r.Line}, args...)...)
}

// table reads a file whose header is the given columns and then the marks.
func table(files fs.FS, name string, columns ...string) ([]row, error) {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	if err := checkEncoding(name, content); err != nil {
		return nil, err
	}
	header := append(slices.Clone(columns), marks...)
	reader := csv.NewReader(strings.NewReader(string(content)))
	reader.FieldsPerRecord = -1 // a wrong number is told with our own words
	var rows []row
	for first := true; ; first = false {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			if first {
				return nil, fmt.Errorf("%s:1: no header", name)
			}
			return rows, nil
		}
		if err != nil {
			var syntax *csv.ParseError
			if errors.As(err, &syntax) {
				return nil, fmt.Errorf("%s:%d: %w", name, syntax.Line, syntax.Err)
			}
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := reader.FieldPos(0)
		if first {
			if !slices.Equal(record, header) {
				return nil, fmt.Errorf("%s:%d: columns %q, not %q", name, line, record, header)
			}
			continue
		}
		r, err := parse(name, line, record, header)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
}

func parse(name string, line int, record, header []string) (row, error) {
	r := row{Mark: Mark{File: name, Line: line, Since: day.Min, Until: day.Max}}
	if len(record) != len(header) {
		return r, r.fail("%d columns, not %d", len(record), len(header))
	}
	own := len(header) - len(marks)
	for i, v := range record {
		if strings.TrimSpace(v) != v {
			return r, r.fail("%s %q has space around it", header[i], v)
		}
	}
	r.values, r.Source, r.Origin = record[:own], record[own], record[own+3]
	if r.Source == "" {
		return r, r.fail("no source")
	}
	if r.Origin != "PUBLISHED" && r.Origin != "DERIVED" {
		return r, r.fail("origin %q is neither PUBLISHED nor DERIVED", r.Origin)
	}
	var err error
	if since := record[own+1]; since != "" {
		if r.Since, err = day.Parse(since); err != nil {
			return r, r.fail("since: %w", err)
		}
	}
	if until := record[own+2]; until != "" {
		if r.Until, err = day.Parse(until); err != nil {
			return r, r.fail("until: %w", err)
		}
	}
	if r.Since > r.Until {
		return r, r.fail("ends on %v, before it begins on %v", r.Until, r.Since)
	}
	return r, nil
}

func checkEncoding(name string, content []byte) error {
	for i, line := range strings.Split(string(content), "\n") {
		if !utf8.ValidString(line) {
			return fmt.Errorf("%s:%d: not UTF-8", name, i+1)
		}
		if strings.HasPrefix(line, "\uFEFF") {
			return fmt.Errorf("%s:%d: a byte order mark", name, i+1)
		}
	}
	return nil
}

// fold is how a line of an address is compared: upper case, single spaces.
func fold(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }
