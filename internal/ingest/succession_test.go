package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// edgesOf prints the edges of a type, one a line: ends, the days that it shows, properties, origin.
func (w world) edgesOf(g *store.Graph, edgeType string) []string {
	lines := []string{}
	for _, e := range g.Edges {
		if e.Type.Name == edgeType {
			lines = append(lines, w.line(e))
		}
	}
	slices.Sort(lines)
	return lines
}

func (w world) line(e *store.Edge) string {
	values := ""
	for _, v := range e.Values {
		if v != nil {
			values += fmt.Sprint(" ", v)
		}
	}
	return fmt.Sprintf("%s -> %s %s..%s%s %s", e.From.Code, e.To.Code, show(e.ValidFrom), show(e.ValidTo), values, e.Origin)
}

// wantLines compares lines in any order.
func (w world) wantLines(what string, got []string, want ...string) {
	w.Helper()
	slices.Sort(want)
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		w.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// begun is a deriver that knows nothing but organisations of one kind, and what took the place of each: lines of
// "OLD NEW FIRST-DAY EXTENT", where "-" is no extent.
func (w world) begun(lines ...string) *deriver {
	d := &deriver{
		ledger: &ledger{}, ref: w.ref, catalog: w.catalog, report: &Report{}, nodes: map[string]*store.Node{},
		spells: map[spellKey][]*store.Edge{}, conflicts: map[*store.Node][]any{}, sources: map[*store.Node][]any{},
		shape: newSourceShape(w.catalog), refOnly: map[*store.Node]bool{},
	}
	node := func(code string) *store.Node {
		if d.nodes[code] == nil {
			d.newNode(code, kindCCG)
		}
		return d.nodes[code]
	}
	for _, line := range lines {
		f := strings.Fields(line)
		d.succeed(node(f[0]), node(f[1]), on(f[2]), f[3], store.Published, store.Source{File: f[0] + f[1]})
		if f[3] == "-" {
			d.edges[len(d.edges)-1].Values = nil
		}
	}
	d.sortSuccessors()
	return d
}

// The changes of boards, and what follows from them.
func TestSuccessionOfBoards(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil)
	of := func(lines []string, code string) (list []string) {
		for _, l := range lines {
			if strings.HasPrefix(l, code+" ") {
				list = append(list, l)
			}
		}
		return list
	}
	stated := w.edgesOf(g, succeededBy)
	w.wantLines("QRV", of(stated, "QRV"), "QRV -> Z9B2Z 2026-04-01.. WHOLE PUBLISHED")
	w.wantLines("QNQ", of(stated, "QNQ"),
		"QNQ -> QRL 2026-04-01.. PART PUBLISHED", "QNQ -> S0E4D 2026-04-01.. PART PUBLISHED", "QNQ -> S9B9J 2026-04-01.. PART PUBLISHED")
	w.wantLines("QNQ in the end", of(w.edgesOf(g, followedBy), "QNQ"),
		"QNQ -> QRL 2026-04-01.. PART DERIVED", "QNQ -> S0E4D 2026-04-01.. PART DERIVED", "QNQ -> S9B9J 2026-04-01.. PART DERIVED")
	for _, e := range g.Edges {
		if e.Type.Name == succeededBy && (e.Life.Holds(on("2026-03-31")) || !e.Life.Holds(on("2026-04-01")) || !e.Life.Holds(on("2126-04-01"))) {
			t.Errorf("%s counts %v", w.line(e), e.Life)
		}
	}
}

// moves is a file of list sizes, or a map, in which so many practices of a group are in one place: "GROUP 1-20".
// Practices are numbered through.
func moves(vintage string, places ...string) *ods.File {
	var rows []string
	for _, p := range places {
		w := strings.Fields(p)
		var first, last int
		if _, err := fmt.Sscanf(w[1], "%d-%d", &first, &last); err != nil {
			panic(err)
		}
		for i := first; i <= last; i++ {
			rows = append(rows, fmt.Sprintf("A%05d U %s", i, w[0]))
		}
	}
	return mapped(vintage, rows...)
}

// sizes are the same as list sizes.
func sizes(vintage string, places ...string) *ods.File {
	f := newFile(ods.Patients, vintage)
	f.Name = "sizes-" + vintage + ".csv"
	for i, r := range moves(vintage, places...).MapRows {
		f.ListSizes = append(f.ListSizes, ods.ListSize{Line: i + 2, Practice: r.Practice, Commissioner: r.SubICB, Patients: 1})
	}
	f.Rows = len(f.ListSizes)
	return f
}

// What took the place of a group is where its practices are: all of them but one in twenty, or parts.
func TestSuccessionOfClosedGroups(t *testing.T) {
	w := newWorld(t)
	groups := func() *ods.File {
		return organisations(ods.Eccg, "2025-12-31",
			commissioner("01A", "", "", "2013-04-01", "2021-03-31", "Y63", ""),
			commissioner("01B", "", "", "2013-04-01", "2021-04-01", "Y63", ""), // closed on the day of the second file
			commissioner("W2U3Z", "", "RO319", "2021-04-01", "", "Y56", ""),
			commissioner("M1J4Y", "", "RO319", "2021-04-01", "", "Y56", ""),
			commissioner("15E", "", "RO319", "2018-04-01", "", "Y56", ""),
			commissioner("D2P2L", "", "RO319", "2021-04-02", "", "Y56", "")) // a day too late for 01A
	}
	for name, c := range map[string]struct {
		before, after *ods.File
		want          []string
	}{
		"all": {
			sizes("2021-01-01", "01A 1-5"), moves("2026-01-01", "W2U3Z 1-5"),
			[]string{"01A -> W2U3Z 2021-04-01.. WHOLE DERIVED"},
		},
		"all but one in twenty": {
			sizes("2021-01-01", "01A 1-20"), moves("2026-01-01", "W2U3Z 1-19", "15E 20-20"),
			[]string{"01A -> W2U3Z 2021-04-01.. WHOLE DERIVED"},
		},
		"all but two in twenty": {
			sizes("2021-01-01", "01A 1-20"), moves("2026-01-01", "W2U3Z 1-18", "15E 19-20"),
			[]string{"01A -> W2U3Z 2021-04-01.. PART DERIVED", "01A -> 15E 2021-04-01.. PART DERIVED"},
		},
		"parts, and a few elsewhere": {
			sizes("2021-01-01", "01A 1-30"), moves("2026-01-01", "W2U3Z 1-18", "15E 19-28", "M1J4Y 29-30"),
			[]string{"01A -> W2U3Z 2021-04-01.. PART DERIVED", "01A -> 15E 2021-04-01.. PART DERIVED"},
		},
		"too few": {sizes("2021-01-01", "01A 1-4"), moves("2026-01-01", "W2U3Z 1-4"), nil},
		"too few in both": {
			sizes("2021-01-01", "01A 1-9"), moves("2026-01-01", "W2U3Z 6-9"), nil,
		},
		"to what opened later":            {sizes("2021-01-01", "01A 1-9"), moves("2026-01-01", "D2P2L 1-9"), nil},
		"to what no file describes":       {sizes("2021-01-01", "01A 1-9"), moves("2026-01-01", "ZZZ 1-9"), nil},
		"still where they were":           {sizes("2021-01-01", "01A 1-9"), moves("2026-01-01", "01A 1-9"), nil},
		"no file before":                  {sizes("2021-04-01", "01A 1-9"), moves("2026-01-01", "W2U3Z 1-9"), nil},
		"no file after":                   {sizes("2021-01-01", "01A 1-9"), moves("2021-03-31", "W2U3Z 1-9"), nil},
		"a file of the last day":          {sizes("2021-03-31", "01A 1-9"), moves("2021-04-01", "W2U3Z 1-9"), []string{"01A -> W2U3Z 2021-04-01.. WHOLE DERIVED"}},
		"a group that closed a day later": {sizes("2021-04-01", "01B 1-9"), moves("2021-04-02", "D2P2L 1-9"), []string{"01B -> D2P2L 2021-04-02.. WHOLE DERIVED"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := world{t, w.catalog, w.ref}
			g, report := w.add(nil, groups(), c.before, c.after)
			var got []string
			for _, l := range w.edgesOf(g, succeededBy) {
				if l[0] == '0' {
					got = append(got, l)
				}
			}
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(report.Contradictions) != 0 {
				t.Errorf("contradictions %v", report.Contradictions)
			}
		})
	}
}

// The source of a derived succession says how many practices tell it. Another map does not take its place.
func TestSourceOfADerivedSuccession(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil, sizes("2021-01-01", "01A 1-20"), moves("2026-01-01", "M1J4Y 1-19", "15E 20-20"),
		organisations(ods.Eccg, "2025-12-31",
			commissioner("01A", "", "", "2013-04-01", "2021-03-31", "Y63", ""), commissioner("M1J4Y", "", "RO319", "2021-04-01", "", "Y61", "")))
	n := w.node(g, "01A")
	for _, e := range g.Edges {
		if e.From == n && e.Type.Name == succeededBy {
			if got, want := e.Source.File+": "+e.Source.Record,
				"sizes-2021-01-01.csv: 01A: 19 of 20 practices are under M1J4Y in map-2026-01-01.csv"; got != want {
				t.Errorf("source %q, want %q", got, want)
			}
		}
	}
	_, report := w.add(g, moves("2026-02-01", "M1J4Y 1-18", "15E 19-20"))
	if len(report.Replaced) != 0 {
		t.Errorf("replaced %v", report.Replaced)
	}
	for _, c := range report.EdgeTypes {
		if (c.Type == succeededBy || c.Type == followedBy) && c.Added+c.Changed+c.Removed != 0 {
			t.Errorf("%+v", c)
		}
	}
}

// The transitive closure: days, extents, and an end to it.
func TestFollowers(t *testing.T) {
	for name, c := range map[string]struct{ steps, want []string }{
		"a chain": {
			[]string{"A B 2013-04-01 WHOLE", "B C 2021-04-01 WHOLE", "C D 2020-04-01 PART"},
			[]string{
				"A -> B 2013-04-01.. WHOLE DERIVED", "A -> C 2021-04-01.. WHOLE DERIVED", "A -> D 2021-04-01.. PART DERIVED",
				"B -> C 2021-04-01.. WHOLE DERIVED", "B -> D 2021-04-01.. PART DERIVED", "C -> D 2020-04-01.. PART DERIVED",
			},
		},
		"a diamond: the way that is complete first": {
			[]string{"A B 2013-04-01 PART", "A C 2013-04-01 PART", "B D 2021-04-01 WHOLE", "C D 2020-04-01 WHOLE"},
			[]string{
				"A -> B 2013-04-01.. PART DERIVED", "A -> C 2013-04-01.. PART DERIVED", "A -> D 2020-04-01.. PART DERIVED",
				"B -> D 2021-04-01.. WHOLE DERIVED", "C -> D 2020-04-01.. WHOLE DERIVED",
			},
		},
		"two ways of one day: all went if it did on one of them": {
			[]string{"A B 2013-04-01 PART", "A C 2014-04-01 WHOLE", "B D 2020-04-01 WHOLE", "C D 2020-04-01 WHOLE"},
			[]string{
				"A -> B 2013-04-01.. PART DERIVED", "A -> C 2014-04-01.. WHOLE DERIVED", "A -> D 2020-04-01.. WHOLE DERIVED",
				"B -> D 2020-04-01.. WHOLE DERIVED", "C -> D 2020-04-01.. WHOLE DERIVED",
			},
		},
		"a longer way may be complete first": {
			[]string{"A D 2022-04-01 WHOLE", "A B 2013-04-01 WHOLE", "B C 2014-04-01 WHOLE", "C D 2015-04-01 WHOLE", "D E 2016-04-01 WHOLE"},
			[]string{
				"A -> B 2013-04-01.. WHOLE DERIVED", "A -> C 2014-04-01.. WHOLE DERIVED", "A -> D 2015-04-01.. WHOLE DERIVED", "A -> E 2016-04-01.. WHOLE DERIVED",
				"B -> C 2014-04-01.. WHOLE DERIVED", "B -> D 2015-04-01.. WHOLE DERIVED", "B -> E 2016-04-01.. WHOLE DERIVED",
				"C -> D 2015-04-01.. WHOLE DERIVED", "C -> E 2016-04-01.. WHOLE DERIVED", "D -> E 2016-04-01.. WHOLE DERIVED",
			},
		},
		"an extent that nobody states": {
			[]string{"A B 2013-04-01 WHOLE", "B C 2014-04-01 -", "C D 2015-04-01 WHOLE"},
			[]string{
				"A -> B 2013-04-01.. WHOLE DERIVED", "A -> C 2014-04-01.. DERIVED", "A -> D 2015-04-01.. DERIVED",
				"B -> C 2014-04-01.. DERIVED", "B -> D 2015-04-01.. DERIVED", "C -> D 2015-04-01.. WHOLE DERIVED",
			},
		},
		"itself": {[]string{"A A 2013-04-01 WHOLE"}, nil},
		"two that follow each other": {
			[]string{"A B 2013-04-01 WHOLE", "B A 2014-04-01 WHOLE"},
			[]string{"A -> B 2013-04-01.. WHOLE DERIVED", "B -> A 2014-04-01.. WHOLE DERIVED"},
		},
		"three, with a way in and out": {
			[]string{"X B 2012-04-01 WHOLE", "B C 2013-04-01 WHOLE", "C A 2014-04-01 WHOLE", "A B 2015-04-01 WHOLE", "C Z 2016-04-01 PART"},
			[]string{
				"X -> B 2012-04-01.. WHOLE DERIVED", "X -> C 2013-04-01.. WHOLE DERIVED", "X -> A 2014-04-01.. WHOLE DERIVED", "X -> Z 2016-04-01.. PART DERIVED",
				"B -> C 2013-04-01.. WHOLE DERIVED", "B -> A 2014-04-01.. WHOLE DERIVED", "B -> Z 2016-04-01.. PART DERIVED",
				"C -> A 2014-04-01.. WHOLE DERIVED", "C -> B 2015-04-01.. WHOLE DERIVED", "C -> Z 2016-04-01.. PART DERIVED",
				"A -> B 2015-04-01.. WHOLE DERIVED", "A -> C 2015-04-01.. WHOLE DERIVED", "A -> Z 2016-04-01.. PART DERIVED",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			d := w.begun(c.steps...)
			d.addFollowers()
			w.wantLines(name, w.edgesOf(&store.Graph{Edges: d.edges}, followedBy), c.want...)
		})
	}
}

// Who followed itself is marked with the whole cycle, which begins with the smallest code.
func TestSuccessionCycles(t *testing.T) {
	for name, c := range map[string]struct {
		steps, cycles []string
		marked        map[string][]string
	}{
		"none": {[]string{"A B 2013-04-01 PART", "A C 2013-04-01 PART", "B D 2014-04-01 WHOLE", "C D 2014-04-01 WHOLE"}, nil, map[string][]string{}},
		"one":  {[]string{"A A 2013-04-01 WHOLE", "A B 2014-04-01 WHOLE"}, []string{"A → A"}, map[string][]string{"A": {"A → A"}}},
		"two":  {[]string{"B A 2013-04-01 WHOLE", "A B 2014-04-01 WHOLE"}, []string{"A → B → A"}, map[string][]string{"A": {"A → B → A"}, "B": {"A → B → A"}}},
		"three, with a way in and out": {
			[]string{"X B 2012-04-01 WHOLE", "B C 2013-04-01 WHOLE", "C A 2014-04-01 WHOLE", "A B 2015-04-01 WHOLE", "C Z 2016-04-01 WHOLE"},
			[]string{"A → B → C → A"},
			map[string][]string{"A": {"A → B → C → A"}, "B": {"A → B → C → A"}, "C": {"A → B → C → A"}},
		},
		"two that share an organisation": {
			[]string{"A B 2012-04-01 WHOLE", "B A 2013-04-01 WHOLE", "B C 2014-04-01 WHOLE", "C B 2015-04-01 WHOLE"},
			[]string{"A → B → A", "B → C → B"},
			map[string][]string{"A": {"A → B → A"}, "B": {"A → B → A", "B → C → B"}, "C": {"B → C → B"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			d := w.begun(c.steps...)
			d.flagCycles()
			if diff := cmp.Diff(c.cycles, d.report.SuccessionCycles); diff != "" {
				t.Errorf("cycles (-want +got):\n%s", diff)
			}
			conflict := w.catalog.Value("Conflict")
			marked := map[string][]string{}
			for n, list := range d.conflicts {
				for _, v := range list {
					if subject := v.([]any)[conflict.Field("subject").Index]; subject != succeededBy {
						t.Errorf("%s has a conflict about %v", n.Code, subject)
					}
					marked[n.Code] = append(marked[n.Code], v.([]any)[conflict.Field("value").Index].(string))
				}
			}
			if diff := cmp.Diff(c.marked, marked); diff != "" {
				t.Errorf("marked (-want +got):\n%s", diff)
			}
		})
	}
}

// A succession is not cut to lives, and lets nothing live.
func TestSuccessionIsNotCut(t *testing.T) {
	w := newWorld(t)
	d := w.begun("A B 2020-04-01 WHOLE")
	a, b := d.nodes["A"], d.nodes["B"]
	a.Life, b.Life, d.refOnly[a] = day.Never, interval(on("2020-04-01"), day.Max), true
	d.settleLives()
	d.clip()
	if e := d.edges[0]; !a.Life.Empty() || e.Life != interval(on("2020-04-01"), day.Max) || d.report.Clippings != nil {
		t.Errorf("A lives %v, and %s counts %v; clippings %v", a.Life, w.line(e), e.Life, d.report.Clippings)
	}
}

// A succession that the lives of its ends deny is reported, and stays.
func TestSuccessionContradictions(t *testing.T) {
	w := newWorld(t)
	d := w.begun("A B 2020-04-01 WHOLE", "C D 2020-04-01 WHOLE", "E F 2020-04-01 WHOLE", "G H 2020-04-01 WHOLE", "I J 2020-04-01 WHOLE")
	for code, days := range map[string][2]string{
		"A": {"2013-04-01", "2020-03-31"}, "B": {"2020-04-01", "2022-03-31"}, // as it should be
		"C": {"2013-04-01", "2021-04-02"}, "D": {"2013-04-01", "2020-03-31"}, // open for long after, and closed before
		"E": {"2013-04-01", "2021-04-01"}, "F": {"2021-04-02", "2022-03-31"}, // at the edge of both
		"G": {"2013-04-01", "2013-04-02"}, "H": {"2021-04-03", "2022-03-31"}, // begins too late
	} {
		d.nodes[code].Life = interval(on(days[0]), on(days[1]))
	}
	d.nodes["I"].Life, d.nodes["J"].Life = interval(on("2013-04-01"), on("2020-03-31")), interval(on("2022-03-01"), on("2022-02-28"))
	d.flagContradictions()
	var got []string
	for _, n := range d.report.Contradictions {
		got = append(got, n.From+" "+n.To+": "+n.Reason)
	}
	slices.Sort(got)
	w.wantLines("contradictions", got, "C D: C is open more than a year after", "C D: D ended before", "G H: H begins more than a year after")
}

// A clinical commissioning group went on as a sub-ICB location on 1 July 2022, whichever file says so.
func TestChangeOfRole(t *testing.T) {
	w := newWorld(t)
	g, _ := w.add(nil, organisations(ods.Eccg, "2025-12-31",
		commissioner("00L", "", "RO319", "2013-04-01", "", "Y63", "QHM"),
		commissioner("36L", "", "RO319|RO326", "2022-06-30", "", "Y56", "QWE"),
		commissioner("72Q", "", "RO319", "2022-07-01", "", "Y56", "QKK"),
		commissioner("93C", "", "RO319", "2013-04-01", "2022-06-30", "Y56", "QMJ")))
	w.wantRoles(g, "00L", "RO98 2013-04-01.. primary", "RO319 2022-07-01..")
	w.wantRoles(g, "36L", "RO98 2022-06-30.. primary", "RO319 2022-07-01..", "RO326 2022-06-30..")
	w.wantRoles(g, "72Q", "RO98 2022-07-01.. primary", "RO319 2022-07-01..")
	w.wantRoles(g, "93C", "RO98 2013-04-01..2022-06-30 primary", "RO319 2013-04-01..2022-06-30")
	w.wantRoles(g, "QKK", "RO261 2022-07-01.. primary", "RO318 2022-07-01..")
	w.wantRoles(g, "S1Y5D", "RO261 2026-04-01.. primary", "RO318 2026-04-01..")
}

// What an edge says beside its days is content: another extent is a change, and another release.
func TestExtentIsContent(t *testing.T) {
	w := newWorld(t)
	graph := func(extent string) *store.Graph {
		d := w.begun("A B 2020-04-01 " + extent)
		g := &store.Graph{Catalog: w.catalog, Nodes: []*store.Node{d.nodes["A"], d.nodes["B"]}, Edges: d.edges, Dataset: &store.Dataset{}}
		g.Dataset.Release = contentRelease(g, day.Min)
		return g
	}
	entirely, partly := graph(extentWhole), graph(extentPart)
	if entirely.Dataset.Release == partly.Dataset.Release {
		t.Error("one release of two contents")
	}
	for _, c := range []struct {
		after   *store.Graph
		changed int
	}{{graph(extentWhole), 0}, {partly, 1}} {
		var r Report
		r.compare(outlineOf(entirely), c.after)
		for _, e := range r.EdgeTypes {
			if e.Type == succeededBy && (e.Changed != c.changed || e.Unchanged != 1-c.changed || e.Added+e.Removed != 0) {
				t.Errorf("%+v, want %d changed", e, c.changed)
			}
		}
	}
}

// withOwn imports files and a user's own reference files.
func (w world) withOwn(own reference.Folder, files ...*ods.File) (*store.Graph, *Report) {
	w.Helper()
	g, report, err := Import(&ods.Folder{Files: files}, w.ref, Options{Catalog: w.catalog, Own: own})
	if err != nil {
		w.Fatal(err)
	}
	return g, report
}

// A user's own successions come first, and their mistakes are told: nothing is lost, and nothing goes round.
func TestOwnSuccessions(t *testing.T) {
	w := newWorld(t)
	g, report := w.withOwn(reference.Folder{"SUCCEEDED_BY.csv": []byte(`from,to,extent,source,since,until,origin
01A,15E,WHOLE,ours,2021-04-01,,PUBLISHED
A00001,A00002,WHOLE,ours,2020-04-01,,PUBLISHED
A00002,A00001,WHOLE,ours,2021-04-01,,PUBLISHED
`)}, sizes("2021-01-01", "01A 1-9"), moves("2026-01-01", "W2U3Z 1-9"), organisations(ods.Eccg, "2025-12-31",
		commissioner("01A", "", "", "2013-04-01", "2021-03-31", "Y63", ""), commissioner("W2U3Z", "", "RO319", "2021-04-01", "", "Y56", "QRV"),
		commissioner("15E", "", "RO319", "2018-04-01", "", "Y60", "QHL")))
	var own []string
	for _, l := range slices.Concat(w.edgesOf(g, succeededBy), w.edgesOf(g, followedBy)) {
		if l[0] == '0' || l[0] == 'A' {
			own = append(own, l)
		}
	}
	slices.Sort(own)
	w.wantLines("own successions", own,
		"01A -> 15E 2021-04-01.. WHOLE PUBLISHED", "01A -> 15E 2021-04-01.. WHOLE DERIVED",
		"A00001 -> A00002 2020-04-01.. WHOLE PUBLISHED", "A00001 -> A00002 2020-04-01.. WHOLE DERIVED",
		"A00002 -> A00001 2021-04-01.. WHOLE PUBLISHED", "A00002 -> A00001 2021-04-01.. WHOLE DERIVED")
	if diff := cmp.Diff([]string{"A00001 → A00002 → A00001"}, report.SuccessionCycles); diff != "" {
		t.Error(diff)
	}
	marked := 0
	for _, c := range report.Conflicts {
		if c.Subject == succeededBy && c.Value == "A00001 → A00002 → A00001" {
			marked++
		}
	}
	if marked != 2 || len(report.Contradictions) != 2 {
		t.Errorf("%d marked, contradictions %v", marked, report.Contradictions)
	}
}
