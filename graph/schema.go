package graph

import (
	"sync"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// Schema is the executable schema: the whole of it, whatever gqlgen saw when it generated code.
func Schema() *ast.Schema { return parsedSchema }

var buildCatalog = sync.OnceValues(func() (*catalog.Catalog, error) { return catalog.Build(parsedSchema) })

// Catalog is the shape of the graph, read from the executable schema. Everyone gets the same one, since
// stores and plans point into it.
func Catalog() (*catalog.Catalog, error) { return buildCatalog() }
