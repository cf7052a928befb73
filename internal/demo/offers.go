package demo

import "orggraph/internal/day"

// offers are how many of the real services, roles and programmes a network offers, employs and delivers.
var offers = []struct {
	edgeType, kind string
	number         int
}{
	{"OFFERS", "Service", 3},
	{"EMPLOYS", "StaffRole", 3},
	{"DELIVERS", "Programme", 1},
}

// addOffers lets a network hold the national contract, and draws what it offers and since when. Some of it ended.
func (b *builder) addOffers(w *network) {
	for _, n := range b.byKind["Contract"] {
		b.link("HOLDS", w.node, n, day.Min, day.Max)
	}
	for _, o := range offers {
		from := b.byKind[o.kind]
		for _, i := range b.rand.Perm(len(from))[:min(o.number, len(from))] {
			first, last := networksBegan+day.Day(b.rand.IntN(2000)), day.Max
			if b.chance(60) {
				last = first + day.Day(200+b.rand.IntN(400))
			}
			b.link(o.edgeType, w.node, from[i], first, last)
		}
	}
}
