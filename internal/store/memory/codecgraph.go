package memory

import (
	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// graph makes the graph that a snapshot was built from, in the snapshot's order.
func (s *snapshot) graph() *store.Graph {
	t := thawing{snapshot: s, known: map[uint32]any{}}
	g := &store.Graph{Catalog: s.catalog, Dataset: s.dataset, Ledger: s.ledger}
	nodes := make([]store.Node, s.size())
	for k, kind := range s.catalog.Kinds {
		from, to := s.kind(k)
		for id := from; id < to; id++ {
			nodes[id] = t.node(kind, id)
			g.Nodes = append(g.Nodes, &nodes[id])
		}
	}
	edges := make([]store.Edge, len(s.edges.source.cells))
	for i, edgeType := range s.catalog.EdgeTypes {
		for id := s.edgeTypes.cells[i]; id < s.edgeTypes.cells[i+1]; id++ {
			edges[id] = t.edge(edgeType, id, nodes)
			g.Edges = append(g.Edges, &edges[id])
		}
	}
	return g
}

// thawing is a snapshot that becomes a graph again. Equal texts become one string.
type thawing struct {
	*snapshot
	known map[uint32]any
}

func (t *thawing) node(kind *catalog.Kind, id uint32) store.Node {
	n := store.Node{
		Kind: kind, Code: t.code(id), Listed: t.nodes.listed.get(id) == textTrue,
		Life:   day.Interval{From: t.nodes.from.day(id), To: t.nodes.to.day(id)},
		Values: make([]any, len(t.catalog.Properties)),
	}
	for _, p := range kind.Properties() {
		if p.Stored() {
			n.Values[p.Index] = t.value(&t.nodes.properties[p.Index], p.Property, id)
		}
	}
	return n
}

func (t *thawing) edge(edgeType *catalog.EdgeType, id uint32, nodes []store.Node) store.Edge {
	e := &t.edges
	return store.Edge{
		Type: edgeType, From: &nodes[e.source.get(id)], To: &nodes[e.target.get(id)],
		ValidFrom: e.validFrom.day(id), ValidTo: e.validTo.day(id),
		Life:   day.Interval{From: e.from.day(id), To: e.to.day(id)},
		Origin: store.Origin(t.string(&e.origin, id)),
		Source: store.Source{
			Release: t.string(&e.release, id), File: t.string(&e.file, id), Record: t.string(&e.record, id),
			Vintage: e.vintage.day(id),
		},
		Values: t.edgeValues(id),
	}
}

// edgeValues are the properties of an edge that has some; nil for most.
func (t *thawing) edgeValues(id uint32) (values []any) {
	for i, p := range t.catalog.EdgeProperties {
		if v := t.value(&t.edges.properties[i], p, id); v != nil {
			if values == nil {
				values = make([]any, len(t.catalog.EdgeProperties))
			}
			values[i] = v
		}
	}
	return values
}

// value returns what a cell stands for, nil for null and for an empty list of objects.
func (t *thawing) value(c *column, p *catalog.Property, row uint32) any {
	if p.List && p.Type == catalog.Object {
		return t.objects(c, p, row)
	}
	cell := c.get(row)
	if cell == c.null {
		return nil
	}
	switch {
	case p.List:
		return t.texts.strings(cell)
	case p.Type == catalog.Object:
		return t.object(p.Value, cell)
	case p.Type == catalog.Int:
		return int(c.number(row))
	case p.Type == catalog.Date:
		return day.Day(c.number(row))
	case p.Type == catalog.Float:
		return c.number(row)
	case p.Type == catalog.Boolean:
		return cell == textTrue
	default:
		return t.text(cell)
	}
}

func (t *thawing) objects(c *column, p *catalog.Property, row uint32) any {
	from, to := c.rows(row)
	if from == to {
		return nil
	}
	list := make([]any, 0, to-from)
	for ; from < to; from++ {
		if t.values[p.Value].nulls().get(from) == textTrue {
			list = append(list, nil)
		} else {
			list = append(list, t.object(p.Value, from))
		}
	}
	return list
}

func (t *thawing) object(v *catalog.ValueType, row uint32) []any {
	fields, columns := make([]any, len(v.Fields)), t.values[v]
	for i, f := range v.Fields {
		fields[i] = t.value(&columns[i], f, row)
	}
	return fields
}

func (t *thawing) text(at uint32) any {
	s, ok := t.known[at]
	if !ok {
		s = t.texts.raw(at)
		t.known[at] = s
	}
	return s
}

// string returns the text of a row; null is an empty one.
func (t *thawing) string(c *column, row uint32) string {
	cell := c.get(row)
	if cell == c.null {
		return ""
	}
	return t.text(cell).(string)
}
