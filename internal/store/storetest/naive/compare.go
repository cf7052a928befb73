package naive

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/cases"

	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// order compares two values of one type, neither of them null.
// semantics: Order
func order(a, b any) int {
	switch a := a.(type) {
	case string: // by code point
		return slices.Compare([]rune(a), []rune(b.(string)))
	case int:
		return cmp.Compare(a, b.(int))
	case float64:
		return cmp.Compare(a, b.(float64))
	case day.Day:
		return cmp.Compare(a, b.(day.Day))
	case bool: // false before true
		return number(a) - number(b.(bool))
	}
	panic("a value of no type of the catalog")
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compare says whether a value stands to an argument as the operator has it.
func compare(value any, op plan.Operator, arg any, fold bool) bool {
	// semantics: Null
	if value == nil {
		return false
	}
	if op == plan.In {
		return slices.ContainsFunc(arg.([]any), func(item any) bool { return compare(value, plan.Eq, item, fold) })
	}
	// semantics: Filters
	if fold {
		value, arg = folded(value), folded(arg)
	}
	switch op {
	case plan.Eq:
		return value == arg
	case plan.Lt:
		return order(value, arg) < 0
	case plan.Lte:
		return order(value, arg) <= 0
	case plan.Gt:
		return order(value, arg) > 0
	case plan.Gte:
		return order(value, arg) >= 0
	case plan.Contains:
		return strings.Contains(value.(string), arg.(string))
	case plan.StartsWith:
		return strings.HasPrefix(value.(string), arg.(string))
	case plan.EndsWith:
		return strings.HasSuffix(value.(string), arg.(string))
	}
	panic("an operator without meaning: " + op.String())
}

func folded(text any) any {
	return cases.Fold().String(text.(string))
}
