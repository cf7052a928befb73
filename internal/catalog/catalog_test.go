package catalog

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// small is a schema of two kinds, as the generator would write it. The mark EXTRA is where a test adds
// fields to Practice, MORE where it adds types.
const small = `
	directive @node(label: String!) on OBJECT
	directive @edge(type: String!, to: Direction!) on FIELD_DEFINITION
	directive @path(steps: [String!]!) on FIELD_DEFINITION
	directive @measure(series: String!, value: String!) on FIELD_DEFINITION
	enum Direction { IN OUT }
	scalar Date
	enum Origin { PUBLISHED DERIVED }
	enum OrganisationKind { PRACTICE NETWORK }
	interface Organisation { id: ID! odsCode: ID! kind: OrganisationKind! name: String }
	union Found = Practice | Network
	type Practice implements Organisation @node(label: "GP") {
		id: ID! odsCode: ID! kind: OrganisationKind! name: String!
		tags: [String]! size: Int @measure(series: "sizes", value: "patients") sizes: [Size!]!
		network: Network @edge(type: "PARTNER_TO", to: OUT)
		networkEdge: NetworkLink @edge(type: "PARTNER_TO", to: OUT)
		region: Network @path(steps: ["PARTNER_TO>", "PART_OF>"])
		EXTRA
	}
	type Network implements Organisation @node(label: "PCN") {
		id: ID! odsCode: ID! kind: OrganisationKind! name: String
		practices: PracticeLinkConnection! @edge(type: "PARTNER_TO", to: IN)
		whole: Network @edge(type: "PART_OF", to: OUT)
	}
	type Size { on: Date! patients: Int! }
	type NetworkLink { node: Network! validFrom: Date }
	type PracticeLinkConnection { totalCount: Int! nodes: [Practice!]! }
	type PracticeConnection { totalCount: Int! nodes: [Practice!]! }
	type Status { release: String! }
	type Query {
		practice(odsCode: ID!): Practice
		practices: PracticeConnection!
		found(ids: [ID!]!): [Found]!
		status: Status!
		ROOT
	}
	MORE
`

func build(t *testing.T, replacements ...string) (*Catalog, error) {
	t.Helper()
	text := strings.NewReplacer(append(replacements, "EXTRA", "", "MORE", "", "ROOT", "")...).Replace(small)
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "small", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return Build(schema)
}

func TestBuild(t *testing.T) {
	c, err := build(t)
	if err != nil {
		t.Fatal(err)
	}
	practice, network := c.Kind("Practice"), c.Kind("Network")
	if practice.Label != "GP" || practice.Enum != "PRACTICE" || c.KindOf("NETWORK") != network || c.KindOf("X") != nil {
		t.Errorf("kinds: %+v, %+v", practice, network)
	}
	both := Set(practice, network)
	if c.KindsOf("Organisation") != both || c.KindsOf("Found") != both || c.KindsOf("Practice") != Set(practice) || c.KindsOf("Size") != 0 {
		t.Error("what an interface, a union, a kind and a value may be")
	}
	if diff := cmp.Diff([]*Kind{network, practice}, c.In(both), cmp.AllowUnexported(Kind{})); diff != "" {
		t.Error(diff)
	}

	ofPractice, _ := practice.Property("name")
	ofNetwork, _ := network.Property("name")
	if ofPractice.Property != ofNetwork.Property || !ofPractice.NonNull || ofNetwork.NonNull {
		t.Error("name is one property, and each kind says whether it may be null")
	}
	if _, is := practice.Property("network"); is {
		t.Error("a relation is no property")
	}
	size := c.Property("size")
	if size.Stored() || size.Measure.Series != c.Property("sizes") || size.Measure.On != 0 || size.Measure.Value != 1 {
		t.Errorf("a measure reads a series: %+v", size.Measure)
	}
	if tags := c.Property("tags"); !tags.List || !tags.ItemsNull || tags.Type != String || !tags.Stored() {
		t.Errorf("a list of text: %+v", tags)
	}
	for name, computed := range map[string]Computed{"id": GlobalID, "odsCode": ODSCode, "kind": KindEnum} {
		if p := c.Property(name); p.Computed != computed || p.Stored() {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if v := c.Value("Size"); v.Field("patients").Index != 1 || v.Field("x") != nil {
		t.Errorf("a value type: %+v", v)
	}

	partner := c.EdgeType("PARTNER_TO")
	if !partner.ToOne || c.EdgeType("X") != nil {
		t.Error("a field that leads out to one target makes its edge type to-one")
	}
	for field, want := range map[string]Relation{
		"network":     {Name: "network", Shape: One, Steps: []Step{{Type: partner}}, Target: "Network", Kinds: Set(network)},
		"networkEdge": {Name: "networkEdge", Shape: Link, Steps: []Step{{Type: partner}}, Target: "Network", Kinds: Set(network)},
		"region": {
			Name: "region", Shape: One, Steps: []Step{{Type: partner}, {Type: c.EdgeType("PART_OF")}},
			Target: "Network", Kinds: Set(network),
		},
	} {
		if diff := cmp.Diff(&want, c.Relation("Practice", field)); diff != "" {
			t.Error(diff)
		}
	}
	many := Relation{Name: "practices", Shape: Many, Steps: []Step{{Type: partner, In: true}}, Target: "Practice", Kinds: Set(practice)}
	if diff := cmp.Diff(&many, c.Relation("Network", "practices")); diff != "" {
		t.Error(diff)
	}
	if c.Relation("Network", "name") != nil || c.Relation("X", "name") != nil {
		t.Error("relations that are none")
	}

	if r := c.Root("practice"); r.Access != ByCode || r.NonNull || r.Target != "Practice" {
		t.Errorf("%+v", r)
	}
	if r := c.Root("practices"); r.Access != Scan || !r.NonNull || r.Kinds != Set(practice) {
		t.Errorf("%+v", r)
	}
	if r := c.Root("found"); r.Access != ByIDs || r.Kinds != both {
		t.Errorf("%+v", r)
	}
	if c.Root("status") != nil {
		t.Error("a root field that reads no node is none of the graph's")
	}
}

// A schema that can't be served is refused at the start, with the field that is wrong.
func TestBuildRefuses(t *testing.T) {
	for name, test := range map[string]struct{ replace, with, want string }{
		"another type for a name":        {"MORE", `type Trust @node(label: "T") { name: Int }`, "Trust.name: is Int here and String elsewhere"},
		"a list and no list":             {"MORE", `type Trust @node(label: "T") { name: [String!]! }`, "Trust.name: is [String] here and String elsewhere"},
		"a path of one step":             {"EXTRA", `far: Network @path(steps: ["PARTNER_TO>"])`, "Practice.far: @path has 1 steps: one step is an @edge"},
		"a step without a direction":     {"EXTRA", `far: Network @path(steps: ["PARTNER_TO", "PART_OF>"])`, `Practice.far: step "PARTNER_TO" is neither TYPE> nor <TYPE`},
		"an edge without an end":         {"EXTRA", `far: Size @edge(type: "X", to: OUT)`, "Practice.far: follows edges, but Size is no node, link or connection"},
		"one node of several":            {"EXTRA", `far: Practice @path(steps: ["PARTNER_TO>", "<PARTNER_TO"])`, "Practice.far: leads to one node over PARTNER_TO, which may lead to several"},
		"a property of no type":          {"EXTRA", `far: Found`, "Practice.far: follows no edge, but Found is a node"},
		"a measure without a series":     {"EXTRA", `far: Int @measure(series: "tags", value: "x")`, "Practice.far: @measure needs a series that is a list of objects"},
		"a measure without its value":    {"EXTRA", `far: Int @measure(series: "sizes", value: "x")`, `Practice.far: Size has no date or no "x"`},
		"a root field without an access": {"ROOT", `any: Practice`, "Query.any: no argument says which node"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := build(t, test.replace, test.with)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestBuildRefusesMoreKindsThanASetHolds(t *testing.T) {
	var kinds strings.Builder
	for i := range 65 {
		fmt.Fprintf(&kinds, "type Kind%d @node(label: \"K\") { id: ID! }\n", i)
	}
	if _, err := build(t, "MORE", kinds.String()); err == nil || !strings.Contains(err.Error(), "a KindSet holds 64") {
		t.Error(err)
	}
}

func TestEnumValue(t *testing.T) {
	for name, want := range map[string]string{"Practice": "PRACTICE", "PrimaryCareNetwork": "PRIMARY_CARE_NETWORK"} {
		if got := EnumValue(name); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// The expanded schema, as it is served.
func TestBuildOfTheServedSchema(t *testing.T) {
	text, err := os.ReadFile("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Build(gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)}))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range c.Kinds {
		if !c.KindsOf("Node").Has(k) {
			t.Errorf("%s is no node", k.Name)
		}
		if c.KindOf(k.Enum) != k {
			t.Errorf("%s: %s", k.Name, k.Enum)
		}
	}
	if c.KindsOf("Organisation").Has(c.Kind("Document")) || !c.KindsOf("Organisation").Has(c.Kind("ClinicalSenate")) {
		t.Error("a document is no organisation, a senate is one")
	}
	for name, kinds := range map[string]KindSet{
		"CommunityPartner": c.KindsOf("CommunityPartner"), "Practice": Set(c.Kind("Practice")), "": Set(c.Kind("Practice"), c.Kind("Region")),
	} {
		if got := c.NameOf(kinds); got != name {
			t.Errorf("%q, not %q", got, name)
		}
	}
	partners := c.EdgeType("PARTNER_OF")
	if partners.Sources != c.KindsOf("CommunityPartner") || partners.Targets != Set(c.Kind("PrimaryCareNetwork")) {
		t.Errorf("%+v", partners)
	}
	for i, name := range []string{"sector", "extent", "reason"} {
		if p := c.EdgeProperty(name); p == nil || p.Index != i {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if r := c.Relation("Practice", "integratedCareSystem"); r.Shape != One || len(r.Steps) != 2 {
		t.Errorf("%+v", r)
	}
	if r := c.Relation("Practice", "primaryCareNetworkEdge"); r.Shape != Link {
		t.Errorf("%+v", r)
	}
	if r := c.Relation("PrimaryCareNetwork", "corePartners"); r.Shape != Many || r.Kinds != c.KindsOf("Organisation") {
		t.Errorf("%+v", r)
	}
}
