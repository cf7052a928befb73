package graph

import (
	"encoding/json"
	"math"
)

// floats makes floats of those numbers within a variable that are not written as integers: the validator
// of variables takes 2.0 for an Int only as a float, and tells of 1.5 as 0.
func floats(within any) {
	switch v := within.(type) {
	case []any:
		for i := range v {
			if f, is := float(v[i]); is {
				v[i] = f
			} else {
				floats(v[i])
			}
		}
	case map[string]any:
		for name := range v {
			if f, is := float(v[name]); is {
				v[name] = f
			} else {
				floats(v[name])
			}
		}
	}
}

// float is the value of a number that is not written as an integer, and can be told from those beside it.
func float(v any) (float64, bool) {
	n, is := v.(json.Number)
	if !is {
		return 0, false
	}
	if _, err := n.Int64(); err == nil {
		return 0, false
	}
	f, err := n.Float64()
	return f, err == nil && math.Abs(f) < 1<<53
}
