// Package england holds what the benchmarks share: the graph that they run on, which is the demo, or with
// the build tag `national` the published files, and the operations that they measure. It must not be
// imported by the program.
package england

import (
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// Nested asks for all of England. Its variable `on` is the day.
const Nested = `query England($on: Date) {
  regions(asOf: $on) { nodes { odsCode name
    integratedCareSystems { nodes { odsCode name
      primaryCareNetworks { totalCount nodes { odsCode name
        practices { nodes { odsCode name town postcode openedOn listSize latitude longitude } } } } } } } }
}`

// OneNetwork asks for a network with its practices. Its variables are `network` and `on`.
const OneNetwork = `query Network($network: ID!, $on: Date) {
  primaryCareNetwork(odsCode: $network, asOf: $on) { odsCode name
    practices { nodes { odsCode name town postcode openedOn listSize latitude longitude } } }
}`

// Unknown is the code of a network that there is not.
const Unknown = "U-NONE"

// On is the day that is asked about.
var On = day.Of(2026, 1, 1)

// Network is the code of a network with five practices, which is what most have: the first by code.
func Network(g *store.Graph) string {
	practices := map[string]int{}
	for _, e := range g.Edges {
		if e.Type.Name == "PARTNER_TO" && e.From.Kind.Name == "Practice" && e.Life.Holds(On) {
			practices[e.To.Code]++
		}
	}
	var codes []string
	for code, n := range practices {
		if n == 5 {
			codes = append(codes, code)
		}
	}
	if codes == nil {
		return ""
	}
	return slices.MinFunc(codes, strings.Compare)
}
