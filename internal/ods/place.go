package ods

import (
	"iter"
	"strings"
)

// The columns of the ICB names, in the order of icbNamesFormat.
const (
	icbONS = iota
	icbODS
	icbName
)

// icbNamesFormat has the year in the names of its columns.
var icbNamesFormat = headed{
	format: ICBNames,
	columns: []column{
		icbONS:  {names: []string{"ICB##CD"}},
		icbODS:  {names: []string{"ICB##CDH"}},
		icbName: {names: []string{"ICB##NM"}},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		f.Names = collect(f, l, rows, readICBName, func(n *ICBName) string { return n.ODS })
	},
}

func readICBName(r *row) ICBName {
	return ICBName{Line: r.number, ONS: r.code(icbONS), ODS: r.code(icbODS), Name: r.text(icbName)}
}

// The columns of the postcode centroids, in the order of centroidFormat.
const (
	cenPostcode = iota
	cenQuality
	cenEasting
	cenNorthing
	cenLatitude
	cenLongitude
	cenCountry
	cenCounty
	cenDistrict
	cenWard
)

var centroidFormat = headed{
	format: Centroids,
	columns: []column{
		cenPostcode:  {names: []string{"POSTCODE"}},
		cenQuality:   {names: []string{"POSITIONAL_QUALITY"}},
		cenEasting:   {names: []string{"EASTING"}},
		cenNorthing:  {names: []string{"NORTHING"}},
		cenLatitude:  {names: []string{"LATITUDE"}},
		cenLongitude: {names: []string{"LONGITUDE"}},
		cenCountry:   {names: []string{"COUNTRY_CODE"}, optional: true},
		cenCounty:    {names: []string{"ADMIN_COUNTY_CODE"}, optional: true},
		cenDistrict:  {names: []string{"ADMIN_DISTRICT_CODE"}, optional: true},
		cenWard:      {names: []string{"ADMIN_WARD_CODE"}, optional: true},
	},
	read: func(f *File, l *layout, rows iter.Seq[line]) {
		seen := interned{}
		read := func(r *row) Centroid { return readCentroid(r, seen) }
		f.Postcodes = collect(f, l, rows, read, func(c *Centroid) string { return c.Postcode })
	},
}

func readCentroid(r *row, seen interned) Centroid {
	c := Centroid{
		Line:      r.number,
		Postcode:  strings.Join(strings.Fields(r.upper(cenPostcode)), ""),
		Quality:   r.count(cenQuality),
		Easting:   r.integer(cenEasting),
		Northing:  r.integer(cenNorthing),
		Latitude:  r.degrees(cenLatitude, 90),
		Longitude: r.degrees(cenLongitude, 180),
		Country:   seen.intern(r.optionalCode(cenCountry)),
		County:    seen.intern(r.optionalCode(cenCounty)),
		District:  seen.intern(r.optionalCode(cenDistrict)),
		Ward:      seen.intern(r.optionalCode(cenWard)),
	}
	if !wellFormed(c.Postcode) {
		r.fail(cenPostcode, "%q is no postcode", c.Postcode)
	}
	return c
}
