package plan

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"orggraph/internal/day"
)

func TestOperators(t *testing.T) {
	for _, test := range []struct {
		value any
		op    Operator
		arg   any
		holds bool
	}{
		{"A81001", Eq, "A81001", true},
		{"A81001", Eq, "a81001", false}, // compared exactly
		{"A", Lt, "B", true},
		{"B", Lt, "a", true}, // by code point
		{"ﬀ", Lt, "😀", true}, // also beyond the first plane
		{"Z", Gt, "Ä", false},
		{5, Lte, 5, true},
		{5, Lt, 5, false},
		{5, Gte, 5, true},
		{5, Gt, 4, true},
		{51.5, Gt, 51.4, true},
		{true, Eq, true, true},
		{false, Lt, true, true},
		{day.Of(2026, 3, 31), Lt, day.Of(2026, 4, 1), true},
		{"b", In, []any{"a", "b"}, true},
		{"c", In, []any{"a", "b"}, false},
		{"c", In, []any{}, false}, // matches nothing
		{3, In, []any{1, 3}, true},
		{"The Surgery", Contains, "Surg", true},
		{"The Surgery", Contains, "surg", false},
		{"The Surgery", StartsWith, "The ", true},
		{"The Surgery", EndsWith, "ery", true},
		{"", Contains, "", true},
	} {
		if got := test.op.Holds(test.value, test.arg); got != test.holds {
			t.Errorf("%v %v %v: %v", test.value, test.op, test.arg, got)
		}
	}
}

// Every operator fails on null, so that its negation holds: there is no third truth value.
func TestNullFailsEveryOperator(t *testing.T) {
	for op := Eq; op <= EndsWith; op++ {
		var arg any = ""
		if op == In {
			arg = []any{""}
		}
		if op.Holds(nil, arg) {
			t.Errorf("null %v %v", op, arg)
		}
	}
}

func TestOperatorsAgreeWithTheOrder(t *testing.T) {
	value := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) [2]any { return [2]any{s, s + "x"} }),
		rapid.Custom(func(t *rapid.T) [2]any { return [2]any{rapid.Int().Draw(t, "a"), rapid.Int().Draw(t, "b")} }),
		rapid.Custom(func(t *rapid.T) [2]any { return [2]any{rapid.Float64().Draw(t, "a"), rapid.Float64().Draw(t, "b")} }),
		rapid.Custom(func(t *rapid.T) [2]any { return [2]any{rapid.Bool().Draw(t, "a"), rapid.Bool().Draw(t, "b")} }),
		rapid.Custom(func(t *rapid.T) [2]any { return [2]any{rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")} }),
	)
	rapid.Check(t, func(t *rapid.T) {
		pair := value.Draw(t, "values")
		a, b := pair[0], pair[1]
		c := CompareValues(a, b)
		if CompareValues(b, a) != -c || CompareValues(a, a) != 0 {
			t.Fatalf("%v and %v do not compare both ways", a, b)
		}
		for op, holds := range map[Operator]bool{Eq: c == 0, Lt: c < 0, Lte: c <= 0, Gt: c > 0, Gte: c >= 0} {
			if op.Holds(a, b) != holds {
				t.Fatalf("%v %v %v", a, op, b)
			}
		}
		if In.Holds(a, []any{b, a}) != true || In.Holds(a, []any{b}) != (c == 0) {
			t.Fatalf("%v in [%v]", a, b)
		}
	})
}

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{"Leeds", "LEEDS", "leeds"},
		{"Straße", "STRASSE", "strasse"}, // full folding: one letter against two
		{"Σίσυφος", "ΣΊΣΥΦΟΣ"},           // both small forms of sigma
		{"ﬀ", "ff", "FF"},
		{"Ꭰ", "ꭰ"}, // whose folded form is the capital
	} {
		for _, text := range same {
			if Fold(text) != Fold(same[0]) {
				t.Errorf("%q is folded to %q, and %q to %q", text, Fold(text), same[0], Fold(same[0]))
			}
		}
	}
	if Fold("é") == Fold("e") {
		t.Error("folding took an accent away")
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		folded := Fold(string(r))
		if Fold(folded) != folded {
			t.Errorf("%U is folded to %q, and that to %q", r, folded, Fold(folded))
		}
		if other := unicode.SimpleFold(r); Fold(string(other)) != folded {
			t.Errorf("%U and %U differ in case alone, and are folded to %q and %q", r, other, folded, Fold(string(other)))
		}
	}
}

func TestOperatorNames(t *testing.T) {
	var names []string
	for op := Eq; op <= EndsWith; op++ {
		names = append(names, op.String())
	}
	for q := Some; q <= Single; q++ {
		names = append(names, q.String())
	}
	const want = "eq in lt lte gt gte contains startsWith endsWith some all none single"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
