// Package demo turns the catalog, the reference records and a seed into a graph of England at national
// scale, for whoever has no data at hand: the regions, the boards and the sub-ICB locations are real,
// everything beneath them is made up and says so. It imports no concrete store and no reader of files.
package demo

import (
	"math/rand/v2"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// Seed is the seed of the demo that is served where no data is given.
const Seed = 1

// Build makes the graph of a seed: the same seed gives the same bytes.
// It fails where the reference records name a sub-ICB location that it has no place for.
func Build(c *catalog.Catalog, ref *reference.Data, seed uint64) (*store.Graph, error) {
	b := &builder{
		catalog: c, reference: ref, at: placesOf(c),
		rand:  rand.New(rand.NewPCG(seed, 0x6f72676772617068)),
		graph: &store.Graph{Catalog: c, Nodes: make([]*store.Node, 0, 1<<16), Edges: make([]*store.Edge, 0, 1<<17)},
		nodes: map[string]*store.Node{}, byKind: map[string][]*store.Node{}, codes: map[string]int{},
		source: store.Source{File: "demo", Vintage: day.Min},
	}
	b.sources = []any{b.source.Value(c.Value("Source"))}
	if err := b.addEngland(); err != nil {
		return nil, err
	}
	b.addHubs()
	b.addChains()
	for i, a := range b.areas {
		if i%3 == 0 {
			b.addGroup(a)
		}
		b.addEntities(a)
		b.addTrusts(a)
		b.addNetworks(a)
	}
	for _, a := range b.areas {
		b.addPractices(a)
		b.addCostCentres(a)
		b.addPharmacies(a)
		b.addDentalPractices(a)
	}
	b.addOutsiders()
	for _, a := range b.areas {
		b.addOpticalPractices(a)
		b.addLocals(a)
		b.addGroups(a)
		for _, w := range a.networks {
			b.addPartners(a, w)
			b.addPayee(a, w)
			b.addOffers(w)
		}
	}
	b.addProfessionalNetworks()
	b.addSuccession()
	b.addCandidates()
	b.describe()
	return b.graph, nil
}
