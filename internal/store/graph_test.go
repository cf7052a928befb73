package store

import (
	"slices"
	"testing"

	"orggraph/internal/day"
)

func TestGlobalIDsComeBack(t *testing.T) {
	for _, code := range []string{"A81001", "X", "É-\"1\"", "A-CODE-THAT-IS-LONGER-THAN-ANY-CODE-THAT-THERE-IS-IN-THE-DIRECTORY-OF-CODES"} {
		id := GlobalID(code)
		if got, ok := CodeOfID(id); !ok || got != code {
			t.Errorf("%s comes back as %q, %v", code, got, ok)
		}
		if got := string(AppendGlobalID(nil, code)); got != `"`+id+`"` {
			t.Errorf("%s, want %q", got, id)
		}
	}
	for _, id := range []string{"", "A81001", "b2RzOg", "b2RzOkE=", "eHh4OkE"} {
		if code, ok := CodeOfID(id); ok {
			t.Errorf("%q is no id, and of %q", id, code)
		}
	}
}

// Edges in the order in which they are taken where only one is: each differs from the next in what the
// case names.
func TestEdgesArePreferred(t *testing.T) {
	a, b := &Node{Code: "A"}, &Node{Code: "B"}
	edge := func(to *Node, from, last day.Day, s Source, o Origin) *Edge {
		return &Edge{From: a, To: to, ValidFrom: from, ValidTo: last, Source: s, Origin: o}
	}
	sorted := []*Edge{
		edge(b, 9, 10, Source{}, Published),                // the latest first day
		edge(b, 5, day.Max, Source{Vintage: 1}, Published), // no last day is the latest
		edge(b, 5, 20, Source{Vintage: 1}, Published),
		edge(b, 5, 10, Source{Vintage: 3}, Published), // the newest source
		edge(a, 5, 10, Source{Vintage: 2}, Published), // the smallest code
		edge(b, 5, 10, Source{Vintage: 2, File: "a"}, Published),
		edge(b, 5, 10, Source{Vintage: 2, File: "b", Record: "1"}, Published),
		edge(b, 5, 10, Source{Vintage: 2, File: "b", Record: "2", Release: "r"}, Published),
		edge(b, 5, 10, Source{Vintage: 2, File: "b", Record: "2", Release: "s"}, Derived),
		edge(b, 5, 10, Source{Vintage: 2, File: "b", Record: "2", Release: "s"}, Published),
		edge(b, 5, 10, Source{Vintage: day.Min, File: "a"}, Published), // a source without a day is the oldest
		edge(b, day.Min, day.Max, Source{Vintage: 9}, Published),       // no first day is the earliest
	}
	shuffled := slices.Clone(sorted)
	slices.Reverse(shuffled)
	slices.SortFunc(shuffled, func(e, f *Edge) int { return f.Compare(e) })
	if !slices.Equal(shuffled, sorted) {
		for i, e := range shuffled {
			t.Errorf("%d: %v to %s, %+v %s", i, e.ValidFrom, e.To.Code, e.Source, e.Origin)
		}
	}
}

func TestEdgeClip(t *testing.T) {
	first, last := day.Of(2020, 4, 1), day.Of(2025, 3, 31)
	life := day.Interval{From: first, To: last + 1}
	for name, c := range map[string]struct{ from, to, wantFrom, wantTo day.Day }{
		"both days are cut":              {first - 9, last + 9, first, last},
		"no last day":                    {first + 1, day.Max, first + 1, last},
		"no first day is never shown":    {day.Min, last - 1, day.Min, last - 1},
		"left with no day, as it stands": {last + 2, last + 3, last + 2, last + 3},
	} {
		t.Run(name, func(t *testing.T) {
			e := Edge{ValidFrom: c.from, ValidTo: c.to, Life: day.Interval{From: c.from, To: c.to}}
			if c.to != day.Max {
				e.Life.To++
			}
			e.Clip(life)
			if e.ValidFrom != c.wantFrom || e.ValidTo != c.wantTo {
				t.Errorf("shows %v to %v, want %v to %v", e.ValidFrom, e.ValidTo, c.wantFrom, c.wantTo)
			}
		})
	}
}
