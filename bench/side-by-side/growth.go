//go:build linux

package main

import (
	"context"
	"fmt"
	"math"

	"orggraph/internal/store/memory"
)

// sizes are how many times the graph is measured.
var sizes = []int{1, 3, 10}

// growth is how the time of an operation grows with the graph, for one contender.
type growth struct {
	P50 []float64 `json:"p50Ms"` // by size
	// Slope is the power of the size with which it grows: 0 where the size does not matter, 1 where it grows alike.
	Slope float64 `json:"slope"`
}

// measureGrowth measures ours over graphs of several sizes, one client at a time.
func (b *bench) measureGrowth(ctx context.Context, r *results) error {
	r.Growth = &grown{Sizes: sizes, Rows: map[string]map[string]*growth{}}
	whole, letters, variables := b.graph, "", b.variables
	if b.neo4j != nil {
		letters = "b"
	}
	letters = "a" + letters
	defer func() { b.graph, b.variables = whole, variables }()
	for _, times := range sizes {
		if err := b.grow(ctx, r, times, letters); err != nil {
			return fmt.Errorf("%d times: %w", times, err)
		}
		b.graph = whole
	}
	for _, of := range r.Growth.Rows {
		for _, g := range of {
			last := len(sizes) - 1
			g.Slope = math.Log(g.P50[last]/g.P50[0]) / math.Log(float64(sizes[last])/float64(sizes[0]))
		}
	}
	return nil
}

// grow measures them over one of the graphs.
func (b *bench) grow(ctx context.Context, r *results, times int, letters string) (err error) {
	b.graph = enlarge(b.graph, times)
	b.say("%d times: %d nodes, %d edges", times, len(b.graph.Nodes), len(b.graph.Edges))
	if b.variables, err = variablesOf(b.graph); err != nil {
		return err
	}
	if err := memory.Write(b.file, b.graph); err != nil {
		return err
	}
	if b.neo4j != nil {
		if err := b.neo4j.load(ctx, b.catalog, b.graph, b.beside()); err != nil {
			return err
		}
	}
	if err := b.startAll(ctx, letters); err != nil {
		return err
	}
	defer b.stopContenders(nil)
	var rows []*row
	for _, o := range r.Rows {
		operation, err := operationOf(o.Slug)
		if err != nil {
			return err
		}
		cells, err := b.check(ctx, operation)
		if err != nil {
			return err
		}
		rows = append(rows, &row{Slug: o.Slug, Cells: cells})
	}
	if err := b.warmUp(ctx, rows); err != nil {
		return err
	}
	for _, row := range rows {
		if err := b.measure(ctx, row, 1); err != nil {
			return err
		}
		for letter, cell := range row.Cells {
			of := r.Growth.of(letter, row.Slug)
			of.P50 = append(of.P50, cell.Loads[0].P50)
		}
	}
	return nil
}

// grown are the figures of growth.
type grown struct {
	Sizes []int                         `json:"sizes"`
	Rows  map[string]map[string]*growth `json:"contenders"` // by letter and operation
}

func (g *grown) of(letter, slug string) *growth {
	if g.Rows[letter] == nil {
		g.Rows[letter] = map[string]*growth{}
	}
	if g.Rows[letter][slug] == nil {
		g.Rows[letter][slug] = &growth{}
	}
	return g.Rows[letter][slug]
}
