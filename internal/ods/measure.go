package ods

import (
	"iter"
	"strings"
)

// The columns of a file of list sizes, in the order of patientsFormat.
const (
	patPractice = iota
	patPatients
	patExtractDate
	patType
	patCommissioner
	patCommissionerONS
	patPostcode
	patSex
	patAge
)

var patientsFormat = headed{
	format: Patients,
	columns: []column{
		patPractice:        {names: []string{"CODE"}},
		patPatients:        {names: []string{"NUMBER_OF_PATIENTS"}},
		patExtractDate:     {names: []string{"EXTRACT_DATE"}},
		patType:            {names: []string{"TYPE"}},
		patCommissioner:    {names: []string{"CCG_CODE", "SUB_ICB_LOCATION_CODE"}, optional: true},
		patCommissionerONS: {names: []string{"ONS_CCG_CODE", "ONS_SUB_ICB_LOCATION_CODE"}, optional: true},
		patPostcode:        {names: []string{"POSTCODE"}, optional: true},
		patSex:             {names: []string{"SEX"}, optional: true},
		patAge:             {names: []string{"AGE"}, optional: true},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		f.ListSizes = collect(f, l, rows, readListSize, func(s *ListSize) string { return s.Practice })
	},
}

func readListSize(r *row) ListSize {
	s := ListSize{
		Line:            r.number,
		Practice:        r.code(patPractice),
		ExtractDate:     r.date(patExtractDate),
		Commissioner:    r.optionalCode(patCommissioner),
		CommissionerONS: r.optionalCode(patCommissionerONS),
		Postcode:        r.upper(patPostcode),
		Patients:        r.count(patPatients),
	}
	// A part of a list taken for the whole would be a wrong measure that nobody sees.
	if kind := r.upper(patType); kind != "GP" {
		r.fail(patType, "%q is no GP practice (GP)", kind)
	}
	for _, part := range []int{patSex, patAge} {
		if of := r.upper(part); of != "" && of != "ALL" {
			r.fail(part, "%q is a part of the list, not ALL of it", of)
		}
	}
	return s
}

// The columns of a file of disease registers, in the order of registerFormat.
const (
	regPractice = iota
	regGroup
	regRegister
	regListType
	regListSize
)

var registerFormat = headed{
	format: DiseaseRegister,
	columns: []column{
		regPractice: {names: []string{"PRACTICE_CODE"}},
		regGroup:    {names: []string{"GROUP_CODE"}},
		regRegister: {names: []string{"REGISTER"}},
		regListType: {names: []string{"PATIENT_LIST_TYPE"}},
		regListSize: {names: []string{"PRACTICE_LIST_SIZE"}},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		seen := interned{}
		read := func(r *row) Register { return readRegister(r, seen) }
		f.Registers = collect(f, l, rows, read, func(g *Register) string {
			return g.Practice + " " + g.Group + " " + g.ListType
		})
	},
}

func readRegister(r *row, seen interned) Register {
	return Register{
		Line:     r.number,
		Practice: seen.intern(r.code(regPractice)),
		Group:    seen.intern(r.code(regGroup)),
		Register: r.count(regRegister),
		ListType: seen.intern(r.code(regListType)),
		ListSize: r.count(regListSize),
	}
}

// interned keeps one copy of each text: a practice stands on twenty rows, and a text cut from a row
// would keep the whole row in memory.
type interned map[string]string

func (seen interned) intern(s string) string {
	if kept, ok := seen[s]; ok {
		return kept
	}
	kept := strings.Clone(s)
	seen[kept] = kept
	return kept
}
