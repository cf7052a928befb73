package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// settings are the kinds of cost centre that the demo has, each as likely as the next.
var settings = []struct {
	code int
	role string
	name string
}{
	{0, "RO72", "Prescribing Service"},
	{1, "RO87", "Walk-in Centre"},
	{2, "RO80", "Out of Hours"},
	{8, "RO255", "Public Health Service"},
	{9, "RO247", "Community Nursing"},
	{9, "RO247", "Community Health Service"},
	{10, "RO250", "Outpatient Service"},
	{12, "RO259", "Urgent Care"},
	{13, "RO249", "Hospice"},
	{14, "RO246", "Care Home"},
}

func (b *builder) addCostCentres(a *area) {
	for i := range a.share(3000) {
		n := b.addCostCentre(a)
		if b.chance(300) {
			b.link("OPERATED_BY", n, a.trust, day.Min, day.Max)
		}
		if i == 0 && b.chance(100) {
			b.link("PARTNER_TO", n, b.openNetwork(a).node, day.Of(2021, 4, 1), day.Max)
		}
	}
}

func (b *builder) addCostCentre(a *area) *store.Node {
	s, closed, kind := pick(b.rand, a.networks).spot, day.Max, pick(b.rand, settings)
	if b.chance(150) {
		closed = b.date(2017, 2026)
	}
	opened := b.date(1995, 2016)
	n := b.organisation("PrescribingCostCentre", b.code("C", a.letter, 5), s.town+" "+kind.name, opened, closed)
	n.Values[b.at.roles] = b.roles(n, "RO177", kind.role)
	b.prescribes(n, kind.code)
	b.locate(n, a, s, 4)
	b.within(n, a)
	by := a.node
	if b.chance(40) {
		by = b.hubs[a.letter]
	}
	b.link("COMMISSIONED_BY", n, by, max(opened, groupsBegan), closed)
	if len(a.entities) > 0 && b.chance(300) {
		b.link("CONSTITUENT_OF", n, pick(b.rand, a.entities), day.Of(2023, 4, 1), closed)
	}
	return n
}

func (b *builder) addPharmacies(a *area) {
	for range a.share(10500) {
		b.addDispenser(a, "Pharmacy", "F", "RO182", pharmacyTypes)
	}
	for range a.share(120) {
		b.addDispenser(a, "ApplianceContractor", "A", "RO94", []string{"Appliances", "Medical Supplies"})
	}
}

// addDispenser appends a pharmacy or an appliance contractor with those who operate it.
func (b *builder) addDispenser(a *area, kind, letter, role string, types []string) {
	home, opened, closed := pick(b.rand, a.networks), b.date(1960, 2025), day.Max
	if b.chance(80) {
		closed = max(opened, b.date(2018, 2026))
	}
	n := b.organisation(kind, b.code(letter, a.letter, 5), b.name(home.spot, types), opened, closed)
	if b.chance(2) {
		b.propose(n)
	}
	n.Values[b.at.roles] = b.roles(n, role)
	b.locate(n, a, home.spot, 3)
	b.within(n, a)
	b.follow("COMMISSIONED_BY", n, a)
	b.operate(n)
	if kind == "Pharmacy" {
		home.pharmacies = append(home.pharmacies, n)
	}
}

// propose makes an organisation one that is announced and not yet open.
func (b *builder) propose(n *store.Node) {
	n.Life = day.Never
	n.Values[b.at.status], n.Values[b.at.openedOn], n.Values[b.at.closedOn] = "PROPOSED", nil, nil
}

func (b *builder) addDentalPractices(a *area) {
	for range a.share(9000) {
		s, opened, closed := pick(b.rand, a.networks).spot, b.date(1970, 2025), day.Max
		if b.chance(60) {
			closed = max(opened, b.date(2018, 2026))
		}
		n := b.organisation("DentalPractice", b.code("D", a.letter, 5), b.name(s, dentalTypes), opened, closed)
		n.Values[b.at.roles] = b.roles(n, "RO110")
		b.locate(n, a, s, 3)
		b.within(n, a)
		b.follow("COMMISSIONED_BY", n, a)
	}
}

func (b *builder) addOpticalPractices(a *area) {
	for range a.share(2500) {
		s, opened, closed := pick(b.rand, a.networks).spot, b.date(1965, 2025), day.Max
		if b.chance(60) {
			closed = max(opened, b.date(2018, 2026))
		}
		n := b.organisation("OpticalPractice", b.code("V", a.letter, 5), b.name(s, opticalTypes), opened, closed)
		b.locate(n, a, s, 3)
		b.link("IN_REGION", n, a.region, day.Min, day.Max)
		b.follow("COMMISSIONED_BY", n, a)
	}
}

// name draws the name of a provider that stands at a spot.
func (b *builder) name(s spot, types []string) string {
	if b.chance(400) {
		return s.town + " " + pick(b.rand, types)
	}
	return pick(b.rand, landmarks) + " " + pick(b.rand, types) + ", " + s.town
}
