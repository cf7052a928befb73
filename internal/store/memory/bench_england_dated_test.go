//go:build !undated

package memory

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// dated says that the writer compares dates.
const dated = true

// prune is for the writer that compares none.
func prune(g *store.Graph, _ day.Day) *store.Graph { return g }
