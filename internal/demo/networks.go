package demo

import (
	"math"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

var (
	groupsBegan   = day.Of(2013, 4, 1) // clinical commissioning groups took over
	groupsMerged  = day.Of(2020, 4, 1) // many of them merged
	networksBegan = day.Of(2019, 7, 1) // the first primary care networks formed
	boardsBegan   = day.Of(2022, 7, 1) // integrated care boards took over from the groups
	newest        = day.Of(2026, 9, 30)
)

// network is a primary care network.
type network struct {
	node   *store.Node
	spot   spot
	closed day.Day // its last day; day.Max while it is open

	members    []*store.Node // practices that are or were its core partners
	pharmacies []*store.Node // those to which it is the nearest
}

// practicesPerNetwork makes about 1,300 networks of about 6,200 practices.
const practicesPerNetwork = 4.8

func (b *builder) addNetworks(a *area) {
	open := max(2, int(math.Round(float64(a.size)/practicesPerNetwork)))
	for range open {
		b.addNetwork(a, day.Max)
	}
	for range open {
		if b.chance(50) {
			b.addNetwork(a, pick(b.rand, []day.Day{day.Of(2021, 3, 31), day.Of(2023, 3, 31), day.Of(2024, 6, 30)}))
		}
	}
}

func (b *builder) addNetwork(a *area, closed day.Day) {
	w := &network{spot: b.newSpot(a), closed: closed}
	name := w.spot.town + " "
	if b.chance(250) {
		name += "and " + townName(b.rand) + " "
	}
	w.node = b.organisation("PrimaryCareNetwork", b.code("N", a.letter, 4), name+pick(b.rand, networkTypes), networksBegan, closed)
	w.node.Values[b.at.roles] = b.roles(w.node, "RO272")
	b.locate(w.node, a, w.spot, 1)
	first := day.Min
	if a.group != nil {
		b.link("COMMISSIONED_BY", w.node, a.group, day.Min, groupsMerged-1)
		first = groupsMerged
	}
	b.link("COMMISSIONED_BY", w.node, a.node, first, day.Max)
	a.networks = append(a.networks, w)
}

// newSpot draws a town of the area.
func (b *builder) newSpot(a *area) spot {
	latitude, longitude := b.near(a.latitude, a.longitude, a.radius)
	return spot{townName(b.rand), latitude, longitude}
}

// openNetwork draws one of the networks of an area that are still open.
func (b *builder) openNetwork(a *area) *network {
	for {
		if w := pick(b.rand, a.networks); w.closed == day.Max {
			return w
		}
	}
}

// join draws a practice's way through the networks: most stay in one, some move, return or leave.
func (b *builder) join(p *practice, home *network) {
	if b.chance(12) {
		return // in no network
	}
	first, last := max(networksBegan, p.opened), p.closed
	if home.closed != day.Max {
		b.addMember(home, p, first, min(home.closed, last))
		first, home = max(first, home.closed+1), b.openNetwork(p.area)
	}
	way := []*network{home}
	other := b.openNetwork(p.area)
	switch draw := b.rand.IntN(1000); {
	case other == home: // a move would be none
	case draw < 90:
		way = []*network{other, home}
	case draw < 110:
		way = []*network{home, other, home}
	case draw < 120:
		last = min(last, first+day.Day(200+b.rand.IntN(1200)), newest)
	}
	for _, w := range way[:len(way)-1] {
		next := first + day.Day(120+b.rand.IntN(800))
		if next > min(last, newest) {
			break
		}
		b.addMember(w, p, first, next-1)
		first = next
	}
	b.addMember(way[len(way)-1], p, first, last)
}

func (b *builder) addMember(w *network, p *practice, first, last day.Day) {
	if e := b.link("PARTNER_TO", p.node, w.node, first, last); !e.Life.Empty() {
		w.members = append(w.members, p.node)
	}
}
