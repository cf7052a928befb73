package memory

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"orggraph/bench/england"
	"orggraph/bench/operations"
	"orggraph/graph"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// measured is a graph as the benchmarks ask it: through the engine, and by hand.
type measured struct {
	engine   *graph.Engine
	graph    *store.Graph
	snapshot *snapshot
	asked    map[string]any // variables of the operations
	network  string         // the code of a network with five practices
}

var measure = sync.OnceValues(func() (*measured, error) {
	c, err := graph.Catalog()
	if err != nil {
		return nil, err
	}
	g, err := england.Graph(c)
	if err != nil {
		return nil, err
	}
	if !dated {
		g = prune(g, england.On)
	}
	s, err := New(g)
	if err != nil {
		return nil, err
	}
	e, err := graph.New(graph.Options{Store: s, Now: time.Now})
	if err != nil {
		return nil, err
	}
	snapshot, err := build(g)
	return &measured{e, g, snapshot, operations.Pick(g), england.Network(g)}, err
})

func newMeasured(t testing.TB) *measured {
	t.Helper()
	m, err := measure()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// england asks for all of England.
func (m *measured) england() graph.Request {
	return graph.Request{Query: england.Nested, Variables: map[string]any{"on": england.On.String()}}
}

// All of England: through the engine, with warm caches, and by the writer.
func BenchmarkEngland(b *testing.B) {
	m := newMeasured(b)
	b.Run("engine", func(b *testing.B) {
		b.ReportAllocs()
		request := m.england()
		var size int
		for b.Loop() {
			r := m.engine.Do(b.Context(), request)
			size = len(r.Body)
			r.Release()
		}
		b.ReportMetric(float64(size), "bytes")
	})
	b.Run("writer", func(b *testing.B) {
		b.ReportAllocs()
		w := newWriter(m.snapshot)
		var size int
		for b.Loop() {
			size = len(w.england(england.On))
		}
		b.ReportMetric(float64(size), "bytes")
	})
}

// One network with its practices.
func BenchmarkNetwork(b *testing.B) {
	m := newMeasured(b)
	b.ReportAllocs()
	request := graph.Request{
		Query: england.OneNetwork, Variables: map[string]any{"network": m.network, "on": england.On.String()},
	}
	for b.Loop() {
		m.engine.Do(b.Context(), request)
	}
}

// The engine answers byte by byte what the writer writes.
func TestEnglandIsWhatTheWriterWrites(t *testing.T) {
	m := newMeasured(t)
	var got struct{ Data json.RawMessage }
	if err := json.Unmarshal(m.engine.Do(t.Context(), m.england()).Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := newWriter(m.snapshot).england(england.On)
	if !bytes.Equal(got.Data, want) {
		t.Errorf("%d bytes, want %d", len(got.Data), len(want))
	}
	if len(want) < 1<<20 {
		t.Errorf("all of England in %d bytes", len(want))
	}
}

// byHand answers the operation England by hand, with everything known beforehand: which columns, which
// edges, which fields in which order. What a plan costs is measured against it.
type byHand struct {
	*snapshot
	region, system, network, practice                 int // kinds
	inRegion, inArea, commissioned, partner           *adjacency
	name, town, postcode, opened, latitude, longitude *column
	sizes, sizeOn, sizePatients                       *column

	buf      []byte
	networks []uint32
}

func newWriter(s *snapshot) *byHand {
	kind := func(name string) int { return s.catalog.Kind(name).Index }
	edges := func(name string) *adjacency { return &s.in[s.catalog.EdgeType(name).Index] }
	property := func(name string) *column { return &s.nodes.properties[s.catalog.Property(name).Index] }
	measure := s.catalog.Property("listSize").Measure
	series := s.values[measure.Series.Value]
	return &byHand{
		snapshot: s,
		region:   kind("Region"), system: kind("IntegratedCareSystem"), network: kind("PrimaryCareNetwork"), practice: kind("Practice"),
		inRegion: edges("IN_REGION"), inArea: edges("IN_AREA_OF"), commissioned: edges("COMMISSIONED_BY"), partner: edges("PARTNER_TO"),
		name: property("name"), town: property("town"), postcode: property("postcode"), opened: property("openedOn"),
		latitude: property("latitude"), longitude: property("longitude"),
		sizes: property(measure.Series.Name), sizeOn: &series[measure.On], sizePatients: &series[measure.Value],
	}
}

// holds is the date test; without dates it is not even compiled.
func holds(from, to uint32, on day.Day) bool {
	return !dated || day.Day(int32(from)) <= on && on < day.Day(int32(to))
}

// comma separates what follows from what stands before.
func (w *byHand) comma(first bool) {
	if !first {
		w.buf = append(w.buf, ',')
	}
}

func (w *byHand) text(key string, at uint32) {
	w.buf = append(w.buf, key...)
	w.buf = w.texts.append(w.buf, at)
}

// england answers `query England` in a buffer that the next call reuses.
func (w *byHand) england(on day.Day) []byte {
	w.buf = append(w.buf[:0], `{"regions":{"nodes":[`...)
	from, to := w.kind(w.region)
	first := true
	for region := from; region < to; region++ {
		if !holds(w.nodes.from.cells[region], w.nodes.to.cells[region], on) {
			continue
		}
		w.comma(first)
		first = false
		w.text(`{"odsCode":`, w.nodes.code.cells[region])
		w.text(`,"name":`, w.name.get(region))
		w.buf = append(w.buf, `,"integratedCareSystems":{"nodes":[`...)
		w.systems(region, on)
		w.buf = append(w.buf, `]}}`...)
	}
	w.buf = append(w.buf, `]}}`...)
	return w.buf
}

func (w *byHand) systems(region uint32, on day.Day) {
	from, to := w.inRegion.entries(region)
	before := noRow
	for i := from; i < to; i++ {
		system := w.inRegion.node[i]
		if int(w.kindOf[system]) != w.system || system == before || !holds(w.inRegion.from[i], w.inRegion.to[i], on) {
			continue
		}
		w.comma(before == noRow)
		before = system
		w.text(`{"odsCode":`, w.nodes.code.cells[system])
		w.text(`,"name":`, w.name.get(system))
		w.findNetworks(system, on)
		w.buf = append(w.buf, `,"primaryCareNetworks":{"totalCount":`...)
		w.buf = strconv.AppendInt(w.buf, int64(len(w.networks)), 10)
		w.buf = append(w.buf, `,"nodes":[`...)
		for i, network := range w.networks {
			w.comma(i == 0)
			w.text(`{"odsCode":`, w.nodes.code.cells[network])
			w.text(`,"name":`, w.name.get(network))
			w.buf = append(w.buf, `,"practices":{"nodes":[`...)
			w.practices(network, on)
			w.buf = append(w.buf, `]}}`...)
		}
		w.buf = append(w.buf, `]}}`...)
	}
}

// findNetworks finds the networks of a system, by code.
func (w *byHand) findNetworks(system uint32, on day.Day) {
	w.networks = w.networks[:0]
	from, to := w.inArea.entries(system)
	for i := from; i < to; i++ {
		if !holds(w.inArea.from[i], w.inArea.to[i], on) {
			continue
		}
		from, to := w.commissioned.entries(w.inArea.node[i])
		for j := from; j < to; j++ {
			network := w.commissioned.node[j]
			if int(w.kindOf[network]) == w.network && holds(w.commissioned.from[j], w.commissioned.to[j], on) {
				w.networks = append(w.networks, network)
			}
		}
	}
	slices.Sort(w.networks)
	w.networks = slices.Compact(w.networks)
}

func (w *byHand) practices(network uint32, on day.Day) {
	from, to := w.partner.entries(network)
	before := noRow
	for i := from; i < to; i++ {
		practice := w.partner.node[i]
		if int(w.kindOf[practice]) != w.practice || practice == before || !holds(w.partner.from[i], w.partner.to[i], on) {
			continue
		}
		w.comma(before == noRow)
		before = practice
		w.text(`{"odsCode":`, w.nodes.code.cells[practice])
		w.text(`,"name":`, w.name.get(practice))
		w.text(`,"town":`, w.town.get(practice))
		w.text(`,"postcode":`, w.postcode.get(practice))
		w.buf = append(w.buf, `,"openedOn":`...)
		w.buf = store.AppendDay(w.buf, w.date(w.opened, practice))
		w.buf = append(w.buf, `,"listSize":`...)
		w.listSize(practice, on)
		w.text(`,"latitude":`, w.latitude.get(practice))
		w.text(`,"longitude":`, w.longitude.get(practice))
		w.buf = append(w.buf, '}')
	}
}

// date reads a date, day.Min for none.
func (w *byHand) date(c *column, row uint32) day.Day {
	if c.get(row) == textNull {
		return day.Min
	}
	return day.Day(c.number(row))
}

// listSize writes the newest list size that is not after a day.
func (w *byHand) listSize(practice uint32, on day.Day) {
	from, to := w.sizes.rows(practice)
	for row := to; row > from; row-- {
		if !dated || w.date(w.sizeOn, row-1) <= on {
			w.buf = strconv.AppendInt(w.buf, int64(w.sizePatients.number(row-1)), 10)
			return
		}
	}
	w.buf = append(w.buf, "null"...)
}
