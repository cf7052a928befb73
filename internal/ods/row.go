package ods

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
)

// layout says where a file keeps the columns of its format.
type layout struct {
	sheet    string   // workbooks only
	heading  int      // the row of a sheet's headings
	labels   []string // what the file calls each column of the format
	at       []int    // its index in the row, -1 where the file has none
	width    int      // cells that every row must have; 0 where rows may be short (workbooks)
	rows     int      // about as many rows as there are; 0 where that is unknown
	serials  bool     // numbers in date columns are serial numbers
	from1904 bool
}

// row reads the cells of one line and keeps the first thing that is wrong with them.
type row struct {
	line
	*layout
}

func (r *row) fail(column int, format string, args ...any) {
	if r.problem == "" {
		r.problem = "column " + r.labels[column] + ": " + fmt.Sprintf(format, args...)
	}
}

func (r *row) text(column int) string {
	if at := r.at[column]; at >= 0 && at < len(r.cells) {
		return strings.TrimSpace(r.cells[at])
	}
	return ""
}

func (r *row) upper(column int) string { return strings.ToUpper(r.text(column)) }

// code reads a code that the row can't do without.
func (r *row) code(column int) string {
	code := r.optionalCode(column)
	if code == "" {
		r.fail(column, "the code is empty")
	}
	return code
}

func (r *row) optionalCode(column int) string {
	code := r.upper(column)
	if code != "" && !wellFormed(code) {
		r.fail(column, "%q is no code: 1 to 12 of A-Z, 0-9 and '-'", code)
	}
	return code
}

func wellFormed(code string) bool {
	if len(code) > 12 {
		return false
	}
	for i := range len(code) {
		c := code[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return code != ""
}

func (r *row) date(column int) Date {
	s := r.text(column)
	if s == "" {
		return Date{}
	}
	d, err := parseDate(s)
	if err != nil && r.serials {
		d, err = parseSerial(s, r.from1904)
	}
	if err != nil {
		r.fail(column, "%v", err)
		return Date{}
	}
	if d == filler {
		return Date{}
	}
	return Date{Day: d, Set: true}
}

// dates reads a first and a last day.
func (r *row) dates(first, last int) (from, to Date) {
	from, to = r.date(first), r.date(last)
	if from.Set && to.Set && to.Day < from.Day {
		r.fail(last, "%v is before %v in column %s", to.Day, from.Day, r.labels[first])
	}
	return from, to
}

// count reads a whole number from 0 to the largest of 32 bits, which is what GraphQL's Int holds.
func (r *row) count(column int) int {
	n := r.integer(column)
	if n < 0 {
		r.fail(column, "%d is below 0", n)
	}
	return n
}

// integer reads a whole number of 32 bits; "112.0" is one.
func (r *row) integer(column int) int {
	s := r.text(column)
	whole := strings.TrimRight(s, "0")
	if whole != s && strings.HasSuffix(whole, ".") {
		whole = strings.TrimSuffix(whole, ".")
	} else {
		whole = s
	}
	n, err := strconv.ParseInt(whole, 10, 32)
	switch {
	case errors.Is(err, strconv.ErrRange):
		r.fail(column, "%s is beyond the whole numbers of 32 bits", s)
	case err != nil:
		r.fail(column, "%q is no whole number", s)
	}
	return int(n)
}

// degrees reads a decimal number from -limit to limit.
func (r *row) degrees(column int, limit float64) float64 {
	s := r.text(column)
	n, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil || strings.ContainsAny(s, "xXpP_") || math.IsNaN(n):
		r.fail(column, "%q is no number", s)
	case n < -limit || n > limit:
		r.fail(column, "%s is outside -%v to %v", s, limit, limit)
	}
	return n
}

// collect reads each line as a record or a reject of the file. Where key is given, a key stands on
// one row only: the first stays.
func collect[T any](f *File, l *layout, rows iter.Seq[line], read func(*row) T, key func(*T) string) []T {
	records := make([]T, 0, l.rows)
	firstLine := make(map[string]int, l.rows)
	r := &row{layout: l}
	for ln := range rows {
		f.Rows++
		r.line = ln
		if r.problem == "" && l.width > 0 && len(r.cells) != l.width {
			r.problem = fmt.Sprintf("%d columns instead of %d", len(r.cells), l.width)
		}
		if r.problem == "" {
			records = append(records, read(r))
			if r.problem == "" && key != nil {
				k := key(&records[len(records)-1])
				if first, seen := firstLine[k]; seen {
					r.problem = fmt.Sprintf("%s is already on line %d", k, first)
				} else {
					firstLine[k] = r.number
				}
			}
			if r.problem != "" {
				records = records[:len(records)-1]
			}
		}
		if r.problem != "" {
			f.Rejects = append(f.Rejects, Reject{
				File: f.Name, Sheet: l.sheet, Line: r.number, Reason: r.problem, Row: slices.Clone(r.cells),
			})
		}
	}
	if len(records) == 0 {
		return nil
	}
	return records
}
