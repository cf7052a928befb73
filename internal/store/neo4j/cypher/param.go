package cypher

import (
	"fmt"
	"strconv"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// param is an argument in the form in which a statement needs it.
type param struct {
	slot  plan.Slot
	form  form
	index int // of a cursor's sort value
}

type form int

const (
	asValue  form = iota // as the database holds such values: a date as text
	asDay                // days since 1970-01-01
	asFolded             // text by plan.Fold
	asSorted             // text, sortable
	asFoldedSorted
	oneMore     // a number and one
	codeOfID    // code of a global id
	cursorValue // a sort value of a cursor
	cursorValueSorted
	cursorCode
	cursorCodeSorted
)

// A statement is written with marks in place of the names of parameters, so that what is fetched can be put in
// order before they are named.
const (
	markStart = "$<"
	markEnd   = '>'
)

func (p param) String() string {
	return fmt.Sprintf("%s%d.%d.%d%c", markStart, p.slot, p.form, p.index, markEnd)
}

func parseMark(text string) (p param) {
	if _, err := fmt.Sscanf(text, "%d.%d.%d", &p.slot, &p.form, &p.index); err != nil {
		panic(err) // written by String
	}
	return p
}

// replaceMarks puts what name says in place of each mark.
func replaceMarks(text string, name func(mark string) string) string {
	var out strings.Builder
	for {
		start := strings.Index(text, markStart)
		if start < 0 {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:start])
		text = text[start+len(markStart):]
		end := strings.IndexByte(text, markEnd)
		out.WriteString(name(text[:end]))
		text = text[end+1:]
	}
}

// shape is a text without the names of its parameters: what does not depend on the order of fields.
func shape(text string) string { return replaceMarks(text, func(string) string { return "$" }) }

// nameParams names the parameters in the order in which they stand in the statement. One that stands there twice
// has two names: else a text would depend on which of two columns of one shape was asked for first.
func nameParams(text string) (string, []param) {
	var params []param
	text = replaceMarks(text, func(mark string) string {
		params = append(params, parseMark(mark))
		return "$" + paramName(len(params)-1)
	})
	return text, params
}

func paramName(i int) string { return "p" + strconv.Itoa(i) }

// value is the parameter's value in one execution.
func (p param) value(args plan.Args) any {
	arg := args[p.slot]
	switch p.form {
	case asDay:
		return each(arg, func(v any) any { return int64(v.(day.Day)) })
	case oneMore:
		return int64(arg.(int)) + 1
	case asFolded:
		return each(arg, func(v any) any { return plan.Fold(v.(string)) })
	case asSorted:
		return sortable(arg.(string))
	case asFoldedSorted:
		return sortable(plan.Fold(arg.(string)))
	case codeOfID:
		return each(arg, func(v any) any {
			code, _ := store.CodeOfID(v.(string)) // no node has the code ""
			return code
		})
	case cursorValue:
		return scalar(arg.(*plan.Cursor).Values[p.index])
	case cursorValueSorted:
		return sortable(arg.(*plan.Cursor).Values[p.index].(string))
	case cursorCode:
		return arg.(*plan.Cursor).Code
	case cursorCodeSorted:
		return sortable(arg.(*plan.Cursor).Code)
	default:
		return each(arg, scalar)
	}
}

// each applies a conversion to a value, or to each value of a list.
func each(v any, convert func(any) any) any {
	switch list := v.(type) {
	case []any:
		converted := make([]any, len(list))
		for i, item := range list {
			converted[i] = convert(item)
		}
		return converted
	case []string:
		converted := make([]any, len(list))
		for i, item := range list {
			converted[i] = convert(item)
		}
		return converted
	default:
		return convert(v)
	}
}
