//go:build national

package questions

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"orggraph/graph"
	"orggraph/internal/national"
	"orggraph/internal/store/memory"
	"orggraph/reference"
)

// ownRecords is a folder of reference files as a user may have it.
var ownRecords = filepath.Join("testdata", "own")

// asked are questions on which the published files say little or nothing, with the days and things to ask for.
var asked = map[string][]variables{
	"19": {{}, {"on": "2020-03-31"}, {"on": "2020-04-01"}, {"network": "U07032"}},
	"21": {{"codes": []any{"OPT-1", "FA002"}}, {"codes": []any{"OPT-1"}, "on": "2018-12-31"}},
	"23": {{"first": nil}, {"first": nil, "on": "2025-12-31"}, {"first": nil, "on": "2014-12-31"}},
	"27": {
		{"first": nil, "system": "QHM"}, {"first": nil, "system": "QHM", "on": "2022-12-31"}, {"first": nil, "system": "QOP"},
	},
}

// What the published files leave empty is answered as soon as somebody's own records state it.
func TestOwnRecords(t *testing.T) {
	published, err := theEngland()
	if err != nil {
		t.Fatal(err)
	}
	own, err := referenced(ownRecords)
	if err != nil {
		t.Fatal(err)
	}
	e := *published
	e.reference = maps.Clone(published.reference)
	for name, rows := range own {
		e.reference[name] = slices.Concat(e.reference[name], rows)
	}
	engine := engineWith(t, ownRecords)
	for _, q := range questions {
		for _, further := range asked[q.name[:2]] {
			c := readCase(t, q.name)
			v := c.variables(t)
			maps.Copy(v, further)
			_, response := engine.ask(t, c.section(sectionQuery), v, c.statements(t))
			answer, _ := q.answer(&e, v).(object)
			if answer["dataset"] != nil {
				answer["dataset"] = object{"coverage": []any{}} // none was asked for
			}
			compare(t, v, response, answer)
		}
	}
}

// engineWith serves England with somebody's own reference files.
func engineWith(t *testing.T, folder string) *engine {
	t.Helper()
	c, err := graph.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	files, err := reference.ReadFolder(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	g, err := national.GraphWith(c, files)
	if err != nil {
		t.Fatal(err)
	}
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEngine(s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
