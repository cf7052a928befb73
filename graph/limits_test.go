package graph

import (
	"fmt"
	"strings"
	"testing"

	"orggraph/internal/store"
)

// chain is fragments that each spread the next one as the format says, down to a last one.
func chain(n int, format, last string) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "fragment f%d on Practice { %s } ", i, strings.ReplaceAll(format, "NEXT", fmt.Sprintf("...f%d", i+1)))
	}
	fmt.Fprintf(&s, "fragment f%d on Practice { %s }", n, last)
	return s.String()
}

func nested(n int) string {
	open, end := strings.Repeat("branchSurgeries { nodes { practice { ", n), strings.Repeat("} } } ", n)
	return `{ practice(odsCode: "A") { ` + open + "id " + end + "} }"
}

func repeat(n int, format string) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, format+" ", i)
	}
	return s.String()
}

func TestLimits(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	const root = `{ practice(odsCode: "A") { ...f0 } } `
	long := strings.Repeat("k", longestName)
	for _, c := range []struct {
		name, query string
		code        store.Code
		says        string
	}{
		{"20 deep", nested(6), "", ""},
		{"23 deep", nested(7), store.TooComplex, "nests fields 23 deep: at most 20 are allowed"},
		{"deep through fragments", root + chain(6, "branchSurgeries { nodes { practice { NEXT } } }", "id branchSurgeries { totalCount }"), store.TooComplex, "nests fields 21 deep"},
		// A walk that follows each spread anew would not end: 2^45 of them.
		{"fragments that spread the next one twice", root + chain(45, "NEXT NEXT", "id"), store.TooComplex, "asks for over a billion fields"},
		{"fragments that ask for the next one twice", root + chain(5, "a: branchSurgeries { nodes { practice { NEXT } } } b: branchSurgeries { nodes { practice { NEXT } } }", "id"), "", ""},
		{"more fields than allowed", root + chain(5, "a: branchSurgeries { nodes { practice { NEXT } } } b: branchSurgeries { nodes { practice { NEXT } } } c: branchSurgeries { nodes { practice { NEXT } } } d: branchSurgeries { nodes { practice { NEXT } } }", "id name kind"), store.TooComplex, "fields, with fragments spread: at most 5000"},
		{"a fragment within itself", root + "fragment f0 on Practice { ...f0 }", store.BadUserInput, "within itself"},
		{"an unknown fragment", root, store.BadUserInput, "Unknown fragment"},
		{"brackets", "query($a: " + strings.Repeat("[", 100_000) + ") { a }", store.TooComplex, "more than 1000 tokens"},
		{"the schema as tools ask for it", standardIntrospection, "", ""},
		{"the schema under many names", "{ " + repeat(90, "a%d: __schema { types { ...t } }") + "} fragment t on __Type { name fields { name } }", store.TooComplex, "values of the schema"},
		{"fields of the schema under many names", "{ __schema { types { " + repeat(150, "a%d: fields { name }") + "} } }", store.TooComplex, "values of the schema"},
		{"a type under many names", "{ " + repeat(30, `a%d: __type(name: "Query") { ...t }`) + "} fragment t on __Type { " + repeat(40, "a%d: fields { args { name } }") + "}", store.TooComplex, "values of the schema"},
		{"kinds under many names", "{ " + repeat(45, `a%d: __type(name: "Organisation") { ...t }`) + "} fragment t on __Type { possibleTypes { fields { name args { name } } } }", store.TooComplex, "values of the schema"},
		{"the schema under a long key", "{ __schema { types { fields { args { type { " + repeat(40, long[2:]+"%02d: kind") + "} } } } } }", store.TooComplex, "values of the schema"},
		{"long keys that are repeated", "{ dataset { " + repeat(50, "a%d: files { ...f }") + "} } fragment f on DatasetFile { " + repeat(25, long[3:]+"%03d: name") + "}", store.TooComplex, "fields, with fragments spread: at most 5000"},
		{"the schema without end", `{ __type(name: "Date") { fields { type { fields { type { fields { name } } } } } } }`, store.TooComplex, "Maximum introspection depth exceeded"},
		{"a name as long as allowed", "{ " + long + ": __typename }", "", ""},
		{"a longer name", "{ k" + long + ": __typename }", store.TooComplex, "a name has 257 bytes: at most 256 are allowed"},
		{"aliases in a fragment that is not spread", "{ __typename } fragment f on Query { " + repeat(300, "a: f%d") + "}", store.TooComplex, "the fragment has 300 aliases"},
		{"one field over and over", `{ practice(odsCode: "A") { ` + strings.Repeat("name ", 950) + "} }", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := e.Do(t.Context(), Request{Query: c.query})
			if r.Code != c.code || !strings.Contains(r.Body.String(), c.says) || r.Data == r.Errors {
				t.Errorf("answered %.500s", r.Body)
			}
		})
	}
}

// Each limit is reached before it is exceeded, and a refusal says which it was.
func TestAtTheLimit(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{Tokens: 30, Depth: 5, Fields: 12, RootFields: 3, Aliases: 4, Directives: 2, Introspection: 60, Errors: 20, Cost: 46, AnswerBytes: 1 << 20, CacheBytes: 1 << 20})
	for _, c := range []struct {
		limit     string
		reached   string
		exceeded  string
		extension string // of the refusal
	}{
		{
			"tokens", "{ region(odsCode: 1) { name } } # " + strings.Repeat("\n#", 18), "{ region(odsCode: 1) { name } } # " + strings.Repeat("\n#", 19),
			`"limit":"limit-tokens","max":30}`,
		},
		{
			"depth", "{ regions { nodes { practices { nodes { name } } } } }", "{ regions { nodes { practices { nodes { region { name } } } } } }",
			`"limit":"limit-depth","max":5,"value":6}`,
		},
		{
			"fields", "{ region(odsCode: 1) { ...f } } fragment f on Region { name name name name name name name name name name name }",
			"{ region(odsCode: 1) { ...f ...f } } fragment f on Region { name name name name name name }",
			`"limit":"limit-fields","max":12,"value":13}`,
		},
		{
			"root fields", "{ __typename ...f } fragment f on Query { __typename dataset { title } }",
			"{ __typename ...f ...f } fragment f on Query { __typename dataset { title } }",
			`"limit":"limit-root-fields","max":3,"value":5}`,
		},
		{
			"aliases", "{ dataset { a: title ...f ...f b: title } } fragment f on Dataset { c: title }",
			"{ dataset { a: title ...f ...f b: title d: title } } fragment f on Dataset { c: title }",
			`"limit":"limit-aliases","max":4,"value":5}`,
		},
		{
			"directives", "{ ...f @skip(if: false) ...f } fragment f on Query { __typename @skip(if: false) }",
			"{ ...f @skip(if: false) ...f @a } fragment f on Query @b { __typename }",
			`"limit":"limit-directives","max":2,"value":3}`,
		},
		{
			"cost", "{ regions { nodes { practices { nodes { name } } } } }", "{ a: regions { nodes { name } } b: regions { nodes { name } } }",
			`"limit":"limit-cost","max":46,"value":74}`,
		},
		{
			"introspection", "{ __schema { directives { name locations } } }", "{ __schema { types { name } } }",
			fmt.Sprintf(`"limit":"limit-introspection","max":60,"value":%d}`, 2*len(Schema().Types)+1),
		},
	} {
		t.Run(c.limit, func(t *testing.T) {
			if r := e.Do(t.Context(), Request{Query: c.reached}); r.Code != "" {
				t.Errorf("at the limit: %s", r.Body)
			}
			if r := e.Do(t.Context(), Request{Query: c.exceeded}); r.Code != store.TooComplex || !strings.Contains(r.Body.String(), c.extension) || r.Data {
				t.Errorf("above the limit: %s", r.Body)
			}
		})
	}
}

// What is refused takes no room from what is asked again.
func TestRefusedDocumentsAreNotKept(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	for _, query := range []string{"", "{", "{ unknown }", "{ __typename } { __typename }", "{ " + strings.Repeat("a ", 2000) + "}", "{ " + repeat(60, "a%d: __typename") + "}"} {
		e.Do(t.Context(), Request{Query: query})
		if e.documents.recent.Len() > 0 {
			t.Errorf("%.50s is kept", query)
		}
	}
	e.Do(t.Context(), Request{Query: "{ __typename }"})
	if e.documents.recent.Len() != 1 {
		t.Error("a valid document is not kept")
	}
}

// standardIntrospection is what GraphiQL and code generators send.
const standardIntrospection = `query IntrospectionQuery {
  __schema {
    description queryType { name kind } mutationType { name kind } subscriptionType { name kind }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) {
    name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue {
  name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
}
fragment TypeRef on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
}`
