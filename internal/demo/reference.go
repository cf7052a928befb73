package demo

import (
	"strconv"

	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// addReference appends what the reference records state beside England itself, as an import does: nodes, their
// codes and former names, and the edges of which both ends are there.
func (b *builder) addReference() {
	for _, r := range b.reference.Nodes {
		if b.nodes[r.Code] == nil {
			b.addReal(r)
		}
	}
	for _, o := range b.reference.ONSCodes { // the later record is the newer one
		if n := b.nodes[o.Code]; n != nil {
			n.Values[b.at.onsCode] = o.ONS
		}
	}
	for _, f := range b.reference.FormerNames {
		if n := b.nodes[f.Code]; n != nil {
			former, _ := n.Values[b.at.formerNames].([]any)
			n.Values[b.at.formerNames] = append(former, b.record("FormerName",
				"name", f.Name, "validFrom", stated(f.Since), "validTo", stated(f.Until)))
		}
	}
	for _, r := range b.reference.Edges {
		from, to := b.nodes[r.From], b.nodes[r.To]
		if from == nil || to == nil || r.CheckKinds(b.catalog, from.Kind, to.Kind) != nil {
			continue
		}
		e := b.realLink(r.Type.Name, from, to, r.Mark)
		for _, v := range r.Values {
			e.Set(b.catalog, v.Property.Name, v.Value)
		}
	}
}

// addReal appends a node that is not made up.
func (b *builder) addReal(r *reference.Node) {
	var n *store.Node
	if _, ok := r.Kind.Property("recordStatus"); ok {
		n = b.real(r.Kind.Name, r.Code, r.Name(), r.Mark)
	} else {
		n = b.thing(r.Kind.Name, r.Code, r.Name(), r.Since, r.Until)
		b.know(n, r.Mark)
	}
	for _, v := range r.Values {
		n.Set(b.catalog, v.Property.Name, v.Value)
	}
}

// stated is a day as a value; nil for none.
func stated(d day.Day) any {
	if d == day.Min || d == day.Max {
		return nil
	}
	return d
}

// real appends an organisation that is not made up.
func (b *builder) real(kind, code, name string, m reference.Mark) *store.Node {
	n := b.organisation(kind, code, name, m.Since, m.Until)
	b.know(n, m)
	return n
}

// know keeps a node that is not made up, and says who states it.
func (b *builder) know(n *store.Node, m reference.Mark) {
	n.Values[b.at.origin] = m.Origin
	n.Values[b.at.sources] = []any{b.referenceSource(m).Value(b.catalog.Value("Source"))}
	b.nodes[n.Code] = n
	b.byKind[n.Kind.Name] = append(b.byKind[n.Kind.Name], n)
}

func (b *builder) realLink(edgeType string, from, to *store.Node, m reference.Mark) *store.Edge {
	return b.connect(&store.Edge{
		Type: b.catalog.EdgeType(edgeType), From: from, To: to, ValidFrom: m.Since, ValidTo: m.Until,
		Origin: store.Origin(m.Origin), Source: b.referenceSource(m),
	})
}

func (b *builder) referenceSource(m reference.Mark) store.Source {
	return store.Source{Release: b.source.Release, File: m.File, Record: "line " + strconv.Itoa(m.Line), Vintage: day.Min}
}

// undated is the mark of what holds as long as its ends do.
func undated(m reference.Mark) reference.Mark {
	m.Since, m.Until = day.Min, day.Max
	return m
}
