//go:build national

package questions

import (
	"encoding/json"
	"fmt"
	"testing"
)

// figures were counted over the published files apart from this project. Each is asked for with one root list, whose
// total it is. They are of the day of the practice map where they name no other.
var figures = []struct {
	what, list string
	want       int
}{
	{"active practices in England", `practices(includeClosed: true, where: {status: {eq: ACTIVE}, country: {eq: ENGLAND}})`, 6220},
	{"practices in a network", `practices(where: {primaryCareNetwork: {exists: true}})`, 6188},
	{"other cost centres in a network", `prescribingCostCentres(where: {primaryCareNetwork: {exists: true}})`, 3},
	{"practices in a network under a board that closed with March 2026", `practices(where: {
		primaryCareNetwork: {exists: true}, integratedCareSystem: {closedOn: {eq: "2026-03-31"}}})`, 1620},
	{"practices on 1 April 2020", `practices(asOf: "2020-04-01")`, 7441},
	{"of these with a commissioner", `practices(asOf: "2020-04-01", where: {commissioner: {exists: true}})`, 5985},
	{"of these with an English one", `practices(asOf: "2020-04-01", where: {commissioner: {NOT: {kind: {eq: LOCAL_HEALTH_BOARD}}}})`, 5586},

	{"networks with a record", `primaryCareNetworks(includeClosed: true, where: {recordStatus: {eq: FULL}})`, 1366},
	{"of these open on the day before the map", `primaryCareNetworks(asOf: "2025-12-31", where: {recordStatus: {eq: FULL}})`, 1285},
	{"networks", `primaryCareNetworks`, 1305},
	{"networks known by code and name only", `primaryCareNetworks(where: {recordStatus: {eq: REF_ONLY}})`, 20},
	{"networks with practices", `primaryCareNetworks(where: {practices: {some: {}}})`, 1300},

	{"sub-ICB locations", `subIcbLocations`, 106},
	{"of these with a system", `subIcbLocations(where: {integratedCareSystem: {exists: true}})`, 106},
	{"of these with a system since April 2026", `subIcbLocations(asOf: "2026-04-01", where: {integratedCareSystem: {exists: true}})`, 105},
	{"systems", `integratedCareSystems`, 42},
	{"of these with a region", `integratedCareSystems(where: {region: {exists: true}})`, 42},
	{"of these with the name of a board", `integratedCareSystems(where: {boardName: {isNull: false}})`, 42},
	{"systems since April 2026", `integratedCareSystems(asOf: "2026-04-01")`, 36},
	{"hubs", `commissioningHubs`, 16},

	{"pharmacies with an English system", `pharmacies(where: {status: {eq: ACTIVE}, integratedCareSystem: {exists: true}})`, 10425},
	{"active dental practices", `dentalPractices(includeClosed: true, where: {status: {eq: ACTIVE}})`, 9544},
	{"trusts", `trusts`, 205},
	{"of these with an English system", `trusts(where: {integratedCareSystem: {exists: true}})`, 202},
	{"of these with coordinates", `trusts(where: {latitude: {isNull: false}})`, 204},
	{"operators of pharmacies that are open", `pharmacyOperators(where: {pharmacies: {some: {}}})`, 4318},
}

// figureQuery asks for the total of a list.
func figureQuery(list string) string { return "{ figure: " + list + " { totalCount } }" }

// joined asks what the practice map states of each of its practices, on its own day and on the day before.
const joined = `{ practices(asOf: "2026-01-01") { nodes {
	odsCode listSize latitude
	primaryCareNetwork { odsCode } subIcbLocation { odsCode } integratedCareSystem { odsCode } region { odsCode }
	before: primaryCareNetwork(asOf: "2025-12-31") { odsCode }
} } }`

// The figures are what the graph answers.
func TestFigures(t *testing.T) {
	for _, f := range figures {
		t.Run(f.what, func(t *testing.T) {
			_, response := theEngine(t).ask(t, figureQuery(f.list), nil, 1)
			compare(t, nil, response, object{"figure": object{"totalCount": f.want}})
		})
	}
}

// Every row of the practice map joins the rest, as far as its publisher agrees with the others.
func TestJoins(t *testing.T) {
	e, err := theEngland()
	if err != nil {
		t.Fatal(err)
	}
	_, response := theEngine(t).ask(t, joined, nil, 1)
	type place struct{ OdsCode string }
	var answer struct {
		Data struct {
			Practices struct {
				Nodes []struct {
					OdsCode                                                                  string
					ListSize                                                                 *int
					Latitude                                                                 *float64
					PrimaryCareNetwork, SubIcbLocation, IntegratedCareSystem, Region, Before *place
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(response), &answer); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	count := func(what string, holds bool) {
		if holds {
			got[what]++
		}
	}
	is := func(p *place, code string) bool { return p != nil && p.OdsCode == code }
	for _, n := range answer.Data.Practices.Nodes {
		row := e.mapped[n.OdsCode]
		if row == nil {
			continue
		}
		network := row["PCN_CODE"]
		count("rows", true)
		count("sub-ICB location", is(n.SubIcbLocation, row["SUB_ICB_LOCATION_CODE"]))
		count("system", is(n.IntegratedCareSystem, row["ICB_CODE"]))
		count("region", is(n.Region, row["COMM_REGION_CODE"]))
		count("unallocated", network == "U")
		count("network", is(n.PrimaryCareNetwork, network))
		count("network the day before", n.Before != nil)
		count("the same the day before", is(n.Before, network))
		count("list size", n.ListSize != nil)
		count("coordinates", n.Latitude != nil)
	}
	want := map[string]int{
		"rows": 6171, "sub-ICB location": 6171, "system": 6171, "region": 6171, "unallocated": 59, "network": 6112,
		"network the day before": 6114, "the same the day before": 6028, "list size": 6158, "coordinates": 6125,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}
