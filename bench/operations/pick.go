package operations

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"orggraph/bench/england"
	"orggraph/internal/store"
)

// Where the page in the midst of a list begins, and a list size that is rare.
const (
	deep  = 5000
	large = 20_000
)

// Pick chooses the organisations of a graph that are asked about, and returns the variables of all operations:
//
//	on, day          the day, as a date and as days since 1970-01-01
//	network          the first by code of those with five practices, and
//	practice         one of them
//	system           the integrated care system with the most networks
//	moved            the practice with the most edges to networks
//	name, deep       name and code of the practice that stands 5,000th in the list by name
//	rare, common     words of its name, the first and the last
//	large            a list size
func Pick(g *store.Graph) map[string]any {
	on := england.On
	network, practice := england.Network(g), ""
	systemOf, networks, edges := map[string]string{}, map[string]int{}, map[string]int{}
	for _, e := range g.Edges {
		if e.Type.Name == "IN_AREA_OF" && e.Life.Holds(on) {
			systemOf[e.From.Code] = e.To.Code
		}
	}
	for _, e := range g.Edges {
		switch {
		case e.Type.Name == "COMMISSIONED_BY" && e.From.Kind.Name == "PrimaryCareNetwork" && e.Life.Holds(on):
			networks[systemOf[e.To.Code]]++
		case e.Type.Name == "PARTNER_TO" && e.From.Kind.Name == "Practice":
			edges[e.From.Code]++
			if e.To.Code == network && e.Life.Holds(on) {
				practice = e.From.Code
			}
		}
	}
	delete(networks, "")

	var practices [][2]string // name and code
	for _, n := range g.Nodes {
		if n.Kind.Name == "Practice" && n.Life.Holds(on) {
			name, _ := n.Get(g.Catalog, "name").(string)
			practices = append(practices, [2]string{name, n.Code})
		}
	}
	slices.SortFunc(practices, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	last := practices[min(deep, len(practices))-1]
	words := strings.Fields(last[0])
	return map[string]any{
		"on": on.String(), "day": int(on),
		"network": network, "practice": practice, "system": most(networks), "moved": most(edges),
		"name": last[0], "deep": last[1], "rare": words[0], "common": words[len(words)-1], "large": large,
	}
}

// most is the key with the largest number; of several the smallest.
func most(of map[string]int) string {
	return slices.MinFunc(slices.Sorted(maps.Keys(of)), func(a, b string) int { return cmp.Compare(of[b], of[a]) })
}

var variable = regexp.MustCompile(`\$(\w+)`)

// Used are those of the variables that a text names.
func Used(text string, variables map[string]any) map[string]any {
	used := map[string]any{}
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if v, ok := variables[m[1]]; ok {
			used[m[1]] = v
		}
	}
	return used
}
