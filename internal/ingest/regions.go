package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// nationalGroup is the national grouping of what belongs to no region: national hubs.
const nationalGroup = "Y99"

// addDerivedRegions adds the regions that no column states: of hubs, of sub-ICB locations that no row
// describes, and of rows whose national grouping is a region of the past.
func (d *deriver) addDerivedRegions() {
	d.addHubRegions()
	for _, s := range d.ref.SubICBs() {
		if n := d.nodes[s.From]; d.refOnly[n] && d.regionOf(n) == nil {
			d.addRegion(n, d.nodes[d.ref.RegionOf(s.To)], referenceSource(&s.Mark))
		}
	}
	for _, r := range d.order {
		if r.Gone || !isOldRegion(r.NationalGrouping) {
			continue
		}
		n := d.nodes[r.Code]
		commissioner, ok := parentOf(r.parents(d.ref), commissionedBy)
		if !ok || d.regionOf(n) != nil {
			continue
		}
		if region := d.regionOf(d.nodes[commissioner.Target]); region != nil {
			d.addRegion(n, region, d.source(r.At))
		}
	}
}

func (d *deriver) addRegion(n, region *store.Node, source store.Source) {
	d.addEdge(d.catalog.EdgeType(inRegion), n, region, day.Min, day.Max, store.Derived, source)
}

// regionOf is the region of a node that needs no derivation any more, the newest where there were more.
func (d *deriver) regionOf(n *store.Node) *store.Node {
	spells := d.spells[spellKey{d.catalog.EdgeType(inRegion), n}]
	if len(spells) == 0 {
		return nil
	}
	return slices.MaxFunc(spells, func(a, b *store.Edge) int {
		return cmp.Or(cmp.Compare(a.ValidTo, b.ValidTo), a.Compare(b))
	}).To
}

// addHubRegions places each hub in the region that most of its cost centres name, else in the one that its
// name begins with. A national hub has none.
func (d *deriver) addHubRegions() {
	votes := map[string]map[string]int{}
	for _, r := range d.order {
		if r.Format != ods.Epraccur || r.Gone || !d.ref.IsRegion(r.NationalGrouping) && r.NationalGrouping != nationalGroup {
			continue
		}
		if votes[r.Parent] == nil {
			votes[r.Parent] = map[string]int{}
		}
		votes[r.Parent][r.NationalGrouping]++
	}
	for _, r := range d.order {
		n := d.nodes[r.Code]
		if r.Format != ods.Eccg || r.Gone || n.Kind.Name != kindHub {
			continue
		}
		code := most(votes[r.Code])
		if code == "" {
			code = d.regionNamed(r.Name)
		}
		if d.ref.IsRegion(code) {
			d.addRegion(n, d.nodes[code], d.source(r.At))
		}
	}
}

// most is the key with the highest count; of equal ones the smallest.
func most(votes map[string]int) (winner string) {
	for _, code := range slices.Sorted(maps.Keys(votes)) {
		if winner == "" || votes[code] > votes[winner] {
			winner = code
		}
	}
	return winner
}

// regionNamed is the region whose name the text begins with, the longest such name.
func (d *deriver) regionNamed(text string) (code string) {
	length := 0
	for _, r := range d.ref.Of(reference.Region) {
		if name := r.Name(); len(name) > length && strings.HasPrefix(strings.ToUpper(text), strings.ToUpper(name)+" ") {
			code, length = r.Code, len(name)
		}
	}
	return code
}
