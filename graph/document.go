package graph

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"orggraph/internal/store"
)

// document parses a document, holds it to the limits and validates it, or finds it as it was kept. Limits
// come first, because some rules of validation take time that grows with the square of what they look at.
// What is refused is not kept.
func (e *Engine) document(ctx context.Context, text string) (*ast.QueryDocument, gqlerror.List) {
	if d, ok := e.documents.Get(ctx, text); ok {
		return d, nil
	}
	if err := e.limits.scan(text); err != nil {
		return nil, gqlerror.List{err}
	}
	d, err := parser.ParseQuery(&ast.Source{Input: text})
	var syntax *gqlerror.Error
	switch {
	case errors.As(err, &syntax):
		return nil, requestErrors(gqlerror.List{syntax})
	case err != nil:
		return nil, gqlerror.List{e.present(ctx, err)}
	case len(d.Operations) == 0:
		return nil, gqlerror.List{coded(store.BadUserInput, "the document holds no operation")}
	}
	if errs := e.limits.check(d, e.fan); len(errs) > 0 {
		return nil, errs
	}
	dropRepeats(d)
	if errs := validate(d, e.limits.Errors+1); len(errs) > 0 {
		return nil, requestErrors(errs)
	}
	e.documents.Add(ctx, text, d)
	return d, nil
}

// dropRepeats leaves a field out that stands in the same selection set before and selects nothing: it adds
// nothing to the answer, and validation compares each with each.
func dropRepeats(d *ast.QueryDocument) {
	for _, o := range d.Operations {
		o.SelectionSet = once(o.SelectionSet)
	}
	for _, f := range d.Fragments {
		f.SelectionSet = once(f.SelectionSet)
	}
}

func once(set ast.SelectionSet) ast.SelectionSet {
	type leaf struct{ alias, name string }
	seen := map[leaf]bool{}
	return slices.DeleteFunc(set, func(selection ast.Selection) bool {
		switch s := selection.(type) {
		case *ast.InlineFragment:
			s.SelectionSet = once(s.SelectionSet)
		case *ast.Field:
			if len(s.SelectionSet)+len(s.Arguments)+len(s.Directives) > 0 {
				s.SelectionSet = once(s.SelectionSet)
				return false
			}
			l := leaf{s.Alias, s.Name}
			again := seen[l]
			seen[l] = true
			return again
		}
		return false
	})
}

// validationRules are those of GraphQL, in a fixed order.
var validationRules = func() (list []core.Rule) {
	for name, rule := range rules.NewDefaultRules().GetInner() {
		list = append(list, core.Rule{Name: name, RuleFunc: rule})
	}
	slices.SortFunc(list, func(a, b core.Rule) int { return cmp.Compare(a.Name, b.Name) })
	return list
}()

// enough ends a validation that has found as many errors as are asked for.
type enough struct{}

// validate applies the rules of GraphQL and returns the first errors, at most as many as it is told. What
// the validator itself offers has no end: a document of 29 KB can be wrong in 120 MB of ways.
func validate(d *ast.QueryDocument, most int) (errs gqlerror.List) {
	defer func() {
		if p := recover(); p != nil && p != (enough{}) {
			panic(p)
		}
	}()
	var observers core.Events
	for _, rule := range validationRules {
		rule.RuleFunc(&observers, func(options ...core.ErrorOption) {
			err := &gqlerror.Error{Rule: rule.Name}
			for _, option := range options {
				option(err)
			}
			if errs = append(errs, err); len(errs) == most {
				panic(enough{})
			}
		})
	}
	core.Walk(parsedSchema, d, &observers)
	return errs
}
