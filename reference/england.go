package reference

// The kinds of what oversees the rest, as the schema names them.
const (
	NhsEngland           = "NhsEngland"
	Region               = "Region"
	IntegratedCareSystem = "IntegratedCareSystem"
)

// The edge types that lead up to them.
const (
	partOf      = "PART_OF"
	inRegion    = "IN_REGION"
	inAreaOf    = "IN_AREA_OF"
	succeededBy = "SUCCEEDED_BY"
)

// Merger is a board that went into another, wholly or in part, on the first day of its edge.
type Merger struct {
	*Edge
	Whole bool
}

// Of returns the nodes of a kind.
func (d *Data) Of(kind string) (list []*Node) {
	for _, n := range d.Nodes {
		if n.Kind.Name == kind {
			list = append(list, n)
		}
	}
	return list
}

// IsRegion says whether the code is that of one of the regions.
func (d *Data) IsRegion(code string) bool {
	n := d.nodes[code]
	return n != nil && n.Kind.Name == Region
}

// RegionOf returns the code of the region that a system lies in; empty where none is stated.
func (d *Data) RegionOf(system string) string {
	for _, e := range d.edges[inRegion] {
		if e.From == system {
			return e.To
		}
	}
	return ""
}

// SubICBs returns the edges that place sub-ICB locations in systems: they lead from codes that published
// files describe.
func (d *Data) SubICBs() (list []*Edge) {
	for _, e := range d.edges[inAreaOf] {
		if d.subICBs[e.From] {
			list = append(list, e)
		}
	}
	return list
}

// IsSubICB says whether the code is that of a sub-ICB location on some day.
func (d *Data) IsSubICB(code string) bool { return d.subICBs[code] }

// Mergers returns the boards that went into others.
func (d *Data) Mergers() []Merger { return d.mergers }

// index finds the sub-ICB locations and the mergers of boards among the edges.
func (d *Data) index() {
	for _, e := range d.Edges {
		d.edges[e.Type.Name] = append(d.edges[e.Type.Name], e)
	}
	for _, e := range d.edges[inAreaOf] {
		if d.nodes[e.From] == nil {
			d.subICBs[e.From] = true
		}
	}
	for _, e := range d.edges[succeededBy] {
		if n := d.nodes[e.From]; n != nil && n.Kind.Name == IntegratedCareSystem {
			d.mergers = append(d.mergers, Merger{e, text(e.Values, "extent") == "WHOLE"})
		}
	}
}
