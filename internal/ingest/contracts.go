package ingest

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

const (
	holds = "HOLDS"
	// networkContract is the code of the contract that makes a primary care network one.
	networkContract = "network-contract-des"
)

// addContracts lets every primary care network hold the network contract, if the reference knows that, but for
// one that is stated to hold another.
func (d *deriver) addContracts() {
	contract, t := d.nodes[networkContract], d.catalog.EdgeType(holds)
	if contract == nil {
		return
	}
	var source store.Source
	if list := d.sources[contract]; list != nil {
		source = d.sourceOf(list[0])
	}
	for _, n := range d.nodes {
		if n.Kind.Name == kindPCN && !n.Life.Empty() && len(d.spells[spellKey{t, n}]) == 0 {
			d.addEdge(t, n, contract, day.Min, day.Max, store.Derived, source).Clip(n.Life.Clip(contract.Life))
		}
	}
}

// sourceOf reads the value of a source back.
func (d *deriver) sourceOf(value any) store.Source {
	v, s := value.([]any), store.Source{Vintage: day.Min}
	s.Release, _ = v[d.shape.release].(string)
	s.File, _ = v[d.shape.file].(string)
	s.Record, _ = v[d.shape.record].(string)
	if vintage, ok := v[d.shape.vintage].(day.Day); ok {
		s.Vintage = vintage
	}
	return s
}
