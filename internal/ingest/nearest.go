package ingest

import (
	"cmp"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// cellSize is the side of a cell of the grid in metres. Most pharmacies have a practice in their own.
const cellSize = 4000

type cell struct{ x, y int }

func cellOf(easting, northing int) cell { return cell{easting / cellSize, northing / cellSize} }

// placed is a practice with its place and its spells in networks.
type placed struct {
	practice          *store.Node
	easting, northing int
	spells            []membership
}

// grid finds the nearest practice by its place on the national grid.
type grid struct {
	cells    map[cell][]*placed
	min, max cell    // of those that hold a practice
	since    day.Day // the first day on which any practice is in a network
}

func newGrid(practices []*placed) *grid {
	g := &grid{cells: map[cell][]*placed{}, since: day.Max}
	for i, p := range practices {
		c := cellOf(p.easting, p.northing)
		g.cells[c] = append(g.cells[c], p)
		if i == 0 {
			g.min, g.max = c, c
		}
		g.min, g.max = cell{min(g.min.x, c.x), min(g.min.y, c.y)}, cell{max(g.max.x, c.x), max(g.max.y, c.y)}
		g.since = min(g.since, p.spells[0].days.From)
	}
	for _, list := range g.cells {
		slices.SortFunc(list, func(a, b *placed) int { return cmp.Compare(a.practice.Code, b.practice.Code) })
	}
	return g
}

// nearest is the practice that is nearest to a place among those in a network on a day, of equal ones the one
// with the smallest code; nil for none. It looks at cells in growing squares around the place, and stops where
// no cell further out can hold anything as near.
func (g *grid) nearest(easting, northing int, on day.Day) (best *placed) {
	if on < g.since {
		return nil
	}
	c, distance := cellOf(easting, northing), 0
	last := max(c.x-g.min.x, g.max.x-c.x, c.y-g.min.y, g.max.y-c.y)
	for ring := 0; ring <= last && (best == nil || distance >= (ring-1)*(ring-1)*cellSize*cellSize); ring++ {
		for x := c.x - ring; x <= c.x+ring; x++ {
			across := 1
			if x != c.x-ring && x != c.x+ring && ring > 0 {
				across = 2 * ring // only the two ends of an inner column lie on the square
			}
			for y := c.y - ring; y <= c.y+ring; y += across {
				for _, p := range g.cells[cell{x, y}] {
					dx, dy := p.easting-easting, p.northing-northing
					away := dx*dx + dy*dy
					if best != nil && (away > distance || away == distance && p.practice.Code > best.practice.Code) || !p.isMember(on) {
						continue
					}
					best, distance = p, away
				}
			}
		}
	}
	return best
}

func (p *placed) isMember(on day.Day) bool {
	return slices.ContainsFunc(p.spells, func(m membership) bool { return m.days.Holds(on) })
}
