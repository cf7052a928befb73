package planner

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The codes of the errors made here.
const (
	badUserInput = "BAD_USER_INPUT"
	tooComplex   = "TOO_COMPLEX"
)

// maxErrors is how many errors one request is told of.
const maxErrors = 20

// place is where in a request something stands, for the errors about it.
type place struct {
	name string   // as a message names it: practices(where.listSize.gt), or $variable.listSize
	path ast.Path // response keys; nil for a variable
	at   gqlerror.Location
}

// failures are the errors of one request. A nil one is ready for use.
type failures struct{ errs gqlerror.List }

func (f *failures) add(at place, code, format string, args ...any) *failures {
	if f == nil {
		f = &failures{}
	}
	e := &gqlerror.Error{
		Message:    at.name + ": " + fmt.Sprintf(format, args...),
		Path:       at.path,
		Locations:  []gqlerror.Location{at.at},
		Extensions: map[string]any{"code": code},
	}
	known := func(k *gqlerror.Error) bool { return k.Message == e.Message && k.Locations[0] == e.Locations[0] }
	if len(f.errs) < maxErrors && !slices.ContainsFunc(f.errs, known) { // kinds of one node share what is wrong
		f.errs = append(f.errs, e)
	}
	return f
}

// join takes the errors of another stage over.
func (f *failures) join(g *failures) *failures {
	switch {
	case g == nil:
		return f
	case f == nil:
		return g
	}
	f.errs = append(f.errs, g.errs...)
	f.errs = f.errs[:min(len(f.errs), maxErrors)]
	return f
}

// list returns the errors in the order of the document.
func (f *failures) list() gqlerror.List {
	slices.SortStableFunc(f.errs, func(a, b *gqlerror.Error) int {
		x, y := a.Locations[0], b.Locations[0]
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return f.errs
}

func location(p *ast.Position) gqlerror.Location {
	if p == nil {
		return gqlerror.Location{}
	}
	return gqlerror.Location{Line: p.Line, Column: p.Column}
}

// quote prints a value of the request, cut where it is long.
func quote(v any) string {
	const longest = 40
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		if utf8.RuneCountInString(v) > longest {
			v = string([]rune(v)[:longest]) + "…"
		}
		return strconv.Quote(v)
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	default:
		text := fmt.Sprint(v)
		if len(text) > longest {
			text = text[:longest] + "…"
		}
		return text
	}
}
