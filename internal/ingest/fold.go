package ingest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// folder adds files to a ledger, oldest first.
type folder struct {
	*ledger
	catalog *catalog.Catalog
	ref     *reference.Data
	release string
	report  *Report

	file *file // being added
	in   int   // its place in the ledger
}

var code = regexp.MustCompile(`^[A-Z0-9-]{1,12}$`)

// fold adds one file.
func (f *folder) fold(in *ods.File) {
	f.in = len(f.Files)
	f.Files = append(f.Files, file{File: store.File{
		Release: f.release, Name: in.Name, Publication: in.Publication, Format: string(in.Format),
		Dialect: string(in.Dialect), SHA256: in.SHA256, Vintage: in.Vintage, Rows: in.Rows,
	}})
	f.file = &f.Files[f.in]
	for _, r := range in.Rejects {
		f.file.Rejects = append(f.file.Rejects, Reject{Sheet: r.Sheet, Line: r.Line, Reason: r.Reason, Row: r.Row})
	}
	switch in.Format {
	case ods.EPCN:
		f.foldOrganisations(in.Format, networks(in.PCNs))
		f.foldPartners(in.Partners)
	case ods.PracticeMap:
		f.foldMap(in.MapRows)
	case ods.Patients:
		f.foldSizes(in.ListSizes)
	case ods.DiseaseRegister:
		f.foldRegisters(in.Registers)
	case ods.ICBNames:
		f.foldNames(in.Names)
	case ods.Centroids:
		f.foldPostcodes(in.Postcodes)
	default:
		f.foldOrganisations(in.Format, in.Organisations)
	}
	f.file.Rejected = len(f.file.Rejects)
}

// reject says why a row is not taken.
func (f *folder) reject(sheet string, line int, format string, args ...any) {
	f.file.Rejects = append(f.file.Rejects, Reject{Sheet: sheet, Line: line, Reason: fmt.Sprintf(format, args...)})
}

// networks are PCNs in the shape of the other organisations: their parent is their lead commissioner.
func networks(pcns []ods.PCN) []ods.Organisation {
	list := make([]ods.Organisation, len(pcns))
	for i, p := range pcns {
		list[i] = ods.Organisation{
			Line: p.Line, Code: p.Code, Name: p.Name, Parent: p.SubICB, Opened: p.Opened, Closed: p.Closed,
			Address: p.Address, Postcode: p.Postcode,
		}
	}
	return list
}

func (f *folder) foldOrganisations(format ods.Format, list []ods.Organisation) {
	stated := make(map[string]int, len(list))
	for _, o := range list {
		if reason := f.wrong(format, &o); reason != "" {
			f.reject(sheetOf(format), o.Line, "%s", reason)
			continue
		}
		if line := stated[o.Code]; line != 0 {
			f.reject(sheetOf(format), o.Line, "%s is stated in line %d already", o.Code, line)
			continue
		}
		stated[o.Code] = o.Line
		r := &row{Format: format, Organisation: o, At: at{f.in, o.Line}}
		if old := f.rows[rowKey{o.Code, format}]; old != nil {
			r.succeed(old, f.file.Vintage, f.ref, f.report)
		}
		f.rows[rowKey{o.Code, format}] = r
		f.file.Loaded++
	}
	f.markGone(format, stated)
}

// markGone marks the organisations whose row the file no longer has: they stay and do not end, but the
// edges that only that row stated go.
func (f *folder) markGone(format ods.Format, stated map[string]int) {
	for key, r := range f.rows {
		if key.Format != format || r.Gone || stated[key.Code] != 0 {
			continue
		}
		gone := *r
		gone.Gone = true
		f.rows[key] = &gone
		f.report.Gone = append(f.report.Gone, GoneRow{key.Code, format})
		for _, p := range r.parents(f.ref) {
			f.report.Superseded = append(f.report.Superseded, r.note(p, "its row is gone"))
		}
	}
}

// wrong says what keeps a row from being taken; empty where nothing does.
func (f *folder) wrong(format ods.Format, o *ods.Organisation) string {
	if !code.MatchString(o.Code) {
		return fmt.Sprintf("%q is no ODS code", o.Code)
	}
	if o.Opened.Set && o.Closed.Set && o.Closed.Day < o.Opened.Day {
		return fmt.Sprintf("%s closes on %v, before it opens on %v", o.Code, o.Closed.Day, o.Opened.Day)
	}
	for _, c := range []string{o.Parent, o.Column24} {
		if c != "" && !code.MatchString(c) {
			return fmt.Sprintf("%s names %q, which is no ODS code", o.Code, c)
		}
	}
	kind := kindOf(format, o, f.ref.IsSubICB)
	if name, _ := f.catalog.Kind(kind).Property("name"); o.Name == "" && name.NonNull {
		return fmt.Sprintf("%s has no name", o.Code)
	}
	return ""
}

// The sheets of the PCN workbook.
const (
	sheetNetworks = "PCNDetails"
	sheetPartners = "PCN Core Partner Details"
)

func sheetOf(format ods.Format) string {
	if format == ods.EPCN {
		return sheetNetworks
	}
	return ""
}

func (f *folder) foldPartners(list []ods.CorePartner) {
	old := f.Partners
	f.Partners = nil
	seen := map[partner]int{}
	for _, p := range list {
		n := partner{
			At: at{f.in, p.Line}, Practice: p.Practice, PCN: p.PCN, PracticeName: p.PracticeName, PCNName: p.PCNName,
			From: first(p.Start), To: last(p.End),
		}
		switch {
		case !code.MatchString(n.Practice):
			f.reject(sheetPartners, p.Line, "%q is no ODS code", n.Practice)
		case !code.MatchString(n.PCN):
			f.reject(sheetPartners, p.Line, "%q is no ODS code", n.PCN)
		case n.To < n.From:
			f.reject(sheetPartners, p.Line, "ends on %v, before it begins on %v", n.To, n.From)
		case seen[n.pair()] != 0:
			f.reject(sheetPartners, p.Line, "is stated in row %d already", seen[n.pair()])
		default:
			seen[n.pair()] = p.Line
			f.Partners = append(f.Partners, n)
			f.file.Loaded++
		}
	}
	f.comparePartners(old)
}

// pair is what makes two statements of partnership the same: who, with whom, from when.
func (p partner) pair() partner { return partner{Practice: p.Practice, PCN: p.PCN, From: p.From} }

// comparePartners reports what the newer file no longer states, or states with another last day.
func (f *folder) comparePartners(old []partner) {
	now := make(map[partner]partner, len(f.Partners))
	for _, p := range f.Partners {
		now[p.pair()] = p
	}
	for _, p := range old {
		n := EdgeNote{Type: partnerTo, From: p.Practice, To: p.PCN, ValidFrom: date(p.From), ValidTo: date(p.To)}
		switch is, ok := now[p.pair()]; {
		case !ok:
			n.Reason = "its row is gone"
			f.report.Superseded = append(f.report.Superseded, n)
		case is.To != p.To:
			n.Reason = "the same parent with other dates"
			f.report.Restated = append(f.report.Restated, n)
		}
	}
}

func (f *folder) foldMap(list []ods.MapRow) {
	m := practiceMap{File: f.in}
	stated := map[string]int{}
	for _, r := range list {
		switch {
		case !code.MatchString(r.Practice):
			f.reject("", r.Line, "%q is no ODS code", r.Practice)
		case stated[r.Practice] != 0:
			f.reject("", r.Line, "%s is stated in line %d already", r.Practice, stated[r.Practice])
		default:
			stated[r.Practice] = r.Line
			m.Rows = append(m.Rows, r)
			f.file.Merged++ // until it makes an edge
		}
	}
	f.Maps = append(f.Maps, m)
	slices.SortStableFunc(f.Maps, func(a, b practiceMap) int {
		return cmp.Compare(f.Files[a.File].Vintage, f.Files[b.File].Vintage)
	})
}
