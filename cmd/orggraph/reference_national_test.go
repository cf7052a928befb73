//go:build national

package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The worked example of docs/reference-data.md goes on top of the published files, and is found from both ends.
func TestExampleOnRelease2025(t *testing.T) {
	absolute := func(parts ...string) string {
		path, err := filepath.Abs(filepath.Join(parts...))
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	from := absolute("..", "..", "..", "shared", "ods", "release-2025")
	place := absolute("..", "..", "docs", "examples", "local-place")
	t.Chdir(t.TempDir())
	command := func(arguments ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), append([]string{"orggraph"}, arguments...),
			func(string) string { return "" }, strings.NewReader(""), &stdout, &stderr)
		if status != exitDone {
			t.Fatalf("status %d: %s", status, &stderr)
		}
		return stdout.String()
	}
	command("import", "--from", from, "--reference", place, "--data", "place.orggraph")
	for question, want := range map[string]string{
		`{ primaryCareNetwork(odsCode: "U89141") {
			communityPartners(where: {edge: {sector: {eq: VOLUNTARY}}}) { edges { sector validFrom origin node { name } } }
			multidisciplinaryTeams { nodes { name members { nodes { name } } } }
		} }`: `{"primaryCareNetwork":{` +
			`"communityPartners":{"edges":[{"sector":"VOLUNTARY","validFrom":"2021-04-01","origin":"SYNTHETIC","node":{"name":"Example Carers Together"}}]},` +
			`"multidisciplinaryTeams":{"nodes":[{"name":"Example Frailty Team","members":{"nodes":[{"name":"Example Carers Together"}]}}]}}}`,
		`{ trust(odsCode: "RVW") { partnerOf(asOf: "2023-03-31") { edges { sector validTo node { name } } } } }`: `{"trust":{"partnerOf":{"edges":[` +
			`{"sector":"HOSPITAL","validTo":"2023-03-31","node":{"name":"STOCKTON PCN"}}]}}}`,
		`{ trust(odsCode: "RVW") { partnerOf(asOf: "2023-04-01") { totalCount } } }`: `{"trust":{"partnerOf":{"totalCount":0}}}`,
		`{ practice(odsCode: "A81001") { patientParticipationGroups { nodes { code networksWorkingWith { nodes { name } } } } } }`: `{"practice":{` +
			`"patientParticipationGroups":{"nodes":[{"code":"example-ppg-a81001","networksWorkingWith":{"nodes":[{"name":"Example Local Eye Health Network"}]}}]}}}`,
		`{ opticalPractice(odsCode: "EX-OPT1") { postcode integratedCareSystem { odsCode } region { odsCode } localProfessionalNetworks { nodes { code } } } }`: `{"opticalPractice":{` +
			`"postcode":"TS18 1HU","integratedCareSystem":{"odsCode":"QHM"},"region":{"odsCode":"Y63"},"localProfessionalNetworks":{"nodes":[{"code":"example-lpn-eye-health"},{"code":"lpn-y63-eye-health"}]}}}`,
		`{ document(code: "example-plan") { publishedOn versions { nodes { documentType audiences { nodes { name } } } } localProfessionalNetworks { nodes { region { name } } } } }`: `{"document":{` +
			`"publishedOn":"2024-02-01","versions":{"nodes":[{"documentType":"EASY_READ","audiences":{"nodes":[{"name":"Patients and the public"}]}}]},` +
			`"localProfessionalNetworks":{"nodes":[{"region":{"name":"North East and Yorkshire"}}]}}}`,
		`{ voluntaryOrganisation(code: "example-carers") { latitude formerNames { name validTo } partnerOf { nodes { odsCode } } } }`: `{"voluntaryOrganisation":{` +
			`"latitude":54.567504,"formerNames":[{"name":"Example Carers","validTo":"2018-12-31"}],"partnerOf":{"nodes":[{"odsCode":"U89141"}]}}}`,
	} {
		answer := command("query", "--data", "place.orggraph", question)
		data, _, _ := strings.Cut(strings.TrimPrefix(answer, `{"data":`), `,"extensions":`)
		if diff := cmp.Diff(want, data); diff != "" {
			t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
}
