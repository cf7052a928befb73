package memory

import (
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"orggraph/internal/plan"
)

// textTest is plan.Operator.Holds for text, without boxing.
func textTest(o plan.Operator, arg any) func(string) bool {
	if o == plan.In {
		known := map[string]bool{}
		for _, item := range arg.([]any) {
			known[item.(string)] = true
		}
		return func(v string) bool { return known[v] }
	}
	a := arg.(string)
	switch o {
	case plan.Eq:
		return func(v string) bool { return v == a }
	case plan.Lt:
		return func(v string) bool { return v < a }
	case plan.Lte:
		return func(v string) bool { return v <= a }
	case plan.Gt:
		return func(v string) bool { return v > a }
	case plan.Gte:
		return func(v string) bool { return v >= a }
	case plan.Contains:
		return func(v string) bool { return strings.Contains(v, a) }
	case plan.StartsWith:
		return func(v string) bool { return strings.HasPrefix(v, a) }
	default:
		return func(v string) bool { return strings.HasSuffix(v, a) }
	}
}

// numberTest is plan.Operator.Holds for everything else, as numbers.
func numberTest(o plan.Operator, arg any) func(float64) bool {
	if o == plan.In {
		var known []float64
		for _, item := range arg.([]any) {
			known = append(known, number(item))
		}
		slices.Sort(known) // a list may be as long as a request
		return func(v float64) bool {
			_, found := slices.BinarySearch(known, v)
			return found
		}
	}
	a := number(arg)
	switch o {
	case plan.Eq:
		return func(v float64) bool { return v == a }
	case plan.Lt:
		return func(v float64) bool { return v < a }
	case plan.Lte:
		return func(v float64) bool { return v <= a }
	case plan.Gt:
		return func(v float64) bool { return v > a }
	default:
		return func(v float64) bool { return v >= a }
	}
}

// foldArgument folds a text, or each of a list of texts.
func foldArgument(arg any) any {
	list, ok := arg.([]any)
	if !ok {
		return plan.Fold(arg.(string))
	}
	folded := make([]any, len(list))
	for i, item := range list {
		folded[i] = plan.Fold(item.(string))
	}
	return folded
}

// fold is plan.Fold, quick for ASCII. Its result is gone with the next call.
func (x *run) fold(s string) string {
	x.scratch = x.scratch[:0]
	for i := range len(s) {
		b := s[i]
		if b >= utf8.RuneSelf {
			return plan.Fold(s)
		}
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		x.scratch = append(x.scratch, b)
	}
	return unsafe.String(unsafe.SliceData(x.scratch), len(x.scratch))
}
