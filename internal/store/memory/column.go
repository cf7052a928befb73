package memory

import (
	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// column holds a value for each row of a table from its first row on; other rows have none. What a
// cell is depends on the property:
//
//	scalar, list of scalars      the position of its JSON among the texts; beside that of an int, a
//	                             float or a date stands the number, for comparing
//	object                       a row of the table of its value type
//	list of objects              two cells: the first of its rows, and the one after its last
type column struct {
	first   uint32
	null    uint32 // the cell that means null
	cells   []uint32
	numbers []float64
}

// get returns the cell of a row.
func (c *column) get(row uint32) uint32 {
	if i := row - c.first; uint64(i) < uint64(len(c.cells)) {
		return c.cells[i]
	}
	return c.null
}

// day returns the date of a row, where cells are dates.
func (c *column) day(row uint32) day.Day { return day.Day(c.get(row)) }

// number returns the number of a row whose cell is not null.
func (c *column) number(row uint32) float64 { return c.numbers[row-c.first] }

// rows returns the rows that the list of a row holds.
func (c *column) rows(row uint32) (from, to uint32) {
	i := uint64(row-c.first) * 2
	if i+1 >= uint64(len(c.cells)) {
		return 0, 0
	}
	return c.cells[i], c.cells[i+1]
}

// grow adds null for the rows before one.
func (c *column) grow(p *catalog.Property, to uint32) {
	cells := int(to - c.first)
	if p.List && p.Type == catalog.Object {
		c.cells = append(c.cells, make([]uint32, 2*cells-len(c.cells))...)
		return
	}
	if numeric(p) {
		c.numbers = append(c.numbers, make([]float64, cells-len(c.numbers))...)
	}
	for len(c.cells) < cells {
		c.cells = append(c.cells, c.null)
	}
}

// numeric says whether numbers stand beside the texts of a property.
func numeric(p *catalog.Property) bool {
	return !p.List && (p.Type == catalog.Int || p.Type == catalog.Float || p.Type == catalog.Date)
}

// table is a set of columns, by the index of their property. That of a value type has one more.
type table []column

// nulls is the column of a value type that tells which of its rows stand for a null in a list: textTrue
// or textFalse.
func (t table) nulls() *column { return &t[len(t)-1] }

// noRow is the cell of an object that is null, and the edge of a node that no edge led to.
const noRow = ^uint32(0)

// noDay is the cell of a day before every other, which means null.
const noDay = uint32(1 << 31)

// nullOf is the cell that means null; a list is never null.
func nullOf(p *catalog.Property) uint32 {
	switch {
	case p.List:
		return textEmpty
	case p.Type == catalog.Object:
		return noRow
	default:
		return textNull
	}
}
