package day

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyDay is a day of the years that can be written.
var anyDay = rapid.Custom(func(t *rapid.T) Day {
	return Day(rapid.Int32Range(int32(first), int32(last)).Draw(t, "day"))
})

var anyInterval = rapid.Custom(func(t *rapid.T) Interval {
	end := rapid.OneOf(anyDay, rapid.Just(Min), rapid.Just(Max))
	return Interval{end.Draw(t, "from"), end.Draw(t, "to")}
})

func TestDayPrintsAsPackageTimeDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay.Draw(t, "day")
		want := time.Unix(int64(d)*86400, 0).UTC()
		if d.String() != want.Format(time.DateOnly) {
			t.Fatalf("%d prints as %s, want %s", d, d, want.Format(time.DateOnly))
		}
		if Of(want.Date()) != d || In(want) != d {
			t.Fatalf("%v is not the day it was made of", d)
		}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Fatalf("%v is read as %v, %v", d, back, err)
		}
		if back, err := ParseCompact(want.Format("20060102")); err != nil || back != d {
			t.Fatalf("%v is read as %v, %v", d, back, err)
		}
	})
}

// Every day of the four centuries after which the calendar repeats.
func TestDaysFollowEachOther(t *testing.T) {
	at := time.Date(1799, 12, 31, 0, 0, 0, 0, time.UTC)
	for d := Of(at.Date()); at.Year() < 2201; d, at = d+1, at.AddDate(0, 0, 1) {
		if got, want := d.String(), at.Format(time.DateOnly); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestDayWithoutADate(t *testing.T) {
	for _, d := range []Day{Min, Max, first - 1, last + 1} {
		if d.String() != "-" {
			t.Errorf("%d prints as %s", int32(d), d)
		}
	}
	if first.String() != "0001-01-01" || last.String() != "9999-12-31" {
		t.Errorf("from %s to %s", first, last)
	}
}

func TestIn(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	summer := time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC)
	if got := In(summer.In(london)).String(); got != "2026-07-01" {
		t.Errorf("half past eleven in Greenwich is %s in London", got)
	}
}

func TestNoDate(t *testing.T) {
	for _, text := range []string{
		"", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-01", "2023-01-00", "2023-01-32", "0000-01-01",
		"2023-1-01", "2023/01/01", "20230101", "2023-01-01T00:00", " 2023-01-01", "+023-01-01", "2023-01-1x", "２023-01-01",
	} {
		if d, err := Parse(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
	for _, text := range []string{"", "20230229", "2023-01-01", "00000101", "2023010"} {
		if d, err := ParseCompact(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

func TestClipHoldsWhatBothHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i, j, d := anyInterval.Draw(t, "i"), anyInterval.Draw(t, "j"), anyDay.Draw(t, "day")
		c := i.Clip(j)
		if c.Holds(d) != (i.Holds(d) && j.Holds(d)) {
			t.Fatalf("%v of %v and %v: day %v", c, i, j, d)
		}
		if c.Empty() && c != Never {
			t.Fatalf("%v is empty, but not Never", c)
		}
		if i.Empty() && i.Holds(d) {
			t.Fatalf("%v is empty and holds %v", i, d)
		}
	})
}

func TestIntervalsTouchWithoutOverlapping(t *testing.T) {
	change := Of(2026, 4, 1)
	before, after := Interval{Min, change}, Interval{change, Max}
	if !before.Holds(change-1) || before.Holds(change) || !after.Holds(change) || after.Holds(change-1) {
		t.Error("the boundary day belongs to what begins on it, and to nothing else")
	}
	if !before.Clip(after).Empty() || before.Clip(Always) != before || !Never.Empty() {
		t.Error("clipping")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2024-02-29")
	f.Add("0001-01-01")
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := Parse(text); err == nil && d.String() != text {
			t.Errorf("%q was read as %s", text, d)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	var room [10]byte
	d := Of(2026, 3, 31)
	for b.Loop() {
		d.Append(room[:0])
	}
}
