package ingest

import (
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// The attributions that the publishers ask for.
const (
	openLicence = "Contains public sector information licensed under the Open Government Licence v3.0."
	osLicence   = " Contains OS data © Crown copyright and database right 2018," +
		" Royal Mail data © Royal Mail copyright and database right 2018," +
		" National Statistics data © Crown copyright and database right 2018."
)

// dataset says what the graph is.
func (d *deriver) dataset(g *store.Graph) *store.Dataset {
	ds := &store.Dataset{Licence: openLicence, RefOnly: g.CountRefOnly()}
	oldest, newest := day.Max, day.Min
	for i := range d.Files {
		f := d.Files[i].File
		ds.Files = append(ds.Files, f)
		if f.Vintage == day.Min {
			continue
		}
		newest = max(newest, f.Vintage)
		if ods.Format(f.Format) != ods.Centroids {
			oldest = min(oldest, f.Vintage)
		}
	}
	ds.Files = append(ds.Files, d.ownFiles()...)
	if d.loaded(ods.Centroids) {
		ds.Licence += osLicence
	}
	ds.Title = "Organisations within primary care in England, from published files"
	if newest != day.Min && oldest != day.Max {
		ds.Title += fmt.Sprintf(" that describe %v to %v", oldest, newest)
	}
	ds.Coverage = d.coverage()
	ds.Release = contentRelease(g, newest)
	return ds
}

func (d *deriver) loaded(format ods.Format) bool {
	return slices.ContainsFunc(d.Files, func(f file) bool { return f.Format == string(format) })
}
