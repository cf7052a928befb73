package reference

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// lives are the properties of the first and the last day of a life; each kind has one of the pairs.
var lives = [][2]string{{"openedOn", "closedOn"}, {"publishedOn", "withdrawnOn"}, {"since", "until"}}

// LifeOf names the properties of a kind that hold the first and the last day of its nodes.
func LifeOf(kind *catalog.Kind) (first, last string) {
	for _, pair := range lives {
		if _, ok := kind.Property(pair[0]); ok {
			return pair[0], pair[1]
		}
	}
	return "", ""
}

// ColumnsOf are the properties that a file of a kind may have as columns. The marks say the others.
func ColumnsOf(kind *catalog.Kind) (list []catalog.KindProperty) {
	first, last := LifeOf(kind)
	for _, p := range kind.Properties() {
		if p.Stored() && p.Type != catalog.Object && !slices.Contains([]string{first, last, "origin", "recordStatus"}, p.Name) {
			list = append(list, p)
		}
	}
	return list
}

// valueReader reads the columns of a form that are properties. Values of enums are shared.
func valueReader(f form, property func(name string) *catalog.Property) func(*row) ([]Value, error) {
	properties := make(map[string]*catalog.Property, len(f.more))
	enums := map[string]any{}
	for _, name := range f.more {
		properties[name] = property(name)
		for _, v := range properties[name].Allowed {
			enums[v] = v
		}
	}
	return func(r *row) (list []Value, err error) {
		for i := len(f.first); i < len(r.values); i++ {
			text, p := r.values[i], properties[r.columns[i]]
			if text == "" {
				continue
			}
			v := Value{Property: p}
			if p.Type == catalog.Enum && slices.Contains(p.Allowed, text) {
				v.Value = enums[text]
			} else if v.Value, err = parseValue(p, text); err != nil || v.Value == nil {
				return nil, r.Errorf("%s %q%s", p.Name, text, should(p))
			}
			list = append(list, v)
		}
		return list, nil
	}
}

// parseValue reads a value; nil where it is none of the type.
func parseValue(p *catalog.Property, text string) (any, error) {
	switch {
	case p.List:
		list := strings.Split(text, "|")
		for _, item := range list {
			if item == "" || strings.TrimSpace(item) != item {
				return nil, nil
			}
		}
		return list, nil
	case p.Type == catalog.String || p.Type == catalog.ID:
		return text, nil
	case p.Type == catalog.Int:
		n, err := strconv.ParseInt(text, 10, 32)
		return int(n), err
	case p.Type == catalog.Float:
		f, err := strconv.ParseFloat(text, 64)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, err
		}
		return f, err
	case p.Type == catalog.Boolean && (text == "true" || text == "false"):
		return text == "true", nil
	case p.Type == catalog.Date:
		d, err := day.Parse(text)
		return d, err
	}
	return nil, nil
}

// should says how the values of a property are written.
func should(p *catalog.Property) string {
	switch {
	case p.List:
		return ": write texts with | between them, without space around it"
	case p.Type == catalog.Int:
		return " is no whole number of 32 bits"
	case p.Type == catalog.Float:
		return " is no number: write one such as 51.5074"
	case p.Type == catalog.Boolean:
		return ": write true or false"
	case p.Type == catalog.Date:
		return " is no day: write one as YYYY-MM-DD"
	}
	return oneOf(p)
}

// oneOf names the values of an enum; empty for another type.
func oneOf(p *catalog.Property) string {
	if p.Type != catalog.Enum {
		return ""
	}
	return ": write one of " + strings.Join(p.Allowed, ", ")
}
