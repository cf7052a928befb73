// Package stock turns a graph into Go structs and serves them with stock gqlgen: one Go value for each
// object, one function for each field. It is what the compiled path is measured against, and must not be
// imported by anything but benchmarks.
package stock

//go:generate go tool gqlgen generate

import (
	"context"
	"slices"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// England is the chain from region to practice, every list by code.
type England struct {
	regions  []link[*place]
	networks map[string]*network
}

// link leads to a target for some days.
type link[T coded] struct {
	to   T
	life day.Interval
}

type coded interface{ code() string }

// place is a region or an integrated care system.
type place struct {
	OdsCode, Name string
	systems       []link[*place]
	networks      []link[*network]
}

type network struct {
	OdsCode   string
	Name      *string
	practices []link[*practice]
}

type practice struct {
	OdsCode              string
	Name, Town, Postcode *string
	OpenedOn             *Date
	Latitude, Longitude  *float64
	sizes                []size
}

type size struct {
	on       day.Day
	patients int
}

func (p *place) code() string    { return p.OdsCode }
func (n *network) code() string  { return n.OdsCode }
func (p *practice) code() string { return p.OdsCode }

// New takes what the measured operations ask for out of a graph.
func New(g *store.Graph) *England {
	b := builder{catalog: g.Catalog, places: map[*store.Node]*place{}, networks: map[*store.Node]*network{}, practices: map[*store.Node]*practice{}}
	e := &England{networks: map[string]*network{}}
	for _, n := range g.Nodes {
		switch n.Kind.Name {
		case "Region":
			e.regions = append(e.regions, link[*place]{b.place(n), n.Life})
		case "IntegratedCareSystem":
			b.place(n)
		case "PrimaryCareNetwork":
			e.networks[n.Code] = b.network(n)
		case "Practice":
			b.practice(n)
		}
	}
	order(e.regions)
	b.join(g.Edges)
	return e
}

type builder struct {
	catalog   *catalog.Catalog
	places    map[*store.Node]*place
	networks  map[*store.Node]*network
	practices map[*store.Node]*practice
}

func (b *builder) place(n *store.Node) *place {
	name, _ := n.Get(b.catalog, "name").(string)
	b.places[n] = &place{OdsCode: n.Code, Name: name}
	return b.places[n]
}

func (b *builder) network(n *store.Node) *network {
	b.networks[n] = &network{OdsCode: n.Code, Name: value[string](b.catalog, n, "name")}
	return b.networks[n]
}

func (b *builder) practice(n *store.Node) {
	p := &practice{
		OdsCode: n.Code, Name: value[string](b.catalog, n, "name"), Town: value[string](b.catalog, n, "town"),
		Postcode: value[string](b.catalog, n, "postcode"), Latitude: value[float64](b.catalog, n, "latitude"),
		Longitude: value[float64](b.catalog, n, "longitude"),
	}
	if opened := value[day.Day](b.catalog, n, "openedOn"); opened != nil {
		p.OpenedOn = (*Date)(opened)
	}
	measure := b.catalog.Property("listSize").Measure
	points, _ := n.Get(b.catalog, measure.Series.Name).([]any)
	for _, point := range points {
		fields := point.([]any)
		p.sizes = append(p.sizes, size{fields[measure.On].(day.Day), fields[measure.Value].(int)})
	}
	b.practices[n] = p
}

// value is a property of a node, nil for null.
func value[T any](c *catalog.Catalog, n *store.Node, property string) *T {
	v, ok := n.Get(c, property).(T)
	if !ok {
		return nil
	}
	return &v
}

// join hangs each level under the one above it.
func (b *builder) join(edges []*store.Edge) {
	areas := map[*store.Node][]*store.Edge{} // sub-ICB location -> edges to systems
	for _, e := range edges {
		if e.Type.Name == "IN_AREA_OF" {
			areas[e.From] = append(areas[e.From], e)
		}
	}
	for _, e := range edges {
		switch e.Type.Name {
		case "IN_REGION":
			if e.From.Kind.Name == "IntegratedCareSystem" {
				region := b.places[e.To]
				region.systems = append(region.systems, link[*place]{b.places[e.From], e.Life})
			}
		case "COMMISSIONED_BY":
			for _, area := range areas[e.To] {
				if n, life := b.networks[e.From], e.Life.Clip(area.Life); n != nil && !life.Empty() {
					system := b.places[area.To]
					system.networks = append(system.networks, link[*network]{n, life})
				}
			}
		case "PARTNER_TO":
			if p := b.practices[e.From]; p != nil {
				n := b.networks[e.To]
				n.practices = append(n.practices, link[*practice]{p, e.Life})
			}
		}
	}
	for _, p := range b.places {
		order(p.systems)
		order(p.networks)
	}
	for _, n := range b.networks {
		order(n.practices)
	}
}

func order[T coded](links []link[T]) {
	slices.SortFunc(links, func(a, b link[T]) int { return strings.Compare(a.to.code(), b.to.code()) })
}

// on are the targets that hold on a day, made into what gqlgen renders.
func on[T coded, M any](links []link[T], d day.Day, model func(T, day.Day) M) []M {
	list := make([]M, 0, len(links))
	for _, l := range links {
		if l.life.Holds(d) {
			list = append(list, model(l.to, d))
		}
	}
	return list
}

// Root returns the resolvers of the root fields. today is what asOf is by default.
func (e *England) Root(today day.Day) ResolverRoot { return root{e, today} }

type root struct {
	england *England
	today   day.Day
}

// Query returns the root fields.
func (r root) Query() QueryResolver { return r }

func (r root) day(asOf *Date) day.Day {
	if asOf == nil {
		return r.today
	}
	return day.Day(*asOf)
}

// Regions answers the list of regions.
func (r root) Regions(_ context.Context, asOf *Date) (*Regions, error) {
	return &Regions{on(r.england.regions, r.day(asOf), newRegion)}, nil
}

// PrimaryCareNetwork answers one network by its code.
func (r root) PrimaryCareNetwork(_ context.Context, odsCode string, asOf *Date) (*Network, error) {
	n := r.england.networks[odsCode]
	if n == nil {
		return nil, nil
	}
	return newNetwork(n, r.day(asOf)), nil
}
