package ods

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// ErrUnknown says that a file is of no known format. The error that wraps it says why.
var ErrUnknown = errors.New("of no known format")

// unknown is why no reader takes a file.
type unknown string

func (u unknown) Error() string        { return string(u) }
func (u unknown) Is(target error) bool { return target == ErrUnknown }

func unknownf(format string, args ...any) error { return unknown(fmt.Sprintf(format, args...)) }

// A file is recognised by its beginning, so that a big file of something else is never read whole.
const beginning = 64 << 10

var zipMark = []byte("PK\x03\x04")

// recognised is a file that a reader takes: the reader fills f from the whole content.
type recognised struct {
	format Format
	read   func(f *File, raw []byte) error
}

// recognise tells the format of a file from its name and its beginning; an error says why there is none.
func recognise(name string, head []byte, whole bool) (recognised, error) {
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(head, byteOrderMark))) == 0:
		return recognised{}, unknown("it is empty")
	case bytes.HasPrefix(head, zipMark):
		return recognised{format: EPCN, read: readWorkbook}, nil
	case isWorkbookName(name):
		return recognised{}, unknown("named as a workbook, but it is none")
	case bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		return recognised{}, unknown("its text is UTF-16: save it as UTF-8")
	}
	return recogniseText(name, head, whole)
}

func recogniseText(name string, head []byte, whole bool) (recognised, error) {
	if !whole {
		// The beginning may end within a line.
		head = head[:bytes.LastIndexByte(head, '\n')+1]
	}
	head = bytes.TrimPrefix(head, byteOrderMark)
	var header, codes []string
	wide, rows := 0, 0
	for ln := range lines(head) {
		if rows++; rows == 1 && ln.problem == "" {
			header = slices.Clone(ln.cells)
		}
		if ln.problem == "" && len(ln.cells) == orgWidth {
			wide++
			codes = append(codes, strings.ToUpper(strings.TrimSpace(ln.cells[orgCode])))
		}
	}
	if h, l, reason := matchHeader(header); h != nil {
		return recognised{format: h.format, read: textReader(func(f *File, text []byte) {
			l.rows = bytes.Count(text, []byte{'\n'})
			h.read(f, l, body(lines(text)))
		})}, nil
	} else if reason != "" {
		return recognised{}, unknown(reason)
	}
	// One damaged row does not make a file another's.
	if wide > 0 && 2*wide >= rows {
		format, err := recognise27(stemOf(name), codes)
		return recognised{format: format, read: textReader(readOrganisations)}, err
	}
	if named := formatOfName(stemOf(name)); named != "" {
		return recognised{}, unknownf("named %s, but %d of its first %d rows have %d columns", named, wide, rows, orgWidth)
	}
	return recognised{}, unknown("neither 27 columns nor a header of a known format")
}

func textReader(read func(f *File, text []byte)) func(f *File, raw []byte) error {
	return func(f *File, raw []byte) error {
		text, encoding, err := decode(raw)
		if err != nil {
			return err
		}
		f.Encoding = encoding
		read(f, text)
		return nil
	}
}

// stemOf is a base name without its extensions.
func stemOf(name string) string {
	stem, _, _ := strings.Cut(name, ".")
	return stem
}

func isWorkbookName(name string) bool { return strings.EqualFold(filepath.Ext(name), ".xlsx") }
