package ods

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"orggraph/internal/day"
)

// filler is what ODS writes where it knows no date: it is read as none, in every column.
var filler = day.Of(1900, time.January, 1)

// parseDate reads the forms that the published files use: 20260101, 2026-01-01, 01Jan2026,
// 01JAN2026, 01-Jan-2026 and 01-Jan-26.
func parseDate(s string) (day.Day, error) {
	if len(s) == 8 {
		if d, err := day.ParseCompact(s); err == nil {
			return d, nil
		}
	}
	if d, err := day.Parse(s); err == nil {
		return d, nil
	}
	for _, layout := range []string{"2Jan2006", "2-Jan-06", "2-Jan-2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return day.In(t), nil
		}
	}
	return 0, fmt.Errorf("%q is no date of a known form", s)
}

// The serial numbers that spreadsheets keep dates as: days since 1899-12-30, or since 1904-01-01
// in workbooks that began on a Macintosh. Serial 60 is 1900-02-29, a day that never was.
const (
	lastSerial = 2958465 // 9999-12-31
	leapSerial = 60
	offset1904 = 1462
)

// parseSerial reads the number of a workbook's date cell. A whole number of eight digits is a date
// written as yyyymmdd in a cell of numbers.
func parseSerial(s string, from1904 bool) (day.Day, error) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) {
		return 0, fmt.Errorf("%q is no date of a known form", s)
	}
	serial := math.Floor(n)
	if serial == n && serial >= 1000_01_01 && serial <= 9999_12_31 {
		return day.ParseCompact(strconv.Itoa(int(serial)))
	}
	if from1904 {
		serial += offset1904
	}
	switch {
	case serial < 1 || serial > lastSerial || serial == leapSerial:
		return 0, fmt.Errorf("%q is no serial number of a date", s)
	case serial < leapSerial:
		serial++
	}
	return day.Of(1899, time.December, 30) + day.Day(serial), nil
}
