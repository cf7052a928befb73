package ods

import (
	"bytes"
	"regexp"
)

// The columns of the 27-column files that hold anything, by index.
const (
	orgCode = iota
	orgName
	orgGrouping
	orgGeography
	orgAddress
	orgPostcode = iota + 4
	orgOpened
	orgClosed
	orgStatus
	orgSubType
	orgParent
	orgJoined
	orgLeft
	orgTelephone
	orgAmended  = 21
	orgColumn24 = 23
	orgColumn26 = 25
	orgWidth    = 27
)

// organisationLayout is the one layout of the files without a header.
var organisationLayout = func() *layout {
	names := [orgWidth]string{
		"1 (code)", "2 (name)", "3 (national grouping)", "4 (high-level health geography)",
		"5", "6", "7", "8", "9", "10 (postcode)", "11 (opened)", "12 (closed)", "13 (status)",
		"14 (sub-type)", "15 (parent)", "16 (joined parent)", "17 (left parent)", "18 (telephone)",
		"19", "20", "21", "22 (amended)", "23", "24", "25", "26", "27",
	}
	l := &layout{labels: names[:], width: orgWidth}
	for i := range orgWidth {
		l.at = append(l.at, i)
	}
	return l
}()

func readOrganisations(f *File, text []byte) {
	f.Dialect = dialectOf(text)
	read := func(r *row) Organisation { return readOrganisation(r, f.Dialect) }
	l := *organisationLayout
	l.rows = bytes.Count(text, []byte{'\n'})
	f.Organisations = collect(f, &l, lines(text), read,
		func(o *Organisation) string { return o.Code })
}

func readOrganisation(r *row, d Dialect) Organisation {
	o := Organisation{
		Line:                     r.number,
		Code:                     r.code(orgCode),
		Name:                     r.text(orgName),
		NationalGrouping:         r.optionalCode(orgGrouping),
		HighLevelHealthGeography: r.optionalCode(orgGeography),
		Postcode:                 r.upper(orgPostcode),
		Status:                   r.status(d),
		SubType:                  r.upper(orgSubType),
		Parent:                   r.optionalCode(orgParent),
		Telephone:                r.text(orgTelephone),
		Amended:                  r.text(orgAmended),
		Column24:                 r.optionalCode(orgColumn24),
		Column26:                 r.upper(orgColumn26),
	}
	for i := range o.Address {
		o.Address[i] = r.text(orgAddress + i)
	}
	o.Opened, o.Closed = r.dates(orgOpened, orgClosed)
	o.JoinedParent, o.LeftParent = r.dates(orgJoined, orgLeft)
	return o
}

var statuses = map[string]struct {
	status  Status
	dialect Dialect
}{
	"A": {Active, Legacy}, "C": {Inactive, Legacy}, "D": {Dormant, Legacy}, "P": {Proposed, Legacy},
	"ACTIVE": {Active, Newer}, "INACTIVE": {Inactive, Newer},
	"DORMANT": {Dormant, Newer}, "PROPOSED": {Proposed, Newer},
}

// status reads column 13. A status of the other dialect is refused: such a file was put together
// from two, and its column 26 can't be trusted.
func (r *row) status(d Dialect) Status {
	s := r.upper(orgStatus)
	if s == "" {
		return ""
	}
	known, ok := statuses[s]
	switch {
	case !ok:
		r.fail(orgStatus, "%q is no status", s)
	case known.dialect != d:
		r.fail(orgStatus, "%q is of the %s dialect in a file of the %s dialect", s, known.dialect, d)
	}
	return known.status
}

var (
	roleIDs = regexp.MustCompile(`^RO[0-9]+(\|RO[0-9]+)*$`)
	setting = regexp.MustCompile(`^[0-9]{1,2}$`)
)

// dialectWitnesses is how many telling rows are enough to settle the dialect.
const dialectWitnesses = 100

// dialectOf takes the dialect that most rows show: by status, by role ids in column 14 or 26 or by
// the setting number in column 26. Some exports show none of these; then the newer dialect is the
// one that writes 1 as the amended flag of every row.
func dialectOf(text []byte) Dialect {
	legacy, newer, marked, unmarked := 0, 0, 0, 0
	for ln := range lines(text) {
		if ln.problem != "" || len(ln.cells) != orgWidth {
			continue
		}
		r := row{line: ln, layout: organisationLayout}
		known := statuses[r.upper(orgStatus)]
		switch {
		case known.dialect == Newer, roleIDs.MatchString(r.upper(orgSubType)), roleIDs.MatchString(r.upper(orgColumn26)):
			newer++
		case known.dialect == Legacy, setting.MatchString(r.text(orgColumn26)):
			legacy++
		}
		if r.text(orgAmended) == "1" {
			marked++
		} else {
			unmarked++
		}
		if legacy+newer == dialectWitnesses {
			break
		}
	}
	if newer > legacy || newer+legacy == 0 && marked > 0 && unmarked == 0 {
		return Newer
	}
	return Legacy
}
