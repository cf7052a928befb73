package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// addHubs appends a commissioning hub for each region.
func (b *builder) addHubs() {
	for i, region := range b.regions {
		name := region.Values[b.at.name].(string) + " Synthetic Commissioning Hub"
		n := b.organisation("CommissioningHub", b.code("B", i, 2), name, groupsBegan, day.Max)
		n.Values[b.at.roles] = b.roles(n, "RO98", "RO218")
		n.Values[b.at.country] = "ENGLAND"
		b.link("IN_REGION", n, region, day.Min, day.Max)
		b.hubs = append(b.hubs, n)
	}
}

// addGroup appends the clinical commissioning group that the sub-ICB location grew out of in 2020.
func (b *builder) addGroup(a *area) {
	name := "NHS " + b.newSpot(a).town + " CCG"
	a.group = b.organisation("ClinicalCommissioningGroup", b.code("K", a.letter, 3), name, groupsBegan, groupsMerged-1)
	a.group.Values[b.at.roles] = b.roles(a.group, "RO98")
	b.within(a.group, a)
}

// addEntities appends the places within a large sub-ICB location.
func (b *builder) addEntities(a *area) {
	for range a.size / 80 {
		name := b.newSpot(a).town + " Place"
		n := b.organisation("ReportingEntity", b.code("E", a.letter, 3), name, day.Of(2023, 4, 1), day.Max)
		n.Values[b.at.roles] = b.roles(n, "RO98", "RO327")
		n.Values[b.at.country] = "ENGLAND"
		b.follow("IN_AREA_OF", n, a)
		a.entities = append(a.entities, n)
	}
}

func (b *builder) addTrusts(a *area) {
	for i := range a.share(210) {
		s, closed := b.newSpot(a), day.Max
		if i > 0 && b.chance(80) {
			closed = b.date(2018, 2026)
		}
		sort := pick(b.rand, trustTypes)
		n := b.organisation("Trust", b.code("T", a.letter, 3), s.town+" "+sort.name, b.date(1991, 2010), closed)
		n.Values[b.at.roles] = b.roles(n, "RO197")
		b.locate(n, a, s, 2)
		b.within(n, a)
		b.follow("IN_AREA_OF", n, a)
		if i == 0 {
			a.trust = n
		}
		a.trusts = append(a.trusts, partner{n, sort.sector})
	}
}

// addOutsiders appends what the English chain does not reach: a Welsh board, and commissioners and
// providers that only others name, each with a few providers of an area.
func (b *builder) addOutsiders() {
	board := b.organisation("LocalHealthBoard", b.code("W", -1, 5), "Synthetic Local Health Board", day.Of(2009, 10, 1), day.Max)
	for _, a := range []*area{b.areas[0], b.areas[len(b.areas)/2]} {
		other := b.named("OtherOrganisation", b.code("O", -1, 5), groupsBegan)
		for range 3 {
			b.commissioned(a, board, "WALES")
			b.commissioned(a, other, "")
		}
		for _, p := range a.practices[:2] {
			b.link("OPERATED_BY", b.addCostCentre(a), other, day.Min, day.Max)
			b.link("OPERATED_BY", b.addCostCentre(a), p.node, day.Min, day.Max)
		}
	}
}

// commissioned appends a dental practice and a cost centre outside the English chain.
func (b *builder) commissioned(a *area, by *store.Node, country string) {
	s := b.newSpot(a)
	d := b.organisation("DentalPractice", b.code("D", a.letter, 5), b.name(s, dentalTypes), groupsBegan, day.Max)
	c := b.organisation("PrescribingCostCentre", b.code("C", a.letter, 5), s.town+" Out of Hours", groupsBegan, day.Max)
	d.Values[b.at.roles] = b.roles(d, "RO110")
	c.Values[b.at.roles] = b.roles(c, "RO177", "RO80")
	b.prescribes(c, 2)
	for _, n := range []*store.Node{d, c} {
		if country != "" {
			n.Values[b.at.country] = country
		}
		b.locate(n, a, s, 5)
		b.link("COMMISSIONED_BY", n, by, groupsBegan, day.Max)
	}
}
