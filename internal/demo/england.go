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
	for _, r := range b.reference.Nodes {
		if b.nodes[r.Code] == nil {
			b.addReal(r)
		}
	}
	for _, o := range b.reference.ONSCodes { // the later record is the newer one
		b.nodes[o.Code].Values[b.at.onsCode] = o.ONS
	}
	for _, f := range b.reference.FormerNames {
		if n := b.nodes[f.Code]; n != nil {
			former, _ := n.Values[b.at.formerNames].([]any)
			n.Values[b.at.formerNames] = append(former, b.record("FormerName", "name", f.Name, "validFrom", stated(f.Since), "validTo", stated(f.Until)))
		}
	}
	for _, e := range b.reference.Edges {
		if from, to := b.nodes[e.From], b.nodes[e.To]; from != nil && to != nil {
			real := b.realLink(e.Type.Name, from, to, e.Mark)
			for _, v := range e.Values {
				real.Set(b.catalog, v.Property.Name, v.Value)
			}
		}
	}
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

// addReal appends a node that is not made up.
func (b *builder) addReal(r *reference.Node) {
	var n *store.Node
	if _, ok := r.Kind.Property("recordStatus"); ok {
		n = b.real(r.Kind.Name, r.Code, r.Name(), r.Mark)
	} else {
		n = store.NewNode(b.catalog, r.Kind, r.Code)
		n.Life = days(r.Since, r.Until)
		first, last := reference.LifeOf(r.Kind)
		n.Set(b.catalog, first, stated(r.Since))
		n.Set(b.catalog, last, stated(r.Until))
		b.graph.Nodes = append(b.graph.Nodes, n)
		b.know(n, r.Mark)
	}
	for _, v := range r.Values {
		n.Set(b.catalog, v.Property.Name, v.Value)
	}
}

// stated is a day as a value; nil for none.
func stated(d day.Day) any {
	if d == day.Min || d == day.Max {
		return nil
	}
	return d
}

// real appends an organisation that is not made up.
func (b *builder) real(kind, code, name string, m reference.Mark) *store.Node {
	n := b.organisation(kind, code, name, m.Since, m.Until)
	b.know(n, m)
	return n
}

// know keeps a node that is not made up, and says who states it.
func (b *builder) know(n *store.Node, m reference.Mark) {
	n.Values[b.at.origin] = m.Origin
	n.Values[b.at.sources] = []any{b.referenceSource(m).Value(b.catalog.Value("Source"))}
	b.nodes[n.Code] = n
	b.byKind[n.Kind.Name] = append(b.byKind[n.Kind.Name], n)
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
