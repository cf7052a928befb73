package random

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"orggraph/internal/day"
)

// literal is a value of an argument: as it stands in a document, and as a variable would carry it.
type literal struct {
	text     string
	json     any
	variable bool // it is or holds a variable, and so can't be one itself
}

// scalar says whether it is neither a list nor an object.
func (l literal) scalar() bool {
	switch l.json.(type) {
	case []any, map[string]any:
		return false
	default:
		return true
	}
}

// constant writes a scalar: GraphQL quotes dates and leaves enums bare.
func constant(typeName string, v any) literal {
	switch v := v.(type) {
	case day.Day:
		return literal{text: quote(v.String()), json: v.String()}
	case float64:
		return literal{text: strconv.FormatFloat(v, 'f', -1, 64), json: v}
	case string:
		if typeName != "String" && typeName != "ID" {
			return literal{text: v, json: v}
		}
		return literal{text: quote(v), json: v}
	default:
		return literal{text: fmt.Sprint(v), json: v}
	}
}

// quote writes a GraphQL string, which has to be free of control characters.
func quote(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// list writes items; bare leaves the brackets of a single one out, as GraphQL allows.
func list(items []literal, bare bool) literal {
	l := literal{json: []any{}}
	var texts []string
	for _, item := range items {
		texts = append(texts, item.text)
		l.json = append(l.json.([]any), item.json)
		l.variable = l.variable || item.variable
	}
	l.text = "[" + strings.Join(texts, ", ") + "]"
	if len(items) == 1 && bare && !l.variable {
		l.text = texts[0]
	}
	return l
}

// object writes fields in the order of their names.
func object(fields map[string]literal) literal {
	values := map[string]any{}
	l := literal{json: values}
	var texts []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		texts = append(texts, name+": "+fields[name].text)
		values[name] = fields[name].json
		l.variable = l.variable || fields[name].variable
	}
	l.text = "{" + strings.Join(texts, ", ") + "}"
	return l
}
