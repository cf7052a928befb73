//go:build peers

package peers

// request is one request to both.
type request struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName,omitempty"`
	Variables     map[string]any `json:"variables,omitempty"`
}

type vars = map[string]any

// executed are requests that both execute, by what they show.
var executed = map[string]request{
	"skip":                      {Query: `{ practice(odsCode: "P1") { name @skip(if: true) town @skip(if: false) } }`},
	"include":                   {Query: `{ practice(odsCode: "P1") { name @include(if: false) town @include(if: true) } }`},
	"skip and include":          {Query: `{ practice(odsCode: "P1") { a: name @skip(if: true) @include(if: true) b: name @skip(if: false) @include(if: true) c: name @skip(if: false) @include(if: false) } }`},
	"skip by a variable":        {Query: `query ($s: Boolean!) { practice(odsCode: "P1") { name @skip(if: $s) town @include(if: $s) } }`, Variables: vars{"s": true}},
	"skip by the other value":   {Query: `query ($s: Boolean!) { practice(odsCode: "P1") { name @skip(if: $s) town @include(if: $s) } }`, Variables: vars{"s": false}},
	"skip by a default":         {Query: `query ($s: Boolean = true) { practice(odsCode: "P1") { name @skip(if: $s) town } }`},
	"skip everything":           {Query: `{ practice(odsCode: "P1") { name @skip(if: true) } }`},
	"skip a root field":         {Query: `{ a: practice(odsCode: "P1") @skip(if: true) { name } b: practice(odsCode: "P1") { name } }`},
	"skip all root fields":      {Query: `{ practice(odsCode: "P1") @include(if: false) { name } }`},
	"skip a spread":             {Query: `{ practice(odsCode: "P1") { ...N @skip(if: true) ...T @include(if: true) } } fragment N on Practice { name } fragment T on Practice { town }`},
	"skip an inline fragment":   {Query: `{ practice(odsCode: "P1") { ... @skip(if: true) { name } ... on Practice @include(if: true) { town } } }`},
	"skip one of two mentions":  {Query: `{ practice(odsCode: "P1") { name name @skip(if: true) } }`},
	"skip inside a connection":  {Query: `query ($no: Boolean = false) { practices { totalCount @include(if: $no) nodes { odsCode @skip(if: $no) name @include(if: $no) } } }`},
	"skip in a repeated spread": {Query: `query ($no: Boolean!) { a: practice(odsCode: "P1") { ...F } b: practice(odsCode: "P2") { ...F @include(if: $no) odsCode } } fragment F on Practice { name town @include(if: $no) }`, Variables: vars{"no": false}},

	"aliases":                       {Query: `{ a: practice(odsCode: "P1") { x: name y: name } b: practice(odsCode: "P2") { x: odsCode } }`},
	"aliases with other arguments":  {Query: `{ region(odsCode: "Y60") { integratedCareSystems { nodes { few: practices(first: 1) { nodes { odsCode } } all: practices { totalCount nodes { odsCode } } big: practices(where: {listSize: {gt: 10000}}) { nodes { odsCode } } } } } }`},
	"aliases on days":               {Query: `{ practice(odsCode: "P1") { before: primaryCareNetwork(asOf: "2020-01-01") { odsCode } gap: primaryCareNetwork(asOf: "2021-06-01") { odsCode } now: primaryCareNetwork { odsCode } } }`},
	"an alias that is another name": {Query: `{ practice(odsCode: "P1") { town: name name: town odsCode: id } }`},
	"an alias of __typename":        {Query: `{ t: __typename practice(odsCode: "P1") { t: __typename __typename } }`},
	"aliases of a connection":       {Query: `{ a: practices(first: 1) { n: totalCount } b: practices(last: 1) { nodes { c: odsCode } } }`},
	"the order of keys":             {Query: `{ practice(odsCode: "P1") { town name odsCode } practices(first: 1) { pageInfo { hasPreviousPage hasNextPage } edges { node { town } } nodes { name } totalCount } }`},

	"merged mentions":           {Query: `{ practice(odsCode: "P1") { primaryCareNetwork { odsCode } name primaryCareNetwork { name } } }`},
	"merged root fields":        {Query: `{ practice(odsCode: "P1") { name } region(odsCode: "Y60") { name } practice(odsCode: "P1") { town } }`},
	"merged through fragments":  {Query: `{ practice(odsCode: "P1") { ...A ...B primaryCareNetwork { id } } } fragment A on Practice { primaryCareNetwork { odsCode } } fragment B on Organisation { name ... on Practice { primaryCareNetwork { name odsCode } } }`},
	"merged connections":        {Query: `{ practices(first: 2) { nodes { odsCode } } practices(first: 2) { nodes { name } totalCount } }`},
	"merged across kinds":       {Query: `{ organisationsByCode(odsCodes: ["P1", "U1"]) { ... on Practice { x: name } ... on PrimaryCareNetwork { x: name odsCode } ... on Organisation { x: name } } }`},
	"one key for two kinds":     {Query: `{ organisationsByCode(odsCodes: ["P1", "U1", "F1"]) { ... on Practice { x: town } ... on PrimaryCareNetwork { x: name } } }`},
	"root fields in fragments":  {Query: `query ($no: Boolean = false) { ...A ... on Query { a: practice(odsCode: "P1") { name } } ... @include(if: $no) { c: __typename } } fragment A on Query { a: practice(odsCode: "P1") { odsCode } ...B } fragment B on Query { b: practices(first: 1) { totalCount } }`},
	"a fragment in a fragment":  {Query: `query { practice(odsCode: "P1") { ...A } } fragment A on Practice { ...B } fragment B on Practice { ...C name } fragment C on Node { id }`},
	"a fragment used in places": {Query: `{ a: practice(odsCode: "P1") { ...P } b: practices(first: 1) { nodes { ...P } } } fragment P on Practice { name primaryCareNetwork { name } }`},

	"an interface":                      {Query: `{ organisation(odsCode: "P1") { __typename name ... on Practice { listSize } ... on PrimaryCareNetwork { practices { totalCount } } } }`},
	"an interface, other kind":          {Query: `{ organisation(odsCode: "U1") { __typename name ... on Practice { listSize } ... on PrimaryCareNetwork { practices { totalCount } } } }`},
	"an interface inside another":       {Query: `{ node(id: "b2RzOlAx") { id ... on Organisation { name ... on Practice { town ... on Node { i: id } } } } }`},
	"an interface that narrows nothing": {Query: `{ practice(odsCode: "P1") { ... on Organisation { name } ... on Node { id } ... { town } } }`},
	"an interface below a kind":         {Query: `{ practice(odsCode: "P1") { commissioner { __typename odsCode ... on SubIcbLocation { country } ... on CommissioningHub { region { name } } } } }`},
	"an interface as a connection":      {Query: `{ primaryCareNetwork(odsCode: "U1") { corePartners { totalCount nodes { __typename odsCode ... on Practice { town } ... on PrescribingCostCentre { name } } edges { node { kind } origin } } } }`},
	"all kinds in a list":               {Query: `{ organisations { totalCount nodes { __typename odsCode kind ... on Practice { listSize } ... on Region { integratedCareSystems { nodes { name } } } } } }`},
	"lists by keys":                     {Query: `{ organisationsByCode(odsCodes: ["U1", "P1", "NONE", "U1"]) { __typename odsCode } nodes(ids: ["b2RzOlUx", "none", "b2RzOlAx"]) { id __typename } }`},
	"nothing by a key":                  {Query: `{ practice(odsCode: "NONE") { name } organisation(odsCode: "NONE") { name } node(id: "none") { id } practices(where: {odsCode: {eq: "NONE"}}) { totalCount nodes { name } edges { node { name } } } }`},
	"a code of another kind":            {Query: `{ practice(odsCode: "U1") { name } primaryCareNetwork(odsCode: "P1") { name } }`},
	"a code in another form":            {Query: `{ practice(odsCode: " p1 ") { odsCode } }`},
	"a link and its node":               {Query: `{ practice(odsCode: "P1") { primaryCareNetworkEdge { __typename validFrom validTo origin source { __typename release file record vintage } spells { validFrom validTo origin } node { name } } providerEdge { validFrom } } }`},
	"values of every type":              {Query: `{ practice(odsCode: "P1") { id odsCode kind recordStatus status openedOn closedOn addressLines latitude longitude easting amended prescribingSettingCode country origin listSize listSizeOn roles { id name primary validFrom validTo } formerNames { name validTo } listSizes { on patients } sources { file } conflicts { subject } } }`},
	"text that has to be escaped":       {Query: `{ practice(odsCode: "P2") { name town latitude amended } }`},
	"what the service is":               {Query: `{ dataset { __typename release title licence } }`},
	"__typename everywhere":             {Query: `{ __typename practices(first: 1) { __typename nodes { __typename } edges { __typename node { __typename } } pageInfo { __typename } } primaryCareNetwork(odsCode: "U1") { practices { __typename edges { __typename spells { __typename source { __typename } } } } } }`},

	"a variable":                       {Query: `query ($c: ID!) { practice(odsCode: $c) { name } }`, Variables: vars{"c": "P1"}},
	"a default of a variable":          {Query: `query ($c: ID! = "P2") { practice(odsCode: $c) { name } }`},
	"a default that is not taken":      {Query: `query ($c: ID! = "P2") { practice(odsCode: $c) { name } }`, Variables: vars{"c": "P1"}},
	"null instead of a default":        {Query: `query ($n: Int = 1) { practices(first: $n) { nodes { odsCode } } }`, Variables: vars{"n": nil}},
	"a default of an argument":         {Query: `{ nhsEngland { odsCode name } }`},
	"a variable that is not there":     {Query: `query ($c: ID) { nhsEngland(odsCode: $c) { odsCode } practices(asOf: null, first: null, where: null, orderBy: null) { totalCount } }`},
	"a variable for a default":         {Query: `query ($closed: Boolean) { practices(includeClosed: $closed) { totalCount } }`},
	"null for an argument's default":   {Query: `{ practices(includeClosed: null) { totalCount } }`},
	"closed ones too":                  {Query: `query ($closed: Boolean = true) { practices(includeClosed: $closed) { nodes { odsCode } } }`},
	"a day for all hops":               {Query: `query ($on: Date) { practice(odsCode: "P1", asOf: $on) { listSize listSizeOn primaryCareNetwork { odsCode closedOn practices { nodes { odsCode } } } } }`, Variables: vars{"on": "2019-08-01"}},
	"a day on one hop":                 {Query: `{ primaryCareNetwork(odsCode: "U3") { practices(asOf: "2019-12-31") { nodes { odsCode listSize primaryCareNetwork { odsCode } now: primaryCareNetwork(asOf: "2026-01-01") { odsCode } } } } }`},
	"a day that is null":               {Query: `query ($on: Date) { practice(odsCode: "P1", asOf: "2019-08-01") { primaryCareNetwork(asOf: $on) { odsCode } } }`, Variables: vars{"on": nil}},
	"a number for an ID":               {Query: `query ($c: ID!) { practice(odsCode: $c) { name } organisation(odsCode: 12) { name } }`, Variables: vars{"c": 1}},
	"several operations":               {Query: `query A { practice(odsCode: "P1") { name } } query B { practice(odsCode: "P2") { name } }`, OperationName: "B"},
	"variables of another operation":   {Query: `query A($x: Int!) { practices(first: $x) { totalCount } } query B { practice(odsCode: "P2") { name } }`, OperationName: "B"},
	"more variables than there are":    {Query: `query ($c: ID!) { practice(odsCode: $c) { name } }`, Variables: vars{"c": "P1", "more": 1}},
	"an integer for a float":           {Query: `query ($x: Float) { practices(where: {latitude: {gte: $x}}) { nodes { odsCode } } b: practices(where: {latitude: {gt: 51}}) { nodes { odsCode } } }`, Variables: vars{"x": 52}},
	"comments and commas":              {Query: "# first\n{ practice(odsCode: \"P1\",),,, { name, # last\n town } }"},
	"block text":                       {Query: `{ practices(where: {name: {eq: """HIGH STREET SURGERY"""}}) { nodes { odsCode } } }`},
	"escapes in text":                  {Query: `{ practices(where: {name: {eq: "Dr \"\u00d6\" & partners\\"}}) { nodes { odsCode } } }`},
	"several errors beside data":       {Query: `{ a: subIcbLocation(odsCode: "S2") { name } b: practice(odsCode: "P1") { name } c: pharmacy(odsCode: "F2") { name } }`},
	"introspection of a type":          {Query: `{ __type(name: "Practice") { name kind description interfaces { name } fields { name args { name defaultValue type { kind name ofType { name kind } } } type { kind name ofType { kind name } } } } }`},
	"introspection of an interface":    {Query: `{ __type(name: "StringWhere") { kind inputFields { name type { name kind ofType { name } } } } e: __type(name: "Origin") { enumValues { name description } } n: __type(name: "None") { name } }`},
	"introspection beside data":        {Query: `{ __schema { queryType { name } mutationType { name } subscriptionType { name } } practice(odsCode: "P1") { name } }`},
	"introspection of possible types":  {Query: `{ __type(name: "Organisation") { kind possibleTypes { name } } }`},
	"introspection of the root fields": {Query: `{ __schema { queryType { fields { name description args { name } } } } }`},
}
