package ods

import "iter"

// The columns of a practice map, in the order of practiceMapFormat.
const (
	mapPractice = iota
	mapPCN
	mapSubICB
	mapICB
	mapRegion
	mapExtractDate
	mapPracticeName
	mapPracticePostcode
	mapPCNName
	mapSubICBName
	mapSubICBONS
	mapICBName
	mapICBONS
	mapRegionName
	mapRegionONS
	mapSupplier
)

// practiceMapFormat knows two layouts: of "Patients registered at a GP practice" and of the
// Quality and Outcomes Framework.
var practiceMapFormat = headed{
	format: PracticeMap,
	columns: []column{
		mapPractice:         {names: []string{"PRACTICE_CODE"}},
		mapPCN:              {names: []string{"PCN_CODE", "PCN_ODS_CODE"}},
		mapSubICB:           {names: []string{"SUB_ICB_LOCATION_CODE", "SUB_ICB_ODS_CODE"}},
		mapICB:              {names: []string{"ICB_CODE", "ICB_ODS_CODE"}},
		mapRegion:           {names: []string{"COMM_REGION_CODE", "REGION_ODS_CODE"}},
		mapExtractDate:      {names: []string{"EXTRACT_DATE"}, optional: true},
		mapPracticeName:     {names: []string{"PRACTICE_NAME"}, optional: true},
		mapPracticePostcode: {names: []string{"PRACTICE_POSTCODE"}, optional: true},
		mapPCNName:          {names: []string{"PCN_NAME"}, optional: true},
		mapSubICBName:       {names: []string{"SUB_ICB_LOCATION_NAME", "SUB_ICB_NAME"}, optional: true},
		mapSubICBONS:        {names: []string{"ONS_SUB_ICB_LOCATION_CODE", "SUB_ICB_ONS_CODE"}, optional: true},
		mapICBName:          {names: []string{"ICB_NAME"}, optional: true},
		mapICBONS:           {names: []string{"ONS_ICB_CODE", "ICB_ONS_CODE"}, optional: true},
		mapRegionName:       {names: []string{"COMM_REGION_NAME", "REGION_NAME"}, optional: true},
		mapRegionONS:        {names: []string{"ONS_COMM_REGION_CODE", "REGION_ONS_CODE"}, optional: true},
		mapSupplier:         {names: []string{"SUPPLIER_NAME"}, optional: true},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		f.MapRows = collect(f, l, rows, readMapRow, func(m *MapRow) string { return m.Practice })
	},
}

func readMapRow(r *row) MapRow {
	return MapRow{
		Line:             r.number,
		ExtractDate:      r.date(mapExtractDate),
		Practice:         r.code(mapPractice),
		PracticeName:     r.text(mapPracticeName),
		PracticePostcode: r.upper(mapPracticePostcode),
		PCN:              r.optionalCode(mapPCN),
		PCNName:          r.text(mapPCNName),
		SubICB:           r.optionalCode(mapSubICB),
		SubICBName:       r.text(mapSubICBName),
		SubICBONS:        r.optionalCode(mapSubICBONS),
		ICB:              r.optionalCode(mapICB),
		ICBName:          r.text(mapICBName),
		ICBONS:           r.optionalCode(mapICBONS),
		Region:           r.optionalCode(mapRegion),
		RegionName:       r.text(mapRegionName),
		RegionONS:        r.optionalCode(mapRegionONS),
		Supplier:         r.text(mapSupplier),
	}
}
