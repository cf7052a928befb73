//go:build national

package england

import (
	"orggraph/internal/catalog"
	"orggraph/internal/national"
	"orggraph/internal/store"
)

// Graph is the graph that is measured: the published files.
func Graph(c *catalog.Catalog) (*store.Graph, error) { return national.Graph(c) }
