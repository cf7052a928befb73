//go:build hostile

package hostile

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// circular goes from regions to boards and back, n times.
func circular(n int, first string) string {
	return "{regions{nodes{" + strings.Repeat("integratedCareSystems"+first+"{nodes{region{", n) + "name" + strings.Repeat("}}}", n) + "}}}"
}

func values() (all []attack) {
	for _, first := range []string{"1000001", "2147483647", "2147483648", "-1", "-2147483648", "99999999999999999999", "1.5", "1e400", "true", `"1"`, "[1]", "{a:1}", "X"} {
		all = append(all,
			asked("first: "+first, "{practices(first:"+first+"){nodes{name}}}", bad, tooComplex),
			asked("last: "+first, "{practices(last:"+first+"){nodes{name}}}", bad, tooComplex))
		if !strings.ContainsAny(first, "{X") {
			all = append(all, attack{"first: " + first + " as a variable", post(operation("query($n:Int){practices(first:$n){nodes{name}}}", `{"n":`+first+`}`)), []string{bad, tooComplex}})
		}
	}
	all = append(all,
		asked("first: a million, as there may be", "{practices(first:1000000){nodes{name}}}", legal, tooComplex),
		asked("first: a million of everything", "{regions(first:1000000){nodes{integratedCareSystems(first:1000000){nodes{practices(first:1000000){nodes{primaryCareNetwork{practices(first:1000000){nodes{name}}}}}}}}}}", legal, tooComplex),
		asked("first: and last", "{practices(first:1,last:1){nodes{name}}}", bad))
	for n := 1; n <= 6; n++ {
		want := []string{legal, tooComplex}
		if n > 5 {
			want = []string{tooComplex}
		}
		all = append(all, asked(fmt.Sprintf("circular: %d rounds", n), circular(n, ""), want...))
	}
	all = append(all,
		asked("circular: practices of practices", "{practices(first:100){nodes{primaryCareNetwork{practices{nodes{primaryCareNetwork{practices{nodes{name}}}}}}}}}", legal, tooComplex),
		asked("circular: all, of all", "{practices{nodes{integratedCareSystem{practices{nodes{integratedCareSystem{practices{nodes{name}}}}}}}}}", tooComplex),
		asked("circular: with totals", "{regions{nodes{integratedCareSystems{totalCount nodes{practices{totalCount nodes{integratedCareSystem{practices{totalCount}}}}}}}}}", legal, tooComplex),
		asked("circular: in a filter", "{practices(where:{integratedCareSystem:{practices:{some:{node:{integratedCareSystem:{practices:{some:{node:{integratedCareSystem:{practices:{count:{gt:1}}}}}}}}}}}}){totalCount}}", legal, tooComplex, bad),
		asked("circular: in an order", "{practices(orderBy:[{integratedCareSystem:{practices:{count:DESC}}}],first:1){nodes{name}}}", legal, tooComplex),
		asked("filter: 40 times the same quantifier", "{practices(first:1,where:{AND:["+strings.Repeat(`{integratedCareSystem:{practices:{all:{node:{name:{contains:"e"}}}}}}`, 40)+"]}){totalCount}}", tooComplex, bad),
		asked("filter: text of 20,000 letters, folded", `{practices(where:{name:{caseInsensitive:{contains:"`+strings.Repeat("é", 20_000)+`"}}}){totalCount}}`, legal, bad, tooComplex),
		attack{"keys: 20,000 unknown codes", post(operation("query($c:[ID!]!){organisationsByCode(odsCodes:$c){name}}", `{"c":["`+strings.Repeat(`A1","`, 20_000)+`A1"]}`)), []string{legal, tooComplex}},
		attack{"keys: one region, 20,000 times, and all of it", post(operation("query($c:[ID!]!){organisationsByCode(odsCodes:$c){...on Region{practices{nodes{name}}}}}", `{"c":["`+strings.Repeat(`Y63","`, 20_000)+`Y63"]}`)), []string{tooComplex}},
		attack{"keys: ids that are none", post(operation("query($c:[ID!]!){nodes(ids:$c){id}}", `{"c":["`+strings.Repeat(`!","`, 20_000)+`"]}`)), []string{legal, bad, tooComplex}})

	cursor := func(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
	for name, text := range map[string]string{
		"empty": "", "no base64": "!!!!", "no JSON": cursor("{"), "an object": cursor("{}"), "an empty list": cursor("[]"), "null": cursor("null"),
		"numbers": cursor("[1,2,3]"), "of another order": cursor(`["a","b","c","d"]`), "nested": cursor(strings.Repeat("[", 30_000)),
		"long": cursor(`["` + strings.Repeat("x", 90_000) + `","A81001"]`), "no UTF-8": cursor("[\"\xff\",\"\xff\"]"), "NUL": cursor("[\"\x00\"]"),
		"huge number": cursor("[1e999,\"A\"]"),
	} {
		all = append(all, attack{"cursor: " + name, post(operation("query($c:String){practices(first:2,after:$c,orderBy:[{name:ASC}]){nodes{name}}}", `{"c":`+quoted(text)+`}`)), []string{bad, legal}})
	}
	for _, text := range []string{
		"", "x", "2024-02-30", "2023-02-29", "0000-00-00", "0000-01-01", "9999-12-31", "10000-01-01", "99999999999-01-01", "-0001-01-01", "+2024-01-01",
		"2024-1-1", "2024-01-01T00:00:00Z", " 2024-01-01", "２０２４-01-01", "2024-01-01\x00", strings.Repeat("9", 100_000),
	} {
		all = append(all, attack{fmt.Sprintf("date: %.20q", text), post(operation("query($d:Date){practices(first:2,asOf:$d){nodes{name}}}", `{"d":`+quoted(text)+`}`)), []string{bad, legal}})
	}
	for name, body := range map[string]string{
		"no UTF-8 in the query":         "{\"query\":\"{\xff}\"}",
		"no UTF-8 in a string":          "{\"query\":\"{region(odsCode:\\\"\xc3\x28\\\"){name}}\"}",
		"an overlong slash":             "{\"query\":\"{region(odsCode:\\\"\xc0\xaf\\\"){name}}\"}",
		"a surrogate in UTF-8":          "{\"query\":\"{region(odsCode:\\\"\xed\xa0\x80\\\"){name}}\"}",
		"beyond Unicode":                "{\"query\":\"{region(odsCode:\\\"\xf4\x90\x80\x80\\\"){name}}\"}",
		"a lone surrogate":              `{"query":"{region(odsCode:\"\ud800\"){name}}"}`,
		"a lone surrogate of GraphQL":   `{"query":"{region(odsCode:\"\\ud800\"){name}}"}`,
		"a brace escape of GraphQL":     `{"query":"{region(odsCode:\"\\u{110000}\"){name}}"}`,
		"a lone surrogate in variables": `{"query":"query($c:ID!){region(odsCode:$c){name}}","variables":{"c":"\udfff"}}`,
		"a lone surrogate in a name":    `{"query":"{__typename}","operationName":"\ud800"}`,
		"NUL in the query":              `{"query":"{\u0000}"}`,
		"NUL in a string":               `{"query":"{region(odsCode:\"\u0000\"){name}}"}`,
		"NUL in variables":              `{"query":"query($c:ID!){region(odsCode:$c){name}}","variables":{"c":"\u0000"}}`,
		"NUL as a body":                 "\x00",
		"NULs":                          strings.Repeat("\x00", 200_000),
		"UTF-16":                        "\xff\xfe{\x00}\x00",
		"0.2 MB of no UTF-8":            `{"query":"` + strings.Repeat("\xff", 200_000) + `"}`,
		"right to left":                 `{"query":"{\u202e}"}`,
		"an unknown name of emoji":      `{"query":"{🏃}"}`,
	} {
		all = append(all, attack{"text: " + name, post([]byte(body)), []string{bad, legal}})
	}
	return all
}
