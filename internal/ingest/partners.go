package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

const (
	partnerOf      = "PARTNER_OF"
	sectorPharmacy = "PHARMACY"
	// england is the code of the Office for National Statistics for the only country with primary care networks.
	england = "E92000001"
)

// membership is a run of days on which a practice is in one network.
type membership struct {
	network *store.Node
	days    day.Interval
	source  store.Source
}

// addNearestPartners makes each pharmacy a partner of the networks of its nearest practice, for as long as that
// is in them, but for one of which a record states whose partner it is. The nearest is the one of the newest day that
// the files of practices know, or of the pharmacy's last day.
func (d *deriver) addNearestPartners() {
	practices := d.placedPractices()
	if practices == nil {
		return
	}
	g, t := newGrid(practices), d.catalog.EdgeType(partnerOf)
	values := make([]any, len(d.catalog.EdgeProperties)) // the same of all
	values[d.catalog.EdgeProperty("sector").Index] = sectorPharmacy
	newest, stated := d.newestOfPractices(), map[*store.Node]bool{}
	for _, e := range d.edges {
		if e.Type == t {
			stated[e.From] = true
		}
	}
	for _, r := range d.order {
		n := d.nodes[r.Code]
		if r.Format != ods.Edispensary || n.Kind.Name != kindPharmacy || n.Life.Empty() || stated[n] || d.get(n, "countryOnsCode") != england {
			continue
		}
		easting, northing, ok := d.place(n)
		if !ok {
			continue
		}
		p := g.nearest(easting, northing, min(lastDay(n.Life), newest))
		if p == nil {
			continue
		}
		for _, m := range p.spells {
			if days := m.days.Clip(n.Life); !days.Empty() {
				d.addEdge(t, n, m.network, days.From, lastDay(days), store.Derived, m.source).Values = values
			}
		}
	}
}

// place is where the postcode of a node lies on the national grid; false where that is not known.
func (d *deriver) place(n *store.Node) (easting, northing int, ok bool) {
	easting, ok = d.get(n, "easting").(int)
	northing, both := d.get(n, "northing").(int)
	return easting, northing, ok && both
}

// placedPractices are the practices with a place that ever are in a network.
func (d *deriver) placedPractices() []*placed {
	var list []*placed
	for key, spells := range d.spells {
		if key.Type.Name != partnerTo || key.From.Kind.Name != kindPractice {
			continue
		}
		if easting, northing, ok := d.place(key.From); ok {
			if m := inNetworks(spells); m != nil {
				list = append(list, &placed{key.From, easting, northing, m})
			}
		}
	}
	return list
}

// inNetworks are the spells of a practice in networks, by day. Those that touch are one.
func inNetworks(spells []*store.Edge) (list []membership) {
	sorted := slices.SortedFunc(slices.Values(spells), func(a, b *store.Edge) int { return cmp.Compare(a.Life.From, b.Life.From) })
	for _, e := range sorted {
		if e.Life.Empty() {
			continue
		}
		if last := len(list) - 1; last >= 0 && list[last].network == e.To && list[last].days.To == e.Life.From {
			list[last].days.To = e.Life.To
			continue
		}
		source := e.Source
		source.Record = fmt.Sprintf("%s, of the nearest practice %s", source.Record, e.From.Code)
		list = append(list, membership{e.To, e.Life, source})
	}
	return list
}

// newestOfPractices is the newest day that a file of practices and their networks describes.
func (d *deriver) newestOfPractices() day.Day {
	newest := day.Min
	for _, format := range []ods.Format{ods.Epraccur, ods.EPCN, ods.PracticeMap} {
		if vintage, ok := d.newest(format); ok {
			newest = max(newest, vintage)
		}
	}
	return newest
}
