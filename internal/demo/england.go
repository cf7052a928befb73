package demo

import (
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/reference"
)

// addEngland appends what is real: NHS England, its regions, the boards and the sub-ICB locations, and what else
// the reference records state, with the days and the origin that they do.
func (b *builder) addEngland() error {
	for _, kind := range []string{reference.NhsEngland, reference.Region, reference.IntegratedCareSystem} {
		for _, r := range b.reference.Of(kind) {
			b.addReal(r)
		}
	}
	b.regions = b.byKind[reference.Region]
	for _, n := range b.regions {
		n.Values[b.at.roles] = b.roles(n, "RO209")
	}
	for _, n := range b.byKind[reference.IntegratedCareSystem] {
		n.Values[b.at.roles] = b.roles(n, "RO261", "RO318")
		if n.Values[b.at.openedOn] == boardsBegan { // how those that came later are named in full is not published yet
			n.Values[b.at.boardName] = fmt.Sprintf("NHS %s Integrated Care Board", n.Values[b.at.name])
		}
		n.Values[b.at.nationalGrouping] = b.reference.RegionOf(n.Code)
	}
	for _, s := range b.reference.SubICBs() {
		if b.nodes[s.From] == nil {
			if err := b.addArea(s); err != nil {
				return err
			}
		}
	}
	b.addReference()
	return nil
}

// addArea appends the sub-ICB location of a first record.
func (b *builder) addArea(s *reference.Edge) error {
	i := slices.IndexFunc(places, func(p place) bool { return p.code == s.From })
	if i < 0 {
		return fmt.Errorf("demo: no place for sub-ICB location %s of %s, line %d: add it to the list of places", s.From, s.File, s.Line)
	}
	system := b.nodes[s.To]
	region := b.nodes[b.reference.RegionOf(s.To)]
	n := b.real("SubIcbLocation", s.From, fmt.Sprintf("NHS %s ICB - %s", system.Values[b.at.name], s.From), undated(s.Mark))
	n.Values[b.at.roles] = b.roles(n, "RO98", "RO319")
	n.Values[b.at.nationalGrouping] = region.Code
	n.Values[b.at.highLevelHealthGeography] = s.To
	n.Values[b.at.country] = "ENGLAND"
	b.realLink("IN_REGION", n, region, undated(s.Mark))

	a := &area{place: places[i], node: n, region: region, letter: slices.Index(b.regions, region), district: 1}
	a.systems = b.systemsOf(s)
	a.neighbour = a
	if k := len(b.areas); k > 0 && b.areas[k-1].region == region {
		a.neighbour, a.district = b.areas[k-1], b.areas[k-1].district+1
	}
	b.areas = append(b.areas, a)
	return nil
}

// systemsOf is the system of an area for those who follow a board that merged whole, and no split one.
func (b *builder) systemsOf(s *reference.Edge) []term {
	board := b.reference.Node(s.To)
	terms := []term{{b.nodes[board.Code], day.Min, board.Until}}
	for _, m := range b.reference.Mergers() {
		if m.From == board.Code && m.Whole {
			terms = append(terms, term{b.nodes[m.To], m.Since, day.Max})
		}
	}
	return terms
}
