package demo

import (
	"math"
	"math/rand/v2"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// builder appends nodes and edges in one fixed order and draws from one stream of random numbers:
// that is what makes the same seed give the same bytes.
type builder struct {
	catalog   *catalog.Catalog
	reference *reference.Data
	rand      *rand.Rand
	graph     *store.Graph
	at        properties

	source  store.Source // of every synthetic edge
	sources []any        // of every synthetic node: one list, shared by all

	nodes     map[string]*store.Node   // the real ones, by code
	byKind    map[string][]*store.Node // the same, by kind
	regions   []*store.Node
	hubs      []*store.Node // by region
	areas     []*area
	operators operators
	codes     map[string]int // the last number given, by the rest of the code
}

// area is a sub-ICB location as the made-up organisations beneath it see it.
type area struct {
	place
	node      *store.Node
	region    *store.Node
	systems   []term // one after the other
	letter    int    // of the region, in codes and postcodes
	district  int    // within the region, in postcodes
	neighbour *area  // in the same region, or itself

	group     *store.Node                // the clinical commissioning group that it grew out of, or nil
	entities  []*store.Node              // its reporting entities
	trust     *store.Node                // one that runs practices of its own
	trusts    []partner                  // all of them
	locals    [len(locals)][]*store.Node // other community partners, by their sort
	groups    []*store.Node              // of the patients of its practices
	networks  []*network
	practices []*practice
}

// term is a node that stands in a place for some days.
type term struct {
	node        *store.Node
	first, last day.Day
}

// spot is where an organisation stands.
type spot struct {
	town                string
	latitude, longitude float64
}

// organisation appends a synthetic node; closed is its last day, day.Max while it is open.
func (b *builder) organisation(kind, code, name string, opened, closed day.Day) *store.Node {
	n := store.NewNode(b.catalog, b.catalog.Kind(kind), code)
	n.Life = days(opened, closed)
	v := n.Values
	v[b.at.name], v[b.at.recordStatus], v[b.at.status] = name, "FULL", "ACTIVE"
	if opened != day.Min {
		v[b.at.openedOn] = opened
	}
	if closed != day.Max {
		v[b.at.closedOn], v[b.at.status] = closed, "INACTIVE"
	}
	v[b.at.origin], v[b.at.sources] = string(store.Synthetic), b.sources
	b.graph.Nodes = append(b.graph.Nodes, n)
	return n
}

// thing appends a synthetic node of a kind that is no organisation.
func (b *builder) thing(kind, code, name string, since, until day.Day) *store.Node {
	n := store.NewNode(b.catalog, b.catalog.Kind(kind), code)
	n.Life = days(since, until)
	n.Values[b.at.name], n.Values[b.at.origin], n.Values[b.at.sources] = name, string(store.Synthetic), b.sources
	first, last := reference.LifeOf(n.Kind)
	n.Set(b.catalog, first, stated(since))
	n.Set(b.catalog, last, stated(until))
	b.graph.Nodes = append(b.graph.Nodes, n)
	return n
}

// named appends a synthetic node that only others name; it lives from the first day on which one does.
func (b *builder) named(kind, code string, first day.Day) *store.Node {
	n := store.NewNode(b.catalog, b.catalog.Kind(kind), code)
	n.Life = day.Interval{From: first, To: day.Max}
	v := n.Values
	v[b.at.recordStatus], v[b.at.origin], v[b.at.sources] = "REF_ONLY", string(store.Synthetic), b.sources
	b.graph.Nodes = append(b.graph.Nodes, n)
	return n
}

// roles makes the roles that an organisation holds all its life; the first is its primary one.
func (b *builder) roles(n *store.Node, ids ...string) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		role := b.record("Role", "id", id, "primary", i == 0,
			"validFrom", n.Values[b.at.openedOn], "validTo", n.Values[b.at.closedOn])
		if name := b.reference.Role(id); name != "" {
			role[b.catalog.Value("Role").Field("name").Index] = name
		}
		list[i] = role
	}
	return list
}

// record makes a value without identity from names and values.
func (b *builder) record(valueType string, namesAndValues ...any) []any {
	t := b.catalog.Value(valueType)
	v := make([]any, len(t.Fields))
	for i := 0; i < len(namesAndValues); i += 2 {
		v[t.Field(namesAndValues[i].(string)).Index] = namesAndValues[i+1]
	}
	return v
}

// locate gives a node an address within so many kilometres of a spot.
func (b *builder) locate(n *store.Node, a *area, s spot, within float64) {
	v := n.Values
	v[b.at.addressLines], v[b.at.town] = []string{street(b.rand), s.town}, s.town
	v[b.at.postcode] = postcode(b.rand, a.letter, a.district)
	v[b.at.latitude], v[b.at.longitude] = b.near(s.latitude, s.longitude, within)
	v[b.at.telephone] = telephone(b.rand)
}

// near draws a point, denser towards the middle, rounded as measured ones are.
func (b *builder) near(latitude, longitude, within float64) (float64, float64) {
	const kilometresPerDegree = 111.2
	distance := within * b.rand.Float64() / kilometresPerDegree
	north, east := math.Sincos(2 * math.Pi * b.rand.Float64())
	round := func(f float64) float64 { return math.Round(f*1e6) / 1e6 }
	return round(latitude + distance*north), round(longitude + distance*east/math.Cos(latitude*math.Pi/180))
}

// within states the region and the board of a node, as columns 3 and 4 of the ODS files do.
func (b *builder) within(n *store.Node, a *area) {
	v := n.Values
	v[b.at.nationalGrouping], v[b.at.highLevelHealthGeography] = a.region.Code, a.systems[0].node.Code
	v[b.at.country], v[b.at.amended] = "ENGLAND", false
	b.link("IN_REGION", n, a.region, day.Min, day.Max)
}

// link appends a synthetic edge with its first and last day; day.Min and day.Max leave them unstated.
func (b *builder) link(edgeType string, from, to *store.Node, first, last day.Day) *store.Edge {
	return b.connect(&store.Edge{
		Type: b.catalog.EdgeType(edgeType), From: from, To: to, ValidFrom: first, ValidTo: last,
		Origin: store.Synthetic, Source: b.source,
	})
}

// derive appends an edge that follows from another one; it is synthetic if one of its ends is.
func (b *builder) derive(edgeType string, from, to *store.Node, first, last day.Day, because *store.Edge) *store.Edge {
	e := &store.Edge{
		Type: b.catalog.EdgeType(edgeType), From: from, To: to, ValidFrom: first, ValidTo: last,
		Origin: store.Derived, Source: because.Source,
	}
	if b.isMadeUp(from) || b.isMadeUp(to) {
		e.Origin, e.Source = store.Synthetic, b.source
	}
	return b.connect(e)
}

func (b *builder) isMadeUp(n *store.Node) bool {
	return n.Values[b.at.origin] == string(store.Synthetic)
}

// follow links a node to each system of its area in turn.
func (b *builder) follow(edgeType string, n *store.Node, a *area) {
	for _, t := range a.systems {
		b.link(edgeType, n, t.node, t.first, t.last)
	}
}

// connect appends an edge, which counts while both its ends live, unless they never do. The ends of a
// succession need not live on the same days.
func (b *builder) connect(e *store.Edge) *store.Edge {
	e.Life = days(e.ValidFrom, e.ValidTo)
	if e.Type.Name != succeededBy && e.Type.Name != followedBy {
		e.Clip(e.From.Life.Clip(e.To.Life))
	}
	if !e.Life.Empty() {
		b.graph.Edges = append(b.graph.Edges, e)
	}
	return e
}

// days is the half-open interval from a first to a last day.
func days(first, last day.Day) day.Interval {
	if last != day.Max {
		last++
	}
	return day.Interval{From: first, To: last}
}

// date draws a day of the years from one to the one before another.
func (b *builder) date(from, to int) day.Day {
	first, end := day.Of(from, 1, 1), day.Of(to, 1, 1)
	return first + day.Day(b.rand.IntN(int(end-first)))
}

// chance is true so many times in a thousand.
func (b *builder) chance(perThousand int) bool { return b.rand.IntN(1000) < perThousand }

// share is an area's part of a national total.
func (a *area) share(total int) int { return max(1, (total*a.size+3100)/6200) }

// code gives the next code of a shape that ODS never issues, such as P-A00017. What ODS has no codes for gets one
// of our own, such as demo-team-a0017.
func (b *builder) code(kind string, region, digits int) string {
	own := strings.HasPrefix(kind, "demo-")
	switch {
	case region < 0:
		kind += "-"
	case own:
		kind += string(rune('a' + region))
	default:
		kind += "-" + string(rune('A'+region))
	}
	b.codes[kind]++
	return kind + pad(b.codes[kind], digits)
}

// properties are the places of the properties that the demo fills, looked up once.
type properties struct {
	name, boardName, onsCode, recordStatus, status, openedOn, closedOn, roles, formerNames int
	addressLines, town, postcode, latitude, longitude, telephone                           int
	nationalGrouping, highLevelHealthGeography, country, amended                           int
	prescribingSetting, prescribingSettingCode, systemSupplier                             int
	listSizes, diseaseRegisters, origin, sources                                           int
}

func placesOf(c *catalog.Catalog) properties {
	at := func(name string) int { return c.Property(name).Index }
	return properties{
		name: at("name"), boardName: at("boardName"), onsCode: at("onsCode"),
		recordStatus: at("recordStatus"), status: at("status"),
		openedOn: at("openedOn"), closedOn: at("closedOn"), roles: at("roles"), formerNames: at("formerNames"),
		addressLines: at("addressLines"), town: at("town"), postcode: at("postcode"),
		latitude: at("latitude"), longitude: at("longitude"), telephone: at("telephone"),
		nationalGrouping: at("nationalGrouping"), highLevelHealthGeography: at("highLevelHealthGeography"),
		country: at("country"), amended: at("amended"),
		prescribingSetting: at("prescribingSetting"), prescribingSettingCode: at("prescribingSettingCode"),
		systemSupplier: at("systemSupplier"), listSizes: at("listSizes"), diseaseRegisters: at("diseaseRegisters"),
		origin: at("origin"), sources: at("sources"),
	}
}
