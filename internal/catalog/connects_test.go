package catalog

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// england is the catalog of the project's own schema.
func england(t *testing.T) *Catalog {
	t.Helper()
	text, err := os.ReadFile("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := Build(schema)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// An edge stands only where fields at both its ends follow it.
func TestConnects(t *testing.T) {
	c := england(t)
	for pair, want := range map[[3]string]bool{
		{"PARTNER_OF", "Trust", "PrimaryCareNetwork"}:      true,
		{"PARTNER_OF", "PrimaryCareNetwork", "Trust"}:      false,
		{"PARTNER_OF", "Practice", "PrimaryCareNetwork"}:   false,
		{"COMMISSIONED_BY", "Practice", "SubIcbLocation"}:  true,
		{"COMMISSIONED_BY", "Pharmacy", "SubIcbLocation"}:  false, // each may stand at its end of the type
		{"SUCCEEDED_BY", "PrimaryCareNetwork", "Practice"}: true,
		{"SUCCEEDED_BY", "PrimaryCareNetwork", "Document"}: false,
		{"VERSION_OF", "Document", "Document"}:             true,
		{"REQUIRES", "Contract", "Programme"}:              true,
		{"REQUIRES", "Contract", "StaffRole"}:              false,
	} {
		if got := c.Connects(c.EdgeType(pair[0]), c.Kind(pair[1]), c.Kind(pair[2])); got != want {
			t.Errorf("%v: %v, want %v", pair, got, want)
		}
	}
}

func TestAllowedValues(t *testing.T) {
	if diff := cmp.Diff([]string{"DENTAL", "EYE_HEALTH", "PHARMACY"}, england(t).Property("profession").Allowed); diff != "" {
		t.Error(diff)
	}
}
