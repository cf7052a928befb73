package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"orggraph/internal/store"
)

// gqlgens is introspection as gqlgen does it, which ours has to answer byte by byte.
type gqlgens struct {
	schema   *ast.Schema
	executor *executor.Executor
}

func gqlgensOf(schema *ast.Schema) gqlgens {
	return gqlgens{schema, executor.New(NewExecutableSchema(Config{Schema: schema, Resolvers: resolverRoot{}}))}
}

// answer is empty where the document is refused.
func (g gqlgens) answer(ctx context.Context, query string, variables map[string]any) (string, *graphql.OperationContext) {
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := g.executor.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		return "", nil
	}
	operation.DisableIntrospection = false
	handler, ctx := g.executor.DispatchOperation(ctx, operation)
	return string(handler(ctx).Data), operation
}

// ours is what a schemaWriter writes of an operation that asks for introspection alone.
func (g gqlgens) ours(ctx context.Context, o *graphql.OperationContext) (string, error) {
	var members []string
	for _, field := range graphql.CollectFields(o, o.Operation.SelectionSet, []string{"Query"}) {
		w := schemaWriter{described: describe(g.schema), ctx: ctx}
		pieces, err := w.root(o, field)
		if err != nil {
			return "", err
		}
		members = append(members, fmt.Sprintf("%q:%s", field.Alias, Body(pieces)))
	}
	return "{" + strings.Join(members, ",") + "}", nil
}

// everything has what the schema has not: deprecation, a union, a directive that may stand twice, names for types of input
// of which one is given, and texts that JSON escapes.
const everything = `
"A \"schema\""
schema { query: Query mutation: Change }
"""
Two
	lines, and a \ in them
"""
directive @twice(a: Int = 3, b: [String!] = ["x", "y\"z"]) repeatable on FIELD_DEFINITION | OBJECT
scalar Link @specifiedBy(url: "https://example.org/link")
interface Named { name: String! }
type A implements Named & Old @twice @twice { name: String! old: [[Int!]]! @deprecated(reason: "use \"name\"") a(x: In = {y: 1, z: [B, C]}, y: OneOf): AB }
type B implements Named { name: String! }
interface Old { old: [[Int!]]! }
union AB = B | A
enum E { B C D @deprecated(reason: "gone") }
input In { y: Int = 7 z: [E!] = [B] link: Link }
input OneOf @oneOf { a: Int b: String }
type Change { do: Boolean }
type Query { named: Named old: Old ab: [AB!]! e: E @deprecated(reason: "no") }
`

const allOfAType = `fragment T on __Type { __typename kind name description specifiedByURL isOneOf
	fields(includeDeprecated: true) { ...F } interfaces { name } possibleTypes { kind name }
	inputFields(includeDeprecated: true) { ...I } enumValues(includeDeprecated: true) { ...E } ofType { ...N ofType { ...N } } }
fragment N on __Type { kind name description specifiedByURL isOneOf fields { name } interfaces { name } possibleTypes { name } inputFields { name } enumValues { name } ofType { kind } }
fragment F on __Field { __typename name description isDeprecated deprecationReason args { ...I } type { ...N ofType { ...N ofType { ...N ofType { ...N } } } } }
fragment I on __InputValue { __typename name description defaultValue isDeprecated deprecationReason type { ...N ofType { ...N } } }
fragment E on __EnumValue { __typename name description isDeprecated deprecationReason }`

var introspections = []struct {
	query     string
	variables map[string]any
}{
	{standardIntrospection, nil},
	{`{ __schema { __typename description types { ...T } queryType { name } mutationType { name } subscriptionType { name } ` +
		`directives { __typename name description isRepeatable locations args { ...I } } } } ` + allOfAType, nil},
	{`{ a: __type(name: "Query") { ...T } b: __type(name: "None") { ...T } c: __type(name: "String") { ...T } __type(name: "__Type") { ...T } } ` + allOfAType, nil},
	{`query($n: String!, $d: Boolean) { __type(name: $n) { fields(includeDeprecated: $d) { name } } }`, map[string]any{"n": "Query", "d": true}},
	{`query($n: String!, $d: Boolean) { __type(name: $n) { fields(includeDeprecated: $d) { name } } }`, map[string]any{"n": "Query", "d": nil}},
	{`query($n: String!, $d: Boolean) { __type(name: $n) { fields(includeDeprecated: $d) { name } } }`, map[string]any{"n": "Query"}},
	{`query($n: String = "Query") { __type(name: $n) { name } }`, nil},
	{`query($n: String = "Query") { __type(name: $n) { name } }`, map[string]any{"n": nil}},
	{`{ __schema { queryType { fields { n: name name } ... on __Type @skip(if: true) { kind } ... @include(if: true) { fields { name type { name } } } ... @defer { kind } } } }`, nil},
	{`{ __schema { types @skip(if: true) { name } queryType { name @include(if: false) } } ... on Query { __schema { queryType { k: kind } } } }`, nil},
}

func TestIntrospectionIsThatOfGqlgen(t *testing.T) {
	limits := DefaultLimits()
	for _, limit := range []*int{&limits.Tokens, &limits.Fields, &limits.Aliases, &limits.Directives, &limits.Introspection} {
		*limit = 1 << 30
	}
	e, _ := testEngine(t, &fakeStore{}, limits)
	present, other := gqlgensOf(nil), gqlgensOf(gqlparser.MustLoadSchema(&ast.Source{Input: everything}))
	ctx := t.Context()
	compare := func(t rapid.TB, query string, variables map[string]any) {
		want, _ := present.answer(ctx, query, variables)
		r := e.Do(ctx, Request{Query: query, Variables: variables})
		if want == "" && r.Data || want != "" && r.Body.String() != `{"data":`+want+","+extensions+"}" {
			t.Errorf("%s\n%v\ngot  %.2000s\nwant %.2000s", query, variables, r.Body, want)
		}
		want, operation := other.answer(ctx, query, variables)
		if want == "" {
			return
		}
		if got, err := other.ours(ctx, operation); got != want || err != nil {
			t.Errorf("%s\n%v\ngot  %.2000s\nwant %.2000s\n%v", query, variables, got, want, err)
		}
	}
	for _, c := range introspections {
		compare(t, c.query, c.variables)
	}
	rapid.Check(t, func(t *rapid.T) {
		var d drawn
		query := "query($yes: Boolean!, $no: Boolean = false) {"
		for i := range rapid.IntRange(1, 2).Draw(t, "types") {
			name := rapid.SampledFrom([]string{"Query", "Organisation", "A", "AB", "E", "Origin", "In", "OneOf", "PracticeWhere", "__Field", "Date", "Link", "None"}).Draw(t, "name")
			query += fmt.Sprintf(" r%d: __type(name: %q) %s", i, name, d.selections(t, "__Type", 4))
		}
		if rapid.IntRange(0, 3).Draw(t, "schema") == 0 {
			query += " __schema " + d.selections(t, "__Schema", 3)
		}
		compare(t, query+"}"+d.fragments.String(), map[string]any{"yes": true})
	})
}

// drawn is what one document came to so far.
type drawn struct {
	fragments strings.Builder
	count     int
}

func (d *drawn) selections(t *rapid.T, on string, depth int) string {
	def := parsedSchema.Types[on]
	set := "{ __typename"
	for range rapid.IntRange(1, 4).Draw(t, "selections") {
		condition := rapid.SampledFrom([]string{"", "", "", "", " @include(if: $yes)", " @skip(if: $no)", " @include(if: $no)", " @skip(if: true)"}).Draw(t, "condition")
		switch form := rapid.IntRange(0, 7).Draw(t, "form"); {
		case form == 0 && depth > 1:
			set += " ..." + rapid.SampledFrom([]string{"", " on " + on}).Draw(t, "on") + condition + d.selections(t, on, depth-1)
		case form == 1 && depth > 1:
			d.count++
			name := fmt.Sprintf("F%d", d.count)
			set += " ..." + name + condition
			body := d.selections(t, on, depth-1)
			fmt.Fprintf(&d.fragments, " fragment %s on %s %s", name, on, body)
		default:
			field := rapid.SampledFrom(def.Fields).Draw(t, "field")
			set += d.field(t, field, condition, depth)
		}
	}
	return set + " }"
}

// field has a name for each value of its argument, so that two of one name are one field. gqlgen heeds no argument but
// those of fields and enumValues, and other lists are asked for as it answers them.
func (d *drawn) field(t *rapid.T, field *ast.FieldDefinition, condition string, depth int) string {
	text := " " + rapid.SampledFrom([]string{"", "k_" + field.Name + ": "}).Draw(t, "alias") + field.Name
	if len(field.Arguments) > 0 {
		text = fmt.Sprintf(" %s_all: %[1]s(includeDeprecated: true)", field.Name)
		if field.Name == "fields" || field.Name == "enumValues" {
			text = rapid.SampledFrom([]string{text, " " + field.Name, fmt.Sprintf(" %s_no: %[1]s(includeDeprecated: $no)", field.Name)}).Draw(t, "argument")
		}
	}
	text += condition
	of := parsedSchema.Types[field.Type.Name()]
	switch {
	case of.Kind != ast.Object:
		return text
	case depth == 1:
		return text + " { __typename }"
	}
	return text + d.selections(t, of.Name, depth-1)
}

// Lists leave out what is deprecated, arguments and fields of inputs too, and a reason that isn't given is that of the
// specification.
func TestIntrospectionOfWhatIsDeprecated(t *testing.T) {
	g := gqlgensOf(gqlparser.MustLoadSchema(&ast.Source{Input: `
		input In { new: Int old: Int @deprecated }
		type Query { a(new: Int, old: In @deprecated(reason: "done")): Int }`}))
	_, operation := g.answer(t.Context(), `{
		q: __type(name: "Query") { fields { args { name } all: args(includeDeprecated: true) { name isDeprecated deprecationReason } } }
		i: __type(name: "In") { inputFields { name } all: inputFields(includeDeprecated: true) { name isDeprecated deprecationReason } } }`, nil)
	const want = `{"q":{"fields":[{"args":[{"name":"new"}],"all":[{"name":"new","isDeprecated":false,"deprecationReason":null},` +
		`{"name":"old","isDeprecated":true,"deprecationReason":"done"}]}]},` +
		`"i":{"inputFields":[{"name":"new"}],"all":[{"name":"new","isDeprecated":false,"deprecationReason":null},` +
		`{"name":"old","isDeprecated":true,"deprecationReason":"No longer supported"}]}}`
	if got, err := g.ours(t.Context(), operation); got != want || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
}

// It has the limits of any answer: its bytes count with those of other root fields, and it ends when its time is over.
func TestIntrospectionIsLimited(t *testing.T) {
	limits := DefaultLimits()
	limits.AnswerBytes = 300_000
	e, _ := testEngine(t, &fakeStore{}, limits)
	const names = `{ a: __type(name: "Query") { fields { description } } __schema { types { name description } } }`
	if r := e.Do(t.Context(), Request{Query: names}); r.Errors {
		t.Errorf("%.500s", r.Body)
	}
	r := e.Do(t.Context(), Request{Query: standardIntrospection})
	wantBody(t, r, `"errors":[{"message":"the answer is larger than 300000 bytes: ask for fewer fields, or for a page with first","path":["__schema"],`+
		`"locations":[{"line":2,"column":3}],"extensions":{"code":"TOO_COMPLEX","limit":"limit-answer","max":300000}}],"data":null`)
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if r := e.Do(ctx, Request{Query: `{ __type(name: "Query") { name } }`}); r.Code != store.Timeout {
		t.Errorf("%s", r.Body)
	}
}

func BenchmarkIntrospection(b *testing.B) {
	benchmark(b, Request{Query: standardIntrospection})
}

func BenchmarkGqlgensIntrospection(b *testing.B) {
	g := gqlgensOf(nil)
	g.executor.SetQueryCache(newDocumentCache(1 << 20))
	b.ReportAllocs()
	for b.Loop() {
		g.answer(b.Context(), standardIntrospection, nil)
	}
}
