package memory

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"weak"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// snapshot is a graph that never changes. Nodes are numbered by kind and code, edges by type, source
// and preference. Its content is its texts and columns, which a file holds as they are; the rest
// follows from them.
type snapshot struct {
	catalog *catalog.Catalog
	dataset *store.Dataset
	ledger  []byte

	texts     texts
	kinds     column // for each kind its first node, and one cell more for the end of the last
	edgeTypes column // for each edge type its first edge, and one cell more
	nodes     nodes  // by node
	edges     edges  // by edge
	values    map[*catalog.ValueType]table

	out, in    []adjacency // by EdgeType.Index
	kindOf     []uint8     // by node
	rank       []uint32    // by node: its place in the order of codes
	statistics *plan.Statistics

	programs  programs
	sequences sequences
	runs      sync.Pool
}

// nodes are the properties of all nodes, by Property.Index, and what every node has.
type nodes struct {
	properties table
	code       column // text
	odsCode    column // text; null where the code is none of the ODS. Derived
	from, to   column // life, half open
	listed     column // textTrue or textFalse
	byCode     column // the nodes in the order of codes
}

// edges are all edges. Those of one type and source stand together, best first.
type edges struct {
	source, target     column // nodes
	from, to           column // life, half open
	validFrom, validTo column // as published; day.Min and day.Max are null
	origin             column // text
	release, file      column // text
	record             column // text
	vintage            column // day.Min is null
	properties         table  // by Catalog.EdgeProperties; rows before the first and after the last that has one are null
}

// adjacency is the edges of one type as one of their ends sees them: outwards best first, inwards by
// source and, between the same two nodes, best first.
type adjacency struct {
	first  uint32   // the node that starts begin with
	starts []uint32 // for each node its first entry, and one more for the end of the last
	node   []uint32 // the node at the far end
	from   []uint32 // life, half open
	to     []uint32
	edge   []uint32 // nil where entries are edges
}

// newSnapshot makes an empty snapshot with all its columns.
func newSnapshot(c *catalog.Catalog) *snapshot {
	s := &snapshot{catalog: c, dataset: &store.Dataset{}, values: map[*catalog.ValueType]table{}}
	s.nodes.properties = newTable(c.Properties)
	s.edges.properties = newTable(c.EdgeProperties)
	for _, v := range c.Values {
		s.values[v] = append(newTable(v.Fields), column{null: textFalse})
	}
	for _, date := range []*column{&s.nodes.from, &s.nodes.to, &s.edges.validFrom, &s.edges.vintage} {
		date.null = noDay
	}
	s.edges.validTo.null = uint32(day.Max)
	return s
}

func newTable(properties []*catalog.Property) table {
	t := make(table, len(properties))
	for i, p := range properties {
		t[i].null = nullOf(p)
	}
	return t
}

// content calls visit for each column that is not derived, under a name of its own.
func (s *snapshot) content(visit func(name string, c *column)) {
	visit("kinds", &s.kinds)
	visit("edgeTypes", &s.edgeTypes)
	for _, c := range []struct {
		name   string
		column *column
	}{
		{"node/code", &s.nodes.code},
		{"node/from", &s.nodes.from},
		{"node/to", &s.nodes.to},
		{"node/listed", &s.nodes.listed},
		{"node/byCode", &s.nodes.byCode},
		{"edge/source", &s.edges.source},
		{"edge/target", &s.edges.target},
		{"edge/from", &s.edges.from},
		{"edge/to", &s.edges.to},
		{"edge/validFrom", &s.edges.validFrom},
		{"edge/validTo", &s.edges.validTo},
		{"edge/origin", &s.edges.origin},
		{"edge/release", &s.edges.release},
		{"edge/file", &s.edges.file},
		{"edge/record", &s.edges.record},
		{"edge/vintage", &s.edges.vintage},
	} {
		visit(c.name, c.column)
	}
	for i, p := range s.catalog.Properties {
		if p.Stored() {
			visit("property/"+p.Name, &s.nodes.properties[i])
		}
	}
	for i, p := range s.catalog.EdgeProperties {
		visit("edge property/"+p.Name, &s.edges.properties[i])
	}
	for _, v := range s.catalog.Values {
		for i, f := range v.Fields {
			visit("value/"+v.Name+"/"+f.Name, &s.values[v][i])
		}
		visit("value/"+v.Name+" is null", s.values[v].nulls())
	}
}

// derive fills in what follows from the content.
func (s *snapshot) derive() {
	s.kindOf = make([]uint8, s.size())
	for k := range s.catalog.Kinds {
		from, to := s.kind(k)
		for i := range s.kindOf[from:to] {
			s.kindOf[from:to][i] = uint8(k)
		}
	}
	s.nodes.odsCode = column{null: textNull, cells: make([]uint32, s.size())}
	for node := range s.nodes.odsCode.cells {
		s.nodes.odsCode.cells[node] = textNull
		if catalog.IsODSCode(s.code(uint32(node))) {
			s.nodes.odsCode.cells[node] = s.nodes.code.cells[node]
		}
	}
	s.rank = make([]uint32, s.size())
	for i, node := range s.nodes.byCode.cells {
		s.rank[node] = uint32(i)
	}
	s.programs.known = map[weak.Pointer[plan.Root]]*program{}
	s.out, s.in = nil, nil
	for t := range s.catalog.EdgeTypes {
		s.out = append(s.out, s.outward(t))
		s.in = append(s.in, s.inward(t))
	}
	s.count()
}

// outward finds the edges of a type by their source, by which they are sorted.
func (s *snapshot) outward(edgeType int) adjacency {
	from, to := s.edgeTypes.cells[edgeType], s.edgeTypes.cells[edgeType+1]
	a := adjacency{node: s.edges.target.cells, from: s.edges.from.cells, to: s.edges.to.cells}
	source := s.edges.source.cells
	if from == to {
		return a
	}
	a.first = source[from]
	a.starts = make([]uint32, source[to-1]-a.first+2)
	next := 0
	for e := from; e < to; e++ {
		for node := int(source[e] - a.first); next <= node; next++ {
			a.starts[next] = e
		}
	}
	a.starts[next] = to
	return a
}

// inward sorts the edges of a type by their target; their order by source and preference remains.
func (s *snapshot) inward(edgeType int) adjacency {
	from, to := s.edgeTypes.cells[edgeType], s.edgeTypes.cells[edgeType+1]
	if from == to {
		return adjacency{}
	}
	targets := s.edges.target.cells[from:to]
	n := to - from
	a := adjacency{
		first: slices.Min(targets),
		node:  make([]uint32, n), from: make([]uint32, n), to: make([]uint32, n), edge: make([]uint32, n),
	}
	a.starts = make([]uint32, slices.Max(targets)-a.first+2)
	for _, t := range targets {
		a.starts[t-a.first+1]++
	}
	for i := range a.starts[1:] {
		a.starts[i+1] += a.starts[i]
	}
	next := slices.Clone(a.starts)
	for i, t := range targets {
		e := from + uint32(i)
		at := next[t-a.first]
		next[t-a.first]++
		a.node[at], a.edge[at] = s.edges.source.cells[e], e
		a.from[at], a.to[at] = s.edges.from.cells[e], s.edges.to.cells[e]
	}
	return a
}

// count finds the statistics.
func (s *snapshot) count() {
	nodes := make([]int, len(s.catalog.Kinds))
	for k := range nodes {
		from, to := s.kind(k)
		nodes[k] = int(to - from)
	}
	c := store.NewCounter(s.catalog, nodes)
	for t := range s.catalog.EdgeTypes {
		s.out[t].count(s, c, t, false)
		s.in[t].count(s, c, t, true)
	}
	s.statistics = c.Statistics()
}

func (a *adjacency) count(s *snapshot, c *store.Counter, edgeType int, in bool) {
	for node := a.first; ; node++ {
		i := node - a.first
		if int(i)+1 >= len(a.starts) {
			return
		}
		for e := a.starts[i]; e < a.starts[i+1]; e++ {
			c.Edge(int(s.kindOf[a.node[e]]), day.Interval{From: day.Day(a.from[e]), To: day.Day(a.to[e])})
		}
		c.Node(edgeType, int(s.kindOf[node]), in)
	}
}

// entries returns where the entries of a node begin and end.
func (a *adjacency) entries(node uint32) (from, to uint32) {
	i := uint64(node - a.first)
	if i+1 >= uint64(len(a.starts)) {
		return 0, 0
	}
	return a.starts[i], a.starts[i+1]
}

// edgeOf returns the edge of an entry.
func (a *adjacency) edgeOf(entry uint32) uint32 {
	if a.edge == nil {
		return entry
	}
	return a.edge[entry]
}

// table returns the table of a value type, of this catalog or of an equal one.
func (s *snapshot) table(v *catalog.ValueType) table { return s.values[s.catalog.Value(v.Name)] }

// size is the number of nodes.
func (s *snapshot) size() int { return len(s.nodes.code.cells) }

// kind returns the nodes of a kind, from the first to before the last.
func (s *snapshot) kind(index int) (from, to uint32) {
	return s.kinds.cells[index], s.kinds.cells[index+1]
}

// code returns the code of a node.
func (s *snapshot) code(node uint32) string { return s.texts.raw(s.nodes.code.cells[node]) }

// rankOf returns where in the order of codes a code stands or would stand.
func (s *snapshot) rankOf(code string) (rank int, found bool) {
	byCode := s.nodes.byCode.cells
	return sort.Find(len(byCode), func(i int) int { return strings.Compare(code, s.code(byCode[i])) })
}

// find returns the node with a code.
func (s *snapshot) find(code string) (node uint32, ok bool) {
	at, ok := s.rankOf(code)
	if !ok {
		return 0, false
	}
	return s.nodes.byCode.cells[at], true
}
