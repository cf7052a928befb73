//go:build !national

package england

import (
	"orggraph/internal/catalog"
	"orggraph/internal/demo"
	"orggraph/internal/store"
	"orggraph/reference"
)

// Graph is the graph that is measured: the demo.
func Graph(c *catalog.Catalog) (*store.Graph, error) {
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		return nil, err
	}
	return demo.Build(c, ref, demo.Seed)
}
