package ingest

import (
	"math"

	"orggraph/internal/day"
	"orggraph/internal/ods"
)

// totalList is the list type of a disease register that is drawn from all patients.
const totalList = "TOTAL"

func (f *folder) foldSizes(list []ods.ListSize) {
	f.Codes = nil
	codes, stated := map[string]bool{}, map[string]int{}
	for _, s := range list {
		switch {
		case !code.MatchString(s.Practice):
			f.reject("", s.Line, "%q is no ODS code", s.Practice)
		case stated[s.Practice] != 0:
			f.reject("", s.Line, "%s is stated in line %d already", s.Practice, stated[s.Practice])
		case wrongCount(s.Patients):
			f.reject("", s.Line, "%d patients", s.Patients)
		default:
			stated[s.Practice] = s.Line
			f.Sizes = append(f.Sizes, size{at{f.in, s.Line}, s.Practice, s.Postcode, s.Patients, s.Commissioner})
			f.file.Loaded++
			if s.Commissioner != "" && s.CommissionerONS != "" && !codes[s.Commissioner] {
				codes[s.Commissioner] = true
				f.Codes = append(f.Codes, onsCode{at{f.in, s.Line}, s.Commissioner, s.CommissionerONS})
			}
		}
	}
}

// foldRegisters adds disease registers; those that are drawn from all patients state the list size too.
func (f *folder) foldRegisters(list []ods.Register) {
	type group struct{ practice, name string }
	stated, sizes := map[group]int{}, map[string]int{}
	for _, r := range list {
		g := group{r.Practice, r.Group}
		switch {
		case !code.MatchString(r.Practice):
			f.reject("", r.Line, "%q is no ODS code", r.Practice)
		case r.Group == "" || r.ListType == "":
			f.reject("", r.Line, "no disease group or no list type")
		case stated[g] != 0:
			f.reject("", r.Line, "%s of %s is stated in line %d already", r.Group, r.Practice, stated[g])
		case wrongCount(r.Register) || wrongCount(r.ListSize):
			f.reject("", r.Line, "%d of %d patients", r.Register, r.ListSize)
		default:
			stated[g] = r.Line
			f.Registers = append(f.Registers, register{at{f.in, r.Line}, r})
			f.file.Loaded++
			if n, known := sizes[r.Practice]; r.ListType == totalList && (!known || n != r.ListSize) {
				sizes[r.Practice] = r.ListSize
				f.Sizes = append(f.Sizes, size{At: at{f.in, r.Line}, Practice: r.Practice, Patients: r.ListSize})
			}
		}
	}
}

// wrongCount says whether a number of patients can't be one, or is no GraphQL Int.
func wrongCount(n int) bool { return n < 0 || n > math.MaxInt32 }

func (f *folder) foldNames(list []ods.ICBName) {
	f.Names = nil
	for _, n := range list {
		if !code.MatchString(n.ODS) || n.Name == "" {
			f.reject("", n.Line, "%q is no ODS code, or has no name", n.ODS)
			continue
		}
		f.Names = append(f.Names, located[ods.ICBName]{at{f.in, n.Line}, n})
		f.file.Merged++
	}
}

func (f *folder) foldPostcodes(list []ods.Centroid) {
	f.Postcodes = nil
	stated := make(map[string]int, len(list))
	for _, c := range list {
		if line := stated[c.Postcode]; line != 0 {
			f.reject("", c.Line, "%s is stated in line %d already", c.Postcode, line)
			continue
		}
		stated[c.Postcode] = c.Line
		f.Postcodes = append(f.Postcodes, located[ods.Centroid]{at{f.in, c.Line}, c})
		f.file.Merged++
	}
}

// first is an optional first day; day.Min where none is stated.
func first(d ods.Date) day.Day {
	if d.Set {
		return d.Day
	}
	return day.Min
}

// last is an optional last day; day.Max where none is stated.
func last(d ods.Date) day.Day {
	if d.Set {
		return d.Day
	}
	return day.Max
}
