package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/catalog"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// ownFolder makes a user's files: the first line of each is its name.
func ownFolder(files ...string) reference.Folder {
	f := reference.Folder{}
	for _, text := range files {
		name, content, _ := strings.Cut(text, "\n")
		f[name] = []byte(content)
	}
	return f
}

const (
	ownCarers   = "VoluntaryOrganisation.csv\ncode,name,postcode,source,since,until,origin\ncarers,Carers,zz11zz,us,2015-06-01,,SYNTHETIC\n"
	ownPartners = "PARTNER_OF.csv\nfrom,to,sector,source,since,until,origin\ncarers,U1,VOLUNTARY,us,2021-04-01,,SYNTHETIC\n"
)

// smallPlace is a network with two practices, one of which has closed.
func smallPlace() []*ods.File {
	return []*ods.File{
		organisations(ods.Epraccur, "2025-09-30",
			practice("A1", "2000-01-01", "", "16C", "2020-04-01", ""), practice("A2", "2000-01-01", "2010-12-31", "16C", "", "")),
		workbook("2025-01-31", []ods.PCN{network("U1", "2019-07-01", "16C")}, "A1 U1 2019-07-01 none"),
	}
}

// own adds own files to a graph, which may be nil.
func (w world) own(previous *store.Graph, own reference.Folder, files ...*ods.File) (*store.Graph, *Report, error) {
	return Import(&ods.Folder{Files: files}, w.ref, Options{Catalog: w.catalog, Previous: previous, Own: own})
}

func (w world) mustOwn(previous *store.Graph, own reference.Folder, files ...*ods.File) (*store.Graph, *Report) {
	w.Helper()
	g, report, err := w.own(previous, own, files...)
	if err != nil {
		w.Fatal(err)
	}
	return g, report
}

func (w world) wantOwn(r *Report, want ...OwnFile) {
	w.Helper()
	if diff := cmp.Diff(append([]OwnFile{}, want...), r.OwnFiles); diff != "" {
		w.Errorf("own files (-want +got):\n%s", diff)
	}
}

// Own files stay with the graph until others take their place.
func TestOwnFiles(t *testing.T) {
	w := newWorld(t)
	plain, _ := w.mustOwn(nil, nil, smallPlace()...)
	g, report := w.mustOwn(plain, ownFolder(ownCarers, ownPartners))
	w.wantOwn(report, OwnFile{"PARTNER_OF.csv", 1, OwnAdded}, OwnFile{"VoluntaryOrganisation.csv", 1, OwnAdded})
	if report.Changes != 2 || report.Release == report.Previous || report.Folder != "" {
		t.Errorf("%d changes from %s to %s, folder %q", report.Changes, report.Previous, report.Release, report.Folder)
	}
	w.wantKind(g, "carers", "VoluntaryOrganisation", full)
	w.wantValue(g, "carers", "postcode", "ZZ1 1ZZ")
	w.wantValue(g, "carers", "openedOn", on("2015-06-01"))
	w.wantValue(g, "carers", "origin", "SYNTHETIC")
	w.wantLines("partners", w.edgesOf(g, "PARTNER_OF"), "carers -> U1 2021-04-01.. VOLUNTARY SYNTHETIC")
	for _, e := range g.Edges {
		if e.Type.Name == "PARTNER_OF" && (e.Source.Release != "local" || e.Source.File != "PARTNER_OF.csv" || e.Source.Record != "line 2: us") {
			t.Errorf("the edge comes from %v", e.Source)
		}
	}
	last := g.Dataset.Files[len(g.Dataset.Files)-1]
	if last.Name != "VoluntaryOrganisation.csv" || last.Release != "local" || last.Format != "reference" || last.Rows != 1 || last.Loaded != 1 {
		t.Errorf("the dataset lists %+v", last)
	}
	for _, c := range g.Dataset.Coverage {
		if c.Subject == "VoluntaryOrganisation" && (c.Held != "what own reference files state" || c.Source != "VoluntaryOrganisation.csv") {
			t.Errorf("coverage says %+v", c)
		}
	}

	// A later import keeps them.
	kept, report := w.mustOwn(g, nil, organisations(ods.Epraccur, "2025-10-31", practice("A1", "2000-01-01", "", "16C", "2020-04-01", "")))
	w.wantOwn(report, OwnFile{"PARTNER_OF.csv", 1, OwnUnchanged}, OwnFile{"VoluntaryOrganisation.csv", 1, OwnUnchanged})
	w.wantKind(kept, "carers", "VoluntaryOrganisation", full)

	// Others take their place.
	changed, report := w.mustOwn(kept, ownFolder(strings.Replace(ownCarers, "Carers,", "All Carers,", 1)))
	w.wantOwn(report, OwnFile{"VoluntaryOrganisation.csv", 1, OwnChanged}, OwnFile{"PARTNER_OF.csv", 0, OwnRemoved})
	w.wantValue(changed, "carers", "name", "All Carers")
	w.wantLines("partners", w.edgesOf(changed, "PARTNER_OF"))

	// An empty folder removes them.
	none, report := w.mustOwn(g, reference.Folder{})
	w.wantOwn(report, OwnFile{"PARTNER_OF.csv", 0, OwnRemoved}, OwnFile{"VoluntaryOrganisation.csv", 0, OwnRemoved})
	if none.Find("carers") != nil || none.Dataset.Release != plain.Dataset.Release {
		t.Errorf("%s is not %s, as it was before", none.Dataset.Release, plain.Dataset.Release)
	}
}

// What a published file says of the same organisation counts, and the own record fills its gaps.
func TestOwnRecordFillsGaps(t *testing.T) {
	w := newWorld(t)
	g, report := w.mustOwn(nil, ownFolder(
		"Practice.csv\ncode,name,telephone,addressLines,latitude,source,since,until,origin\nA1,OTHER,01234 567890,1 Road|Town,51.5,us,1990-01-01,,SYNTHETIC\n",
		"PrimaryCareNetwork.csv\ncode,source,since,until,origin\nU1,us,,2026-01-31,SYNTHETIC\n",
		"formerNames.csv\ncode,name,source,since,until,origin\nU1,FIRST NAME,us,2019-07-01,2020-06-30,SYNTHETIC\nU1,SECOND NAME,us,2020-07-01,2021-06-30,SYNTHETIC\n",
		"onsCode.csv\ncode,ons,source,since,until,origin\nA1,E40000099,us,,,SYNTHETIC\n",
	), smallPlace()...)
	w.wantKind(g, "A1", kindPractice, full)
	for property, want := range map[string]any{
		"name": "NAME OF A1", "telephone": "01234 567890", "openedOn": on("2000-01-01"), "origin": "PUBLISHED", "latitude": 51.5,
		"onsCode": "E40000099", "addressLines": []string{"1 Road", "Town"},
	} {
		w.wantValue(g, "A1", property, want)
	}
	if n := len(w.node(g, "A1").Get(w.catalog, "sources").([]any)); n != 2 {
		t.Errorf("%d sources, want those of both records", n)
	}
	if n := w.node(g, "U1"); n.Life.To != on("2026-02-01") || n.Life.From != on("2019-07-01") {
		t.Errorf("U1 lives %v", n.Life)
	}
	var names []any
	for _, f := range w.node(g, "U1").Get(w.catalog, "formerNames").([]any) {
		names = append(names, f.([]any)[0])
	}
	if diff := cmp.Diff([]any{"FIRST NAME", "SECOND NAME"}, names); diff != "" {
		t.Error(diff)
	}
	if !hasConflict(report, "A1", "name", "OTHER") {
		t.Errorf("the other name is no conflict: %+v", report.Conflicts)
	}
}

func hasConflict(r *Report, code, subject, value string) bool {
	for _, c := range r.Conflicts {
		if c.Code == code && c.Subject == subject && c.Value == value {
			return true
		}
	}
	return false
}

// An own edge is cut to the lives that published files state, and that is reported.
func TestOwnEdgeIsCut(t *testing.T) {
	w := newWorld(t)
	g, report := w.mustOwn(nil, ownFolder(
		"PatientParticipationGroup.csv\ncode,name,source,since,until,origin\nppg,PPG,us,,,SYNTHETIC\n",
		"GROUP_OF.csv\nfrom,to,source,since,until,origin\nppg,A2,us,2005-01-01,2020-01-01,SYNTHETIC\n",
	), smallPlace()...)
	w.wantSpells(g, "GROUP_OF", "ppg", "2005-01-01..2010-12-31 counts 2005-01-01..2010-12-31 A2 SYNTHETIC")
	found := false
	for _, n := range report.Clippings {
		found = found || n.Type == "GROUP_OF" && n.Reason == "A2 does not live on all its days"
	}
	if !found {
		t.Errorf("it is not reported: %+v", report.Clippings)
	}
}

// What only published files can contradict is refused as a whole, with file and line.
func TestOwnFilesAreRefused(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		own  reference.Folder
		want string
	}{
		"malformed":   {ownFolder("partners.csv\n"), "own reference files: partners.csv:1: no file has this name: "},
		"unknown end": {ownFolder(ownCarers, strings.Replace(ownPartners, "U1", "U2", 1)), "own reference files: PARTNER_OF.csv:2: U2: no file has this code: state it in a file of its kind, or correct it"},
		"unknown start": {
			ownFolder(ownPartners),
			"own reference files: PARTNER_OF.csv:2: carers: no file has this code: state it in a file of its kind, or correct it",
		},
		"wrong kind": {
			ownFolder(ownCarers, strings.Replace(ownPartners, "U1", "A1", 1)),
			"own reference files: PARTNER_OF.csv:2: A1 is of kind Practice: PARTNER_OF leads to PrimaryCareNetwork",
		},
		"no such pair": {
			ownFolder("IN_AREA_OF.csv\nfrom,to,source,since,until,origin\nA1,QHM,us,,,SYNTHETIC\n"),
			"own reference files: IN_AREA_OF.csv:2: A1 is of kind Practice: IN_AREA_OF leads from ",
		},
		"other kind": {
			ownFolder("Trust.csv\ncode,name,source,since,until,origin\nA1,Trust,us,,,SYNTHETIC\n"),
			"own reference files: Trust.csv:2: A1 is of kind Practice in the published files, not Trust: state it in Practice.csv",
		},
		"named otherwise": {
			ownFolder("Trust.csv\ncode,name,source,since,until,origin\nU7,Trust,us,,,SYNTHETIC\n"),
			"own reference files: Trust.csv:2: U7 is named as of kind PrimaryCareNetwork in the published files, not Trust: state it in PrimaryCareNetwork.csv",
		},
		"no day": {
			ownFolder("PatientParticipationGroup.csv\ncode,name,source,since,until,origin\nppg,PPG,us,2012-01-01,,SYNTHETIC\n",
				"GROUP_OF.csv\nfrom,to,source,since,until,origin\nppg,A2,us,,,SYNTHETIC\n"),
			"own reference files: GROUP_OF.csv:2: no day is left: ppg is there since 2012-01-01, A2 from 2000-01-01 until 2010-12-31",
		},
		"name of nobody": {
			ownFolder("formerNames.csv\ncode,name,source,since,until,origin\nA9,Old,us,,,SYNTHETIC\n"),
			"own reference files: formerNames.csv:2: A9: no file has this code: state it in a file of its kind",
		},
		"ONS code of nobody": {
			ownFolder("onsCode.csv\ncode,ons,source,since,until,origin\nA9,E40000099,us,,,SYNTHETIC\n"),
			"own reference files: onsCode.csv:2: A9: no file has this code: state it in a file of its kind",
		},
	} {
		t.Run(name, func(t *testing.T) {
			g, report, err := w.own(nil, c.own, append(smallPlace(), mapped("2026-01-01", "A1 U7 16C"))...)
			if g != nil || report != nil || err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
	// What was right once may be wrong with a newer release.
	g, _ := w.mustOwn(nil, ownFolder("PatientParticipationGroup.csv\ncode,name,source,since,until,origin\nppg,PPG,us,,,SYNTHETIC\n",
		"GROUP_OF.csv\nfrom,to,source,since,until,origin\nppg,A1,us,2025-01-01,,SYNTHETIC\n"), smallPlace()...)
	_, _, err := w.own(g, nil, organisations(ods.Epraccur, "2025-10-31", practice("A1", "2000-01-01", "2024-12-31", "16C", "", "")))
	if want := "own reference files of an earlier import: GROUP_OF.csv:2: no day is left: "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %s", err, want)
	}
}

// Every node and edge of the reference files, built in or not, shows who states it.
func TestReferenceRecordsShowTheirSource(t *testing.T) {
	w := newWorld(t)
	g, _ := w.mustOwn(nil, ownFolder(ownCarers, ownPartners), smallPlace()...)
	source := w.catalog.Value("Source")
	count := map[string]int{}
	seen := func(release, file, record any) {
		if release == "reference" || release == "local" {
			count[release.(string)]++
			name := strings.TrimPrefix(file.(string), "reference/")
			if (name == file) != (release == "local") || !strings.HasSuffix(name, ".csv") || !strings.HasPrefix(record.(string), "line ") {
				t.Errorf("source %v %v %v", release, file, record)
			}
		}
	}
	for _, n := range g.Nodes {
		for _, s := range n.Get(w.catalog, "sources").([]any) {
			at := func(p *catalog.Property) any { return s.([]any)[p.Index] }
			seen(at(source.Field("release")), at(source.Field("file")), at(source.Field("record")))
		}
	}
	for _, e := range g.Edges {
		seen(e.Source.Release, e.Source.File, e.Source.Record)
	}
	if count["local"] != 2 || count["reference"] < len(w.ref.Nodes) {
		t.Errorf("%v sources", count)
	}
}
