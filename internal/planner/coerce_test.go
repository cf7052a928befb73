package planner

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// planAs plans with variables as they are, before any other coercer has seen them.
func planAs(t testing.TB, p *Planner, query string, variables map[string]any) (*plan.Plan, plan.Args, gqlerror.List) {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(p.schema, query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	return p.Plan(Request{Operation: doc.Operations[0], Query: query, Variables: variables, Today: today})
}

// Each type, with what variables of it become; an error where they can't be coerced.
func TestVariablesAreCoercedAsGraphQLSaysTheyAre(t *testing.T) {
	type wrong string
	for _, test := range []struct {
		use, of string // where $v stands, and its type
		value   any
		arg     any
	}{
		{use: "first: $v", of: "Int", value: json.Number("5"), arg: 5},
		{use: "first: $v", of: "Int", value: json.Number("5.0"), arg: 5},
		{use: "first: $v", of: "Int", value: int64(5), arg: 5},
		{use: "first: $v", of: "Int", value: 5, arg: 5},
		{use: "first: $v", of: "Int", value: float64(5), arg: 5},
		{use: "where: {easting: {gt: $v}}", of: "Int", value: json.Number("-2147483648"), arg: math.MinInt32},
		{use: "where: {easting: {gt: $v}}", of: "Int", value: json.Number("2147483648"), arg: wrong("2147483648 is no Int")},
		{use: "first: $v", of: "Int", value: json.Number("1.5"), arg: wrong("1.5 is no Int")},
		{use: "first: $v", of: "Int", value: json.Number("1e400"), arg: wrong("is no Int")},
		{use: "first: $v", of: "Int", value: "5", arg: wrong(`"5" is no Int`)},
		{use: "first: $v", of: "Int", value: true, arg: wrong("true is no Int")},
		{use: "where: {latitude: {gt: $v}}", of: "Float", value: json.Number("51.5"), arg: 51.5},
		{use: "where: {latitude: {gt: $v}}", of: "Float", value: json.Number("51"), arg: 51.0},
		{use: "where: {latitude: {gt: $v}}", of: "Float", value: json.Number("1e999"), arg: wrong("is no Float")},
		{use: "where: {latitude: {gt: $v}}", of: "Float", value: math.Inf(1), arg: wrong("is no Float")},
		{use: "where: {latitude: {gt: $v}}", of: "Float", value: "51.5", arg: wrong("is no Float")},
		{use: "where: {name: {eq: $v}}", of: "String", value: " as given ", arg: " as given "},
		{use: "where: {name: {eq: $v}}", of: "String", value: json.Number("5"), arg: wrong("5 is no String")},
		{use: "where: {name: {eq: $v}}", of: "String", value: map[string]any{}, arg: wrong("an object is no String")},
		{use: "where: {odsCode: {eq: $v}}", of: "ID", value: "a81001", arg: "a81001"}, // compared exactly
		{use: "where: {odsCode: {eq: $v}}", of: "ID", value: json.Number("81001"), arg: "81001"},
		{use: "where: {odsCode: {eq: $v}}", of: "ID", value: json.Number("1.5"), arg: wrong("1.5 is no ID")},
		{use: "where: {odsCode: {eq: $v}}", of: "ID", value: true, arg: wrong("true is no ID")},
		{use: "where: {amended: {eq: $v}}", of: "Boolean", value: false, arg: false},
		{use: "where: {amended: {eq: $v}}", of: "Boolean", value: "true", arg: wrong(`"true" is no Boolean`)},
		{use: "where: {amended: {isNull: $v}}", of: "Boolean", value: 1, arg: wrong("1 is no Boolean")},
		{use: "where: {status: {eq: $v}}", of: "OrganisationStatus", value: "ACTIVE", arg: "ACTIVE"},
		{use: "where: {status: {eq: $v}}", of: "OrganisationStatus", value: "active", arg: wrong(`"active" is no value of OrganisationStatus`)},
		{use: "where: {status: {eq: $v}}", of: "OrganisationStatus", value: json.Number("1"), arg: wrong("1 is no value of OrganisationStatus")},
		{use: "where: {openedOn: {eq: $v}}", of: "Date", value: "2024-02-29", arg: day.Of(2024, 2, 29)},
		{use: "where: {openedOn: {eq: $v}}", of: "Date", value: "2023-02-29", arg: wrong(`"2023-02-29" is no Date: give a day of the calendar`)},
		{use: "where: {openedOn: {eq: $v}}", of: "Date", value: "2024-02-29T00:00:00Z", arg: wrong("is no Date")},
		{use: "where: {openedOn: {eq: $v}}", of: "Date", value: json.Number("20240229"), arg: wrong("20240229 is no Date: give text")},
		{use: "where: {town: {in: $v}}", of: "[String!]", value: []any{"a", "b"}, arg: []any{"a", "b"}},
		{use: "where: {town: {in: $v}}", of: "[String!]", value: []any{}, arg: []any{}},
		{use: "where: {town: {in: $v}}", of: "[String!]", value: "a", arg: []any{"a"}}, // a single value is a list of one
		{use: "where: {town: {in: $v}}", of: "[String!]", value: []string{"a"}, arg: []any{"a"}},
		{use: "where: {town: {in: $v}}", of: "[String!]", value: []any{"a", nil}, arg: wrong("$v[1]: is null: give a value of type String!")},
		{use: "where: {town: {in: $v}}", of: "[String!]", value: []any{[]any{"a"}}, arg: wrong("$v[0]: a list is no String")},
		{use: "where: {easting: {in: $v}}", of: "[Int!]", value: []any{json.Number("1"), "x"}, arg: wrong(`$v[1]: "x" is no Int`)},
		{use: "where: {name: {eq: $v}}", of: "String", value: nil, arg: wrong("practices(where.name.eq): is null")},
		{use: "where: {town: {in: $v}}", of: "[String!]", value: nil, arg: wrong("practices(where.town.in): is null")},
		{use: "where: {region: {exists: $v}}", of: "Boolean", value: nil, arg: wrong("is null")},
		{use: "where: $v", of: "PracticeWhere", value: map[string]any{"name": map[string]any{"eq": "x"}}, arg: "x"},
		{use: "where: $v", of: "PracticeWhere", value: map[string]any{"name": map[string]any{"eq": nil}}, arg: wrong("practices(where.name.eq): is null")},
		{use: "where: $v", of: "PracticeWhere", value: map[string]any{"title": nil}, arg: wrong("$v: has \"title\", which is no member of PracticeWhere")},
		{use: "where: $v", of: "PracticeWhere", value: []any{}, arg: wrong("$v: is a list: give an object of type PracticeWhere")},
		{use: "where: $v", of: "PracticeWhere", value: map[string]any{"AND": []any{map[string]any{"openedOn": map[string]any{"lt": "x"}}}}, arg: wrong("$v.AND[0].openedOn.lt")},
		{use: "orderBy: $v", of: "[PracticeOrderBy!]", value: []any{map[string]any{"branchSurgeries": map[string]any{}}}, arg: wrong("$v[0].branchSurgeries.count: is left out: give a value of type SortDirection!")},
		{use: "first: $v", of: "Int!", value: nil, arg: wrong("$v: is null: give a value of type Int!")},
	} {
		query := fmt.Sprintf(`query ($v: %s) { practices(%s) { totalCount } }`, test.of, test.use)
		_, args, errs := planAs(t, newPlanner(), query, map[string]any{"v": test.value})
		if want, is := test.arg.(wrong); is {
			if len(errs) != 1 || !strings.Contains(errs[0].Message, string(want)) || errs[0].Extensions["code"] != badUserInput {
				t.Errorf("%s, %v: got %v, want %s", test.use, test.value, errs, want)
			}
			continue
		}
		if errs != nil {
			t.Errorf("%s, %v: %v", test.use, test.value, errs)
		} else if diff := cmp.Diff(test.arg, args[1]); diff != "" {
			t.Errorf("%s, %v: %s", test.use, test.value, diff)
		}
	}
}

// What is written in the document goes the same way.
func TestLiteralsAreCoercedAsGraphQLSaysTheyAre(t *testing.T) {
	for use, want := range map[string]any{
		`first: 5`:                                  5,
		`where: {latitude: {gt: 51}}`:               51.0,
		`where: {latitude: {gt: 5.15e1}}`:           51.5,
		`where: {odsCode: {eq: 81001}}`:             "81001",
		`where: {name: {eq: """block"""}}`:          "block",
		`where: {openedOn: {eq: "2024-02-29"}}`:     day.Of(2024, 2, 29),
		`where: {status: {in: ACTIVE}}`:             []any{"ACTIVE"},
		`where: {status: {in: [ACTIVE, INACTIVE]}}`: []any{"ACTIVE", "INACTIVE"},
	} {
		_, args, errs := planAs(t, newPlanner(), `{ practices(`+use+`) { totalCount } }`, nil)
		if errs != nil || !cmp.Equal(args[1], want) {
			t.Errorf("%s: %v, %v", use, args, errs)
		}
	}
	for use, want := range map[string]string{
		`first: 2147483648`:                     "practices(first): 2147483648 is no Int",
		`first: -1`:                             "practices(first): -1 is out of range: give 0 to 1000000",
		`last: 1000001`:                         "practices(last): 1000001 is out of range: give 0 to 1000000",
		`first: 1, last: 1`:                     "practices(last): stands beside first: give one of them",
		`asOf: 2024`:                            "practices(asOf): 2024 is no Date",
		`asOf: "today"`:                         `practices(asOf): "today" is no Date`,
		`where: {openedOn: {in: ["x"]}}`:        `practices(where.openedOn.in[0]): "x" is no Date`,
		`where: {name: {in: null}}`:             "practices(where.name.in): is null",
		`where: {name: {isNull: null}}`:         "practices(where.name.isNull): is null",
		`after: "x"`:                            "practices(after): is no cursor of this list",
		`orderBy: [{}]`:                         "practices(orderBy[0]): names no key",
		`orderBy: {region: {}}`:                 "practices(orderBy.region): names no key",
		`orderBy: {name: ASC, town: ASC}`:       "practices(orderBy): names name and town",
		`where: {edge: {}}`:                     "practices(where.edge): has no edge to look at",
		`where: {region: {OR: {exists: true}}}`: "practices(where.region.OR.exists): stands where nothing is followed",
		`where: {integratedCareSystem: {edge: {origin: {}}}}`: "practices(where.integratedCareSystem.edge.origin): is a path's",
	} {
		_, _, errs := planAs(t, newPlanner(), `{ practices(`+use+`) { totalCount } }`, nil)
		if len(errs) != 1 || !strings.Contains(errs[0].Message, want) {
			t.Errorf("%s: got %v, want %s", use, errs, want)
		}
	}
}

// null in place of a whole object or argument is the same as leaving it out.
func TestNullLeavesOut(t *testing.T) {
	want, _ := mustPlan(t, newPlanner(), `{ practices { totalCount } }`, ``)
	for _, arguments := range []string{
		`where: null`, `where: {}`, `where: {AND: null, OR: null, NOT: null, edge: null}`, `where: {name: null}`,
		`where: {name: {}}`, `where: {name: {caseInsensitive: null}}`, `where: {region: null}`, `where: {region: {}}`,
		`where: {branchSurgeries: null}`, `where: {branchSurgeries: {some: null, count: null}}`,
		`where: {branchSurgeries: {count: {where: null}}}`, `where: {AND: []}`,
		`orderBy: null`, `orderBy: []`, `first: null`, `after: null, before: null, last: null`, `asOf: null`,
		`includeClosed: null`,
	} {
		got, _ := mustPlan(t, newPlanner(), `{ practices(`+arguments+`) { totalCount } }`, ``)
		if printed(t, got) != printed(t, want) {
			t.Errorf("%s:\n%s", arguments, printed(t, got))
		}
	}
}

func TestCodes(t *testing.T) {
	for text, want := range map[string]string{
		"A81001": "A81001", " a81001\n": "A81001", "x-1": "X-1", "ABCDEFGHIJKL": "ABCDEFGHIJKL",
		"": "", " ": "", "ABCDEFGHIJKLM": "", "A 1": "", "A_1": "", "É1": "", "ſ1": "", "ı": "", "A\x00": "",
	} {
		got, err := odsCodeOf(text)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	_, _, errs := planAs(t, newPlanner(), `{ organisationsByCode(odsCodes: ["A1", "", "B1", "*"]) { odsCode } }`, nil)
	if len(errs) != 1 || !strings.Contains(errs[0].Message, `organisationsByCode(odsCodes): item 1: "" is no ODS code`) {
		t.Error(errs)
	}
}

// The served schema has no defaults within input objects; one that had them would be read as it says.
func TestDefaultsWithinInputObjects(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Name: "small", Input: `
		directive @node(label: String!) on OBJECT
		directive @edge(type: String!, to: Direction!) on FIELD_DEFINITION
		enum Direction { IN OUT }
		enum SortDirection { ASC DESC }
		scalar Date
		type Practice @node(label: "P") {
			odsCode: ID!
			branches(asOf: Date): PracticeLinkConnection! @edge(type: "OPERATED_BY", to: IN)
		}
		type PracticeLinkConnection { totalCount: Int! nodes: [Practice!]! }
		type PracticeConnection { totalCount: Int! nodes: [Practice!]! }
		input PracticeEdgeWhere { node: PracticeWhere }
		input PracticeWhere { odsCode: IDWhere branches: PracticeListWhere edge: Boolean exists: Boolean }
		input IDWhere { eq: ID! = "A1" }
		input PracticeListWhere { count: PracticeCountWhere }
		input PracticeCountWhere { gt: Int = 7 where: PracticeEdgeWhere }
		input PracticeOrderBy { branches: PracticeCountOrderBy }
		input PracticeCountOrderBy { count: SortDirection! = DESC where: PracticeEdgeWhere }
		type Query {
			practices(where: PracticeWhere, orderBy: [PracticeOrderBy!], first: Int = 9, after: String, last: Int, before: String, asOf: Date = "2020-01-01"): PracticeConnection!
		}`})
	c, err := catalog.Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	const want = `practices: scan Practice asOf $0 first $3
  where odsCode eq $1
    and count(branches) gt $2
  order by count(branches) desc
  totalCount
`
	for query, variables := range map[string]string{
		`{ practices(where: {odsCode: {}, branches: {count: {}}}, orderBy: {branches: {}}) { totalCount } }`:                                             ``,
		`query ($w: PracticeWhere, $o: [PracticeOrderBy!]) { practices(where: $w, orderBy: $o, first: 9) { totalCount } }`:                               `{"w": {"odsCode": {}, "branches": {"count": {}}}, "o": [{"branches": {}}]}`,
		`query ($n: Int, $c: ID! = "A1") { practices(where: {odsCode: {eq: $c}, branches: {count: {gt: $n}}}, orderBy: {branches: {}}) { totalCount } }`: ``,
	} {
		given := map[string]any{}
		if variables != "" {
			if err := json.Unmarshal([]byte(variables), &given); err != nil {
				t.Fatal(err)
			}
		}
		planned, args, errs := planAs(t, New(c, schema), query, given)
		if errs != nil {
			t.Fatal(errs)
		}
		var tree strings.Builder
		if err := plan.Format(&tree, c, planned, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, tree.String()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(plan.Args{day.Of(2020, 1, 1), "A1", 7, 9}, args); diff != "" {
			t.Error(diff)
		}
	}
}
