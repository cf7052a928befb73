package graph

import (
	"slices"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// The parser counts interfaces among the types that an object of another interface may have; the language does not.
func init() {
	isInterface := func(def *ast.Definition) bool { return def.Kind == ast.Interface }
	for name, possible := range parsedSchema.PossibleTypes {
		parsedSchema.PossibleTypes[name] = slices.DeleteFunc(possible, isInterface)
	}
}

// Schema is the executable schema: the whole of it, whatever gqlgen saw when it generated code.
func Schema() *ast.Schema { return parsedSchema }

var buildCatalog = sync.OnceValues(func() (*catalog.Catalog, error) { return catalog.Build(parsedSchema) })

// Catalog is the shape of the graph, read from the executable schema. Everyone gets the same one, since
// stores and plans point into it.
func Catalog() (*catalog.Catalog, error) { return buildCatalog() }
