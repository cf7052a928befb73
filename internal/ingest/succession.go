package ingest

import (
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// The edge types of succession.
const (
	succeededBy = "SUCCEEDED_BY"
	followedBy  = "FOLLOWED_BY"
)

// The values of extent.
const (
	extentWhole = "WHOLE"
	extentPart  = "PART"
)

// addSuccession adds what took the place of the groups that closed, and flags what can't be.
func (d *deriver) addSuccession() {
	d.addClosedGroups()
	d.sortSuccessors()
	d.flagCycles()
	d.flagContradictions()
}

// succeed adds that a node took the place of another, all of it or in part, from a day on.
func (d *deriver) succeed(old, successor *store.Node, since day.Day, extent string, origin store.Origin, source store.Source) {
	e := d.addEdge(d.catalog.EdgeType(succeededBy), old, successor, since, day.Max, origin, source)
	e.Set(d.catalog, "extent", extent)
}

// sortSuccessors gathers the edges to the successors of each node, by their codes.
func (d *deriver) sortSuccessors() {
	d.successors = map[*store.Node][]*store.Edge{}
	for _, e := range d.edges {
		if e.Type.Name == succeededBy {
			d.successors[e.From] = append(d.successors[e.From], e)
		}
	}
	for _, list := range d.successors {
		slices.SortFunc(list, compareEdges)
	}
}

// patience is how long after a succession its ends may still say otherwise: records come late.
const patience = 366

// flagContradictions reports the successions that the lives of their ends deny.
func (d *deriver) flagContradictions() {
	for _, list := range d.successors {
		for _, e := range list {
			since := e.ValidFrom
			if since == day.Min {
				continue
			}
			for _, c := range []struct {
				wrong  bool
				format string
				code   string
			}{
				{e.From.Life.Holds(since + patience), "%s is open more than a year after", e.From.Code},
				{!e.To.Life.Empty() && e.To.Life.From > since+patience, "%s begins more than a year after", e.To.Code},
				{!e.To.Life.Empty() && e.To.Life.To <= since, "%s ended before", e.To.Code},
			} {
				if c.wrong {
					d.report.Contradictions = append(d.report.Contradictions, note(e, fmt.Sprintf(c.format, c.code)))
				}
			}
		}
	}
}
