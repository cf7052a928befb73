package ingest

import (
	"slices"

	"orggraph/internal/store"
)

// The edge types of local professional networks.
const (
	hostedBy = "HOSTED_BY"
	covers   = "COVERS"
)

// professionKinds are the providers of each profession.
var professionKinds = map[string]string{
	"DENTAL": kindDental, "EYE_HEALTH": kindOptical, "PHARMACY": kindPharmacy,
}

// providers are those of one kind in a region.
type providers struct {
	region *store.Node
	kind   string
}

// addCovered lets each local professional network of which nothing states whom it covers cover the providers of
// its profession that lie in the region which hosts it, for as long as both is so.
func (d *deriver) addCovered() {
	stated := map[*store.Node]bool{}
	var hosts []*store.Edge
	for _, e := range d.edges {
		switch e.Type.Name {
		case covers:
			stated[e.From] = true
		case hostedBy:
			hosts = append(hosts, e)
		}
	}
	hosts = slices.DeleteFunc(hosts, func(h *store.Edge) bool { return stated[h.From] || h.Life.Empty() })
	if len(hosts) == 0 {
		return
	}
	slices.SortFunc(hosts, compareEdges)
	hosted := map[providers][]*store.Edge{}
	for _, h := range hosts {
		profession, _ := d.get(h.From, "profession").(string)
		g := providers{h.To, professionKinds[profession]}
		hosted[g] = append(hosted[g], h)
	}
	for _, e := range d.edges { // those that are added on the way are of another type
		if e.Type.Name != inRegion {
			continue
		}
		for _, h := range hosted[providers{e.To, e.From.Kind.Name}] {
			d.cover(h, e)
		}
	}
}

// cover lets a network that a region hosts cover a provider that lies in it.
func (d *deriver) cover(host, in *store.Edge) {
	days := in.Life.Clip(host.Life)
	if days.Empty() {
		return
	}
	origin := store.Derived
	if d.get(host.From, "origin") == string(store.Synthetic) {
		origin = store.Synthetic
	}
	first := max(in.ValidFrom, host.ValidFrom)
	d.addEdge(d.catalog.EdgeType(covers), host.From, in.From, first, lastDay(days), origin, host.Source).Clip(days)
}
