package ods

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"orggraph/internal/day"
)

// Where a file's vintage comes from, the values of File.VintageFrom, best first.
const (
	FromManifest    = "manifest"
	FromExtractDate = "extract date"
	FromName        = "name"
	FromEvents      = "latest event"
)

// date sets the vintage of a file that was read: as its manifest says, else its own extract date,
// else the period in its name, else the latest event in it. No clock has a say: an announced
// opening is an event that the file knows of.
func (f *File) date(m manifest) {
	f.Vintage = day.Min
	if entry, ok := m[f.Name]; ok {
		f.Vintage, f.VintageFrom, f.Publication = entry.vintage, FromManifest, entry.publication
		return
	}
	if d, ok := latest(f.extractDates); ok {
		f.Vintage, f.VintageFrom = d, FromExtractDate
	} else if d, ok := periodOf(f.Name); ok {
		f.Vintage, f.VintageFrom = d, FromName
	} else if d, ok := latest(f.events); ok {
		f.Vintage, f.VintageFrom = d, FromEvents
	}
}

func latest(each func(func(Date))) (newest day.Day, ok bool) {
	each(func(d Date) {
		if d.Set && (!ok || d.Day > newest) {
			newest, ok = d.Day, true
		}
	})
	return newest, ok
}

func (f *File) extractDates(visit func(Date)) {
	for i := range f.MapRows {
		visit(f.MapRows[i].ExtractDate)
	}
	for i := range f.ListSizes {
		visit(f.ListSizes[i].ExtractDate)
	}
}

func (f *File) events(visit func(Date)) {
	for i := range f.Organisations {
		o := &f.Organisations[i]
		for _, d := range []Date{o.Opened, o.Closed, o.JoinedParent, o.LeftParent} {
			visit(d)
		}
	}
	for i := range f.PCNs {
		visit(f.PCNs[i].Opened)
		visit(f.PCNs[i].Closed)
	}
	for i := range f.Partners {
		visit(f.Partners[i].Start)
		visit(f.Partners[i].End)
	}
}

var (
	financialYear = regexp.MustCompile(`[_-]([0-9]{2})([0-9]{2})$`)
	monthOfYear   = regexp.MustCompile(`(?i)[_-](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[_-](20[0-9]{2})$`)
)

// periodOf reads the last day of the period that ends a name: _2223 is a financial year that ends
// on 31 March 2023, dec_2024 the month.
func periodOf(name string) (day.Day, bool) {
	stem := stemOf(name)
	if m := financialYear.FindStringSubmatch(stem); m != nil {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if to == from+1 {
			return day.Of(2000+to, time.March, 31), true
		}
	}
	if m := monthOfYear.FindStringSubmatch(stem); m != nil {
		month, err := time.Parse("Jan", strings.ToLower(m[1]))
		year, _ := strconv.Atoi(m[2])
		if err == nil {
			return day.Of(year, month.Month()+1, 0), true
		}
	}
	return 0, false
}
