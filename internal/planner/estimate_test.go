package planner

import (
	"fmt"
	"strings"
	"testing"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// figures are statistics by name.
type figures struct{ nodes, edges map[string]int }

func (f figures) Nodes(k *catalog.Kind) int { return f.nodes[k.Name] }

func (f figures) Edges(t *catalog.EdgeType, source, target *catalog.Kind) int {
	return f.edges[fmt.Sprintf("%s %s %s", source.Name, t.Name, target.Name)]
}

// England, roughly: 40 boards in 8 regions, 1,200 networks, 6,000 practices with two spells each.
var england = figures{
	nodes: map[string]int{"Region": 8, "IntegratedCareSystem": 40, "SubIcbLocation": 100, "PrimaryCareNetwork": 1200, "Practice": 6000},
	edges: map[string]int{
		"IntegratedCareSystem IN_REGION Region":             40,
		"SubIcbLocation IN_AREA_OF IntegratedCareSystem":    100,
		"PrimaryCareNetwork COMMISSIONED_BY SubIcbLocation": 1200,
		"Practice COMMISSIONED_BY SubIcbLocation":           6000,
		"Practice PARTNER_TO PrimaryCareNetwork":            12000,
		"Practice IN_REGION Region":                         3000,
	},
}

func TestEstimate(t *testing.T) {
	for _, test := range []struct{ name, query, variables, want string }{
		{
			"nested lists multiply by degrees",
			`{regions{nodes{integratedCareSystems{nodes{primaryCareNetworks{nodes{practices{totalCount}}}}}}}}`, ``,
			"8 40 1200 12000",
		},
		{
			"first and last cap each list",
			`query($n: Int){regions(first: 2){nodes{practices(last: $n){totalCount}}}}`, `{"n": 10}`,
			"2 20",
		},
		{
			"a cap above what there is changes nothing",
			`{practices(first: 1000000){totalCount}}`, ``,
			"6000",
		},
		{
			"to one is at most one, and less where some have none",
			`{practices{nodes{primaryCareNetwork{odsCode} region{odsCode} subIcbLocationEdge{validFrom}}}}`, ``,
			"6000 6000 3000 6000",
		},
		{
			"a path multiplies its steps",
			`{practice(odsCode:"A"){integratedCareSystem{practices{totalCount}}}}`, ``,
			"1 1 150",
		},
		{
			"keys count",
			`{organisationsByCode(odsCodes:["A","B","C"]){odsCode}}`, ``,
			"3",
		},
		{
			"a kind has its share of an interface",
			`{organisations{nodes{... on Region{practices{totalCount}} ... on SubIcbLocation{practices{totalCount}}}}}`, ``,
			"7348 3000 6000",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			planned, args := mustPlan(t, newPlanner(), test.query, test.variables)
			var got []string
			for _, rows := range Estimate(schemaCatalog(), planned, args, england) {
				got = append(got, fmt.Sprintf("%.0f", rows))
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("got %v, want %s\n%s", got, test.want, printed(t, planned))
			}
		})
	}
}

func printed(t testing.TB, p *plan.Plan) string {
	t.Helper()
	var out strings.Builder
	if err := plan.Format(&out, schemaCatalog(), p, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
