// Package day turns calendar dates into small integers and back: a Day is the number of days
// since 1970-01-01, an Interval a half-open run of them. It imports nothing of ours.
package day

import (
	"fmt"
	"math"
	"time"
)

// Day is a calendar date as days since 1970-01-01.
type Day int32

const (
	// Min is before every date: the start of an interval that has no start.
	Min Day = math.MinInt32
	// Max is after every date: the end of an interval that has no end.
	Max Day = math.MaxInt32
)

// Interval is half open: it holds From and every day up to but not including To.
type Interval struct{ From, To Day }

// Always holds every day.
var Always = Interval{Min, Max}

// Never holds no day: the life of a proposed organisation.
var Never = Interval{}

// Holds says whether d lies in the interval.
func (i Interval) Holds(d Day) bool { return i.From <= d && d < i.To }

// Empty says whether no day lies in the interval.
func (i Interval) Empty() bool { return i.From >= i.To }

// Clip returns the days that lie in both intervals; an empty result is Never.
func (i Interval) Clip(j Interval) Interval {
	c := Interval{max(i.From, j.From), min(i.To, j.To)}
	if c.Empty() {
		return Never
	}
	return c
}

// Of returns the day of a civil date.
func Of(year int, month time.Month, dayOfMonth int) Day {
	return Day(floorDays(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix()))
}

// In returns the civil date of the instant t in its own location.
func In(t time.Time) Day { return Of(t.Date()) }

// Parse reads an ISO 8601 calendar date (2006-01-02), years 0001 to 9999.
func Parse(s string) (Day, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, fmt.Errorf("%q is not a date of the form YYYY-MM-DD", s)
	}
	return civil(s, s[0:4], s[5:7], s[8:10])
}

// ParseCompact reads a date of the form yyyymmdd, as the ODS files write it.
func ParseCompact(s string) (Day, error) {
	if len(s) != 8 {
		return 0, fmt.Errorf("%q is not a date of the form yyyymmdd", s)
	}
	return civil(s, s[0:4], s[4:6], s[6:8])
}

func civil(whole, year, month, dayOfMonth string) (Day, error) {
	y, ok1 := digits(year)
	m, ok2 := digits(month)
	d, ok3 := digits(dayOfMonth)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if !ok1 || !ok2 || !ok3 || y == 0 || t.Month() != time.Month(m) || t.Day() != d {
		return 0, fmt.Errorf("%q is not a day of the calendar", whole)
	}
	return Day(floorDays(t.Unix())), nil
}

func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func floorDays(seconds int64) int64 {
	days := seconds / 86400
	if seconds%86400 < 0 {
		days--
	}
	return days
}

// first and last are the days that Parse can read.
const (
	first Day = -719_162  // 0001-01-01
	last  Day = 2_932_896 // 9999-12-31
)

// Append writes the date as 2006-01-02. A day that Parse can't read prints as "-": Min and Max above all.
func (d Day) Append(buf []byte) []byte {
	if d < first || d > last {
		return append(buf, '-')
	}
	year, month, dayOfMonth := d.date()
	return append(buf,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-',
		byte('0'+dayOfMonth/10), byte('0'+dayOfMonth%10))
}

// date is the civil date by arithmetic alone, since stores print dates by the ten thousand. It counts
// from 0000-03-01: in years that begin in March a leap day is the last one, and five months have 153
// days wherever they start.
func (d Day) date() (year, month, dayOfMonth uint) {
	const fourCenturies = 146_097
	n := uint(d + 719_468)
	cycle, n := n/fourCenturies, n%fourCenturies
	// Leap days before this one, taken out, leave years of 365 days.
	year = (n - n/1_460 + n/36_524 - n/(fourCenturies-1)) / 365
	n -= 365*year + year/4 - year/100
	month = (5*n + 2) / 153
	dayOfMonth = n - (153*month+2)/5 + 1
	year += 400 * cycle
	if month >= 10 {
		return year + 1, month - 9, dayOfMonth
	}
	return year, month + 3, dayOfMonth
}

// String prints the date as 2006-01-02.
func (d Day) String() string { return string(d.Append(nil)) }
