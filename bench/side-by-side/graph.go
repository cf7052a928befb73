//go:build linux

package main

import (
	"fmt"
	"slices"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/demo"
	"orggraph/internal/ingest"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// readGraph makes the graph of a folder of published files, or the demo where there is none.
func readGraph(from string) (*catalog.Catalog, *store.Graph, error) {
	c, err := graph.Catalog()
	if err != nil {
		return nil, nil, err
	}
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		return nil, nil, err
	}
	if from == "" {
		g, err := demo.Build(c, ref, demo.Seed)
		return c, g, err
	}
	files, err := ods.ReadFolder(from, nil)
	if err != nil {
		return nil, nil, err
	}
	g, _, err := ingest.Import(files, ref, ingest.Options{Catalog: c})
	return c, g, err
}

// enlarge makes a graph of so many copies of a graph, side by side. The first keeps its codes; those of the others,
// and their names, so that they are told apart, end in a number.
func enlarge(g *store.Graph, times int) *store.Graph {
	large := &store.Graph{Catalog: g.Catalog, Nodes: slices.Clip(g.Nodes), Edges: slices.Clip(g.Edges), Ledger: g.Ledger}
	dataset := *g.Dataset
	dataset.Release = fmt.Sprintf("%s, %d times", dataset.Release, times)
	large.Dataset = &dataset
	name := g.Catalog.Property("name").Index
	for copy := 2; copy <= times; copy++ {
		ends := make(map[*store.Node]*store.Node, len(g.Nodes))
		for _, n := range g.Nodes {
			node := *n
			node.Code = fmt.Sprintf("%s-%d", n.Code, copy)
			node.Values = slices.Clone(n.Values)
			if text, ok := n.Values[name].(string); ok {
				node.Values[name] = fmt.Sprintf("%s %d", text, copy)
			}
			ends[n] = &node
			large.Nodes = append(large.Nodes, &node)
		}
		for _, e := range g.Edges {
			edge := *e
			edge.From, edge.To = ends[e.From], ends[e.To]
			large.Edges = append(large.Edges, &edge)
		}
	}
	return large
}
