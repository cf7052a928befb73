//go:build national

package questions

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"orggraph/graph"
)

// mention is one thing that the description of primary care names, and how the graph answers for it.
type mention struct {
	what  string
	query string // each of its lists and nodes holds something, or
	// missing are the subjects whose coverage says why nothing is held.
	missing []string
}

// domain is what is named, row by row.
var domain = []mention{
	{"general practice, community pharmacy and dentistry, and the enum of the four services", `{
		practices(first: 1) { nodes { odsCode } }
		pharmacies(first: 1) { nodes { odsCode } }
		dentalPractices(first: 1) { nodes { odsCode } }
		primaryCareProviders(where: {kind: {in: [PRACTICE, PHARMACY, DENTAL_PRACTICE]}}) { totalCount }
		contractorGroups(orderBy: [{service: ASC}]) { nodes { name service } }
	}`, nil},
	{"optometry", `{ opticalPractices { totalCount } contractorGroups(where: {service: {eq: OPTOMETRY}}) { nodes { name } } }`, []string{"OpticalPractice"}},
	{"NHS England, its regions, and direct commissioning with dates", `{
		nhsEngland {
			regions { nodes { odsCode name } }
			then: responsibilities(asOf: "2022-06-30") { edges { validFrom validTo node { service } } }
			handedOver: responsibilities(asOf: "2023-03-31") { edges { validTo node { service } } }
		}
		integratedCareSystem(odsCode: "QHM") {
			delegated: responsibilities(asOf: "2022-07-01") { edges { validFrom node { service } } }
			all: responsibilities(asOf: "2023-04-01") { edges { validFrom node { service } } }
			pharmacies(first: 1) { edges { validFrom node { odsCode } } }
		}
		commissioningHubs(first: 1, where: {prescribingCostCentres: {some: {}}}) { nodes { odsCode prescribingCostCentres { totalCount } } }
	}`, nil},
	{"networks, dated membership, list sizes, practices in none", `{
		primaryCareNetworks(first: 1, where: {practices: {count: {gt: 5}}}) {
			nodes { odsCode practices { edges { validFrom validTo node { odsCode listSize listSizeOn } } } }
		}
		inNone: practices(where: {primaryCareNetwork: {exists: false}}) { totalCount }
	}`, nil},
	{"community partners of the sector that place tells", `{
		primaryCareNetwork(odsCode: "U89141") {
			communityPartners(where: {kind: {eq: PHARMACY}}) { totalCount edges { sector origin validFrom node { name } } }
		}
		communityPartners(first: 1, where: {kind: {eq: TRUST}}) { nodes { name } }
	}`, nil},
	{"community partners of the other five sectors", `{
		primaryCareNetworks(where: {communityPartners: {some: {edge: {sector: {in: [COMMUNITY, MENTAL_HEALTH, SOCIAL_CARE, HOSPITAL, VOLUNTARY]}}}}}) { totalCount }
		communityProviders { totalCount }
		socialCareProviders { totalCount }
		voluntaryOrganisations { totalCount }
		localAuthorities { totalCount }
	}`, []string{"PARTNER_OF", "CommunityProvider", "SocialCareProvider", "VoluntaryOrganisation", "LocalAuthority"}},
	{"services and staff roles", `{
		primaryCareNetwork(odsCode: "U89141") {
			requiredServices { edges { validFrom node { name staffRoles { nodes { name } } } } }
			fundedStaffRoles { edges { validFrom node { name } } }
		}
		staffRole(code: "first-contact-physiotherapist") { name services { nodes { name } } contracts { nodes { name } } }
	}`, nil},
	{"what one network offers and whom it employs", `{
		offering: primaryCareNetworks(where: {services: {some: {}}}) { totalCount }
		employing: primaryCareNetworks(where: {staffRoles: {some: {}}}) { totalCount }
	}`, []string{"OFFERS", "EMPLOYS"}},
	{"programmes of population health", `{
		primaryCareNetwork(odsCode: "U89141") { requiredProgrammes(asOf: "2020-04-01") { edges { validFrom node { name } } } }
		programmes { nodes { name contracts { nodes { name } } } }
	}`, nil},
	{"integrated care systems, their boards and networks", `{
		integratedCareSystems { totalCount nodes { name boardName } }
		integratedCareSystem(odsCode: "QOP") { primaryCareNetworks(first: 1) { nodes { name } } region { name } }
	}`, nil},
	{"multi-disciplinary teams", `{ multidisciplinaryTeams { totalCount } }`, []string{"MultidisciplinaryTeam", "TEAM_OF", "MEMBER_OF"}},
	{"Securing Excellence in Primary Care, and the commitment to local professional networks", `{
		document(code: "securing-excellence-in-primary-care") { name publisher localProfessionalNetworks { nodes { name } } }
		localProfessionalNetworks { nodes { committedIn { nodes { name } } } }
	}`, nil},
	{"local professional networks of three professions, hosted by regions, covering providers", `{
		localProfessionalNetworks { totalCount nodes { origin profession region { name } } }
		localProfessionalNetwork(code: "lpn-y60-pharmacy") { covers(first: 1) { nodes { name } edges { origin } } }
		dental: localProfessionalNetwork(code: "lpn-y60-dental") { covers(first: 1) { nodes { name } } }
		region(odsCode: "Y60") { localProfessionalNetworks { nodes { name } } }
	}`, nil},
	{"the family of clinical networks, and whom local professional networks work with", `{
		strategicClinicalNetworks { totalCount }
		healthInnovationNetworks { nodes { name formerNames { name validTo } } }
		clinicalSenates { totalCount }
		localProfessionalNetwork(code: "lpn-y60-pharmacy") {
			clinicalNetworks { nodes { name } }
			commissioners: worksWith(where: {kind: {eq: INTEGRATED_CARE_SYSTEM}}) { nodes { odsCode } }
		}
	}`, nil},
	{"providers and patients whom local professional networks work with", `{
		patientParticipationGroups(where: {networksWorkingWith: {some: {}}}) { totalCount }
	}`, []string{"WORKS_WITH", "PatientParticipationGroup"}},
	{"a video on local professional networks", `{ documents(where: {documentType: {eq: VIDEO}}) { nodes { name publisher topic } } }`, nil},
	{"the framework for patient and public participation, whom it is for, what it is read with, its versions", `{
		documents(where: {topic: {eq: PATIENT_PARTICIPATION}, readWith: {some: {}}}) {
			nodes {
				name documentType
				audiences { nodes { name } }
				readWith { nodes { name documentType } }
				versions { nodes { name documentType } }
			}
		}
	}`, nil},
	{"patient participation groups of practices", `{ patientParticipationGroups { totalCount } }`, []string{"PatientParticipationGroup", "GROUP_OF"}},
}

// Everything that is named is answered for, or the coverage says why not.
func TestDomain(t *testing.T) {
	e := theEngine(t)
	missing := map[string]string{}
	var d struct {
		Data struct {
			Dataset struct {
				Coverage []struct{ Subject, Missing string }
			}
		}
	}
	decode(t, e.Do(t.Context(), graph.Request{Query: "{ dataset { coverage { subject missing } } }"}).Body.Bytes(), &d)
	for _, c := range d.Data.Dataset.Coverage {
		missing[c.Subject] = c.Missing
	}
	for _, n := range domain {
		t.Run(n.what, func(t *testing.T) {
			var answer struct {
				Data   map[string]any
				Errors any
			}
			decode(t, e.Do(t.Context(), graph.Request{Query: n.query}).Body.Bytes(), &answer)
			if answer.Errors != nil || answer.Data == nil {
				t.Fatalf("%v", answer.Errors)
			}
			empty := emptyIn("", answer.Data)
			if len(n.missing) == 0 && len(empty) > 0 {
				t.Errorf("nothing in %s", strings.Join(empty, ", "))
			}
			if len(n.missing) > 0 && len(empty) == 0 {
				t.Error("something is held, so that no coverage has to say why not")
			}
			for _, subject := range n.missing {
				if missing[subject] == "" {
					t.Errorf("coverage does not say what is missing of %s", subject)
				}
			}
		})
	}
}

// emptyIn are the paths of what is null or empty, or counts nothing, but for values that may well be null.
func emptyIn(path string, v any) (empty []string) {
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			empty = append(empty, emptyIn(path+"."+key, item)...)
		}
	case []any:
		if len(v) == 0 && !strings.HasSuffix(path, "formerNames") { // four networks kept their name
			empty = append(empty, path)
		}
		for _, item := range v {
			empty = append(empty, emptyIn(path, item)...)
		}
	case float64:
		if v == 0 && strings.HasSuffix(path, "totalCount") {
			empty = append(empty, path)
		}
	case nil:
		mayBeNull := []string{"validFrom", "validTo", "boardName", "listSize", "listSizeOn", "publisher"}
		if !slices.Contains(mayBeNull, path[strings.LastIndexByte(path, '.')+1:]) {
			empty = append(empty, path)
		}
	}
	return empty
}

func decode(t *testing.T, body []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("%v: %.500s", err, body)
	}
}
