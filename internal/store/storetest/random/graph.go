package random

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// Graph is a small graph that prints as text.
type Graph struct{ *store.Graph }

// Graph draws a graph that an importer could have made, but for nulls where the schema promises values.
func (w *World) Graph() *rapid.Generator[Graph] {
	return rapid.Custom(func(t *rapid.T) Graph {
		d := grapher{world: w, source: source{t}, graph: &store.Graph{Catalog: w.Catalog, Dataset: &store.Dataset{Release: "random"}}}
		d.nodes()
		d.edges()
		return Graph{d.graph}
	})
}

type grapher struct {
	world *World
	source
	graph *store.Graph
}

// nodes draws organisations of few kinds: those along some fields of the schema, so that edges fit.
func (d *grapher) nodes() {
	var kinds []*catalog.Kind
	for range d.between(1, 2) {
		kinds = append(kinds, d.along()...)
	}
	ods, own := slices.Clone(codes), slices.Clone(ownCodes)
	for range max(d.between(1, 16), d.between(1, 16)) {
		kind := pick(d.source, kinds)
		n := store.NewNode(d.world.Catalog, kind, d.code(kind, &ods, &own))
		n.Life = d.life()
		n.Listed = n.Life != day.Never || d.chance(50)
		d.fill(n)
		d.graph.Nodes = append(d.graph.Nodes, n)
	}
}

// code takes a code that is free: of the ODS where the kind has no others.
func (d *grapher) code(k *catalog.Kind, ods, own *[]string) string {
	from := ods
	if p, ok := k.Property("odsCode"); (!ok || !p.NonNull) && len(*own) > 0 && d.chance(60) {
		from = own
	}
	i := d.below(len(*from))
	code := (*from)[i]
	*from = slices.Delete(*from, i, i+1)
	return code
}

// along gives kinds that one field of one kind leads along.
func (d *grapher) along() []*catalog.Kind {
	from := d.world.Catalog.Kinds
	if d.chance(60) {
		from = slices.DeleteFunc(slices.Clone(from), func(k *catalog.Kind) bool { return len(d.paths(k)) == 0 })
	}
	kinds := []*catalog.Kind{pick(d.source, from)}
	relations := d.world.relations(kinds[0])
	if paths := d.paths(kinds[0]); len(paths) > 0 && d.chance(75) {
		relations = paths
	}
	r := pick(d.source, relations)
	for i, step := range r.Steps {
		var next []*catalog.Kind
		for _, k := range d.world.Catalog.Kinds {
			if last := i == len(r.Steps)-1; (!last || r.Kinds.Has(k)) && d.world.connects(kinds[len(kinds)-1], step, k) {
				next = append(next, k)
			}
		}
		if len(next) == 0 {
			break
		}
		kinds = append(kinds, pick(d.source, next))
	}
	return kinds
}

// paths are the relations of a kind that follow several edges.
func (d *grapher) paths(k *catalog.Kind) []*catalog.Relation {
	return slices.DeleteFunc(d.world.relations(k), oneStep)
}

func oneStep(r *catalog.Relation) bool { return len(r.Steps) == 1 }

func (d *grapher) life() day.Interval {
	switch {
	case d.chance(40):
		return d.interval()
	case d.chance(10):
		return day.Never
	default:
		return day.Always
	}
}

// interval draws days in a row, open at either end or at both.
func (d *grapher) interval() day.Interval {
	i := day.Always
	if d.chance(60) {
		i.From = pick(d.source, days)
	}
	if d.chance(35) {
		if to := pick(d.source, days) + 1; to > i.From {
			i.To = to
		}
	}
	return i
}

func (d *grapher) fill(n *store.Node) {
	for _, p := range n.Kind.Properties() {
		if !p.Stored() {
			continue
		}
		if m := d.measure(p.Property); m != nil {
			n.Values[p.Index] = d.world.series(d.source, m)
			continue
		}
		n.Values[p.Index] = d.world.property(d.source, p.Property, p.NonNull)
	}
}

// measure is a measure that is read from the property, or nil.
func (d *grapher) measure(series *catalog.Property) *catalog.Measure {
	for _, p := range d.world.Catalog.Properties {
		if p.Measure != nil && p.Measure.Series == series {
			return p.Measure
		}
	}
	return nil
}

// edges draws edges that the schema has fields for: along paths, parallel to others, anywhere.
func (d *grapher) edges() {
	var places []func() // each adds an edge, or those of a path
	var paths []func()
	for _, from := range d.graph.Nodes {
		for _, t := range d.world.Catalog.EdgeTypes {
			for _, to := range d.graph.Nodes {
				if d.world.connects(from.Kind, catalog.Step{Type: t}, to.Kind) {
					places = append(places, func() { d.add(t, from, to) })
				}
			}
		}
		for _, r := range d.paths(from.Kind) {
			paths = append(paths, func() { d.path(from, r) })
		}
	}
	if len(places) == 0 {
		return
	}
	for range max(d.between(0, 40), d.between(0, 40)) {
		switch {
		case d.chance(25) && len(d.graph.Edges) > 0:
			twin := pick(d.source, d.graph.Edges)
			d.add(twin.Type, twin.From, twin.To)
		case d.chance(50) && len(paths) > 0:
			pick(d.source, paths)()
		default:
			pick(d.source, places)()
		}
	}
}

// path adds the edges of a path, as far as there are nodes for it.
func (d *grapher) path(from *store.Node, r *catalog.Relation) {
	for i, step := range r.Steps {
		var next []*store.Node
		for _, n := range d.graph.Nodes {
			if last := i == len(r.Steps)-1; (!last || r.Kinds.Has(n.Kind)) && d.world.connects(from.Kind, step, n.Kind) {
				next = append(next, n)
			}
		}
		if len(next) == 0 {
			return
		}
		to := pick(d.source, next)
		if step.In {
			d.add(step.Type, to, from)
		} else {
			d.add(step.Type, from, to)
		}
		from = to
	}
}

func (d *grapher) add(t *catalog.EdgeType, from, to *store.Node) {
	d.graph.Edges = append(d.graph.Edges, d.edge(t, from, to))
}

func (d *grapher) edge(t *catalog.EdgeType, from, to *store.Node) *store.Edge {
	stated := d.interval()
	e := &store.Edge{
		Type: t, From: from, To: to, ValidFrom: stated.From, ValidTo: day.Max, Life: stated,
		Origin: pick(d.source, []store.Origin{store.Published, store.Derived, store.Synthetic}),
		Source: store.Source{
			Release: pick(d.source, []string{"r1", "r2"}), File: pick(d.source, []string{"f", "F", "😀"}),
			Record: pick(d.source, []string{"1", "", "2"}), Vintage: pick(d.source, []day.Day{Today, Today - 1, day.Min}),
		},
	}
	if !d.chance(10) { // what became of closed organisations holds although they do not live
		e.Life = stated.Clip(from.Life).Clip(to.Life)
	}
	if stated.To != day.Max {
		e.ValidTo = stated.To - 1
	}
	for _, p := range d.world.Catalog.EdgeProperties {
		if d.chance(50) {
			e.Set(d.world.Catalog, p.Name, d.world.property(d.source, p, true))
		}
	}
	// No importer reads the same record twice: record and file tell parallel edges apart.
	if slices.ContainsFunc(d.graph.Edges, func(f *store.Edge) bool {
		return f.Type == t && f.From == from && f.To == to && f.Source.File == e.Source.File && f.Source.Record == e.Source.Record
	}) {
		e.Source.Record = strconv.Itoa(10 + len(d.graph.Edges))
	}
	return e
}

// GoString prints the graph, a line for each node and each edge.
func (g Graph) GoString() string {
	var out strings.Builder
	for _, n := range g.Nodes {
		fmt.Fprintf(&out, "\n%s %s life %v..%v listed %t", n.Kind.Name, n.Code, n.Life.From, n.Life.To, n.Listed)
		for _, p := range n.Kind.Properties() {
			if v := n.Values[p.Index]; v != nil {
				fmt.Fprintf(&out, " %s:%#v", p.Name, printed(v))
			}
		}
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&out, "\n%s -%s-> %s stated %v..%v life %v..%v %s %+v %v",
			e.From.Code, e.Type.Name, e.To.Code, e.ValidFrom, e.ValidTo, e.Life.From, e.Life.To, e.Origin, e.Source, e.Values)
	}
	return out.String()
}

// printed is a value with its days readable.
func printed(v any) any {
	switch v := v.(type) {
	case day.Day:
		return v.String()
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = printed(item)
		}
		return items
	default:
		return v
	}
}
