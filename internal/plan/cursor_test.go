package plan

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// sorted has an order by a value of each type, and by a count.
var sorted = []Order{
	{Property: &catalog.Property{Name: "text", Type: catalog.String}},
	{Property: &catalog.Property{Name: "number", Type: catalog.Int}, Desc: true},
	{Property: &catalog.Property{Name: "fraction", Type: catalog.Float}},
	{Property: &catalog.Property{Name: "flag", Type: catalog.Boolean}},
	{Property: &catalog.Property{Name: "date", Type: catalog.Date}},
	{Property: &catalog.Property{Name: "kind", Type: catalog.Enum}},
	{Count: &Count{Relation: &catalog.Relation{Name: "practices"}, Where: &Compare{
		Property: &catalog.Property{Name: "size", Type: catalog.Int}, Operator: Gt, Arg: 0,
	}}},
}

func anyCursor(t *rapid.T) Cursor {
	maybe := func(g *rapid.Generator[any]) any {
		return rapid.OneOf(g, rapid.Just[any](nil)).Draw(t, "value")
	}
	return Cursor{
		Values: []any{
			maybe(rapid.String().AsAny()),
			maybe(rapid.Int().AsAny()),
			maybe(rapid.Float64().AsAny()),
			maybe(rapid.Bool().AsAny()),
			maybe(rapid.Map(rapid.Int32Range(int32(day.Of(1, 1, 1)), int32(day.Of(9999, 12, 31))), func(d int32) day.Day { return day.Day(d) }).AsAny()),
			maybe(rapid.SampledFrom([]string{"PRACTICE", "TRUST"}).AsAny()),
			maybe(rapid.Int().AsAny()),
		},
		Code: rapid.StringMatching(`[A-Z0-9-]{1,12}`).Draw(t, "code"),
	}
}

func TestCursorComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, c := NewOrdering(sorted, Args{5}), anyCursor(t)
		back, err := o.Decode(o.Encode(c))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c, *back); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCursorFitsOneOrdering(t *testing.T) {
	c := Cursor{Values: []any{"x"}, Code: "A81001"}
	text := NewOrdering(sorted[:1], nil).Encode(c)
	descending := []Order{sorted[0]}
	descending[0].Desc = true
	for name, other := range map[string]*Ordering{
		"none":      NewOrdering(nil, nil),
		"direction": NewOrdering(descending, nil),
		"property":  NewOrdering(sorted[5:6], nil),
		"length":    NewOrdering(sorted[:2], nil),
	} {
		if _, err := other.Decode(text); err == nil {
			t.Errorf("%s: a cursor of another ordering was taken", name)
		}
	}
	counted := Cursor{Values: []any{3}, Code: "U1"}
	if _, err := NewOrdering(sorted[6:], Args{6}).Decode(NewOrdering(sorted[6:], Args{5}).Encode(counted)); err == nil {
		t.Error("a cursor of a count with another argument was taken")
	}
}

// A day that no date can say sorts elsewhere as text than as a number.
func TestCursorHoldsADate(t *testing.T) {
	o := NewOrdering(sorted[4:5], nil)
	for _, d := range []day.Day{day.Min, day.Of(1, 1, 1) - 1, day.Of(9999, 12, 31) + 1, day.Max} {
		if c, err := o.Decode(o.Encode(Cursor{Values: []any{d}, Code: "A81001"})); err == nil {
			t.Errorf("a cursor at day %d was taken: %v", int32(d), c)
		}
	}
}

// FuzzCursor holds that whatever is taken is what Encode would write.
func FuzzCursor(f *testing.F) {
	o := NewOrdering(sorted, Args{5})
	f.Add(o.Encode(Cursor{Values: make([]any, len(sorted)), Code: "A81001"}))
	f.Add(o.Encode(Cursor{Values: []any{"\u2028<é", -1, math.Pi, true, day.Day(1), "TRUST", 7}, Code: "X"}))
	f.Add("")
	f.Add("bnVsbA")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := o.Decode(text); err == nil && o.Encode(*c) != text {
			t.Errorf("%q was taken for %q", text, o.Encode(*c))
		}
	})
}
