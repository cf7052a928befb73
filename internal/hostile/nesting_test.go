//go:build hostile

package hostile

import (
	"encoding/json"
	"fmt"
	"strings"
)

// bombs are texts that open and open. Each is sent as long as a body may be, once without an end and once
// closed again, and as 1 MB.
var bombs = []struct{ name, head, open, middle, shut, tail string }{
	{"braces", "", "{", "a", "}", ""},
	{"selections", "", "{regions", "{nodes{name}}", "}", ""},
	{"fields", "", "{a", "", "}", ""},
	{"parentheses", "{a", "(", "", ")", "}"},
	{"lists", "{a(x:", "[", "", "]", ")}"},
	{"lists of variables", "{a(x:", "[$v ", "", "]", ")}"},
	{"objects", "{regions(where:", "{NOT:", "{}", "}", "){totalCount}}"},
	{"lists of objects", "{regions(where:", "{AND:[", "", "]}", "){totalCount}}"},
	{"types", "query($v:", "[", "Int", "]", "){regions{totalCount}}"},
	{"types that are not null", "query($v:", "[", "Int", "]!", "){regions{totalCount}}"},
	{"default values", "query($v:Int=", "[", "", "]", "){regions{totalCount}}"},
	{"inline fragments", "{", "...{", "__typename", "}", "}"},
	{"fragments on types", "{", "...on Query{", "__typename", "}", "}"},
	{"directives", "{__typename", "@skip(if:[", "true", "])", "}"},
	{"exclamation marks", "query($v:Int", "!", "", "", "){__typename}"},
	{"spreads", "{", "...", "", "", "}"},
	{"dollars", "query(", "$", "", "", ":Int){__typename}"},
	{"at signs", "{__typename", "@", "", "", "}"},
	{"strings", "{a(x:", `"`, "", "", ")}"},
	{"block strings", "{a(x:", `"""`, "", "", ")}"},
	{"one long string", `{a(x:"`, "x", `"`, "", ")}"},
	{"escapes", `{a(x:"`, `\u0041`, `"`, "", ")}"},
	{"digits", "{regions(first:", "9", "", "", "){totalCount}}"},
	{"comments", "", "#\n", "{__typename}", "", ""},
	{"one long comment", "#", "#", "\n{__typename}", "", ""},
	{"commas", "", ",", "{__typename}", "", ""},
	{"spaces", "", " ", "{__typename}", "", ""},
	{"lines", "", "\r\n", "{__typename}", "", ""},
	{"byte order marks", "", "\ufeff", "{__typename}", "", ""},
	{"one long name", "{", "a", "", "", "}"},
	{"one long alias", "{", "a", ":__typename", "", "}"},
	{"operations", "", "query{__typename}", "", "", ""},
	{"fragment definitions", "{__typename}", "fragment a on Query{__typename}", "", "", ""},
	{"type definitions", "", "type a{a:a}", "", "", ""},
	{"descriptions", "", `"a"`, "{__typename}", "", ""},
}

func nesting() (all []attack) {
	for _, b := range bombs {
		want := []string{bad, tooComplex}
		switch b.name {
		case "comments", "one long comment", "commas", "spaces", "lines": // which GraphQL ignores
			want = []string{legal, tooComplex}
		case "byte order marks":
			want = []string{legal, bad, tooComplex}
		}
		escaped := len(quoted(b.open+b.shut)) - 2
		n := (limitBody - 200) / escaped
		whole := b.head + strings.Repeat(b.open, n) + b.middle + strings.Repeat(b.shut, n) + b.tail
		all = append(all, attack{"nesting: " + b.name + ", closed", post(operation(whole, "")), want})
		if b.shut != "" {
			n := (limitBody - 200) / (len(quoted(b.open)) - 2)
			all = append(all, attack{"nesting: " + b.name + ", open", post(operation(b.head+strings.Repeat(b.open, n), "")), want})
		}
		n = 1 << 20 / (len(quoted(b.open)) - 2) // 1 MB as it is sent: above 2 MB the connection may end instead
		all = append(all, attack{"nesting: " + b.name + ", 1 MB", post(operation(b.head+strings.Repeat(b.open, n), "")), []string{large}})
	}
	const query = "query($v:RegionWhere){regions(where:$v){totalCount}}"
	for _, b := range []struct{ name, open, middle, shut string }{
		{"lists", "[", "", "]"},
		{"objects", `{"NOT":`, "{}", "}"},
		{"lists of objects", `{"AND":[`, "{}", "]}"},
		{"both", `[{"a":`, "1", "}]"},
		{"strings", `"`, "", ""},
		{"escapes", `"\ud800"`, "", ""},
		{"minus signs", "-", "1", ""},
		{"digits", "9", "", ""},
		{"exponents", "1e9", "", ""},
	} {
		n := limitBody/(len(b.open)+len(b.shut)) - 100
		v := strings.Repeat(b.open, n) + b.middle + strings.Repeat(b.shut, n)
		want := []string{bad, tooComplex}
		all = append(all,
			attack{"variables: " + b.name + ", closed", post(operation(query, `{"v":`+v+`}`)), want},
			attack{"variables: " + b.name + ", open", post(operation(query, `{"v":`+strings.Repeat(b.open, n))), want},
			attack{"variables: " + b.name + ", 1 MB", post(operation(query, `{"v":`+strings.Repeat(b.open, 1<<20/len(b.open)))), []string{large}},
			attack{"body: " + b.name, post([]byte(strings.Repeat(b.open, n))), want},
			attack{"variables: " + b.name + " in extensions", post([]byte(`{"query":"{__typename}","extensions":` + v + `}`)), append(want, legal)})
	}
	for _, depth := range []int{19, 20, 21, 500, 9_000, 11_000} {
		v := strings.Repeat(`{"NOT":`, depth) + "{}" + strings.Repeat("}", depth)
		all = append(all, attack{fmt.Sprintf("variables: a condition %d deep", depth), post(operation(query, `{"v":`+v+`}`)), []string{legal, bad, tooComplex}})
	}
	return all
}

func quoted(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}
