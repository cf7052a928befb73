package demo

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/reference"
)

// executable is the schema that the server executes.
func executable(t testing.TB) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// load reads what Build is made from.
func load(t testing.TB) (*catalog.Catalog, *reference.Data) {
	t.Helper()
	c, err := catalog.Build(executable(t))
	if err != nil {
		t.Fatal(err)
	}
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		t.Fatal(err)
	}
	return c, ref
}

func build(t testing.TB, seed uint64) *store.Graph {
	t.Helper()
	c, ref := load(t)
	g, err := Build(c, ref, seed)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestSameSeedSameBytes(t *testing.T) {
	first, again, other := build(t, Seed), build(t, Seed), build(t, Seed+1)
	if release(first) != release(again) || first.Dataset.Release != again.Dataset.Release {
		t.Errorf("seed %d gave %s and %s", Seed, first.Dataset.Release, again.Dataset.Release)
	}
	if first.Dataset.Release == other.Dataset.Release {
		t.Errorf("another seed gave the same release %s", other.Dataset.Release)
	}
}

func TestEveryKindAndEdgeTypeOccurs(t *testing.T) {
	g := build(t, Seed)
	kinds, types := map[*catalog.Kind]int{}, map[*catalog.EdgeType]int{}
	for _, n := range g.Nodes {
		kinds[n.Kind]++
	}
	for _, e := range g.Edges {
		types[e.Type]++
	}
	for _, k := range g.Catalog.Kinds {
		if kinds[k] == 0 {
			t.Errorf("no %s", k.Name)
		}
	}
	for _, e := range g.Catalog.EdgeTypes {
		if types[e] == 0 {
			t.Errorf("no %s", e.Name)
		}
	}
}

// Whatever the new enums can say is said somewhere.
func TestEveryValueOccurs(t *testing.T) {
	g, values := build(t, Seed), map[string]bool{}
	note := func(p *catalog.Property, v any) {
		if text, ok := v.(string); ok && p.Type == catalog.Enum {
			values[p.GraphQL+"."+text] = true
		}
	}
	for _, n := range g.Nodes {
		for i, v := range n.Values {
			note(g.Catalog.Properties[i], v)
		}
	}
	for _, e := range g.Edges {
		for i, v := range e.Values {
			note(g.Catalog.EdgeProperties[i], v)
		}
	}
	schema := executable(t)
	for _, name := range []string{
		"ConditionGroup", "DocumentTopic", "DocumentType", "Extent", "Origin", "PartnerSector", "PrimaryCareService", "Profession",
	} {
		for _, v := range schema.Types[name].EnumValues {
			if !values[name+"."+v.Name] {
				t.Errorf("no %s is %s", name, v.Name)
			}
		}
	}
}

// The dataset says of each kind and edge type what is held.
func TestCoverageIsWhole(t *testing.T) {
	g := build(t, Seed)
	said := map[string]int{}
	for _, c := range g.Dataset.Coverage {
		for _, subject := range strings.Split(c.Subject, ", ") {
			said[subject]++
		}
	}
	for _, k := range g.Catalog.Kinds {
		if said[k.Name] != 1 {
			t.Errorf("%d lines on %s", said[k.Name], k.Name)
		}
	}
	for _, e := range g.Catalog.EdgeTypes {
		if said[e.Name] != 1 {
			t.Errorf("%d lines on %s", said[e.Name], e.Name)
		}
	}
}

// What stands at an edge's ends is what the schema lets stand there.
func TestEndsAreAllowed(t *testing.T) {
	g := build(t, Seed)
	type ends struct {
		edge     *catalog.EdgeType
		from, to *catalog.Kind
	}
	seen := map[ends]bool{}
	for _, e := range g.Edges {
		at := ends{e.Type, e.From.Kind, e.To.Kind}
		if !seen[at] && (!e.Type.Sources.Has(at.from) || !e.Type.Targets.Has(at.to)) {
			t.Errorf("%s from %s (a %s) to %s (a %s)", e.Type.Name, e.From.Code, at.from.Name, e.To.Code, at.to.Name)
		}
		seen[at] = true
	}
}

func TestNationalScale(t *testing.T) {
	g, today := build(t, Seed), day.Of(2026, 11, 1)
	open := map[string]int{}
	for _, n := range g.Nodes {
		if n.Life.Holds(today) {
			open[n.Kind.Name]++
		}
	}
	for kind, want := range map[string][2]int{
		"Region": {7, 7}, "IntegratedCareSystem": {36, 36}, "SubIcbLocation": {106, 106},
		"PrimaryCareNetwork": {1250, 1350}, "Practice": {6100, 6400}, "PrescribingCostCentre": {2500, 3500},
		"BranchSurgery": {2400, 3000}, "Pharmacy": {9800, 10700}, "DentalPractice": {8500, 9500}, "Trust": {190, 230},
		"OpticalPractice": {2300, 2700}, "LocalAuthority": {140, 180}, "PatientParticipationGroup": {3900, 4400},
	} {
		if n := open[kind]; n < want[0] || n > want[1] {
			t.Errorf("%d %s open, want %d to %d", n, kind, want[0], want[1])
		}
	}
}

// What the demo makes up has codes that no register gives, and says so; so do the reference records that are
// examples. Nothing else does.
func TestWhatIsMadeUpSaysSo(t *testing.T) {
	c, ref := load(t)
	g, err := Build(c, ref, Seed)
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for _, r := range ref.Nodes {
		if r.Origin == string(store.Synthetic) {
			examples++
		}
	}
	madeUp := regexp.MustCompile(`^([A-Z]-[A-Z0-9-]{1,10}|demo-[a-z]+-[a-z][0-9]+)$`)
	source := g.Catalog.Value("Source")
	file, release := source.Field("file").Index, source.Field("release").Index
	seen := map[string]bool{}
	found := 0
	for _, n := range g.Nodes {
		if seen[n.Code] {
			t.Errorf("%s stands twice", n.Code)
		}
		seen[n.Code] = true
		sources := n.Get(g.Catalog, "sources").([]any)
		for _, s := range sources {
			if got := s.([]any)[release]; got != g.Dataset.Release {
				t.Fatalf("%s comes from release %v", n.Code, got)
			}
		}
		made := sources[0].([]any)[file] == "demo"
		if made != madeUp.MatchString(n.Code) || made && !isSynthetic(g, n) {
			t.Errorf("%s comes from %v and has origin %v", n.Code, sources[0].([]any)[file], n.Get(g.Catalog, "origin"))
		}
		if !made && isSynthetic(g, n) {
			found++
		}
	}
	if found != examples || examples == 0 {
		t.Errorf("%d reference records are synthetic, want %d", found, examples)
	}
	for _, e := range g.Edges {
		made := isSynthetic(g, e.From) || isSynthetic(g, e.To)
		if made != (e.Origin == store.Synthetic) || e.Source.File == "demo" && !made {
			t.Errorf("%s from %s to %s has origin %s", e.Type.Name, e.From.Code, e.To.Code, e.Origin)
		}
	}
}

func isSynthetic(g *store.Graph, n *store.Node) bool {
	return n.Get(g.Catalog, "origin") == string(store.Synthetic)
}

// What ingest does with published files, the demo has to have done already: edges are clipped to the
// lives of their ends, and the spells of a to-one type are exclusive.
func TestEdgesAreClippedAndExclusive(t *testing.T) {
	g := build(t, Seed)
	type place struct {
		from *store.Node
		edge *catalog.EdgeType
	}
	spells := map[place][]*store.Edge{}
	returned := 0
	for _, e := range g.Edges {
		if e.Type.Name == succeededBy || e.Type.Name == followedBy {
			if e.Life != (day.Interval{From: e.ValidFrom, To: day.Max}) || e.ValidFrom == day.Min {
				t.Errorf("%s from %s to %s holds %v", e.Type.Name, e.From.Code, e.To.Code, e.Life)
			}
			continue
		}
		if e.Life.Empty() || e.Life != e.Life.Clip(e.From.Life) || e.Life != e.Life.Clip(e.To.Life) {
			t.Errorf("%s from %s to %s holds %v", e.Type.Name, e.From.Code, e.To.Code, e.Life)
		}
		at := place{e.From, e.Type}
		if !e.Type.ToOne {
			continue
		}
		for _, other := range spells[at] {
			if !e.Life.Clip(other.Life).Empty() {
				t.Errorf("%s of %s: %s and %s at once", e.Type.Name, e.From.Code, other.To.Code, e.To.Code)
			}
			if e.Type.Name == "PARTNER_TO" && other.To == e.To {
				returned++
			}
		}
		spells[at] = append(spells[at], e)
	}
	if returned < 50 {
		t.Errorf("%d practices came back to a network that they had left", returned)
	}
}

func TestBoardsChangeIn2026(t *testing.T) {
	g := build(t, Seed)
	board := func(code string, on day.Day) string {
		for _, e := range g.Edges {
			if e.Type.Name == "IN_AREA_OF" && e.From.Code == code && e.Life.Holds(on) {
				return e.To.Code
			}
		}
		return ""
	}
	before, after := day.Of(2026, 3, 31), day.Of(2026, 4, 1)
	for _, c := range [][3]string{
		{"72Q", "QKK", "QKK"}, {"93C", "QMJ", "Z9B2Z"}, {"06T", "QJG", "D7T5G"}, {"D4U1Y", "QNQ", ""},
	} {
		if x, y := board(c[0], before), board(c[0], after); x != c[1] || y != c[2] {
			t.Errorf("%s: %q until %v and %q from %v, want %q and %q", c[0], x, before, y, after, c[1], c[2])
		}
	}
	if got := board("72Q", day.Of(2022, 6, 30)); got != "" {
		t.Errorf("72Q lies in %s before there were boards", got)
	}
}

// Every value has the Go type that its property declares.
func TestValuesFitTheCatalog(t *testing.T) {
	g := build(t, Seed)
	for _, n := range g.Nodes {
		for i, v := range n.Values {
			if p := g.Catalog.Properties[i]; v != nil && (!p.Stored() || !fits(p, v)) {
				t.Fatalf("%s.%s is a %T", n.Code, p.Name, v)
			}
		}
		for _, p := range n.Kind.Properties() {
			if p.NonNull && p.Stored() && !p.List && n.Values[p.Index] == nil {
				t.Errorf("%s of %s is null", p.Name, n.Code)
			}
		}
	}
}

func fits(p *catalog.Property, v any) bool {
	if p.List && p.Type != catalog.Object {
		_, ok := v.([]string)
		return ok
	}
	if p.List {
		for _, item := range v.([]any) {
			if !fits(&catalog.Property{Type: p.Type, Value: p.Value}, item) {
				return false
			}
		}
		return true
	}
	switch v := v.(type) {
	case string:
		return p.Type == catalog.String || p.Type == catalog.ID || p.Type == catalog.Enum
	case int:
		return p.Type == catalog.Int
	case float64:
		return p.Type == catalog.Float
	case bool:
		return p.Type == catalog.Boolean
	case day.Day:
		return p.Type == catalog.Date
	case []any:
		if p.Type != catalog.Object || len(v) != len(p.Value.Fields) {
			return false
		}
		for i, f := range p.Value.Fields {
			if v[i] == nil && f.NonNull || v[i] != nil && !fits(f, v[i]) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

func BenchmarkBuild(b *testing.B) {
	c, ref := load(b)
	for b.Loop() {
		if _, err := Build(c, ref, Seed); err != nil {
			b.Fatal(err)
		}
	}
}
