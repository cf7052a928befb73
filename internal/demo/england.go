package demo

import (
	"fmt"
	"slices"
	"strconv"

	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// addEngland appends what is real: NHS England, its regions, the boards and the sub-ICB locations,
// with the days and the origin that the reference records state.
func (b *builder) addEngland() error {
	for _, o := range b.reference.Organisations {
		n := b.real(o.Kind, o.Code, o.Name, o.Mark)
		switch o.Kind {
		case reference.Region:
			n.Values[b.at.roles] = b.roles(n, "RO209")
			b.realLink("PART_OF", n, b.nodes[o.Parent], undated(o.Mark))
			b.regions = append(b.regions, n)
		case reference.IntegratedCareSystem:
			n.Values[b.at.roles] = b.roles(n, "RO261", "RO318")
			if o.Since == boardsBegan { // how those that came later are named in full is not published yet
				n.Values[b.at.boardName] = "NHS " + o.Name + " Integrated Care Board"
			}
			n.Values[b.at.nationalGrouping] = o.Parent
			b.realLink("IN_REGION", n, b.nodes[o.Parent], undated(o.Mark))
		}
	}
	for _, o := range b.reference.ONSCodes { // the later record is the newer one
		b.nodes[o.Code].Values[b.at.onsCode] = o.ONS
	}
	for _, s := range b.reference.SubICBs {
		if b.nodes[s.Code] == nil {
			if err := b.addArea(s); err != nil {
				return err
			}
		}
		b.realLink("IN_AREA_OF", b.nodes[s.Code], b.nodes[s.System], s.Mark)
	}
	for _, m := range b.reference.Mergers {
		extent := part
		if m.Whole {
			extent = whole
		}
		b.realLink(succeededBy, b.nodes[m.Predecessor], b.nodes[m.Successor], m.Mark).Set(b.catalog, "extent", extent)
	}
	return nil
}

// addArea appends the sub-ICB location of a first record.
func (b *builder) addArea(s reference.SubICB) error {
	i := slices.IndexFunc(places, func(p place) bool { return p.code == s.Code })
	if i < 0 {
		return fmt.Errorf("demo: no place for sub-ICB location %s of %s, line %d: add it to the list of places", s.Code, s.File, s.Line)
	}
	system := b.nodes[s.System]
	region := b.nodes[b.reference.Organisation(s.System).Parent]
	n := b.real("SubIcbLocation", s.Code, fmt.Sprintf("NHS %s ICB - %s", system.Values[b.at.name], s.Code), undated(s.Mark))
	n.Values[b.at.roles] = b.roles(n, "RO98", "RO319")
	n.Values[b.at.nationalGrouping] = region.Code
	n.Values[b.at.highLevelHealthGeography] = s.System
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
func (b *builder) systemsOf(s reference.SubICB) []term {
	board := b.reference.Organisation(s.System)
	terms := []term{{b.nodes[board.Code], day.Min, board.Until}}
	for _, m := range b.reference.Mergers {
		if m.Predecessor == board.Code && m.Whole {
			terms = append(terms, term{b.nodes[m.Successor], m.Since, day.Max})
		}
	}
	return terms
}

// real appends a node that is not made up.
func (b *builder) real(kind, code, name string, m reference.Mark) *store.Node {
	n := b.organisation(kind, code, name, m.Since, m.Until)
	n.Values[b.at.origin] = m.Origin
	n.Values[b.at.sources] = []any{b.referenceSource(m).Value(b.catalog.Value("Source"))}
	b.nodes[code] = n
	b.byKind[kind] = append(b.byKind[kind], n)
	return n
}

func (b *builder) realLink(edgeType string, from, to *store.Node, m reference.Mark) *store.Edge {
	return b.connect(&store.Edge{
		Type: b.catalog.EdgeType(edgeType), From: from, To: to, ValidFrom: m.Since, ValidTo: m.Until,
		Origin: store.Origin(m.Origin), Source: b.referenceSource(m),
	})
}

func (b *builder) referenceSource(m reference.Mark) store.Source {
	return store.Source{Release: b.source.Release, File: m.File, Record: "line " + strconv.Itoa(m.Line), Vintage: day.Min}
}

// undated is the mark of what holds as long as its ends do.
func undated(m reference.Mark) reference.Mark {
	m.Since, m.Until = day.Min, day.Max
	return m
}
