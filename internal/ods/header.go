package ods

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
)

// headed is a format, or a sheet of a workbook, whose first row names its columns.
type headed struct {
	format  Format
	columns []column
	read    func(f *File, l *layout, rows iter.Seq[line])
}

// column is a column of a headed format, told by its heading.
type column struct {
	// names are the headings that vintages give it, with '#' for any digit.
	names []string
	// words are what a heading says where vintages word it freely; without is what it must not say.
	words, without []string
	optional       bool
}

// headedFormats are tried in this order; no header fits two of them.
var headedFormats = []headed{practiceMapFormat, patientsFormat, registerFormat, icbNamesFormat, centroidFormat}

// match finds the columns of the format in a header. Order, case and further columns don't matter.
// Where the header is another's, missing names the columns that it lacks; twice is a heading that
// says the same as one before it.
func (h headed) match(header []string) (l *layout, missing []string, twice string) {
	l = &layout{width: len(header)}
	for _, c := range h.columns {
		at := slices.IndexFunc(header, c.means)
		label := c.label()
		if at >= 0 {
			label = strings.Join(strings.Fields(header[at]), " ")
			if again := slices.IndexFunc(header[at+1:], c.means); again >= 0 {
				twice = strings.Join(strings.Fields(header[at+1+again]), " ")
			}
		} else if !c.optional {
			missing = append(missing, c.label())
		}
		l.at = append(l.at, at)
		l.labels = append(l.labels, label)
	}
	return l, missing, twice
}

// required is the number of columns that a header must have.
func (h headed) required() (n int) {
	for _, c := range h.columns {
		if !c.optional {
			n++
		}
	}
	return n
}

// label is how a column is called where no header calls it anything.
func (c column) label() string {
	if c.names != nil {
		return c.names[0]
	}
	return strings.ToLower(strings.Join(c.words, " "))
}

func (c column) means(heading string) bool {
	if c.words != nil {
		said := wordsOf(heading)
		says := func(word string) bool { return slices.Contains(said, word) }
		return !slices.ContainsFunc(c.words, func(w string) bool { return !says(w) }) && !slices.ContainsFunc(c.without, says)
	}
	name := strings.ToUpper(strings.TrimSpace(heading))
	masked := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '#'
		}
		return r
	}, name)
	return slices.Contains(c.names, name) || slices.Contains(c.names, masked)
}

// synonyms are the words that headings use for the same thing: what was a clinical commissioning
// group is a sub-ICB location, and the partners of a network are practices. Empty words say nothing.
var synonyms = map[string]string{"CCG": "AREA", "SUB": "AREA", "ICB": "", "LOC": "", "LOCATION": "", "PRACTICE": "PARTNER"}

// wordsOf are the words of a heading, which may hold line breaks.
func wordsOf(heading string) []string {
	words := strings.FieldsFunc(strings.ToUpper(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i, w := range words {
		if same, ok := synonyms[w]; ok {
			words[i] = same
		}
	}
	return words
}

// matchHeader finds the format of a header. Where none fits, reason tells what the nearest lacks.
func matchHeader(header []string) (h *headed, l *layout, reason string) {
	for i := range headedFormats {
		h = &headedFormats[i]
		l, missing, twice := h.match(header)
		switch {
		case len(missing) == 0 && twice != "":
			return nil, nil, fmt.Sprintf("looks like %s but has two columns %s", h.format, twice)
		case len(missing) == 0:
			return h, l, ""
		case 2*len(missing) < h.required() && reason == "":
			reason = fmt.Sprintf("looks like %s but has no column %s", h.format, strings.Join(missing, ", "))
		}
	}
	return nil, nil, reason
}
