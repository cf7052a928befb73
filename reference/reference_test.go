package reference_test

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"orggraph/internal/day"
	"orggraph/reference"
)

func TestFilesHoldTheBoardsOfBothYears(t *testing.T) {
	data, err := reference.Load(reference.Files)
	if err != nil {
		t.Fatal(err)
	}
	open := func(kind string, d day.Day) (n int) {
		for _, o := range data.Organisations {
			if o.Kind == kind && o.Holds(d) {
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
	placed := func(d day.Day) map[string]string {
		m := map[string]string{}
		for _, s := range data.SubICBs {
			if s.Holds(d) {
				m[s.Code] = s.System
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
	for _, m := range data.Mergers {
		if m.Whole {
			whole++
		}
	}
	if whole != 9 || len(data.Mergers) != 16 {
		t.Errorf("%d of %d mergers are whole, want 9 of 16", whole, len(data.Mergers))
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
	data, err := reference.Load(reference.Files)
	if err != nil {
		t.Fatal(err)
	}
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

// replace returns the files with one line of one file replaced; line 0 stands for the whole content.
func replace(t *testing.T, name string, line int, text string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := fs.ReadDir(reference.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := fs.ReadFile(reference.Files, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == name {
			lines := strings.Split(string(content), "\n")
			if line == 0 {
				lines = []string{text}
			} else {
				lines[line-1] = text
			}
			content = []byte(strings.Join(lines, "\n"))
		}
		out[e.Name()] = &fstest.MapFile{Data: content}
	}
	return out
}

func TestErrorsNameFileAndLine(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		line int
		text string
		want string
	}{
		"unknown code":       {"mergers.csv", 2, "QZZ,S1Y5D,whole,s,2026-04-01,,PUBLISHED", `mergers.csv:2: unknown code "QZZ"`},
		"wrong kind":         {"mergers.csv", 2, "Y56,S1Y5D,whole,s,2026-04-01,,PUBLISHED", "mergers.csv:2: Y56 is no IntegratedCareSystem"},
		"wrong day":          {"mergers.csv", 2, "QHG,S1Y5D,whole,s,2026-04-02,,PUBLISHED", "mergers.csv:2: is not on the day after QHG ends"},
		"extent":             {"mergers.csv", 2, "QHG,S1Y5D,half,s,2026-04-01,,PUBLISHED", `mergers.csv:2: extent "half"`},
		"whole and part":     {"mergers.csv", 3, "QHG,D7T5G,part,s,2026-04-01,,PUBLISHED", "mergers.csv:3: QHG went into S1Y5D already, in line 2"},
		"before birth":       {"sub-icb-locations.csv", 2, "72Q,QKK,s,2022-06-30,,PUBLISHED", "sub-icb-locations.csv:2: begins on 2022-06-30, before QKK is born on 2022-07-01"},
		"no birth":           {"sub-icb-locations.csv", 2, "72Q,QKK,s,,,PUBLISHED", "sub-icb-locations.csv:2: begins on no first day, before QKK"},
		"after end":          {"sub-icb-locations.csv", 2, "72Q,QHG,s,2022-07-01,,PUBLISHED", "sub-icb-locations.csv:2: ends on no last day, after QHG has ended on 2026-03-31"},
		"two at once":        {"sub-icb-locations.csv", 3, "72Q,QMF,s,2023-07-01,,PUBLISHED", "sub-icb-locations.csv:3: 72Q lies in QKK on the same days, in line 2"},
		"a board's code":     {"sub-icb-locations.csv", 2, "QKK,QKK,s,2022-07-01,,PUBLISHED", `sub-icb-locations.csv:2: "QKK" is no code of a sub-ICB location`},
		"duplicate":          {"organisations.csv", 3, "X24,NhsEngland,NHS England,,s,,,PUBLISHED", "organisations.csv:3: X24 is stated in line 2 already"},
		"no kind":            {"organisations.csv", 2, "X24,Board,NHS England,,s,,,PUBLISHED", `organisations.csv:2: kind "Board"`},
		"no name":            {"organisations.csv", 2, "X24,NhsEngland,,,s,,,PUBLISHED", "organisations.csv:2: X24 has no name"},
		"lower case":         {"organisations.csv", 2, "x24,NhsEngland,NHS England,,s,,,PUBLISHED", `organisations.csv:2: "x24" is no ODS code`},
		"no parent":          {"organisations.csv", 3, "Y56,Region,London,X25,s,,,PUBLISHED", `organisations.csv:3: parent "X25" is no NhsEngland`},
		"a parent too many":  {"organisations.csv", 2, "X24,NhsEngland,NHS England,Y56,s,,,PUBLISHED", "organisations.csv:2: NhsEngland has a parent"},
		"columns":            {"organisations.csv", 2, "X24,NhsEngland", "organisations.csv:2: 2 columns, not 8"},
		"header":             {"organisations.csv", 1, "code,name", "organisations.csv:1: columns"},
		"no header":          {"organisations.csv", 0, "", "organisations.csv:1: no header"},
		"no date":            {"organisations.csv", 2, "X24,NhsEngland,NHS England,,s,2022-02-30,,PUBLISHED", "organisations.csv:2: since: "},
		"no last date":       {"organisations.csv", 2, "X24,NhsEngland,NHS England,,s,,soon,PUBLISHED", "organisations.csv:2: until: "},
		"ends before begins": {"organisations.csv", 2, "X24,NhsEngland,NHS England,,s,2022-02-02,2022-02-01,PUBLISHED", "organisations.csv:2: ends on 2022-02-01, before it begins on 2022-02-02"},
		"no source":          {"organisations.csv", 2, "X24,NhsEngland,NHS England,,,,,PUBLISHED", "organisations.csv:2: no source"},
		"origin":             {"organisations.csv", 2, "X24,NhsEngland,NHS England,,s,,,TRUE", `organisations.csv:2: origin "TRUE"`},
		"space":              {"organisations.csv", 2, "X24,NhsEngland,NHS England ,,s,,,PUBLISHED", `organisations.csv:2: name "NHS England " has space around it`},
		"encoding":           {"organisations.csv", 2, "X24,NhsEngland,NHS \xff,,s,,,PUBLISHED", "organisations.csv:2: not UTF-8"},
		"byte order mark":    {"organisations.csv", 1, "\uFEFFcode,kind,name,parent,source,since,until,origin", "organisations.csv:1: a byte order mark"},
		"quotes":             {"organisations.csv", 2, `X24,NhsEngland,NHS "England",,s,,,PUBLISHED`, "organisations.csv:2: "},
		"ONS code":           {"ons-codes.csv", 2, "Y56,E4,s,,,PUBLISHED", `ons-codes.csv:2: "E4" is no ONS code`},
		"two ONS codes":      {"ons-codes.csv", 3, "Y56,E40000004,s,,,PUBLISHED", "ons-codes.csv:3: Y56 has the code E40000003 on the same days, in line 2"},
		"role":               {"prescribing-settings.csv", 2, "0,Other,RO1,s,,,PUBLISHED", `prescribing-settings.csv:2: unknown role "RO1"`},
		"setting":            {"prescribing-settings.csv", 2, "x,Other,,s,,,PUBLISHED", `prescribing-settings.csv:2: "x" is no code of a setting`},
		"setting twice":      {"prescribing-settings.csv", 3, "0,Other,,s,,,PUBLISHED", "prescribing-settings.csv:3: 0 is stated in line 2 already"},
		"role id":            {"roles.csv", 2, "R1,Other,s,,,PUBLISHED", `roles.csv:2: "R1" is no role id`},
		"county twice":       {"counties.csv", 3, "AVON,Avon,s,,,PUBLISHED", "counties.csv:3: AVON is stated already"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := reference.Load(replace(t, c.file, c.line, c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}
