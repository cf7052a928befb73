//go:build hostile

package hostile

import (
	"fmt"
	"strings"
)

// each joins what make makes of the first n numbers.
func each(n int, make func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(make(i))
	}
	return b.String()
}

// times is a text n times, each # in it replaced by the number.
func times(n int, text string) string {
	return each(n, func(i int) string { return strings.ReplaceAll(text, "#", fmt.Sprint(i)) })
}

// asked is an attack by an operation.
func asked(name, query string, want ...string) attack {
	return attack{name, post(operation(query, "")), want}
}

// doubling is n fragments of which each spreads the next twice.
func doubling(n int, last string) string {
	return "{...F0}" + each(n, func(i int) string { return fmt.Sprintf("fragment F%d on Query{...F%d ...F%d}", i, i+1, i+1) }) +
		fmt.Sprintf("fragment F%d on Query{%s}", n, last)
}

func documents() []attack {
	chain := "fragment F# on Query{...F"
	return []attack{
		asked("fragments: doubling, 26", doubling(26, "__typename"), tooComplex),
		asked("fragments: doubling, 12", doubling(12, "__typename"), legal, tooComplex),
		asked("fragments: doubling, as many as tokens allow", doubling(95, "__typename"), tooComplex),
		asked("fragments: doubling, as many as a body allows", doubling(5000, "__typename"), tooComplex),
		asked("fragments: doubling with lists", doubling(20, "regions{nodes{name}}"), tooComplex),
		asked("fragments: doubling within fields", "{regions{nodes{...F0}}}"+times(20, "fragment F# on Region{a#:nhsEngland{regions{nodes{...G#}}} b#:nhsEngland{regions{nodes{...G#}}}}")+
			each(20, func(i int) string { return fmt.Sprintf("fragment G%d on Region{...F%d}", i, i+1) })+"fragment F20 on Region{name}", tooComplex, bad),
		asked("fragments: one that spreads itself", "{...F}fragment F on Query{...F}", bad),
		asked("fragments: two that spread each other", "{...F}fragment F on Query{...G}fragment G on Query{...F}", bad),
		asked("fragments: a cycle of 100", "{...F0}"+each(100, func(i int) string { return fmt.Sprintf("fragment F%d on Query{...F%d}", i, (i+1)%100) }), bad),
		asked("fragments: a cycle within fields", "{regions{nodes{...F}}}fragment F on Region{nhsEngland{regions{nodes{...F}}}}", bad, tooComplex),
		asked("fragments: cycles of all with all", "{...F0}"+times(20, "fragment F# on Query{"+times(20, "...F#")+"}"), bad, tooComplex),
		asked("fragments: a chain of 5,000", "{...F0}"+each(5000, func(i int) string { return strings.ReplaceAll(chain, "#", fmt.Sprint(i)) + fmt.Sprint(i+1, "}") }), tooComplex),
		asked("fragments: a chain of 120", "{...F0}"+each(120, func(i int) string { return fmt.Sprintf("fragment F%d on Query{...F%d}", i, i+1) })+"fragment F120 on Query{__typename}", legal, tooComplex),
		asked("fragments: unused", "{__typename}"+times(140, "fragment F# on Query{a}"), bad, tooComplex),
		asked("fragments: undefined", "{"+times(300, "...F#")+"}", bad, tooComplex),
		asked("fragments: of one name", "{...F}"+times(140, "fragment F on Query{a}"), bad, tooComplex),
		asked("fragments: on types that don't fit", "{"+times(160, "...on Region{name}")+"}", bad, tooComplex),
		asked("fragments: inline within inline", "{"+strings.Repeat("...{", 240)+"__typename"+strings.Repeat("}", 240)+"}", legal, tooComplex),

		asked("aliases: 13,000", "{"+times(13_000, "a#:__typename ")+"}", tooComplex),
		{"aliases: 100,000 in 1.7 MB", post(operation("{"+times(100_000, "a#:__typename ")+"}", "")), []string{large}},
		asked("aliases: 101", "{regions{nodes{"+times(101, "a#:name ")+"}}}", tooComplex),
		asked("aliases: 100", "{regions{nodes{"+times(100, "a#:name ")+"}}}", legal),
		asked("aliases: 100 long ones", "{regions{nodes{"+times(100, strings.Repeat("a", 2400)+"#:name ")+"}}}", tooComplex),
		asked("aliases: of everything", "{regions{nodes{"+times(40, "a#:integratedCareSystems{nodes{practices{nodes{name}}}}")+"}}}", legal, tooComplex),
		asked("root fields: 51", "{"+times(51, `a#:region(odsCode:"Y63"){name}`)+"}", tooComplex),
		asked("root fields: 50", "{"+times(50, `a#:region(odsCode:"Y63"){name}`)+"}", legal),
		asked("root fields: 101 of one look-up", "{"+times(101, `a#:organisation(odsCode:"A81001"){name}`)+"}", tooComplex),

		asked("fields: one, 80,000 times", "{"+strings.Repeat("a ", 80_000)+"}", tooComplex),
		asked("fields: one, 900 times", "{"+strings.Repeat("__typename ", 900)+"}", legal, tooComplex),
		asked("fields: one below, 900 times", "{regions{nodes{"+strings.Repeat("name ", 900)+"}}}", legal, tooComplex),
		asked("fields: one list, 190 times", "{"+strings.Repeat("regions{nodes{name}}", 120)+"}", legal, tooComplex),
		asked("fields: unknown ones", "{"+times(900, "unknown# ")+"}", bad, tooComplex),
		asked("fields: unknown below an unknown one", "{regions{nodes{"+times(400, "x#{y} ")+"}}}", bad, tooComplex),
		asked("fields: 400 words that are nearly one", "{regions{nodes{"+times(400, "integratedCareSystem# ")+"}}}", bad, tooComplex),
		asked("fields: overlapping, nested", "{"+strings.Repeat("...{regions{...{nodes{...{name}}}}}", 50)+"}", legal, tooComplex),
		asked("fields: overlapping through fragments", "{"+strings.Repeat("...F ...G ", 100)+"}fragment F on Query{regions{nodes{"+times(60, "a#:name ")+"}}}fragment G on Query{regions{nodes{"+times(60, "a#:odsCode ")+"}}}", bad, tooComplex),

		asked("conflicts: one key, arguments that differ", "{"+times(120, `a:region(odsCode:"#"){name}`)+"}", bad, tooComplex),
		asked("conflicts: one key, fields that differ", "{regions{nodes{"+strings.Repeat("a:name a:odsCode ", 150)+"}}}", bad, tooComplex),
		asked("conflicts: 300 KB of them", "{"+times(9000, `a:region(odsCode:"#"){n}`)+"}", bad, tooComplex, large),
		asked("conflicts: deep", "{"+times(60, "a:regions(first:#){nodes{b:name}}")+"}", bad, tooComplex),
		asked("conflicts: long arguments", "{"+times(50, `a:region(odsCode:"#`+strings.Repeat("x", 4500)+`"){name}`)+"}", bad, tooComplex),

		asked("directives: 60,000", "{__typename"+strings.Repeat("@a", 60_000)+"}", tooComplex, bad),
		asked("directives: 51", "{"+times(51, "a#:__typename@skip(if:false)")+"}", tooComplex),
		asked("directives: 50", "{regions{nodes{"+times(50, "a#:name@skip(if:false)")+"}}}", legal),
		asked("directives: one, 150 times on one field", "{__typename"+strings.Repeat("@skip(if:false)", 150)+"}", bad, tooComplex),
		asked("directives: unknown", "{__typename"+times(45, "@unknown#")+"}", bad),
		asked("directives: on the operation", "query"+strings.Repeat("@skip(if:true)", 150)+"{__typename}", bad, tooComplex),
		asked("directives: on variables", "query("+times(45, "$v#:Int@unknown# ")+"){__typename}", bad, tooComplex),

		asked("variables: 900 of them", "query("+times(190, "$v#:Int=1 ")+"){__typename}", bad, tooComplex),
		asked("variables: of one name", "query("+strings.Repeat("$v:Int ", 200)+"){__typename}", bad, tooComplex),
		asked("variables: undefined", `{nodes(ids:[`+times(900, "$v# ")+`]){id}}`, bad, tooComplex),
		asked("arguments: one, 200 times", `{region(`+strings.Repeat(`odsCode:"Y63" `, 200)+`){name}}`, bad, tooComplex),
		asked("arguments: unknown", `{region(`+times(200, `a#:1 `)+`){name}}`, bad, tooComplex),
		asked("operations: 190", times(190, "query Q#{__typename}"), bad, tooComplex),
		asked("operations: of one name", strings.Repeat("query Q{__typename}", 190), bad, tooComplex),
		asked("operations: subscription", "subscription{__typename}", bad),
		asked("operations: mutation", "mutation{__typename}", bad),
	}
}

const schemaTree = "{types{name fields{name type{name fields{name type{name fields{name type{name}}}}}}}}"

func introspections() []attack {
	ofType := strings.Repeat("ofType{", 14) + "name" + strings.Repeat("}", 14)
	return []attack{
		asked("introspection: __schema 90 times", "{"+times(45, "a#:__schema{types{name fields{name args{name}}}}")+"}", tooComplex),
		asked("introspection: as 500 aliases", "{"+times(500, "a#:__schema{types{name}}")+"}", tooComplex),
		asked("introspection: circular", "{__schema"+schemaTree+"}", tooComplex),
		asked("introspection: circular by __type", `{__type(name:"Practice"){fields{type{fields{type{fields{type{fields{type{name}}}}}}}}}}`, tooComplex),
		asked("introspection: possible types of all", "{__schema{types{possibleTypes{interfaces{possibleTypes{interfaces{possibleTypes{name}}}}}}}}", tooComplex),
		asked("introspection: ofType", "{__schema{types{fields{type{"+ofType+"}}}}}", legal, tooComplex),
		asked("introspection: through fragments", "{__schema{types{...T}}}fragment T on __Type{fields{type{...U}}}fragment U on __Type{fields{type{...V}}}fragment V on __Type{fields{type{fields{name}}}}", tooComplex),
		asked("introspection: descriptions, 12 times", "{"+times(12, "a#:__schema{types{description fields{description args{description}}}}")+"}", legal, tooComplex),
		asked("introspection: __type 50 times", "{"+times(50, `a#:__type(name:"Query"){fields{name args{name}}}`)+"}", tooComplex, legal),
		asked("introspection: what tools ask", introspectionQuery, legal),
	}
}

// introspectionQuery is what graphql-js asks, with all its options.
const introspectionQuery = `query{__schema{description queryType{name kind}mutationType{name kind}subscriptionType{name kind}
types{...FullType}directives{name description isRepeatable locations args(includeDeprecated:true){...InputValue}}}}
fragment FullType on __Type{kind name description specifiedByURL isOneOf fields(includeDeprecated:true){name description
args(includeDeprecated:true){...InputValue}type{...TypeRef}isDeprecated deprecationReason}inputFields(includeDeprecated:true){...InputValue}
interfaces{...TypeRef}enumValues(includeDeprecated:true){name description isDeprecated deprecationReason}possibleTypes{...TypeRef}}
fragment InputValue on __InputValue{name description type{...TypeRef}defaultValue isDeprecated deprecationReason}
fragment TypeRef on __Type{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}}}}}}}`
