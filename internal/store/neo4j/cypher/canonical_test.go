package cypher_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"orggraph/internal/store/neo4j/cypher"
	"orggraph/internal/store/storetest"
)

// TestAliasesAndOrderLeaveTheText asks each golden with other response keys, its fields in the opposite order, and
// each of them twice.
func TestAliasesAndOrderLeaveTheText(t *testing.T) {
	for _, g := range storetest.Goldens(t) {
		t.Run(g.Name, func(t *testing.T) {
			document := g.Document(t)
			for _, o := range document.Operations {
				o.SelectionSet = other(o.SelectionSet, false)
			}
			for _, f := range document.Fragments {
				f.SelectionSet = other(f.SelectionSet, true)
			}
			var query strings.Builder
			formatter.NewFormatter(&query).FormatQueryDocument(document)
			want, got := compiledGolden(t, g, g.Query()), compiledGolden(t, g, query.String())
			if diff := cmp.Diff(sortedTexts(want), sortedTexts(got)); diff != "" {
				t.Errorf("%s\n%s", diff, query.String())
			}
		})
	}
}

// other is a selection set under other response keys and in the opposite order, if twice is set with each field that
// has no others below once more.
func other(set ast.SelectionSet, twice bool) ast.SelectionSet {
	var result ast.SelectionSet
	for _, s := range slices.Backward(set) {
		switch s := s.(type) {
		case *ast.Field:
			s.SelectionSet = other(s.SelectionSet, true)
			s.Alias = "other_" + s.Alias
			result = append(result, s)
			if twice && s.SelectionSet == nil {
				again := *s
				again.Alias = "again_" + s.Alias
				result = append(result, &again)
			}
		case *ast.InlineFragment:
			s.SelectionSet = other(s.SelectionSet, twice)
			result = append(result, s)
		default:
			result = append(result, s)
		}
	}
	return result
}

func sortedTexts(statements []*cypher.Statement) []string {
	var all []string
	for _, s := range statements {
		all = append(all, s.Text)
	}
	slices.Sort(all)
	return all
}
