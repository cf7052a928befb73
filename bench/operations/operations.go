// Package operations holds what is measured side by side: questions as our API takes them, and as one would put
// them to Neo4j by hand, with how the rows by hand become the same answer. It must not be imported by the program.
package operations

import "orggraph/bench/england"

// Operation is one question.
type Operation struct {
	Slug   string // names it in files
	Name   string
	Query  string                                // in our API
	Before string                                // in our API: what is asked once before, whose first endCursor becomes $cursor
	Cypher string                                // by hand
	Write  func(buf []byte, rows [][]any) []byte // what is by hand the data of the answer
	Note   string                                // what it stands for, where that is not plain
}

// All are the operations that are compared: the 13 by which others are measured, with what of ours stands in for those
// that the API does not have, and some of our own. A statement by hand is the fastest of several that were tried
// on England. It may rely on what the importer makes sure of: an organisation has one parent of a type at a time.
// What they ask about are the variables of Picked.
func All() []*Operation {
	const (
		eHolds   = "e.lifeFrom <= $day < e.lifeTo"
		fHolds   = "f.lifeFrom <= $day < f.lifeTo"
		older    = "p.listSizesPatients[size([d IN p.listSizesOn WHERE d > $on])]"
		listSize = "CASE WHEN p.listSizesOnNewest <= $on THEN p.listSizesPatientsNewest ELSE " + older + " END"
		// A map of several properties is read in one go, and lists lie elsewhere.
		wholeMap = "p AS q, p {.code, .name, .town, .postcode, .openedOn, .latitude, .longitude, .listSizesOnNewest, .listSizesPatientsNewest} AS p"
		wholeOf  = "[p.code, p.name, p.town, p.postcode, p.openedOn, CASE WHEN p.listSizesOnNewest <= $on THEN p.listSizesPatientsNewest ELSE " +
			"q.listSizesPatients[size([d IN q.listSizesOn WHERE d > $on])] END, p.latitude, p.longitude]"
		// Looks at the index alone.
		practices = "MATCH (p:Practice) WHERE p.code > '' AND p.lifeFrom <= $day < p.lifeTo"
		system    = "MATCH (i:Node {code: $system}) WHERE i:IntegratedCareSystem"
		networks  = "MATCH (i)<-[e:IN_AREA_OF]-(:SubIcbLocation)<-[f:COMMISSIONED_BY]-(n:PrimaryCareNetwork) WHERE " + eHolds + " AND " + fHolds
		partners  = "MATCH (n)<-[e:PARTNER_TO]-(p:Practice) WHERE " + eHolds + " WITH "
		inOrder   = " ORDER BY p.code RETURN "
	)
	short := scalars("odsCode", "name")
	wholePractice := scalars("odsCode", "name", "town", "postcode", "openedOn", "listSize", "latitude", "longitude").object
	return []*Operation{
		{
			Slug: "point", Name: "point look-up",
			Query:  `query($practice: ID!) { practice(odsCode: $practice) { odsCode name town postcode } }`,
			Cypher: "MATCH (p:Node {code: $practice}) WHERE p:Practice RETURN p.code, p.name, p.town, p.postcode",
			Write:  row(under("practice", scalars("odsCode", "name", "town", "postcode").object)),
		}, {
			Slug: "network", Name: "one PCN with its practices",
			Query: england.OneNetwork,
			Cypher: "MATCH (n:Node {code: $network}) WHERE n:PrimaryCareNetwork RETURN n.code, n.name, COLLECT { " +
				partners + wholeMap + inOrder + wholeOf + " }",
			Write: row(under("primaryCareNetwork", short.with("practices", nodes(wholePractice)).object)),
		}, {
			Slug: "system", Name: "ICS -> PCNs -> practices",
			Query: `query($system: ID!, $on: Date) { integratedCareSystem(odsCode: $system, asOf: $on) { odsCode name
				primaryCareNetworks { nodes { odsCode name practices { nodes { odsCode name } } } } } }`,
			Cypher: system + " RETURN i.code, i.name, COLLECT { " + networks + " WITH n, n {.code, .name} AS m ORDER BY m.code RETURN [m.code, m.name, COLLECT { " +
				partners + "p {.code, .name} AS p" + inOrder + "[p.code, p.name] }] }",
			Write: row(under("integratedCareSystem", short.with("primaryCareNetworks",
				nodes(short.with("practices", nodes(short.object)).object)).object)),
		}, {
			Slug: "england", Name: "all England",
			Query: england.Nested,
			Cypher: "RETURN COLLECT { MATCH (r:Region) WHERE r.lifeFrom <= $day < r.lifeTo WITH r ORDER BY r.code RETURN [r.code, r.name, COLLECT { " +
				"MATCH (r)<-[e:IN_REGION]-(i:IntegratedCareSystem) WHERE " + eHolds + " WITH i ORDER BY i.code RETURN [i.code, i.name, COLLECT { " +
				networks + " WITH n, n {.code, .name} AS m ORDER BY m.code RETURN [m.code, m.name, COLLECT { " + partners + wholeMap + inOrder + wholeOf + " }] }] }] }",
			Write: column(under("regions", nodes(short.with("integratedCareSystems", nodes(short.with("primaryCareNetworks",
				counted(short.with("practices", nodes(wholePractice)).object)).object)).object))),
		}, {
			Slug: "some-some-some", Name: "some in some in some",
			Query: `query($practice: ID!, $on: Date) { regions(asOf: $on, where: {integratedCareSystems: {some: {node: {primaryCareNetworks: {some:
				{node: {practices: {some: {node: {odsCode: {eq: $practice}}}}}}}}}}}) { nodes { odsCode name } } }`,
			Cypher: "RETURN COLLECT { MATCH (p:Node {code: $practice}) WHERE p:Practice MATCH (p)-[a:PARTNER_TO]->(n:PrimaryCareNetwork)-[b:COMMISSIONED_BY]->" +
				"(:SubIcbLocation)-[c:IN_AREA_OF]->(i:IntegratedCareSystem)-[d:IN_REGION]->(r:Region) WHERE a.lifeFrom <= $day < a.lifeTo AND " +
				"b.lifeFrom <= $day < b.lifeTo AND c.lifeFrom <= $day < c.lifeTo AND d.lifeFrom <= $day < d.lifeTo " +
				"WITH DISTINCT r ORDER BY r.code RETURN [r.code, r.name] }",
			Write: column(under("regions", nodes(short.object))),
		}, {
			Slug: "some-by-name", Name: "some in some by a name",
			Query: `query($rare: String!, $on: Date) { integratedCareSystems(asOf: $on, where: {primaryCareNetworks: {some: {node: {practices:
				{some: {node: {name: {startsWith: $rare}}}}}}}}) { nodes { odsCode name } } }`,
			Cypher: "RETURN COLLECT { MATCH (p:Practice) WHERE p.name STARTS WITH $rare MATCH (p)-[e:PARTNER_TO]->(n:PrimaryCareNetwork)-[f:COMMISSIONED_BY]->" +
				"(:SubIcbLocation)-[c:IN_AREA_OF]->(i:IntegratedCareSystem) WHERE " + eHolds + " AND " + fHolds + " AND c.lifeFrom <= $day < c.lifeTo " +
				"WITH DISTINCT i ORDER BY i.code RETURN [i.code, i.name] }",
			Write: column(under("integratedCareSystems", nodes(short.object))),
		}, {
			Slug: "total", Name: "totalCount",
			Query:  `query($on: Date) { practices(asOf: $on) { totalCount } }`,
			Cypher: practices + " RETURN count(*)",
			Write:  column(under("practices", under("totalCount", scalarByHand))),
		}, {
			Slug: "count-large", Name: "count by list size",
			Query:  `query($large: Int!, $on: Date) { practices(asOf: $on, where: {listSize: {gt: $large}}) { totalCount } }`,
			Cypher: "MATCH (p:Practice) WHERE p.listSizesPatientsMost > $large AND p.lifeFrom <= $day < p.lifeTo AND " + listSize + " > $large RETURN count(*)",
			Write:  column(under("practices", under("totalCount", scalarByHand))),
		}, {
			Slug: "page", Name: "page at 5000 by name",
			Note:   "in place of an offset",
			Before: `query($on: Date) { practices(asOf: $on, orderBy: [{name: ASC}], first: 5000) { pageInfo { endCursor } } }`,
			Query: `query($cursor: String!, $on: Date) { practices(asOf: $on, orderBy: [{name: ASC}], first: 50, after: $cursor) {
				nodes { odsCode name } } }`,
			Cypher: "RETURN COLLECT { MATCH (p:Practice) WHERE p.name >= $name AND (p.name > $name OR p.code > $deep) AND p.lifeFrom <= $day < p.lifeTo " +
				"WITH p ORDER BY p.name, p.code LIMIT 50 RETURN [p.code, p.name] }",
			Write: column(under("practices", nodes(short.object))),
		}, {
			Slug: "first-with-total", Name: "first 50 with totalCount",
			Query:  `query($on: Date) { practices(asOf: $on, first: 50) { totalCount nodes { odsCode name } } }`,
			Cypher: "RETURN COUNT { " + practices + " }, COLLECT { " + practices + " WITH p ORDER BY p.code LIMIT 50 RETURN [p.code, p.name] }",
			Write:  row(under("practices", scalars("totalCount").with("nodes", list(short.object)).object)),
		}, {
			Slug: "count-per-parent", Name: "count per parent",
			Query: `query($on: Date) { primaryCareNetworks(asOf: $on) { nodes { odsCode practices { totalCount } } } }`,
			Cypher: "RETURN COLLECT { MATCH (n:PrimaryCareNetwork) WHERE n.code > '' AND n.lifeFrom <= $day < n.lifeTo WITH n ORDER BY n.code " +
				"RETURN [n.code, COUNT { MATCH (n)<-[e:PARTNER_TO]-(:Practice) WHERE " + eHolds + " }] }",
			Write: column(under("primaryCareNetworks", nodes(scalars("odsCode").with("practices", under("totalCount", scalarByHand)).object))),
		}, {
			Slug: "aggregate", Name: "count, sum and average",
			Query: `query($on: Date) { practices(asOf: $on) { count: totalCount
				aggregate_flat: aggregate { listSize_flat: listSize { sum_number: sum average_number: average } } } }`,
			Cypher: practices + " WITH " + listSize + " AS v RETURN count(*), sum(v), count(v)",
			Write: func(buf []byte, rows [][]any) []byte {
				buf = scalarByHand(append(buf, `{"practices":{"count":`...), rows[0][0])
				return append(sumAndAverage(append(buf, `,"aggregate_flat":`...), rows[0][1].(int64), rows[0][2].(int64)), "}}"...)
			},
		}, {
			Slug: "aggregate-per-parent", Name: "sum and average per parent",
			Query: `query($on: Date) { primaryCareNetworks(asOf: $on) { nodes { odsCode practices_flat: practices {
				aggregate_flat: aggregate { listSize_flat: listSize { sum_number: sum average_number: average } } } } } }`,
			// To add the values up here is faster than to have it done there.
			Cypher: "RETURN COLLECT { MATCH (n:PrimaryCareNetwork) WHERE n.code > '' AND n.lifeFrom <= $day < n.lifeTo WITH n ORDER BY n.code " +
				"RETURN [n.code, COLLECT { MATCH (n)<-[e:PARTNER_TO]-(p:Practice) WHERE " + eHolds + " RETURN " + listSize + " }] }",
			Write: column(under("primaryCareNetworks", nodes(scalars("odsCode").with("practices_flat", under("aggregate_flat", tallied)).object))),
		}, {
			Slug: "parallel", Name: "parallel edges",
			Query: `query($moved: ID!, $on: Date) { practice(odsCode: $moved, asOf: $on) { odsCode
				primaryCareNetworkEdge { node { odsCode name } spells { validFrom validTo } } } }`,
			Cypher: "MATCH (p:Node {code: $moved}) WHERE p:Practice RETURN p.code, COLLECT { MATCH (p)-[e:PARTNER_TO]->(n:PrimaryCareNetwork) WHERE " +
				eHolds + " RETURN [[n.code, n.name], COLLECT { MATCH (p)-[s:PARTNER_TO]->(n) WITH s ORDER BY s.pref DESC RETURN [s.validFrom, s.validTo] }] }[0]",
			Write: row(under("practice", scalars("odsCode").with("primaryCareNetworkEdge", members{}.with("node", short.object).
				with("spells", list(scalars("validFrom", "validTo").object)).object).object)),
		}, {
			Slug: "contains", Name: "name contains",
			Query:  `query($common: String!, $on: Date) { practices(asOf: $on, where: {name: {contains: $common}}, first: 50) { nodes { odsCode name } } }`,
			Cypher: "RETURN COLLECT { " + practices + " AND p.name CONTAINS $common WITH p ORDER BY p.code LIMIT 50 RETURN [p.code, p.name] }",
			Write:  column(under("practices", nodes(short.object))),
		}, {
			Slug: "system-practices", Name: "practices of an ICS with PCNs",
			Query: `query($system: ID!, $on: Date) { integratedCareSystem(odsCode: $system, asOf: $on) { odsCode practices { nodes {
				odsCode name primaryCareNetwork { odsCode name } } } } }`,
			Cypher: system + " RETURN i.code, COLLECT { MATCH (i)<-[e:IN_AREA_OF]-(:SubIcbLocation)<-[f:COMMISSIONED_BY]-(p:Practice) WHERE " +
				eHolds + " AND " + fHolds + " WITH p, p {.code, .name} AS q ORDER BY q.code RETURN [q.code, q.name, COLLECT { " +
				"MATCH (p)-[e:PARTNER_TO]->(n:PrimaryCareNetwork) WHERE " + eHolds + " WITH n {.code, .name} AS n RETURN [n.code, n.name] }[0]] }",
			Write: row(under("integratedCareSystem", scalars("odsCode").with("practices",
				nodes(short.with("primaryCareNetwork", short.object).object)).object)),
		}, {
			Slug: "large-in-system", Name: "large practices of an ICS",
			Query: `query($system: ID!, $large: Int!, $on: Date) { practices(asOf: $on, first: 10, orderBy: [{listSize: DESC}],
				where: {listSize: {gt: $large}, integratedCareSystem: {odsCode: {eq: $system}}}) { totalCount nodes { odsCode name listSize } } }`,
			Cypher: system + " WITH COLLECT { MATCH (i)<-[e:IN_AREA_OF]-(:SubIcbLocation)<-[f:COMMISSIONED_BY]-(p:Practice) WHERE " + eHolds + " AND " + fHolds +
				" WITH p, " + listSize + " AS size WHERE size > $large WITH p, size ORDER BY size DESC, p.code RETURN [p.code, p.name, size] } AS found " +
				"RETURN size(found), found[..10]",
			Write: row(under("practices", scalars("totalCount").with("nodes", list(scalars("odsCode", "name", "listSize").object)).object)),
		}, {
			Slug: "network-edges", Name: "edges of a network",
			Query: `query($network: ID!, $on: Date) { primaryCareNetwork(odsCode: $network, asOf: $on) { odsCode
				practices { edges { node { odsCode name } validFrom validTo } } } }`,
			Cypher: "MATCH (n:Node {code: $network}) WHERE n:PrimaryCareNetwork RETURN n.code, COLLECT { " +
				"MATCH (n)<-[e:PARTNER_TO]-(p:Practice) WHERE " + eHolds + " WITH p {.code, .name} AS p, e ORDER BY p.code RETURN [[p.code, p.name], e.validFrom, e.validTo] }",
			Write: row(under("primaryCareNetwork", scalars("odsCode").with("practices", under("edges",
				list(members{}.with("node", short.object).with("validFrom", scalarByHand).with("validTo", scalarByHand).object))).object)),
		},
	}
}
