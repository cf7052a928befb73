package memory

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"orggraph/internal/catalog"

	"orggraph/internal/store"
)

// build makes the snapshot of a graph. It fails on a graph that contradicts its catalog.
func build(g *store.Graph) (*snapshot, error) {
	b := &builder{
		snapshot: newSnapshot(g.Catalog), text: newTextBuilder(),
		rows: map[*catalog.ValueType]uint32{}, ids: make(map[*store.Node]uint32, len(g.Nodes)),
	}
	b.ledger = g.Ledger
	if g.Dataset != nil {
		b.dataset = g.Dataset
	}
	if err := b.addNodes(g.Nodes); err != nil {
		return nil, err
	}
	if err := b.addEdges(g.Edges); err != nil {
		return nil, err
	}
	if uint64(len(b.text.texts)) > math.MaxUint32 {
		return nil, fmt.Errorf("%d bytes of text: positions have 32 bits", len(b.text.texts))
	}
	b.texts = slices.Clip(b.text.texts)
	b.content(func(_ string, c *column) { c.cells, c.numbers = slices.Clip(c.cells), slices.Clip(c.numbers) })
	b.derive()
	return b.snapshot, nil
}

type builder struct {
	*snapshot
	text *textBuilder
	rows map[*catalog.ValueType]uint32 // of its table so far
	ids  map[*store.Node]uint32
}

func (b *builder) addNodes(all []*store.Node) error {
	if uint64(len(all)) >= math.MaxUint32 {
		return fmt.Errorf("%d nodes: ids have 32 bits", len(all))
	}
	sorted := slices.SortedFunc(slices.Values(all), func(a, b *store.Node) int {
		return cmp.Or(cmp.Compare(a.Kind.Index, b.Kind.Index), strings.Compare(a.Code, b.Code))
	})
	b.kinds.cells = make([]uint32, len(b.catalog.Kinds)+1)
	for id, n := range sorted {
		b.ids[n] = uint32(id)
		b.kinds.cells[n.Kind.Index+1] = uint32(id + 1)
	}
	for i := range b.catalog.Kinds {
		b.kinds.cells[i+1] = max(b.kinds.cells[i], b.kinds.cells[i+1])
	}
	b.addColumns()
	for id, n := range sorted {
		for _, p := range n.Kind.Properties() {
			if !p.Stored() {
				continue
			}
			if err := b.set(&b.nodes.properties[p.Index], p.Property, uint32(id), n.Values[p.Index]); err != nil {
				return fmt.Errorf("%s %s: %s: %w", n.Kind.Name, n.Code, p.Name, err)
			}
		}
		b.nodes.code.cells = append(b.nodes.code.cells, b.text.value(n.Code))
		b.nodes.from.cells = append(b.nodes.from.cells, uint32(n.Life.From))
		b.nodes.to.cells = append(b.nodes.to.cells, uint32(n.Life.To))
		b.nodes.listed.cells = append(b.nodes.listed.cells, b.text.value(n.Listed))
	}
	slices.SortFunc(sorted, func(a, b *store.Node) int { return strings.Compare(a.Code, b.Code) })
	for i, n := range sorted {
		if i > 0 && n.Code == sorted[i-1].Code {
			return fmt.Errorf("%s is the code of two nodes", n.Code)
		}
		b.nodes.byCode.cells = append(b.nodes.byCode.cells, b.ids[n])
	}
	return nil
}

// addColumns lays out the columns of nodes: each reaches from the first kind that declares its property
// to the last.
func (b *builder) addColumns() {
	for _, k := range b.catalog.Kinds {
		from, to := b.kind(k.Index)
		for _, p := range k.Properties() {
			if c := &b.nodes.properties[p.Index]; p.Stored() && from < to {
				if c.cells == nil {
					c.first = from
				}
				c.grow(p.Property, to)
			}
		}
	}
}

func (b *builder) addEdges(all []*store.Edge) error {
	if uint64(len(all)) >= math.MaxUint32 {
		return fmt.Errorf("%d edges: ids have 32 bits", len(all))
	}
	for _, e := range all {
		for _, n := range []*store.Node{e.From, e.To} {
			if _, ok := b.ids[n]; !ok {
				return fmt.Errorf("an edge %s from %s to %s ends outside the graph", e.Type.Name, e.From.Code, e.To.Code)
			}
		}
	}
	sorted := slices.SortedStableFunc(slices.Values(all), func(e, f *store.Edge) int {
		return cmp.Or(cmp.Compare(e.Type.Index, f.Type.Index), cmp.Compare(b.ids[e.From], b.ids[f.From]), f.Compare(e))
	})
	b.edgeTypes.cells = make([]uint32, len(b.catalog.EdgeTypes)+1)
	for id, e := range sorted {
		b.edgeTypes.cells[e.Type.Index+1] = uint32(id + 1)
		for _, cell := range []struct {
			column *column
			value  uint32
		}{
			{&b.edges.source, b.ids[e.From]},
			{&b.edges.target, b.ids[e.To]},
			{&b.edges.from, uint32(e.Life.From)},
			{&b.edges.to, uint32(e.Life.To)},
			{&b.edges.validFrom, uint32(e.ValidFrom)},
			{&b.edges.validTo, uint32(e.ValidTo)},
			{&b.edges.origin, b.text.value(string(e.Origin))},
			{&b.edges.release, b.text.value(e.Source.Release)},
			{&b.edges.file, b.text.value(e.Source.File)},
			{&b.edges.record, b.text.stringOrNull(e.Source.Record)},
			{&b.edges.vintage, uint32(e.Source.Vintage)},
		} {
			cell.column.cells = append(cell.column.cells, cell.value)
		}
	}
	if err := b.setEdgeProperties(sorted); err != nil {
		return err
	}
	for i := range b.catalog.EdgeTypes {
		b.edgeTypes.cells[i+1] = max(b.edgeTypes.cells[i], b.edgeTypes.cells[i+1])
	}
	return nil
}

// setEdgeProperties sets what edges of some types say. Columns reach from the first edge that has a value to the
// last: few types have any.
func (b *builder) setEdgeProperties(sorted []*store.Edge) error {
	for id, e := range sorted {
		for i, value := range e.Values {
			if value == nil {
				continue
			}
			p, c := b.catalog.EdgeProperties[i], &b.edges.properties[i]
			if c.cells == nil {
				c.first = uint32(id)
			}
			c.grow(p, uint32(id)+1)
			if err := b.set(c, p, uint32(id), value); err != nil {
				return fmt.Errorf("%s from %s to %s: %s: %w", e.Type.Name, e.From.Code, e.To.Code, p.Name, err)
			}
		}
	}
	return nil
}
