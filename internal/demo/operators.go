package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// operators are those who run pharmacies: chains with a record of their own, and many small ones
// that only their pharmacies name.
type operators struct {
	chains, small []*store.Node
}

func (b *builder) addChains() {
	for range 40 {
		name := pick(b.rand, townHeads) + " and " + pick(b.rand, townHeads) + " Pharmacies"
		b.operators.chains = append(b.operators.chains,
			b.organisation("PharmacyOperator", b.code("H", -1, 5), name, b.date(1950, 2005), day.Max))
	}
}

// operate draws who operates a pharmacy or an appliance contractor; some change hands.
func (b *builder) operate(n *store.Node) {
	if n.Life.Empty() {
		return // who is only proposed lets no operator live
	}
	change := b.date(2015, 2026)
	if !n.Life.Holds(change-1) || !n.Life.Holds(change) || !b.chance(60) {
		b.link("OPERATED_BY", n, b.operator(n.Life.From), day.Min, day.Max)
		return
	}
	before, after := b.operator(n.Life.From), b.operator(change)
	if before == after {
		after = b.operators.chains[0]
	}
	b.link("OPERATED_BY", n, before, day.Min, change-1)
	b.link("OPERATED_BY", n, after, change, day.Max)
}

// operator draws a chain, a small operator or a new one, which lives from that day at the latest.
func (b *builder) operator(from day.Day) *store.Node {
	o := &b.operators
	switch draw := b.rand.IntN(100); {
	case draw < 40: // the first chains are the largest
		return o.chains[b.rand.IntN(1+b.rand.IntN(len(o.chains)))]
	case draw < 58 && len(o.small) > 0:
		n := pick(b.rand, o.small)
		n.Life.From = min(n.Life.From, from)
		return n
	default:
		n := b.named("PharmacyOperator", b.code("H", -1, 5), from)
		o.small = append(o.small, n)
		return n
	}
}
