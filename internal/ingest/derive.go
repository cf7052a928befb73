package ingest

import (
	"cmp"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// deriver makes the graph from the ledger and the reference records.
type deriver struct {
	*ledger
	ref     *reference.Data
	own     *reference.Data // of the user's own files
	catalog *catalog.Catalog
	report  *Report

	order   []*row // by code and format
	nodes   map[string]*store.Node
	edges   []*store.Edge
	spells  map[spellKey][]*store.Edge // the same edges, of those types that are followed to one target
	refOnly map[*store.Node]bool

	unpublished map[*store.Node]*reference.Node // what only reference records describe
	ownEdges    []ownEdge
	refusal     error // the first reason not to take the user's own files

	commissioning map[string]bool               // what practices and cost centres name as their commissioners
	successors    map[*store.Node][]*store.Edge // the edges to those that took the place of a node

	shape     sourceShape
	files     []sourceValues // by place in the ledger
	conflicts map[*store.Node][]any
	sources   map[*store.Node][]any
}

// spellKey names the edges of one type that leave one node.
type spellKey struct {
	Type *catalog.EdgeType
	From *store.Node
}

// derive makes the graph: organisations, the edges that files and reference state, their clipping to
// the lives of their ends, one at a time where there can be but one, and last what the maps say.
// It fails where reference records don't agree with what files publish.
func derive(l *ledger, ref, own *reference.Data, c *catalog.Catalog, report *Report, progress func(string, int, int)) (*store.Graph, error) {
	d := &deriver{
		ledger: l, ref: ref, own: own, catalog: c, report: report, order: l.sortedRows(),
		nodes: map[string]*store.Node{}, spells: map[spellKey][]*store.Edge{}, refOnly: map[*store.Node]bool{},
		conflicts: map[*store.Node][]any{}, sources: map[*store.Node][]any{}, shape: newSourceShape(c),
		unpublished: map[*store.Node]*reference.Node{},
	}
	progress(stageNodes, 0, 2)
	d.addRowNodes()
	d.addReferenceNodes()
	d.addNamedNodes()
	d.forgetPurchasers()
	progress(stageNodes, 1, 2)
	d.fillFromOthers()
	d.fillONSCodes()
	d.fillBoardNames()
	d.fillMeasures()
	d.fillPlaces()
	d.fillFormerNames()
	progress(stageNodes, 2, 2)

	progress(stageEdges, 0, 2)
	d.addRowEdges()
	d.addPartnerEdges()
	d.addReferenceEdges()
	d.addDerivedRegions()
	d.settleLives()
	d.clip()
	d.checkOwnEdges()
	if d.refusal != nil {
		return nil, d.refusal
	}
	d.makeExclusive()
	progress(stageEdges, 1, 2)
	d.applyMaps()
	d.followMergers()
	d.addSuccession()
	d.finishNodes()
	d.addFollowing()
	progress(stageEdges, 2, 2)
	return d.graph(), nil
}

// graph is the result, in a fixed order.
func (d *deriver) graph() *store.Graph {
	g := &store.Graph{Catalog: d.catalog, Edges: d.edges}
	for _, n := range d.nodes {
		g.Nodes = append(g.Nodes, n)
	}
	slices.SortFunc(g.Nodes, func(a, b *store.Node) int { return cmp.Compare(a.Code, b.Code) })
	sortEdges(g)
	g.Dataset = d.dataset(g)
	return g
}

// sortEdges puts edges in the order of compareEdges. Places of sorted nodes are compared in place of codes.
func sortEdges(g *store.Graph) {
	type placed struct {
		edge     *store.Edge
		from, to int
	}
	place := make(map[*store.Node]int, len(g.Nodes))
	for i, n := range g.Nodes {
		place[n] = i
	}
	list := make([]placed, len(g.Edges))
	for i, e := range g.Edges {
		list[i] = placed{e, place[e.From], place[e.To]}
	}
	slices.SortFunc(list, func(a, b placed) int {
		switch {
		case a.edge.Type != b.edge.Type:
			return cmp.Compare(a.edge.Type.Name, b.edge.Type.Name)
		case a.from != b.from:
			return a.from - b.from
		case a.to != b.to:
			return a.to - b.to
		}
		return compareEdges(a.edge, b.edge)
	})
	for i := range list {
		g.Edges[i] = list[i].edge
	}
}

// compareEdges orders edges by type, ends and dates.
func compareEdges(a, b *store.Edge) int {
	if c := compareEnds(a, b); c != 0 {
		return c
	}
	return cmp.Or(a.Compare(b), cmp.Compare(a.Origin, b.Origin))
}

// addRowNodes makes a node of each code that a row describes. The newest row decides what it is.
func (d *deriver) addRowNodes() {
	isSubICB := d.subICBs()
	for i := 0; i < len(d.order); {
		own := d.order[i]
		j := i + 1
		for ; j < len(d.order) && d.order[j].Code == own.Code; j++ {
			if d.vintage(d.order[j].At) > d.vintage(own.At) {
				own = d.order[j]
			}
		}
		n := d.newNode(own.Code, kindOf(own.Format, &own.Organisation, func(c string) bool { return isSubICB[c] }))
		n.Life = d.lifeOf(own)
		d.describe(n, own)
		for ; i < j; i++ {
			if d.order[i] != own {
				d.addSource(n, d.order[i].At)
			}
		}
	}
}

// subICBs are the codes that the reference or a map knows as sub-ICB locations. What a map of the time
// before calls so were clinical commissioning groups.
func (d *deriver) subICBs() map[string]bool {
	known := map[string]bool{}
	for _, s := range d.ref.SubICBs() {
		known[s.From] = true
	}
	for _, m := range d.Maps {
		if d.Files[m.File].Vintage < systemsBegin {
			continue
		}
		for i := range m.Rows {
			if m.Rows[i].SubICB != "" {
				known[m.Rows[i].SubICB] = true
			}
		}
	}
	return known
}

func (d *deriver) newNode(code, kind string) *store.Node {
	n := store.NewNode(d.catalog, d.catalog.Kind(kind), code)
	d.nodes[code] = n
	return n
}

// lifeOf is when the organisation of a row is open: a proposed one never, a closed one without a closing
// day until the file that says so.
func (d *deriver) lifeOf(r *row) day.Interval {
	life := interval(first(r.Opened), last(r.Closed))
	switch {
	case r.Status == ods.Proposed:
		return day.Never
	case r.Status == ods.Inactive && !r.Closed.Set:
		life = life.Clip(day.Interval{From: day.Min, To: d.vintage(r.At)})
	}
	return life
}

// interval is the half-open run of days from a first to a last day.
func interval(from, to day.Day) day.Interval {
	if to != day.Max {
		to++
	}
	return day.Interval{From: from, To: to}
}

// lastDay is the last day of a run of days; day.Max where it has no end.
func lastDay(i day.Interval) day.Day {
	if i.To == day.Max {
		return day.Max
	}
	return i.To - 1
}
