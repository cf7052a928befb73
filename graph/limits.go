package graph

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"

	"orggraph/internal/store"
)

// Limits bound what one operation may ask for.
type Limits struct {
	Tokens        int // in a document
	Depth         int // of fields within fields
	Fields        int // with each fragment counted wherever it is spread
	RootFields    int // likewise, of the operation itself
	Aliases       int // likewise
	Directives    int // in a document, as it is written
	Introspection int // values in an answer about the schema, roughly
	Errors        int // in an answer; one more says that others are left out
	Cost          int // rows that an operation may come to, as docs/semantics.md reckons them
	AnswerBytes   int // of the answer, all root fields together
	CacheBytes    int // of documents that are kept parsed, roughly
}

// DefaultLimits are the limits where nothing else is said.
func DefaultLimits() Limits {
	return Limits{
		Tokens: 1000, Depth: 20, Fields: 5000, RootFields: 50, Aliases: 100, Directives: 50,
		Introspection: 200_000, Errors: 20, Cost: 500_000, AnswerBytes: 16 << 20, CacheBytes: 16 << 20,
	}
}

// The names of the limits as who runs a server sets them, and as a refusal tells them.
const (
	limitTokens        = "limit-tokens"
	limitDepth         = "limit-depth"
	limitFields        = "limit-fields"
	limitRootFields    = "limit-root-fields"
	limitAliases       = "limit-aliases"
	limitDirectives    = "limit-directives"
	limitIntrospection = "limit-introspection"
	limitErrors        = "limit-errors"
	limitCost          = "limit-cost"
	limitAnswer        = "limit-answer"
	limitTime          = "timeout-answer"
)

// longestName is how many bytes a name may have. None of the schema has a quarter of it, and validation
// compares one that it does not know with all that it might be.
const longestName = 256

// aboveLimit refuses what goes above a limit. Without a name it is one that nobody sets; a value of 0 is
// not known.
func aboveLimit(limit string, most, value int, format string, args ...any) *gqlerror.Error {
	err := coded(store.TooComplex, format, args...)
	err.Extensions["max"] = most
	if limit != "" {
		err.Extensions["limit"] = limit
	}
	if value > 0 {
		err.Extensions["value"] = value
	}
	return err
}

// scan holds the text of a document to the limits of tokens, comments among them, and of a name. An error
// in the text ends it, and is left to the parser.
func (l Limits) scan(text string) *gqlerror.Error {
	tokens := lexer.New(&ast.Source{Input: text})
	for n := 0; ; n++ {
		t, _ := tokens.ReadToken()
		switch {
		case t.Kind == lexer.EOF, t.Kind == lexer.Invalid:
			return nil
		case n == l.Tokens:
			return aboveLimit(limitTokens, l.Tokens, 0, "the document has more than %d tokens", l.Tokens)
		case t.Kind == lexer.Name && len(t.Value) > longestName:
			refused := aboveLimit("", longestName, len(t.Value), "a name has %d bytes: at most %d are allowed", len(t.Value), longestName)
			refused.Locations = []gqlerror.Location{{Line: t.Pos.Line, Column: t.Pos.Column}}
			return refused
		}
	}
}

// check holds what a document asks for to the limits. Its verdict is for all operations in it, and for a
// fragment that none of them spreads, which is invalid as well but has to be looked at to say so.
func (l Limits) check(d *ast.QueryDocument, fan map[string]float64) (errs gqlerror.List) {
	m := newMeter(d, fan, l.Directives)
	for _, o := range d.Operations {
		c := m.operation(o)
		errs = append(errs, l.exceeded(c, "the operation", o.Position)...)
		if c.width > l.RootFields {
			errs = append(errs, at(o.Position, aboveLimit(limitRootFields, l.RootFields, c.width,
				"the operation has %d root fields: at most %d are allowed", c.width, l.RootFields)))
		}
	}
	for _, f := range d.Fragments {
		if c := m.fragment(f.Name); len(errs) == 0 {
			errs = l.exceeded(c, "the fragment", f.Position)
		}
	}
	if m.directives > l.Directives {
		errs = append(errs, at(m.tooMany, aboveLimit(limitDirectives, l.Directives, m.directives,
			"the document has %d directives: at most %d are allowed", m.directives, l.Directives)))
	}
	return errs
}

// exceeded tells which limits a definition goes above. What is counted ends at costMax: then nobody knows
// how much more it is.
func (l Limits) exceeded(c cost, what string, position *ast.Position) (errs gqlerror.List) {
	for _, bound := range []struct {
		limit       string
		value, most int
		message     string
	}{
		{limitDepth, c.depth, l.Depth, "%s nests fields %s deep: at most %d are allowed"},
		{limitFields, c.fields, l.Fields, "%s asks for %s fields, with fragments spread: at most %d are allowed"},
		{limitAliases, c.aliases, l.Aliases, "%s has %s aliases, with fragments spread: at most %d are allowed"},
		{limitIntrospection, int(c.introspection), l.Introspection, "%s asks for about %s values of the schema: at most %d are allowed"},
	} {
		if bound.value > bound.most {
			known, told := bound.value, strconv.Itoa(bound.value)
			if known == costMax {
				known, told = 0, "over a billion"
			}
			errs = append(errs, at(position, aboveLimit(bound.limit, bound.most, known, bound.message, what, told, bound.most)))
		}
	}
	return errs
}

// at says where in the document an error is.
func at(p *ast.Position, err *gqlerror.Error) *gqlerror.Error {
	if p != nil {
		err.Locations = []gqlerror.Location{{Line: p.Line, Column: p.Column}}
	}
	return err
}
