package ods

import (
	"errors"
	"iter"
)

// workbookSheets are the sheets of the PCN workbook. They are found by their headings, since their names,
// their order and the words of their headings change between vintages.
var workbookSheets = []struct {
	headed
	holds string
}{{pcnSheet, "primary care networks"}, {partnerSheet, "core partners"}}

// headingRows is how many rows may stand above the headings of a sheet, and the headings with them.
const headingRows = 20

// readWorkbook reads both sheets. A workbook that lacks one is another's: half of it would take the
// partners of every network away.
func readWorkbook(f *File, raw []byte) error {
	book, err := openXLSX(raw)
	if err != nil {
		if !isWorkbookName(f.Name) || errors.Is(err, errNoWorkbook) {
			return unknownf("an archive, but no workbook that can be read: %v", err)
		}
		return err
	}
	for _, want := range workbookSheets {
		s, l, err := book.find(want.headed)
		if err != nil {
			return err
		}
		if s == nil {
			return unknownf("a workbook, but none of its sheets has the headings of %s", want.holds)
		}
		want.read(f, l, below(s.rows(), l.heading))
		if s.err != nil {
			return s.err
		}
	}
	return nil
}

// find finds the sheet whose headings are those of a format; nil where there is none.
func (b *xlsx) find(h headed) (*sheet, *layout, error) {
	for _, s := range b.sheets {
		var found *layout
		rows := 0
		for row := range s.rows() {
			if l, missing, twice := h.match(row.cells); len(missing) == 0 {
				if twice != "" {
					return nil, nil, unknownf("a workbook, but its sheet %s has two columns %s", s.name, twice)
				}
				found = l
				found.sheet, found.heading = s.name, row.number
				found.width, found.serials, found.from1904 = 0, true, b.from1904
			}
			if rows++; found != nil || rows == headingRows {
				break
			}
		}
		if s.err != nil {
			return nil, nil, s.err
		}
		if found != nil {
			return s, found, nil
		}
	}
	return nil, nil, nil
}

// below yields the rows below one.
func below(rows iter.Seq[line], number int) iter.Seq[line] {
	return func(yield func(line) bool) {
		for row := range rows {
			if row.number > number && !yield(row) {
				return
			}
		}
	}
}

// The columns of the sheet of PCNs, in the order of pcnSheet.
const (
	pcnCode = iota
	pcnName
	pcnSubICB
	pcnSubICBName
	pcnOpened
	pcnClosed
	pcnPostcode
	pcnAddress
)

var pcnSheet = headed{
	format: EPCN,
	columns: []column{
		pcnCode:        {words: []string{"PCN", "CODE"}, without: []string{"AREA"}},
		pcnName:        {words: []string{"PCN", "NAME"}, without: []string{"AREA"}},
		pcnSubICB:      {words: []string{"AREA", "CODE"}},
		pcnSubICBName:  {words: []string{"AREA"}, without: []string{"CODE"}, optional: true},
		pcnOpened:      {words: []string{"OPEN"}},
		pcnClosed:      {words: []string{"CLOSE"}},
		pcnPostcode:    {words: []string{"POSTCODE"}, optional: true},
		pcnAddress:     {words: []string{"ADDRESS", "1"}, optional: true},
		pcnAddress + 1: {words: []string{"ADDRESS", "2"}, optional: true},
		pcnAddress + 2: {words: []string{"ADDRESS", "3"}, optional: true},
		pcnAddress + 3: {words: []string{"ADDRESS", "4"}, optional: true},
		pcnAddress + 4: {words: []string{"ADDRESS", "5"}, optional: true},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		f.PCNs = collect(f, l, rows, readPCN, func(p *PCN) string { return p.Code })
	},
}

func readPCN(r *row) PCN {
	p := PCN{
		Line:       r.number,
		Code:       r.code(pcnCode),
		Name:       r.text(pcnName),
		SubICB:     r.optionalCode(pcnSubICB),
		SubICBName: r.text(pcnSubICBName),
		Postcode:   r.upper(pcnPostcode),
	}
	p.Opened, p.Closed = r.dates(pcnOpened, pcnClosed)
	for i := range p.Address {
		p.Address[i] = r.text(pcnAddress + i)
	}
	return p
}

// The columns of the sheet of core partners, in the order of partnerSheet.
const (
	parPractice = iota
	parPracticeName
	parPracticeSubICB
	parPCN
	parPCNName
	parPCNSubICB
	parStart
	parEnd
)

var partnerSheet = headed{
	format: EPCN,
	columns: []column{
		parPractice:       {words: []string{"PARTNER", "CODE"}, without: []string{"AREA", "PCN"}},
		parPracticeName:   {words: []string{"PARTNER", "NAME"}, without: []string{"AREA", "PCN"}, optional: true},
		parPracticeSubICB: {words: []string{"PARTNER", "AREA", "CODE"}, without: []string{"PCN"}, optional: true},
		parPCN:            {words: []string{"PCN", "CODE"}, without: []string{"AREA", "PARTNER"}},
		parPCNName:        {words: []string{"PCN", "NAME"}, without: []string{"AREA", "PARTNER"}, optional: true},
		parPCNSubICB:      {words: []string{"PCN", "AREA", "CODE"}, without: []string{"PARTNER"}, optional: true},
		parStart:          {words: []string{"START"}},
		parEnd:            {words: []string{"END"}},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		f.Partners = collect(f, l, rows, readCorePartner, nil) // who left and came back stands there twice
	},
}

func readCorePartner(r *row) CorePartner {
	p := CorePartner{
		Line:           r.number,
		Practice:       r.code(parPractice),
		PracticeName:   r.text(parPracticeName),
		PracticeSubICB: r.optionalCode(parPracticeSubICB),
		PCN:            r.code(parPCN),
		PCNName:        r.text(parPCNName),
		PCNSubICB:      r.optionalCode(parPCNSubICB),
	}
	p.Start, p.End = r.dates(parStart, parEnd)
	return p
}
