package planner

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/day"
)

// enumName is an enum value as a document writes it; in variables it is a string.
type enumName string

// scalar turns a value of a scalar or enum type into the Go value that plans work with. Numbers of
// documents come as json.Number, those of variables as whatever decoded them.
func scalar(def *ast.Definition, raw any) (any, error) {
	if def.Kind == ast.Enum {
		return enum(def, raw)
	}
	switch def.Name {
	case "Int":
		n, ok := integer(raw)
		if !ok || n < math.MinInt32 || n > math.MaxInt32 {
			return nil, fmt.Errorf("%s is no Int: give a whole number of 32 bits", quote(raw))
		}
		return int(n), nil
	case "Float":
		f, ok := number(raw)
		if !ok {
			return nil, fmt.Errorf("%s is no Float: give a number", quote(raw))
		}
		return f, nil
	case "Boolean":
		if v, ok := raw.(bool); ok {
			return v, nil
		}
		return nil, fmt.Errorf("%s is no Boolean: give true or false", quote(raw))
	case "ID":
		if v, ok := raw.(string); ok {
			return v, nil
		}
		if n, ok := integer(raw); ok {
			return strconv.FormatInt(n, 10), nil
		}
		return nil, fmt.Errorf("%s is no ID: give text", quote(raw))
	case "Date":
		text, ok := raw.(string)
		if !ok {
			return nil, fmt.Errorf("%s is no Date: give text of the form YYYY-MM-DD", quote(raw))
		}
		d, err := day.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s is no Date: give a day of the calendar, YYYY-MM-DD", quote(raw))
		}
		return d, nil
	default:
		if v, ok := raw.(string); ok {
			return v, nil
		}
		return nil, fmt.Errorf("%s is no %s: give text", quote(raw), def.Name)
	}
}

func enum(def *ast.Definition, raw any) (any, error) {
	name, ok := raw.(string)
	if written, is := raw.(enumName); is {
		name, ok = string(written), true
	}
	if !ok || def.EnumValues.ForName(name) == nil {
		return nil, fmt.Errorf("%s is no value of %s", quote(raw), def.Name)
	}
	return name, nil
}

func integer(raw any) (int64, bool) {
	switch v := raw.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return n, true
		}
		f, err := strconv.ParseFloat(v.String(), 64)
		if err != nil {
			return 0, false
		}
		return wholeNumber(f)
	case int64:
		return v, true
	case int:
		return int64(v), true
	case int32:
		return int64(v), true
	case float64:
		return wholeNumber(v)
	default:
		return 0, false
	}
}

// wholeNumber takes those floats that stand for one whole number alone.
func wholeNumber(f float64) (int64, bool) {
	return int64(f), f == math.Trunc(f) && math.Abs(f) < 1<<53
}

func number(raw any) (float64, bool) {
	switch v := raw.(type) {
	case json.Number:
		f, err := strconv.ParseFloat(v.String(), 64)
		return f, err == nil
	case float64:
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	default:
		n, ok := integer(raw)
		return float64(n), ok
	}
}
