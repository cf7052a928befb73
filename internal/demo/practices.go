package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// practice is a GP practice while its edges are drawn.
type practice struct {
	node           *store.Node
	area           *area
	spot           spot
	opened, closed day.Day
}

func (b *builder) addPractices(a *area) {
	for range a.size {
		b.addPractice(a, day.Max)
		if b.chance(50) {
			b.addPractice(a, b.date(2020, 2026))
		}
	}
}

func (b *builder) addPractice(a *area, closed day.Day) {
	home := pick(b.rand, a.networks)
	if b.chance(3) {
		home = pick(b.rand, a.neighbour.networks)
	}
	p := &practice{area: a, spot: home.spot, opened: b.date(1948, 2012), closed: closed}
	if closed == day.Max && b.chance(80) {
		p.opened = b.date(2013, 2026)
	}
	p.node = b.organisation("Practice", b.code("P", a.letter, 5), practiceName(b.rand, p.spot), p.opened, closed)
	p.node.Values[b.at.roles] = b.roles(p.node, "RO177", "RO76")
	b.prescribes(p.node, 4)
	b.locate(p.node, a, p.spot, 3)
	b.within(p.node, a)
	p.node.Values[b.at.systemSupplier] = pick(b.rand, systemSuppliers)
	if b.chance(30) {
		p.node.Values[b.at.formerNames] = []any{
			b.record("FormerName", "name", practiceName(b.rand, p.spot), "validTo", b.date(2016, 2026)),
		}
	}
	b.register(p)
	b.commission(p)
	b.join(p, home)
	switch draw := b.rand.IntN(1000); {
	case draw < 8:
		b.link("OPERATED_BY", p.node, a.trust, day.Min, day.Max)
	case draw < 14 && len(a.practices) > 0:
		b.link("OPERATED_BY", p.node, a.practices[0].node, day.Min, day.Max)
	}
	for i := range pick(b.rand, branches) {
		b.addBranch(p, i+1)
	}
	a.practices = append(a.practices, p)
}

// commission lets the sub-ICB location commission the practice, and before it the group that it grew out of.
func (b *builder) commission(p *practice) {
	first, by := max(p.opened, groupsBegan), p.area.node
	if p.area.group != nil {
		b.link("COMMISSIONED_BY", p.node, p.area.group, first, min(p.closed, groupsMerged-1))
		first = max(first, groupsMerged)
	}
	if b.chance(4) {
		by = b.hubs[p.area.letter]
	}
	b.link("COMMISSIONED_BY", p.node, by, first, p.closed)
}

// prescribes states the prescribing setting.
func (b *builder) prescribes(n *store.Node, setting int) {
	n.Values[b.at.prescribingSetting] = b.reference.Setting(setting).Name
	n.Values[b.at.prescribingSettingCode] = setting
}

// branches is how many branch surgeries a practice has, each place as likely as the next: most have none.
var branches = []int{31: 4, 30: 2, 29: 2, 28: 1, 27: 1, 26: 1, 25: 1, 24: 1}

func (b *builder) addBranch(p *practice, number int) {
	n := b.organisation("BranchSurgery", p.node.Code+"-"+pad(number, 2),
		pick(b.rand, landmarks)+" Branch Surgery, "+p.spot.town, max(p.opened, b.date(1975, 2020)), p.closed)
	n.Values[b.at.roles] = b.roles(n, "RO96")
	n.Values[b.at.country] = "ENGLAND"
	b.locate(n, p.area, p.spot, 5)
	b.link("OPERATED_BY", n, p.node, day.Min, day.Max)
}

// register draws the list sizes of the practice, one for each first of April, and two disease registers.
func (b *builder) register(p *practice) {
	patients := min(1500+int(b.rand.ExpFloat64()*8000), 60000)
	var sizes []any
	for year := 2020; year <= 2026; year++ {
		if on := day.Of(year, 4, 1); p.node.Life.Holds(on) {
			sizes = append(sizes, b.record("ListSize", "on", on, "patients", patients))
			patients += patients * (b.rand.IntN(50) - 15) / 1000
		}
	}
	p.node.Values[b.at.listSizes] = sizes
	on := day.Of(2026, 3, 31)
	if !p.node.Life.Holds(on) {
		return
	}
	adults := patients * 80 / 100
	p.node.Values[b.at.diseaseRegisters] = []any{
		b.record("DiseaseRegister", "on", on, "group", "AF", "listType", "TOTAL", "listSize", patients,
			"register", patients*(12+b.rand.IntN(20))/1000),
		b.record("DiseaseRegister", "on", on, "group", "DM", "listType", "17OV", "listSize", adults,
			"register", adults*(60+b.rand.IntN(30))/1000),
	}
}
