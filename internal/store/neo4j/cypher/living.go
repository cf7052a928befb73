package cypher

import (
	"cmp"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// Living says how many nodes of a kind live on each day: a count holds from its day until that of the next.
type Living []livingFrom

type livingFrom struct {
	From  day.Day `json:"from"`
	Count int64   `json:"count"`
}

// livingOf counts nodes.
func livingOf(nodes []*store.Node) (l Living) {
	changes := map[day.Day]int64{}
	for _, n := range nodes {
		if !n.Life.Empty() {
			changes[n.Life.From]++
			changes[n.Life.To]--
		}
	}
	days := make([]day.Day, 0, len(changes))
	for d := range changes {
		days = append(days, d)
	}
	slices.Sort(days)
	var count int64
	for _, d := range days {
		if changes[d] == 0 {
			continue
		}
		count += changes[d]
		l = append(l, livingFrom{d, count})
	}
	return l
}

// living says how many nodes of some kinds live on a day.
func (c *compiler) living(kinds catalog.KindSet, on day.Day) (count int64) {
	for _, k := range c.catalog.In(kinds) {
		count += c.facts.Living[k.Name].On(on)
	}
	return count
}

// On is the count of a day.
func (l Living) On(d day.Day) int64 {
	at, found := slices.BinarySearchFunc(l, d, func(f livingFrom, d day.Day) int { return cmp.Compare(f.From, d) })
	if !found {
		at--
	}
	if at < 0 {
		return 0
	}
	return l[at].Count
}
