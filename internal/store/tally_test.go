package store

import (
	"math"
	"testing"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

func TestTally(t *testing.T) {
	for _, test := range []struct {
		name   string
		of     catalog.Type
		values []float64
		want   string // count, sum, average, min and max
	}{
		{"nothing", catalog.Int, nil, "0 0 null null null"},
		{"no date", catalog.Date, nil, "0 0 null null null"},
		{"a sum beyond 32 bits", catalog.Int, []float64{math.MaxInt32, math.MaxInt32, 1}, "3 4294967295 1431655765 1 2147483647"},
		{"below nothing", catalog.Int, []float64{math.MinInt32, math.MinInt32}, "2 -4294967296 -2147483648 -2147483648 -2147483648"},
		{"an average with a fraction", catalog.Int, []float64{2, 0, 0}, "3 2 0.6666666666666666 0 2"},
		{"days", catalog.Date, []float64{float64(day.Of(9999, 12, 31)), float64(day.Of(1, 1, 1))}, `2 - - "0001-01-01" "9999-12-31"`},
		{"floats", catalog.Float, []float64{0.1, -0.000001, 51.507351}, "3 - - -0.000001 51.507351"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tally := Tally{Of: test.of}
			for _, v := range test.values {
				tally.Add(v)
			}
			var got []byte
			for f := plan.FigureCount; f <= plan.FigureMax; f++ {
				if f > plan.FigureCount {
					got = append(got, ' ')
				}
				if test.of != catalog.Int && len(test.values) > 0 && (f == plan.FigureSum || f == plan.FigureAverage) {
					got = append(got, '-') // the schema has none
					continue
				}
				got = tally.Append(got, f)
			}
			if string(got) != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
