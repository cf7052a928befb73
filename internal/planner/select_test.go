package planner

import (
	"strings"
	"testing"

	"orggraph/internal/plan"
)

// keys are the response keys of a node of a kind, in order.
func keys(t *testing.T, o *plan.Object, kind string) string {
	t.Helper()
	var out []string
	for _, f := range o.ByKind[schemaCatalog().Kind(kind).Index] {
		out = append(out, f.ResponseKey())
	}
	return strings.Join(out, " ")
}

func TestKeysStandInOrderOfFirstAppearance(t *testing.T) {
	planned, _ := mustPlan(t, newPlanner(), `
		{ organisation(odsCode: "A81001") { town ...F name ... on Practice { listSize town } ... on Trust { trustRegion: region { name } id } ... { z: name } } }
		fragment F on Organisation { name postcode ... on Practice { region { name } } }`, ``)
	o := planned.Roots[0].Object
	for kind, want := range map[string]string{
		"Practice": "town name postcode region listSize z",
		"Trust":    "town name postcode trustRegion id z",
		"Region":   "town name postcode z",
	} {
		if got := keys(t, o, kind); got != want {
			t.Errorf("%s: got %s, want %s", kind, got, want)
		}
	}
}

// Kinds that read alike share a list, and an operator that several kinds have is one.
func TestKindsShare(t *testing.T) {
	planned, _ := mustPlan(t, newPlanner(), `
		{ organisations { nodes { odsCode status ... on Pharmacy { region { name } } ... on Trust { region { name } } ... on Practice { listSize } } } }`, ``)
	o := planned.Roots[0].Connection.Fields[0].(*plan.Nodes).Object
	list := func(kind string) []plan.Field { return o.ByKind[schemaCatalog().Kind(kind).Index] }
	if a, b := list("Region"), list("NhsEngland"); &a[0] != &b[0] {
		t.Error("two kinds with the same fields have two lists")
	}
	if list("Practice")[0] != list("Trust")[0] {
		t.Error("odsCode of two kinds is two fields")
	}
	planned, _ = mustPlan(t, newPlanner(), `{ organisations { nodes { ...F } } } fragment F on Organisation { name }`, ``)
	o = planned.Roots[0].Connection.Fields[0].(*plan.Nodes).Object
	practice, trust := list("Practice")[0].(*plan.Scalar), list("Trust")[0].(*plan.Scalar)
	if practice.NonNull || !trust.NonNull || practice.Property != trust.Property {
		t.Error("name may be null on a practice and not on a trust")
	}
}

// A kind that no fragment is for is an empty object; one that can't occur has no list.
func TestKindsWithoutFields(t *testing.T) {
	planned, _ := mustPlan(t, newPlanner(), `{ organisation(odsCode: "A81001") { ... on Trust { name } } practice(odsCode: "A81001") { name } }`, ``)
	region := schemaCatalog().Kind("Region").Index
	if list := planned.Roots[0].Object.ByKind[region]; list == nil || len(list) != 0 {
		t.Errorf("%v", list)
	}
	if list := planned.Roots[1].Object.ByKind[region]; list != nil {
		t.Errorf("%v", list)
	}
}

// Root fields that do not read the graph are no part of a plan.
func TestOtherRootFields(t *testing.T) {
	planned, args := mustPlan(t, newPlanner(), `{ __typename dataset { release } __schema { queryType { name } } regions { totalCount } }`, ``)
	if len(planned.Roots) != 1 || planned.Roots[0].Key != "regions" || len(args) != 1 {
		t.Errorf("%v %v", planned, args)
	}
	planned, args = mustPlan(t, newPlanner(), `{ __typename }`, ``)
	if len(planned.Roots) != 0 || planned.Ops != 0 || len(args) != 0 {
		t.Errorf("%v %v", planned, args)
	}
}

// A variable of @skip or @include may be null where it has a default; the directive may not.
func TestConditionWithoutAValue(t *testing.T) {
	const query = `query ($v: Boolean = true) { practices { nodes { name @include(if: $v) } totalCount } }`
	mustPlan(t, newPlanner(), query, ``)
	errs := refused(t, newPlanner(), query, `{"v": null}`)
	if len(errs) != 1 || !strings.Contains(errs[0].Message, "$v: is null: what @skip and @include read") {
		t.Error(errs)
	}
	// Wherever it stands, also where no plan is made.
	for _, query := range []string{
		`query ($v: Boolean = true) { dataset { title @include(if: $v) } }`,
		`query ($v: Boolean = true) { __schema { queryType { name @skip(if: $v) } } }`,
	} {
		if errs := refused(t, newPlanner(), query, `{"v": null}`); len(errs) != 1 {
			t.Errorf("%s: %v", query, errs)
		}
	}
}
