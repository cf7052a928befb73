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
	long := strings.Repeat("k", 100_000)
	for _, c := range []struct {
		name, query string
		code        store.Code
		says        string
	}{
		{"20 deep", nested(6), "", ""},
		{"23 deep", nested(7), store.TooComplex, "nests fields 23 deep: at most 20 are allowed"},
		{"deep through fragments", root + chain(6, "branchSurgeries { nodes { practice { NEXT } } }", "id branchSurgeries { totalCount }"), store.TooComplex, "nests fields 21 deep"},
		// A walk that follows each spread anew would not end: 2^45 of them.
		{"fragments that spread the next one twice", root + chain(45, "NEXT NEXT", "id"), store.TooComplex, "asks for 1073741824 fields"},
		{"fragments that ask for the next one twice", root + chain(5, "a: branchSurgeries { nodes { practice { NEXT } } } b: branchSurgeries { nodes { practice { NEXT } } }", "id"), "", ""},
		{"more fields than allowed", root + chain(5, "a: branchSurgeries { nodes { practice { NEXT } } } b: branchSurgeries { nodes { practice { NEXT } } } c: branchSurgeries { nodes { practice { NEXT } } } d: branchSurgeries { nodes { practice { NEXT } } }", "id name kind"), store.TooComplex, "fields, with fragments spread: at most 5000"},
		{"a fragment within itself", root + "fragment f0 on Practice { ...f0 }", store.BadUserInput, "within itself"},
		{"an unknown fragment", root, store.BadUserInput, "Unknown fragment"},
		{"as many tokens as allowed", "{ " + repeat(332, "a%d: __typename") + "}", "", ""},
		{"more tokens than allowed", "{ " + repeat(333, "a%d: __typename") + "}", store.BadUserInput, "token limit of 1000"},
		{"brackets", "query($a: " + strings.Repeat("[", 100_000) + ") { a }", store.BadUserInput, "token limit of 1000"},
		{"the schema as tools ask for it", standardIntrospection, "", ""},
		{"the schema under many names", "{ " + repeat(90, "a%d: __schema { types { ...t } }") + "} fragment t on __Type { name fields { name } }", store.TooComplex, "values of the schema"},
		{"fields of the schema under many names", "{ __schema { types { " + repeat(150, "a%d: fields { name }") + "} } }", store.TooComplex, "values of the schema"},
		{"a type under many names", "{ " + repeat(30, `a%d: __type(name: "Query") { ...t }`) + "} fragment t on __Type { " + repeat(40, "a%d: fields { args { name } }") + "}", store.TooComplex, "values of the schema"},
		{"kinds under many names", "{ " + repeat(60, `a%d: __type(name: "Organisation") { ...t }`) + "} fragment t on __Type { possibleTypes { fields { name args { name } } } }", store.TooComplex, "values of the schema"},
		{"the schema under a long key", "{ __schema { types { fields { " + long + ": name } } } }", store.TooComplex, "values of the schema"},
		{"long keys that are repeated", "{ " + repeat(100, "a%d: dataset { ...f }") + "} fragment f on Dataset { files { " + long + ": name } }", store.TooComplex, "fields, with fragments spread: at most 5000"},
		{"the schema without end", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", store.BadUserInput, "Maximum introspection depth exceeded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := e.Do(t.Context(), Request{Query: c.query})
			if r.Code != c.code || !strings.Contains(string(r.Body), c.says) || r.Data == r.Errors {
				t.Errorf("answered %.500s", r.Body)
			}
		})
	}
}

func TestDocumentedLimits(t *testing.T) {
	// The limits that the README and the help name.
	want := Limits{Tokens: 1000, Depth: 20, Fields: 5000, Introspection: 450_000, Errors: 20, CacheBytes: 16 << 20}
	if got := DefaultLimits(); got != want {
		t.Errorf("the limits are %+v", got)
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
