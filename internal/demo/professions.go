package demo

import (
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// providers are the kinds that local professional networks of a profession cover.
var providers = map[string]string{"DENTAL": "DentalPractice", "EYE_HEALTH": "OpticalPractice", "PHARMACY": "Pharmacy"}

// covered is what a local professional network covers: a kind of a region.
type covered struct {
	kind   string
	region *store.Node
}

// addProfessionalNetworks lets each local professional network cover the providers of its profession in the
// region that hosts it, and work with some organisations there.
func (b *builder) addProfessionalNetworks() {
	networks := map[covered][]*store.Node{}
	var hosts []*store.Edge
	for _, e := range b.graph.Edges {
		if e.Type.Name == "HOSTED_BY" {
			of := covered{providers[e.From.Get(b.catalog, "profession").(string)], e.To}
			networks[of] = append(networks[of], e.From)
			hosts = append(hosts, e)
		}
	}
	members := map[*store.Node][]*store.Node{}
	for _, e := range b.graph.Edges { // those that are added on the way are of another type
		if e.Type.Name != "IN_REGION" {
			continue
		}
		for _, n := range networks[covered{e.From.Kind.Name, e.To}] {
			b.link("COVERS", n, e.From, day.Min, day.Max)
			members[n] = append(members[n], e.From)
		}
	}
	for _, host := range hosts {
		b.work(host.From, host.To, members[host.From])
		b.addGuide(host.From, host.To)
	}
}

// addGuide appends a document about a local professional network that its region gives out. Some were withdrawn.
func (b *builder) addGuide(n, region *store.Node) {
	published, withdrawn := b.date(2014, 2020), day.Max
	if b.chance(300) {
		withdrawn = published + day.Day(700+b.rand.IntN(1400))
	}
	letter := slices.Index(b.regions, region)
	guide := b.thing("Document", b.code("demo-guide-", letter, 2), fmt.Sprintf("Guide to the %v", n.Values[b.at.name]), published, withdrawn)
	guide.Set(b.catalog, "documentType", "GUIDE")
	guide.Set(b.catalog, "topic", "LOCAL_PROFESSIONAL_NETWORKS")
	b.link("COMMITTED_IN", n, guide, day.Min, day.Max)
	if audiences := b.byKind["Audience"]; audiences != nil {
		b.link("FOR_AUDIENCE", guide, pick(b.rand, audiences), day.Min, day.Max)
	}
}

// work draws whom a local professional network of a region works with, and since when: NHS England, and in
// some places the sub-ICB location, the council, a trust, a practice, the patients of one, and a provider.
func (b *builder) work(n, region *store.Node, members []*store.Node) {
	with := func(other *store.Node) { b.link("WORKS_WITH", n, other, b.date(2014, 2025), day.Max) }
	for _, body := range b.byKind["NhsEngland"] {
		with(body)
	}
	const places = 3
	found := 0
	for _, i := range b.rand.Perm(len(b.areas)) {
		a := b.areas[i]
		if a.region != region {
			continue
		}
		for _, other := range []*store.Node{
			a.node, a.locals[authority][0], a.trust, a.practices[0].node, a.groups[0], members[found*len(members)/places],
		} {
			with(other)
		}
		if found++; found == places {
			return
		}
	}
}
