package cypher_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/planner"
	"orggraph/internal/store/neo4j/cypher"
)

// world is the schema as it is served, and its catalog.
var world = sync.OnceValue(func() (w struct {
	schema  *ast.Schema
	catalog *catalog.Catalog
},
) {
	text, err := os.ReadFile("../../../../graph/schema.graphqls")
	if err != nil {
		panic(err)
	}
	w.schema = gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if w.catalog, err = catalog.Build(w.schema); err != nil {
		panic(err)
	}
	return w
})

// planned plans a request without errors.
func planned(t testing.TB, query string, variables map[string]any) (*plan.Plan, plan.Args) {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(world().schema, query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	values, err := validator.VariableValues(world().schema, doc.Operations[0], variables)
	if err != nil {
		t.Fatal(err)
	}
	p, args, errs := planner.New(world().catalog, world().schema).Plan(planner.Request{
		Operation: doc.Operations[0], Query: query, Variables: values, Today: day.Of(2026, 11, 24),
	})
	if errs != nil {
		t.Fatal(errs)
	}
	return p, args
}

// facts are those of the published data, as far as they matter here: nobody has two parents of a type on one day,
// what the schema promises is there, and names are.
func facts() cypher.Facts {
	f := cypher.Facts{Complete: map[string][]string{}, Nodes: map[string]int{
		"Region": 7, "IntegratedCareSystem": 42, "SubIcbLocation": 106, "PrimaryCareNetwork": 1300, "Practice": 8000, "Pharmacy": 20_000,
	}}
	for _, t := range world().catalog.EdgeTypes {
		f.Exclusive = append(f.Exclusive, t.Name)
		if t.Name != "SUCCEEDED_BY" && t.Name != "FOLLOWED_BY" {
			f.Enclosed = append(f.Enclosed, t.Name)
		}
	}
	for _, k := range world().catalog.Kinds {
		for _, p := range k.Properties() {
			if p.NonNull || p.Name == "name" && f.Nodes[k.Name] > 0 {
				f.Complete[k.Name] = append(f.Complete[k.Name], p.Name)
			}
		}
	}
	f.Living = map[string]cypher.Living{"Practice": {{From: 10, Count: 8}, {From: 20, Count: 9}}}
	spread := cypher.Spread{}
	for i := range 33 {
		spread.Least, spread.Most = append(spread.Least, float64(i*1000)), append(spread.Most, float64(i*1000))
	}
	f.Spread = map[string]cypher.Spread{"Practice.listSize": spread}
	return f
}

// compiled are the statements of a request, one for each root field.
func compiled(t testing.TB, query string, variables map[string]any) []*cypher.Statement {
	t.Helper()
	p, args := planned(t, query, variables)
	statements := make([]*cypher.Statement, len(p.Roots))
	for i, r := range p.Roots {
		statements[i] = cypher.NewStatements(world().catalog, facts()).Compile(r, args)
	}
	return statements
}

func texts(statements []*cypher.Statement) string {
	var all []string
	for _, s := range statements {
		all = append(all, s.Text)
	}
	return strings.Join(all, "\n")
}

// TestTextIsCanonical asks the same with other response keys, in another order, twice, and in fragments.
func TestTextIsCanonical(t *testing.T) {
	for name, c := range map[string]struct{ query, same string }{
		"properties": {
			`{ practice(odsCode: "A1") { name town odsCode } }`,
			`{ practice(odsCode: "B2") { b: town odsCode a: name again: name } }`,
		},
		"relations": {
			`{ practice(odsCode: "A1") { primaryCareNetwork { name odsCode } region { name } branchSurgeries { totalCount nodes { name } } } }`,
			`{ practice(odsCode: "A1") { branchSurgeries { x: nodes { n: name } totalCount y: totalCount } r: region { name } p: primaryCareNetwork { odsCode } q: primaryCareNetwork { name } } }`,
		},
		"an edge and its node": {
			`{ practice(odsCode: "A1") { primaryCareNetworkEdge { validFrom node { name } } } }`,
			`{ practice(odsCode: "A1") { primaryCareNetwork { name } x: primaryCareNetworkEdge { from: validFrom } } }`,
		},
		"lists with other arguments": {
			`{ region(odsCode: "Y1") { a: practices(first: 2, where: {name: {eq: "x"}}) { nodes { name } } b: practices(first: 3) { nodes { town } } } }`,
			`{ region(odsCode: "Y1") { c: practices(first: 4) { nodes { town } } d: practices(first: 5, where: {name: {eq: "y"}}) { nodes { name } } } }`,
		},
		"fragments": {
			`{ organisation(odsCode: "A1") { name ... on Practice { region { name } town } } }`,
			`{ organisation(odsCode: "A1") { ...More name } } fragment More on Practice { town region { ...N } } fragment N on Region { name }`,
		},
		"values": {
			`{ practices(where: {name: {in: ["a"]}, listSize: {gt: 1}}, orderBy: [{name: DESC}], first: 5) { nodes { name } } }`,
			`{ practices(where: {name: {in: ["b", "c"]}, listSize: {gt: 7}}, orderBy: [{name: DESC}], first: 9) { nodes { name } } }`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			want, got := texts(compiled(t, c.query, nil)), texts(compiled(t, c.same, nil))
			if got != want {
				t.Errorf("%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestTwiceIsFetchedOnce counts what stands in a statement for what is asked for twice.
func TestTwiceIsFetchedOnce(t *testing.T) {
	text := texts(compiled(t, `{ practice(odsCode: "A1") {
		name again: name primaryCareNetwork { name } x: primaryCareNetwork { name n: name odsCode }
		branchSurgeries { nodes { name } } y: branchSurgeries { edges { node { name } } }
	} }`, nil))
	for _, part := range []string{"n1.name", "n2.odsCode, n2.name", ":PARTNER_TO]", ":OPERATED_BY]"} {
		if got := strings.Count(text, part); part != "n2.odsCode, n2.name" && got != 1 {
			t.Errorf("%s stands there %d times:\n%s", part, got, text)
		}
	}
}
