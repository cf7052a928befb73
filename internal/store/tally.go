package store

import (
	"strconv"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// Tally is what is known of the values of one type, Int, Float or Date, that were met so far. Integers of 32 bits, and
// days, stand in a float64 as they are.
type Tally struct {
	Of         catalog.Type
	count, sum int64
	min, max   float64
}

// Add meets a value. What has a fraction has no sum, and none is asked for.
func (t *Tally) Add(v float64) {
	if t.count == 0 {
		t.min, t.max = v, v
	}
	t.count++
	t.sum += int64(v)
	t.min, t.max = min(t.min, v), max(t.max, v)
}

// Append appends a figure.
func (t *Tally) Append(buf []byte, f plan.FigureValue) []byte {
	switch {
	case f == plan.FigureCount:
		return strconv.AppendInt(buf, t.count, 10)
	case f == plan.FigureSum:
		return strconv.AppendInt(buf, t.sum, 10)
	case t.count == 0:
		return append(buf, "null"...)
	case f == plan.FigureAverage:
		return AppendFloat(buf, float64(t.sum)/float64(t.count))
	}
	v := t.min
	if f == plan.FigureMax {
		v = t.max
	}
	switch t.Of {
	case catalog.Int:
		return strconv.AppendInt(buf, int64(v), 10)
	case catalog.Date:
		return AppendDay(buf, day.Day(v))
	default:
		return AppendFloat(buf, v)
	}
}
