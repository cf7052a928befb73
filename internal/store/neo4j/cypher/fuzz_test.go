package cypher_test

import (
	"encoding/json"
	"strings"
	"testing"

	"orggraph/internal/plan"
)

// hostile is a request with room for a text wherever a request has some: NAME stands in names of its own, $v, $list
// and the like are variables, LITERAL is a string within the document, and CODE is a code.
const hostile = `query OpNAME($vNAME: String!, $listNAME: [String!]!, $idsNAME: [ID!]!, $idNAME: ID!, $whereNAME: PracticeWhere!, $afterNAME: String!, $beforeNAME: String!) {
	kNAME: practices(
		where: {
			name: {eq: $vNAME, in: [$vNAME, LITERAL], caseInsensitive: {startsWith: LITERAL, in: $listNAME}, contains: LITERAL, endsWith: $vNAME}
			odsCode: {eq: LITERAL, in: [LITERAL]}
			NOT: {OR: [{town: {gt: $vNAME}}, {town: {lte: LITERAL, caseInsensitive: {lt: $vNAME}}}]}
			region: {name: {eq: LITERAL}, edge: {origin: {eq: DERIVED}}}
			branchSurgeries: {some: {node: {name: {eq: LITERAL}}}, count: {gt: 2, where: {node: {postcode: {in: $listNAME}}}}}
		}
		orderBy: [{region: {name: DESC}}, {name: ASC}, {branchSurgeries: {count: DESC, where: {node: {name: {eq: LITERAL}}}}}]
		first: 3, after: $afterNAME, before: $beforeNAME
	) {
		eNAME: edges { cNAME: cursor nNAME: node { aNAME: name ...FNAME } }
		iNAME: pageInfo { hNAME: hasNextPage }
	}
	regions { nodes { practices(where: $whereNAME) { totalCount } } }
	byVariable: nodes(ids: $idsNAME) { ... on Practice { aNAME: town } }
	byLiteral: nodes(ids: [LITERAL, $idNAME, LITERAL]) { ... on Practice { aNAME: town } }
	byCode: organisationsByCode(odsCodes: ["CODE", "CODE"]) { aNAME: name }
	one: practice(odsCode: "CODE") { aNAME: name }
	node(id: LITERAL) { aNAME: id }
}
fragment FNAME on Practice { rNAME: region { tNAME: __typename aNAME: name } roles { qNAME: id } }`

// hostileTexts are the statements of hostile around a text.
func hostileTexts(t *testing.T, name, text string) string {
	t.Helper()
	literal, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	query := strings.NewReplacer("NAME", name, "LITERAL", string(literal), "CODE", code(name)).Replace(hostile)
	variables := map[string]any{}
	for variable, value := range map[string]any{
		"v": text, "list": []any{text}, "ids": []any{text}, "id": text, "after": nil, "before": nil,
		"where": map[string]any{"name": map[string]any{"in": []any{text}, "contains": text}},
	} {
		variables[variable+name] = value
	}
	// Cursors are bound to the ordering, which the request without them has.
	p, args := planned(t, strings.Replace(strings.Replace(query, "$after"+name+": String!", "$after"+name+": String", 1),
		"$before"+name+": String!", "$before"+name+": String", 1), variables)
	cursor := plan.NewOrdering(p.Roots[0].Connection.Order, args).Encode(plan.Cursor{Values: []any{text, text, 1}, Code: "x" + text})
	variables["after"+name], variables["before"+name] = cursor, cursor
	return texts(compiled(t, query, variables))
}

// FuzzNoRequestTextInStatements puts a text wherever a request has room for one: in names, in values of variables and
// in literals, in filters, keys and cursors. The statements are those of a harmless text.
func FuzzNoRequestTextInStatements(f *testing.F) {
	for _, s := range []string{"", "x", "A1", "'} RETURN 1 //", "`", "\\u0027", "zzz$<1.2.3>", "😀", "name Desc", "$p0", "\u0000", "\\", "\"", "{0}", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		// Whether a text has characters that UTF-16 sorts elsewhere may change a statement, nothing else of it.
		safe := "v"
		if strings.IndexFunc(s, func(r rune) bool { return r >= 0xD800 }) >= 0 {
			safe = "\uFFFD"
		}
		if got, want := hostileTexts(t, identifier(s), s), hostileTexts(t, "", safe); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	})
}

// identifier makes a name of GraphQL of a text.
func identifier(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '_'
	}, s)
}

// code makes a code of a name.
func code(name string) string {
	c := strings.ReplaceAll(strings.ToUpper("C"+name), "_", "-")
	return c[:min(len(c), 12)]
}
