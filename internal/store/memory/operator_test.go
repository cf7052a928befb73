package memory

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// The compiled operators mean what plan.Operator.Holds says.
func TestOperatorsAgreeWithThePlan(t *testing.T) {
	samples := [][]any{
		{"", "a", "A", "ab", "b", "é", "e\u0301", "\U0001F600", "ﬀ"},
		{-1 << 31, -1, 0, 1, 1<<31 - 1},
		{-0.5, 0.0, 0.1, 51.500001, 1e9},
		{day.Min + 1, day.Day(-1), day.Day(0), day.Of(2026, 4, 1), day.Max - 1},
		{false, true},
	}
	for _, values := range samples {
		_, textual := values[0].(string)
		for o := plan.Eq; o <= plan.EndsWith; o++ {
			if o >= plan.Contains && !textual {
				continue
			}
			for _, arg := range values {
				argument := arg
				if o == plan.In {
					argument = []any{arg, values[0]}
				}
				for _, v := range values {
					var got bool
					if textual {
						got = textTest(o, argument)(v.(string))
					} else {
						got = numberTest(o, argument)(number(v))
					}
					if want := o.Holds(v, argument); got != want {
						t.Errorf("%v %v %v: %v, want %v", v, o, argument, got, want)
					}
				}
			}
		}
	}
	var long []any // in no order
	for i := range 500 {
		long = append(long, (i*7919)%1000*2)
	}
	long = append(long, long...)
	for v := -1; v <= 2000; v++ {
		if got, want := numberTest(plan.In, long)(float64(v)), plan.In.Holds(v, long); got != want {
			t.Errorf("%d in a long list: %v, want %v", v, got, want)
		}
	}
	if textTest(plan.In, []any{})("") || numberTest(plan.In, []any{})(0) {
		t.Error("something is in an empty list")
	}
}

func TestFoldAgreesWithThePlan(t *testing.T) {
	x := new(run)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]*`)).Draw(t, "text")
		if got, want := x.fold(s), plan.Fold(s); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
	if got, want := fmt.Sprint(foldArgument([]any{"ÄB", "c"})), "[äb c]"; got != want {
		t.Errorf("a list is folded to %s, want %s", got, want)
	}
}
