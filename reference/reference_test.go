package reference_test

import (
	"maps"
	"strings"
	"testing"

	"orggraph/internal/day"
	"orggraph/reference"
)

func TestFilesHoldTheBoardsOfBothYears(t *testing.T) {
	data := builtIn(t, shape(t))
	open := func(kind string, d day.Day) (n int) {
		for _, o := range data.Of(kind) {
			if o.Holds(d) {
				n++
			}
		}
		return n
	}
	before, after := day.Of(2026, 3, 31), day.Of(2026, 4, 1)
	if got := open(reference.IntegratedCareSystem, before); got != 42 {
		t.Errorf("%d boards on %v, want 42", got, before)
	}
	if got := open(reference.IntegratedCareSystem, after); got != 36 {
		t.Errorf("%d boards on %v, want 36", got, after)
	}
	if got := open(reference.IntegratedCareSystem, day.Of(2022, 6, 30)); got != 0 {
		t.Errorf("%d boards before 1 July 2022", got)
	}
	if got := open(reference.Region, before); got != 7 {
		t.Errorf("%d regions, want 7", got)
	}
	for _, n := range data.Of(reference.IntegratedCareSystem) {
		if !data.IsRegion(data.RegionOf(n.Code)) {
			t.Errorf("%s lies in the region %q", n.Code, data.RegionOf(n.Code))
		}
	}
	placed := func(d day.Day) map[string]string {
		m := map[string]string{}
		for _, s := range data.SubICBs() {
			if s.Holds(d) {
				m[s.From] = s.To
			}
		}
		return m
	}
	then, now := placed(before), placed(after)
	if len(then) != 106 || len(now) != 105 || now["D4U1Y"] != "" {
		t.Errorf("%d and %d sub-ICB locations have a system, want 106 and, without D4U1Y, 105", len(then), len(now))
	}
	for code, want := range map[string]string{"06K": "S1Y5D", "07H": "D7T5G", "06L": "T6Y0W", "M1J4Y": "S1Y5D", "10R": "QRL"} {
		if now[code] != want {
			t.Errorf("%s lies in %s since April 2026, want %s", code, now[code], want)
		}
	}
	whole := 0
	for _, m := range data.Mergers() {
		if m.Whole {
			whole++
		}
	}
	if whole != 9 || len(data.Mergers()) != 16 {
		t.Errorf("%d of %d mergers are whole, want 9 of 16", whole, len(data.Mergers()))
	}
	ons := map[string]string{}
	for _, c := range data.ONSCodes {
		if c.Code == "QRL" {
			ons[c.Since.String()] = c.ONS
		}
	}
	if !maps.Equal(ons, map[string]string{"2022-07-01": "E54000042", "2026-04-01": "E54000067"}) {
		t.Errorf("QRL has the ONS codes %v", ons)
	}
}

func TestListsAnswer(t *testing.T) {
	data := builtIn(t, shape(t))
	if got := data.Setting(4).Name; got != "GP practice" {
		t.Errorf("setting 4 is %q", got)
	}
	if got := data.Setting(26).Name; got != "Unknown (26)" {
		t.Errorf("setting 26 is %q", got)
	}
	if s, ok := data.SettingOfRole("RO76"); !ok || s.Code != 4 {
		t.Errorf("RO76 stands for %v, %v", s, ok)
	}
	if _, ok := data.SettingOfRole("RO1"); ok {
		t.Error("RO1 stands for a setting")
	}
	for line, want := range map[string]bool{"Tyne  and wear": true, "CLEVELAND": true, "LONDON": false, "": false} {
		if _, ok := data.County(line); ok != want {
			t.Errorf("%q is a county: %v, want %v", line, ok, want)
		}
	}
	if !data.IsRegion("Y56") || data.IsRegion("Y57") || data.IsRegion("QKK") {
		t.Error("the regions are not the seven")
	}
}

// What is wrong with the project's own files stops its build.
func TestErrorsInBuiltInFiles(t *testing.T) {
	c := shape(t)
	for name, f := range map[string]struct {
		file string
		line int
		text string
		want string
	}{
		"wrong day":      {"SUCCEEDED_BY.csv", 2, "QHG,S1Y5D,WHOLE,s,2026-03-31,,PUBLISHED", "SUCCEEDED_BY.csv:2: begins on 2026-03-31, not after the last day of QHG, 2026-03-31"},
		"whole and part": {"SUCCEEDED_BY.csv", 3, "QHG,D7T5G,PART,s,2026-04-01,,PUBLISHED", "SUCCEEDED_BY.csv:3: QHG went into S1Y5D too, in reference/SUCCEEDED_BY.csv:2: then neither has the extent WHOLE"},
		"two at once":    {"IN_AREA_OF.csv", 3, "72Q,QMF,s,2023-07-01,,PUBLISHED", "IN_AREA_OF.csv:3: 72Q leads to QKK on the same days, in reference/IN_AREA_OF.csv:2"},
		"a board":        {"IN_AREA_OF.csv", 2, "QKK,QMF,s,2022-07-01,,PUBLISHED", "IN_AREA_OF.csv:2: QKK is of kind IntegratedCareSystem: IN_AREA_OF leads from "},
		"role":           {"prescribing-settings.csv", 2, "0,Other,RO1,s,,,PUBLISHED", `prescribing-settings.csv:2: unknown role "RO1": add it to roles.csv`},
		"setting":        {"prescribing-settings.csv", 2, "x,Other,,s,,,PUBLISHED", `prescribing-settings.csv:2: "x" is no code of a setting: write a number`},
		"no name":        {"prescribing-settings.csv", 2, "0,,,s,,,PUBLISHED", `prescribing-settings.csv:2: 0 has no name`},
		"setting twice":  {"prescribing-settings.csv", 3, "0,Other,,s,,,PUBLISHED", "prescribing-settings.csv:3: 0 is stated in line 2 already"},
		"role id":        {"roles.csv", 2, "R1,Other,s,,,PUBLISHED", `roles.csv:2: "R1" is no role id`},
		"role twice":     {"roles.csv", 3, "RO72,Other,s,,,PUBLISHED", `roles.csv:3: RO72 is stated already`},
		"role unnamed":   {"roles.csv", 2, "RO72,,s,,,PUBLISHED", `roles.csv:2: RO72 has no name`},
		"no county":      {"counties.csv", 2, "AVON,,s,,,PUBLISHED", "counties.csv:2: no county"},
		"county twice":   {"counties.csv", 3, "AVON,Avon,s,,,PUBLISHED", "counties.csv:3: AVON is stated already"},
		"list columns":   {"roles.csv", 1, "id,name,colour,source,since,until,origin", "roles.csv:1: the columns are id,name,colour,source,since,until,origin, not id,name,source,since,until,origin"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := reference.Load(replace(t, f.file, f.line, f.text), c)
			if err == nil || !strings.HasPrefix(err.Error(), "reference: "+f.want) {
				t.Errorf("error %v, want %q", err, f.want)
			}
		})
	}
}
