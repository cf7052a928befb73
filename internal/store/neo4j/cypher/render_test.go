package cypher_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// list is a row, as the driver gives it.
func list(values ...any) []any { return values }

// TestRender writes answers from rows. The columns of a row stand in the order of their texts, as the goldens
// show it.
func TestRender(t *testing.T) {
	for name, c := range map[string]struct {
		query  string
		row    []any
		json   string
		errors []string
	}{
		"nothing found": {
			`{ practice(odsCode: "A1") { name } }`, list(list()), `null`, nil,
		},
		"scalars": {
			`{ practice(odsCode: "A1") { t: __typename id name town amended latitude easting addressLines openedOn } }`,
			list(list(list(nil, true, "A1", int64(-7), 51.5, "A \"B\"", "2020-04-01", nil))),
			`{"t":"Practice","id":"b2RzOkEx","name":"A \"B\"","town":null,"amended":true,"latitude":51.5,"easting":-7,"addressLines":[],"openedOn":"2020-04-01"}`,
			nil,
		},
		"null in a look-up": {
			`{ region(odsCode: "Y1") { town name } }`, list(list(list(nil, "B"))), `null`, []string{"[region name] Region.name"},
		},
		"keys in order, twice and unknown": {
			`{ nodes(ids: ["b2RzOkEx", "b2RzOkIx", "b2RzOkEx", "?"]) { ... on Practice { name } } }`,
			list(list(list("A1", "PRACTICE", "a"))), `[{"name":"a"},null,{"name":"a"},null]`, nil,
		},
		"null moves up to what leads to one": {
			`{ practice(odsCode: "A1") { region { name } x: regionEdge { node { name } } } }`,
			list(list(list(list(nil)))), `{"region":null,"x":null}`,
			[]string{"[practice region name] Region.name", "[practice x node name] Region.name"},
		},
		"null moves up through lists": {
			`{ regions { nodes { integratedCareSystems { nodes { name } } } } }`,
			list(list(list(list(list("a"))), list(list(list("b"), list(nil))))), `null`,
			[]string{"[regions nodes 1 integratedCareSystems nodes 1 name] IntegratedCareSystem.name"},
		},
		"objects": {
			`{ practice(odsCode: "A1") { roles { id name n: __typename } conflicts { source { file } } } }`,
			list(list(list(`[["s","v",["r","f",null,null]]]`, `[["R","\u0000x",true,null,null]]`))),
			`{"roles":[{"id":"R","name":"\u0000x","n":"Role"}],"conflicts":[{"source":{"file":"f"}}]}`, nil,
		},
		"null in an object": {
			`{ practice(odsCode: "A1") { roles { id } } }`, list(list(list(`[["R"],[null]]`))), `null`,
			[]string{"[practice roles 1 id] Role.id"},
		},
		"null in place of an object": {
			`{ practice(odsCode: "A1") { roles { id } } }`, list(list(list(`[null]`))), `null`,
			[]string{"[practice roles 0] Practice.roles"},
		},
		"last page": {
			`{ practices(last: 1) { nodes { odsCode } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
			list(list(list("B1"), list("A1"))),
			`{"nodes":[{"odsCode":"B1"}],"pageInfo":{"hasNextPage":false,"hasPreviousPage":true,"endCursor":"WyIwIiwiQjEiXQ"}}`, nil,
		},
		"empty page": {
			`{ practices(first: 0) { nodes { odsCode } pageInfo { hasNextPage startCursor } } }`,
			list(list(list("A1"))), `{"nodes":[],"pageInfo":{"hasNextPage":true,"startCursor":null}}`, nil,
		},
		"total of what was fetched": {
			`{ practices { totalCount nodes { odsCode } } }`, list(list(list("A1"), list("B1"))),
			`{"totalCount":2,"nodes":[{"odsCode":"A1"},{"odsCode":"B1"}]}`, nil,
		},
		"total alone":         {`{ practices(where: {town: {eq: "X"}}) { totalCount } }`, list(int64(7)), `{"totalCount":7}`, nil},
		"total that is known": {`{ practices(asOf: "1970-01-11") { totalCount } }`, list(), `{"totalCount":8}`, nil},
		"days of a path": {
			`{ practice(odsCode: "A1") { integratedCareSystemEdge { validFrom validTo } } }`,
			list(list(list(list(list(int64(18262), int64(math.MaxInt32)))))),
			`{"integratedCareSystemEdge":{"validFrom":"2020-01-01","validTo":null}}`, nil,
		},
		"codes of the ODS and others": {
			`{ localProfessionalNetworks { nodes { worksWith { nodes { odsCode code } } } } }`,
			list(list(list(list(list("QHM", "INTEGRATED_CARE_SYSTEM"), list("senate-wessex", "CLINICAL_SENATE"))))),
			`{"nodes":[{"worksWith":{"nodes":[{"odsCode":"QHM","code":"QHM"},{"odsCode":null,"code":"senate-wessex"}]}}]}`, nil,
		},
		"spells and source": {
			`{ practice(odsCode: "A1") { regionEdge { spells { validFrom origin } source { file } } } }`,
			list(list(list(list(list(list("PUBLISHED", nil), list("DERIVED", "2020-01-01")), "f")))),
			`{"regionEdge":{"spells":[{"validFrom":null,"origin":"PUBLISHED"},{"validFrom":"2020-01-01","origin":"DERIVED"}],"source":{"file":"f"}}}`, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := compiled(t, c.query, nil)[0]
			got, err := s.Render([][]any{{c.row}, {list(cypher.Ready, int64(1))}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.json, string(got.JSON)); diff != "" {
				t.Errorf("%s\n%s", diff, s.Text)
			}
			var errors []string
			for _, e := range got.Errors {
				errors = append(errors, fmt.Sprint(e.Path, " ", e.Type))
			}
			if diff := cmp.Diff(c.errors, errors); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMarker(t *testing.T) {
	for name, c := range map[string]struct {
		rows  [][]any
		state string
		epoch int64
	}{
		"ready":     {[][]any{{list()}, {list(cypher.Ready, int64(7))}}, cypher.Ready, 7},
		"no marker": {[][]any{{list()}}, "", 0},
		"no answer": {nil, "", 0},
		"no state":  {[][]any{{list()}, {list(nil, nil)}}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			if state, epoch := cypher.Marker(c.rows); state != c.state || epoch != c.epoch {
				t.Errorf("%q, %d", state, epoch)
			}
		})
	}
}

func TestNodeProperties(t *testing.T) {
	c := world().catalog
	n := store.NewNode(c, c.Kind("Practice"), "A1")
	n.Life = day.Interval{From: 10, To: 20}
	n.Set(c, "name", "Straße 😀")
	n.Set(c, "openedOn", day.Of(2020, 4, 1))
	n.Set(c, "latitude", math.NaN())
	n.Set(c, "roles", []any{[]any{"R", nil, true, day.Of(2020, 1, 1), nil}, nil})
	n.Set(c, "listSizes", []any{
		[]any{day.Of(2020, 1, 1), 5}, []any{day.Of(2021, 1, 1), nil}, []any{day.Of(2020, 1, 1), 6}, []any{nil, 7},
	})
	want := map[string]any{
		"code": "A1", "kind": "PRACTICE", "lifeFrom": int64(10), "lifeTo": int64(20), "listed": true,
		"name": "Straße 😀", "nameFolded": "strasse 😀", "nameSorted": "Straße \uFFFF😀", "nameFoldedSorted": "strasse \uFFFF😀",
		"openedOn": "2020-04-01", "roles": `[["R",null,true,"2020-01-01",null],null]`,
		"listSizes":   `[["2020-01-01",5],["2021-01-01",null],["2020-01-01",6],[null,7]]`,
		"listSizesOn": []any{"2021-01-01", "2020-01-01"}, "listSizesPatients": []any{int64(math.MinInt32 - 1), int64(5)},
		"listSizesOnNewest": "2021-01-01", "listSizesPatientsNewest": int64(math.MinInt32 - 1),
		"listSizesPatientsLeast": int64(5), "listSizesPatientsMost": int64(5),
	}
	if diff := cmp.Diff(want, cypher.NodeProperties(n)); diff != "" {
		t.Error(diff)
	}
	for r := rune(0); r < utf8.RuneSelf; r++ { // no folded form is kept of these
		if folded := plan.Fold(string(r)); folded != strings.ToLower(string(r)) {
			t.Errorf("%q is folded to %q", r, folded)
		}
	}
}

func TestEdgeProperties(t *testing.T) {
	e := &store.Edge{
		ValidFrom: day.Min, ValidTo: 30, Life: day.Interval{From: 10, To: 20}, Origin: store.Derived,
		Source: store.Source{Release: "r", File: "f", Vintage: day.Of(2024, 3, 31)},
	}
	c := world().catalog
	e.Set(c, "sector", "PHARMACY")
	want := map[string]any{
		"sector": "PHARMACY", "validTo": "1970-01-31", "lifeFrom": int64(10), "lifeTo": int64(20), "pathFrom": int64(10), "pathTo": int64(30), "pref": int64(2),
		"origin": "DERIVED", "release": "r", "file": "f", "vintage": "2024-03-31",
	}
	if diff := cmp.Diff(want, cypher.EdgeProperties(c, e, 2)); diff != "" {
		t.Error(diff)
	}
}

// TestNamesDiffer holds the names that this package makes apart from those of the schema.
func TestNamesDiffer(t *testing.T) {
	c := world().catalog
	for _, name := range []string{"lifeFrom", "lifeTo", "listed", "digest"} {
		if c.Property(name) != nil {
			t.Errorf("%s is a property of the schema", name)
		}
	}
	for _, p := range c.Properties {
		for _, suffix := range []string{"Folded", "Sorted", "FoldedSorted"} {
			if c.Property(p.Name+suffix) != nil {
				t.Errorf("%s%s is a property of the schema", p.Name, suffix)
			}
		}
		if p.Value == nil || !p.List {
			continue
		}
		for _, f := range p.Value.Fields {
			if name := p.Name + string(f.Name[0]-'a'+'A') + f.Name[1:]; c.Property(name) != nil {
				t.Errorf("%s is a property of the schema", name)
			}
		}
	}
}
