package ingest

import (
	"cmp"
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// name makes a node of a code that another record names and none describes, and remembers it: what was
// once found by its code stays so.
func (d *deriver) name(code, kind string) *store.Node {
	if n := d.nodes[code]; n != nil {
		d.checkNamed(n, kind)
		return n
	}
	n := d.newNode(code, kind)
	n.Life, n.Listed = day.Never, false // until an edge names it
	d.refOnly[n] = true
	d.set(n, "recordStatus", refOnly)
	d.set(n, "origin", string(store.Published))
	i, known := slices.BinarySearchFunc(d.Named, code, func(x named, c string) int { return strings.Compare(x.Code, c) })
	if known {
		d.Named[i].Kind = kind
	} else {
		d.Named = slices.Insert(d.Named, i, named{Code: code, Kind: kind})
	}
	return n
}

// addNamedNodes makes the nodes of the codes that only other records name.
func (d *deriver) addNamedNodes() {
	d.nameSubICBs()
	d.nameSystems()
	for i := range d.Partners {
		d.name(d.Partners[i].Practice, kindPractice)
		d.name(d.Partners[i].PCN, kindPCN)
	}
	for _, m := range d.Maps {
		for i := range m.Rows {
			r := &m.Rows[i]
			d.name(r.Practice, kindPractice)
			if r.PCN != "" && r.PCN != unallocated {
				d.name(r.PCN, kindPCN)
			}
			if r.SubICB != "" {
				d.name(r.SubICB, namedCommissioner(r.SubICB))
			}
		}
	}
	for i := range d.Sizes {
		d.name(d.Sizes[i].Practice, kindPractice)
	}
	for i := range d.Registers {
		d.name(d.Registers[i].Practice, kindPractice)
	}
	for _, r := range d.order {
		for _, p := range d.allParents(r) {
			d.name(p.Target, namedBy(r.Format, p))
		}
	}
	for _, n := range slices.Clone(d.Named) {
		if d.nodes[n.Code] == nil {
			d.name(n.Code, n.Kind)
		}
	}
}

// namedBy is the kind that a column states of the code in it.
func namedBy(format ods.Format, p parent) string {
	if p.Type != operatedBy {
		return namedCommissioner(p.Target)
	}
	switch format {
	case ods.Edispensary:
		return kindOperator
	case ods.Ebranchs:
		return kindPractice
	default:
		return kindOther
	}
}

// nameSubICBs makes the sub-ICB locations that the reference or a map knows. Where no map names one it is
// named as the maps would name it: after its board.
func (d *deriver) nameSubICBs() {
	known := d.subICBs()
	for _, m := range slices.Backward(d.Maps) {
		for i := range m.Rows {
			if r := &m.Rows[i]; known[r.SubICB] && r.SubICBName != "" {
				d.gapName(d.name(r.SubICB, kindSubICB), r.SubICBName)
			}
		}
	}
	for _, s := range d.ref.SubICBs() {
		n := d.name(s.From, kindSubICB)
		if d.refOnly[n] && d.sources[n] == nil {
			d.gapName(n, "NHS "+d.ref.Node(s.To).Name()+" ICB - "+s.From)
			d.addReferenceSource(n, &s.Mark)
		}
	}
}

// nameSystems makes the integrated care systems that a file knows and the reference does not yet.
func (d *deriver) nameSystems() {
	add := func(code, board string) {
		if code != "" && board != "" {
			d.gapName(d.name(code, kindSystem), place(board))
		}
	}
	for _, n := range d.Names {
		add(n.Value.ODS, n.Value.Name)
	}
	for _, m := range slices.Backward(d.Maps) {
		if d.Files[m.File].Vintage >= systemsBegin {
			for i := range m.Rows {
				add(m.Rows[i].ICB, m.Rows[i].ICBName)
			}
		}
	}
}

// place is the place in the name of a board: NHS … Integrated Care Board.
func place(board string) string {
	name := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(board, "NHS "), "Integrated Care Board"))
	if name == "" {
		return board
	}
	return name
}

// gapName names a node that has no name.
func (d *deriver) gapName(n *store.Node, name string) {
	if name != "" && d.get(n, "name") == nil {
		d.set(n, "name", name)
	}
}

// allParents are what older files stated of a row and what it states, but for what is no such edge. What took
// the place of no edge has no first day.
func (d *deriver) allParents(r *row) []parent {
	list := slices.Clone(r.Past)
	if !r.Gone {
		list = append(list, r.parents(d.ref)...)
	}
	list = slices.DeleteFunc(list, func(p parent) bool { return !d.states(r, p) })
	for i, p := range list {
		if _, before := parentOf(list[:i], p.Type); p.Derived && !before {
			list[i].From, list[i].Derived = day.Min, false
		}
	}
	return list
}

// states says whether a column states an edge. The reference places the sub-ICB locations that it knows,
// and a provider is an organisation that commissions nothing.
func (d *deriver) states(r *row, p parent) bool {
	switch {
	case p.Type == inAreaOf && r.Format == ods.Eccg:
		return !d.ref.IsSubICB(r.Code)
	case p.Type == operatedBy && r.Format == ods.Epraccur:
		return !d.commissions(p.Target)
	}
	return true
}

// sourceNamed gives each organisation that only other records name the one that names it first.
func (d *deriver) sourceNamed() {
	naming := map[*store.Node]*store.Edge{}
	for _, e := range d.edges {
		for _, n := range []*store.Node{e.From, e.To} {
			if !d.refOnly[n] || d.sources[n] != nil {
				continue
			}
			if before := naming[n]; before == nil || namesBefore(e, before) {
				naming[n] = e
			}
		}
	}
	source := d.catalog.Value("Source")
	for n, e := range naming {
		d.sources[n] = []any{e.Source.Value(source)}
	}
}

// namesBefore says whether an edge begins to count before another; one that never does comes last.
func namesBefore(e, other *store.Edge) bool {
	if e.Life.Empty() != other.Life.Empty() {
		return other.Life.Empty()
	}
	return cmp.Or(cmp.Compare(e.Life.From, other.Life.From), compareEdges(e, other)) < 0
}
