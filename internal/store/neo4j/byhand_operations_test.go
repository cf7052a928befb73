//go:build neo4j

package neo4j

import "orggraph/bench/england"

// operations are those that are compared: the 13 by which others are measured, with what of ours stands in for those
// that the API does not have yet, and some of our own. A statement by hand is the fastest of several that were tried
// on England. It may rely on what the importer makes sure of: an organisation has one parent of a type at a time.
func (r *rivals) operations() []*operation {
	const (
		eHolds   = "e.lifeFrom <= $day < e.lifeTo"
		fHolds   = "f.lifeFrom <= $day < f.lifeTo"
		listSize = "p.listSizesPatients[size([d IN p.listSizesOn WHERE d > $on])]"
		whole    = "[p.code, p.name, p.town, p.postcode, p.openedOn, " + listSize + ", p.latitude, p.longitude]"
		// A map of several properties is read in one go.
		wholeMap = "p {.code, .name, .town, .postcode, .openedOn, .latitude, .longitude, .listSizesOn, .listSizesPatients} AS p"
		// Looks at the index alone.
		practices = "MATCH (p:Practice) WHERE p.code > '' AND p.lifeFrom <= $day < p.lifeTo"
		system    = "MATCH (i:Node {code: $system}) WHERE i:IntegratedCareSystem"
		networks  = "MATCH (i)<-[e:IN_AREA_OF]-(:SubIcbLocation)<-[f:COMMISSIONED_BY]-(n:PrimaryCareNetwork) WHERE " + eHolds + " AND " + fHolds
		partners  = "MATCH (n)<-[e:PARTNER_TO]-(p:Practice) WHERE " + eHolds + " WITH "
		inOrder   = " ORDER BY p.code RETURN "
	)
	short := scalars("odsCode", "name")
	wholePractice := scalars("odsCode", "name", "town", "postcode", "openedOn", "listSize", "latitude", "longitude").object
	p := &r.picked
	return []*operation{
		{
			name:      "point look-up",
			query:     `query($code: ID!) { practice(odsCode: $code) { odsCode name town postcode } }`,
			variables: map[string]any{"code": p.practice},
			cypher:    "MATCH (p:Node {code: $code}) WHERE p:Practice RETURN p.code, p.name, p.town, p.postcode",
			write:     row(under("practice", scalars("odsCode", "name", "town", "postcode").object)),
		}, {
			name:      "one PCN with its practices",
			query:     england.OneNetwork,
			variables: map[string]any{"code": p.network},
			cypher: "MATCH (n:Node {code: $code}) WHERE n:PrimaryCareNetwork RETURN n.code, n.name, COLLECT { " +
				partners + wholeMap + inOrder + whole + " }",
			write: row(under("primaryCareNetwork", short.with("practices", nodes(wholePractice)).object)),
		}, {
			name: "ICS -> PCNs -> practices",
			query: `query($system: ID!, $on: Date) { integratedCareSystem(odsCode: $system, asOf: $on) { odsCode name
				primaryCareNetworks { nodes { odsCode name practices { nodes { odsCode name } } } } } }`,
			variables: map[string]any{"system": p.system},
			cypher: system + " RETURN i.code, i.name, COLLECT { " + networks + " WITH n, n {.code, .name} AS m ORDER BY m.code RETURN [m.code, m.name, COLLECT { " +
				partners + "p {.code, .name} AS p" + inOrder + "[p.code, p.name] }] }",
			write: row(under("integratedCareSystem", short.with("primaryCareNetworks",
				nodes(short.with("practices", nodes(short.object)).object)).object)),
		}, {
			name:  "all England",
			query: england.Nested,
			cypher: "RETURN COLLECT { MATCH (r:Region) WHERE r.lifeFrom <= $day < r.lifeTo WITH r ORDER BY r.code RETURN [r.code, r.name, COLLECT { " +
				"MATCH (r)<-[e:IN_REGION]-(i:IntegratedCareSystem) WHERE " + eHolds + " WITH i ORDER BY i.code RETURN [i.code, i.name, COLLECT { " +
				networks + " WITH n, n {.code, .name} AS m ORDER BY m.code RETURN [m.code, m.name, COLLECT { " + partners + wholeMap + inOrder + whole + " }] }] }] }",
			write: column(under("regions", nodes(short.with("integratedCareSystems", nodes(short.with("primaryCareNetworks",
				counted(short.with("practices", nodes(wholePractice)).object)).object)).object))),
		}, {
			name: "some in some in some",
			query: `query($code: ID!, $on: Date) { regions(asOf: $on, where: {integratedCareSystems: {some: {node: {primaryCareNetworks: {some:
				{node: {practices: {some: {node: {odsCode: {eq: $code}}}}}}}}}}}) { nodes { odsCode name } } }`,
			variables: map[string]any{"code": p.practice},
			cypher: "RETURN COLLECT { MATCH (p:Node {code: $code}) WHERE p:Practice MATCH (p)-[a:PARTNER_TO]->(n:PrimaryCareNetwork)-[b:COMMISSIONED_BY]->" +
				"(:SubIcbLocation)-[c:IN_AREA_OF]->(i:IntegratedCareSystem)-[d:IN_REGION]->(r:Region) WHERE a.lifeFrom <= $day < a.lifeTo AND " +
				"b.lifeFrom <= $day < b.lifeTo AND c.lifeFrom <= $day < c.lifeTo AND d.lifeFrom <= $day < d.lifeTo " +
				"WITH DISTINCT r ORDER BY r.code RETURN [r.code, r.name] }",
			write: column(under("regions", nodes(short.object))),
		}, {
			name: "some in some by a name",
			query: `query($word: String!, $on: Date) { integratedCareSystems(asOf: $on, where: {primaryCareNetworks: {some: {node: {practices:
				{some: {node: {name: {startsWith: $word}}}}}}}}) { nodes { odsCode name } } }`,
			variables: map[string]any{"word": p.rare},
			cypher: "RETURN COLLECT { MATCH (p:Practice) WHERE p.name STARTS WITH $word MATCH (p)-[e:PARTNER_TO]->(n:PrimaryCareNetwork)-[f:COMMISSIONED_BY]->" +
				"(:SubIcbLocation)-[c:IN_AREA_OF]->(i:IntegratedCareSystem) WHERE " + eHolds + " AND " + fHolds + " AND c.lifeFrom <= $day < c.lifeTo " +
				"WITH DISTINCT i ORDER BY i.code RETURN [i.code, i.name] }",
			write: column(under("integratedCareSystems", nodes(short.object))),
		}, {
			name:   "totalCount",
			query:  `query($on: Date) { practices(asOf: $on) { totalCount } }`,
			cypher: practices + " RETURN count(*)",
			write:  column(under("practices", under("totalCount", scalarByHand))),
		}, {
			name:      "count by list size [1]",
			query:     `query($large: Int!, $on: Date) { practices(asOf: $on, where: {listSize: {gt: $large}}) { totalCount } }`,
			variables: map[string]any{"large": int64(large)},
			cypher:    practices + " AND " + listSize + " > $large RETURN count(*)",
			write:     column(under("practices", under("totalCount", scalarByHand))),
		}, {
			name: "page at 5000 by name",
			query: `query($cursor: String!, $on: Date) { practices(asOf: $on, orderBy: [{name: ASC}], first: 50, after: $cursor) {
				nodes { odsCode name } } }`,
			variables: map[string]any{"cursor": p.cursor, "name": p.name, "code": p.deep},
			cypher: "RETURN COLLECT { MATCH (p:Practice) WHERE p.name >= $name AND (p.name > $name OR p.code > $code) AND p.lifeFrom <= $day < p.lifeTo " +
				"WITH p ORDER BY p.name, p.code LIMIT 50 RETURN [p.code, p.name] }",
			write: column(under("practices", nodes(short.object))),
		}, {
			name:   "first 50 with totalCount",
			query:  `query($on: Date) { practices(asOf: $on, first: 50) { totalCount nodes { odsCode name } } }`,
			cypher: "RETURN COUNT { " + practices + " }, COLLECT { " + practices + " WITH p ORDER BY p.code LIMIT 50 RETURN [p.code, p.name] }",
			write:  row(under("practices", scalars("totalCount").with("nodes", list(short.object)).object)),
		}, {
			name:  "count per parent [2]",
			query: `query($on: Date) { primaryCareNetworks(asOf: $on) { nodes { odsCode practices { totalCount } } } }`,
			cypher: "RETURN COLLECT { MATCH (n:PrimaryCareNetwork) WHERE n.code > '' AND n.lifeFrom <= $day < n.lifeTo WITH n ORDER BY n.code " +
				"RETURN [n.code, COUNT { MATCH (n)<-[e:PARTNER_TO]-(:Practice) WHERE " + eHolds + " }] }",
			write: column(under("primaryCareNetworks", nodes(scalars("odsCode").with("practices", under("totalCount", scalarByHand)).object))),
		}, {
			name: "parallel edges",
			query: `query($code: ID!, $on: Date) { practice(odsCode: $code, asOf: $on) { odsCode
				primaryCareNetworkEdge { node { odsCode name } spells { validFrom validTo } } } }`,
			variables: map[string]any{"code": p.moved},
			cypher: "MATCH (p:Node {code: $code}) WHERE p:Practice RETURN p.code, COLLECT { MATCH (p)-[e:PARTNER_TO]->(n:PrimaryCareNetwork) WHERE " +
				eHolds + " RETURN [[n.code, n.name], COLLECT { MATCH (p)-[s:PARTNER_TO]->(n) WITH s ORDER BY s.pref DESC RETURN [s.validFrom, s.validTo] }] }[0]",
			write: row(under("practice", scalars("odsCode").with("primaryCareNetworkEdge", members{}.with("node", short.object).
				with("spells", list(scalars("validFrom", "validTo").object)).object).object)),
		}, {
			name:      "name contains",
			query:     `query($word: String!, $on: Date) { practices(asOf: $on, where: {name: {contains: $word}}, first: 50) { nodes { odsCode name } } }`,
			variables: map[string]any{"word": p.common},
			cypher:    "RETURN COLLECT { " + practices + " AND p.name CONTAINS $word WITH p ORDER BY p.code LIMIT 50 RETURN [p.code, p.name] }",
			write:     column(under("practices", nodes(short.object))),
		}, {
			name: "practices of an ICS with PCNs",
			query: `query($system: ID!, $on: Date) { integratedCareSystem(odsCode: $system, asOf: $on) { odsCode practices { nodes {
				odsCode name primaryCareNetwork { odsCode name } } } } }`,
			variables: map[string]any{"system": p.system},
			cypher: system + " RETURN i.code, COLLECT { MATCH (i)<-[e:IN_AREA_OF]-(:SubIcbLocation)<-[f:COMMISSIONED_BY]-(p:Practice) WHERE " +
				eHolds + " AND " + fHolds + " WITH p, p {.code, .name} AS q ORDER BY q.code RETURN [q.code, q.name, COLLECT { " +
				"MATCH (p)-[e:PARTNER_TO]->(n:PrimaryCareNetwork) WHERE " + eHolds + " WITH n {.code, .name} AS n RETURN [n.code, n.name] }[0]] }",
			write: row(under("integratedCareSystem", scalars("odsCode").with("practices",
				nodes(short.with("primaryCareNetwork", short.object).object)).object)),
		}, {
			name: "large practices of an ICS [3]",
			query: `query($system: ID!, $large: Int!, $on: Date) { practices(asOf: $on, first: 10, orderBy: [{listSize: DESC}],
				where: {listSize: {gt: $large}, integratedCareSystem: {odsCode: {eq: $system}}}) { totalCount nodes { odsCode name listSize } } }`,
			variables: map[string]any{"system": p.system, "large": int64(large)},
			cypher: system + " WITH COLLECT { MATCH (i)<-[e:IN_AREA_OF]-(:SubIcbLocation)<-[f:COMMISSIONED_BY]-(p:Practice) WHERE " + eHolds + " AND " + fHolds +
				" WITH p, " + listSize + " AS size WHERE size > $large WITH p, size ORDER BY size DESC, p.code RETURN [p.code, p.name, size] } AS found " +
				"RETURN size(found), found[..10]",
			write: row(under("practices", scalars("totalCount").with("nodes", list(scalars("odsCode", "name", "listSize").object)).object)),
		}, {
			name: "edges of a network [4]",
			query: `query($code: ID!, $on: Date) { primaryCareNetwork(odsCode: $code, asOf: $on) { odsCode
				practices { edges { node { odsCode name } validFrom validTo } } } }`,
			variables: map[string]any{"code": p.network},
			cypher: "MATCH (n:Node {code: $code}) WHERE n:PrimaryCareNetwork RETURN n.code, COLLECT { " +
				"MATCH (n)<-[e:PARTNER_TO]-(p:Practice) WHERE " + eHolds + " WITH p {.code, .name} AS p, e ORDER BY p.code RETURN [[p.code, p.name], e.validFrom, e.validTo] }",
			write: row(under("primaryCareNetwork", scalars("odsCode").with("practices", under("edges",
				list(members{}.with("node", short.object).with("validFrom", scalarByHand).with("validTo", scalarByHand).object))).object)),
		},
	}
}
