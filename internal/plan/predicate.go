package plan

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// Predicate is a condition on a node and on the edge in hand, by which it was reached; at a root there
// is none. It has two values: what is null fails it, and passes its negation. The set is sealed. A
// predicate is judged on the day of the connection that filters.
type Predicate interface{ predicate() }

type (
	// And holds where all do; an empty one is true.
	And []Predicate
	// Or holds where any does; an empty one is false.
	Or []Predicate
	// Not holds where its predicate does not.
	Not struct{ Of Predicate }
	// Compare compares a property of the node with an argument.
	Compare struct {
		Property *catalog.Property
		Operator Operator
		Arg      Slot
		Fold     bool // both sides by Fold
	}
	// IsNull holds where the property's being null equals the argument, a boolean.
	IsNull struct {
		Property *catalog.Property
		Arg      Slot
	}
	// CompareEdge compares a value of the edge in hand: ValidFrom, ValidTo (as published), Origin or an enum
	// of its type.
	CompareEdge struct {
		Value    EdgeProperty
		Of       *catalog.Property // for OfType
		Operator Operator
		Arg      Slot
	}
	// IsNullEdge is IsNull for a value of the edge in hand.
	IsNullEdge struct {
		Value EdgeProperty
		Of    *catalog.Property // for OfType
		Arg   Slot
	}
	// Quantified weighs the targets of a to-many relation that meet a condition against all of them.
	Quantified struct {
		Relation   *catalog.Relation
		Quantifier Quantifier
		Where      Predicate // on the target and its edge; nil is true
	}
	// CompareCount compares a count with an argument.
	CompareCount struct {
		Count    Count
		Operator Operator
		Arg      Slot
	}
	// Reach holds where the to-one relation has a target that meets a condition.
	Reach struct {
		Relation *catalog.Relation
		Where    Predicate // on the target and its edge; nil is true
	}
	// Exists holds where the to-one relation's having a target equals the argument, a boolean.
	Exists struct {
		Relation *catalog.Relation
		Arg      Slot
	}
)

func (And) predicate()           {}
func (Or) predicate()            {}
func (*Not) predicate()          {}
func (*Compare) predicate()      {}
func (*IsNull) predicate()       {}
func (*CompareEdge) predicate()  {}
func (*IsNullEdge) predicate()   {}
func (*Quantified) predicate()   {}
func (*CompareCount) predicate() {}
func (*Reach) predicate()        {}
func (*Exists) predicate()       {}

// Quantifier says how many targets have to meet the conditions.
type Quantifier int

// The quantifiers. All is true of no targets.
const (
	Some Quantifier = iota
	All
	NoneOf
	Single
)

// String is the quantifier's name in GraphQL.
func (q Quantifier) String() string { return [...]string{"some", "all", "none", "single"}[q] }

// Operator compares a value that is not null with an argument of the same type.
type Operator int

// The operators. In takes a []any; the last three compare text.
const (
	Eq Operator = iota
	In
	Lt
	Lte
	Gt
	Gte
	Contains
	StartsWith
	EndsWith
)

// String is the operator's name in GraphQL.
func (o Operator) String() string {
	return [...]string{"eq", "in", "lt", "lte", "gt", "gte", "contains", "startsWith", "endsWith"}[o]
}

// Holds is the operator's meaning. A null value fails every operator.
func (o Operator) Holds(value, arg any) bool {
	if value == nil {
		return false
	}
	switch o {
	case In:
		for _, item := range arg.([]any) {
			if CompareValues(value, item) == 0 {
				return true
			}
		}
		return false
	case Contains:
		return strings.Contains(value.(string), arg.(string))
	case StartsWith:
		return strings.HasPrefix(value.(string), arg.(string))
	case EndsWith:
		return strings.HasSuffix(value.(string), arg.(string))
	}
	c := CompareValues(value, arg)
	switch o {
	case Eq:
		return c == 0
	case Lt:
		return c < 0
	case Lte:
		return c <= 0
	case Gt:
		return c > 0
	default:
		return c >= 0
	}
}

// CompareValues orders two values of one type, neither null: text by code point, false before true.
func CompareValues(a, b any) int {
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case int:
		return compare(a, b.(int))
	case float64:
		return compare(a, b.(float64))
	case day.Day:
		return compare(a, b.(day.Day))
	default:
		x, y := a.(bool), b.(bool)
		switch {
		case x == y:
			return 0
		case y:
			return -1
		default:
			return 1
		}
	}
}

func compare[T int | float64 | day.Day](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// Fold is the form of text in which case does not matter (Unicode full case folding).
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cherokee, r) {
			return unicode.ToUpper(r) // Unicode folds these to their capitals, package cases swaps the two
		}
		return r
	}, cases.Fold().String(s))
}
