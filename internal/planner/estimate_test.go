package planner

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"orggraph/internal/plan"
)

// England, roughly: 40 boards in 8 regions, 1,200 networks, 6,000 practices with two spells each.
var england = sync.OnceValue(func() *plan.Statistics {
	c := schemaCatalog()
	s := &plan.Statistics{Nodes: make([]int, len(c.Kinds)), Edges: make([][]plan.Degrees, len(c.EdgeTypes))}
	for kind, n := range map[string]int{
		"Region": 8, "IntegratedCareSystem": 40, "SubIcbLocation": 100, "PrimaryCareNetwork": 1200, "Practice": 6000,
	} {
		s.Nodes[c.Kind(kind).Index] = n
	}
	for _, d := range []struct {
		from, edge, to string
		edges, out, in int
	}{
		{"IntegratedCareSystem", "IN_REGION", "Region", 40, 1, 7},
		{"SubIcbLocation", "IN_AREA_OF", "IntegratedCareSystem", 100, 1, 10},
		{"PrimaryCareNetwork", "COMMISSIONED_BY", "SubIcbLocation", 1200, 1, 50},
		{"Practice", "COMMISSIONED_BY", "SubIcbLocation", 6000, 1, 300},
		{"Practice", "PARTNER_TO", "PrimaryCareNetwork", 12000, 1, 15},
		{"Practice", "IN_REGION", "Region", 3000, 1, 1000},
	} {
		t := c.EdgeType(d.edge).Index
		s.Edges[t] = append(s.Edges[t], plan.Degrees{
			Source: c.Kind(d.from).Index, Target: c.Kind(d.to).Index, Edges: d.edges, Out: d.out, In: d.in,
		})
	}
	return s
})

func TestEstimate(t *testing.T) {
	for _, test := range []struct{ name, query, variables, rows, cost string }{
		{
			"a node stands once among the rows of nested lists that make a tree",
			`{regions{nodes{integratedCareSystems{nodes{primaryCareNetworks{nodes{practices{totalCount}}}}}}}}`, ``,
			"8 40 1200 6000", "8 40 1300 6000",
		},
		{
			"and as often as its neighbour has edges where they turn back",
			`{primaryCareNetworks{nodes{practices{nodes{primaryCareNetwork{practices{totalCount}}}}}}}`, ``,
			"1200 6000 6000 90000", "1200 6000 6000 90000",
		},
		{
			"first and last cap each list, and not what is looked at for it",
			`query($n: Int){regions(first: 2){nodes{practices(last: $n){totalCount}}}}`, `{"n": 10}`,
			"2 20", "2 2000",
		},
		{
			"a cap above what there is changes nothing",
			`{practices(first: 1000000){nodes{name}}}`, ``,
			"6000", "6000",
		},
		{
			"a root list that takes its nodes as they come stops at the end of its page",
			`{a: practices(first: 10){nodes{name}} b: practices(first: 10){totalCount} c: practices(last: 10){nodes{name}}
				d: practices(first: 10){pageInfo{hasNextPage}} e: practices(first: 10, where: {name: {eq: "x"}}){nodes{name}}
				f: practices(first: 10, orderBy: [{name: ASC}, {town: DESC}]){nodes{name}}}`, ``,
			"10 10 10 10 10 10", "10 6000 6000 6000 7500 30000",
		},
		{
			"figures look at every node, whatever the page, and read a value of each",
			`{a: practices(first: 10){aggregate{listSize{sum} openedOn{min max}}}
				b: region(odsCode: "Y1"){practices(first: 1){one: aggregate{listSize{sum}} two: aggregate{listSize{sum}}}}}`, ``,
			"10 1 1", "9000 4 1500",
		},
		{
			"cursors, and rows that are written again",
			`{regions{pageInfo{endCursor} edges{cursor}} a: regions{nodes{name} edges{node{name}}}}`, ``,
			"8 8", "44 16",
		},
		{
			"to one is at most one, and less where some have none",
			`{practices{nodes{primaryCareNetwork{odsCode} region{odsCode} subIcbLocationEdge{validFrom}}}}`, ``,
			"6000 6000 3000 6000", "6000 6000 3000 6000",
		},
		{
			"a path multiplies its steps",
			`{practice(odsCode:"A"){integratedCareSystem{practices{totalCount}}}}`, ``,
			"1 1 3000", "4 2 3010",
		},
		{
			"keys count, and how often one is asked for",
			`{a:organisationsByCode(odsCodes:["A","B","C"]){odsCode} b:organisationsByCode(odsCodes:["A","A"]){...on Region{practices{totalCount}}}
				c:organisationsByCode(odsCodes:["A","B"]){...on Practice{region{odsCode}}}}`, ``,
			"3 2 2000 2 2", "12 8 2000 8 2",
		},
		{
			"a kind has its share of an interface",
			`{organisations{nodes{... on Region{practices{totalCount}} ... on SubIcbLocation{practices{totalCount}}}}}`, ``,
			"7348 3000 6000", "7348 3000 6000",
		},
		{
			"conditions follow edges",
			`{practices(where: {primaryCareNetwork: {practices: {some: {node: {name: {eq: "x"}}}}}}){totalCount}
				primaryCareNetworks(where: {practices: {count: {gt: 1}}}){totalCount}
				a: regions(where: {OR: [{name: {eq: "x"}}, {name: {eq: "y"}}], NOT: {nhsEngland: {exists: true}}}){totalCount}}`, ``,
			"6000 1200 8", "124500 7200 14",
		},
		{
			"orders do",
			`{practices(orderBy: [{primaryCareNetwork: {practices: {count: DESC}}}]){totalCount}
				subIcbLocations(orderBy: [{integratedCareSystem: {name: ASC}}]){totalCount}}`, ``,
			"6000 100", "114000 400",
		},
		{
			"nothing is done for nothing, but to find that out",
			`{practices{nodes{branchSurgeries{nodes{name}}} } regions(first: 0){nodes{practices{totalCount}}}}`, ``,
			"6000 0 0 0", "6000 1500 0 0",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			planned, args := mustPlan(t, newPlanner(), test.query, test.variables)
			got := Estimate(planned, args, england())
			if rows, cost := joined(got.Rows), joined(got.Cost); rows != test.rows || cost != test.cost {
				t.Errorf("rows %s, cost %s; want %s, and %s\n%s", rows, cost, test.rows, test.cost, printed(t, planned))
			}
			total := int64(0)
			for _, cost := range got.Cost {
				total += cost
			}
			if alone := Cost(planned, args, england()); got.Total != total || alone != total {
				t.Errorf("total %d, alone %d, and the sum is %d", got.Total, alone, total)
			}
		})
	}
}

// Twenty levels of lists that turn back come to more than any number holds.
func TestEstimateOfAlmostEverything(t *testing.T) {
	query := `{totalCount}`
	for range 100 {
		query = `{nodes{subIcbLocation{practices` + query + `}}}`
	}
	planned, args := mustPlan(t, newPlanner(), `{practices`+query+`}`, ``)
	if cost := Cost(planned, args, england()); cost != most {
		t.Errorf("%d", cost)
	}
}

func joined(numbers []int64) string {
	return strings.Trim(fmt.Sprint(numbers), "[]")
}

func printed(t testing.TB, p *plan.Plan) string {
	t.Helper()
	var out strings.Builder
	if err := plan.Format(&out, schemaCatalog(), p, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
