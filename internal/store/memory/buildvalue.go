package memory

import (
	"fmt"
	"math"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// set puts a value of one of the Go types of catalog.Type into a row; nil leaves it as it is.
func (b *builder) set(c *column, p *catalog.Property, row uint32, value any) error {
	if value == nil {
		return nil
	}
	if p.List {
		return b.setList(c, p, row, value)
	}
	cell, err := b.cell(p, value)
	if err != nil {
		return err
	}
	c.cells[row-c.first] = cell
	if numeric(p) {
		c.numbers[row-c.first] = number(value)
	}
	return nil
}

// cell returns the cell of a value; a date that has no text and a float that is none are null.
func (b *builder) cell(p *catalog.Property, value any) (uint32, error) {
	fits := false
	switch v := value.(type) {
	case string:
		fits = p.Type == catalog.String || p.Type == catalog.ID || p.Type == catalog.Enum
	case int:
		if fits = p.Type == catalog.Int; fits && int(int32(v)) != v {
			return 0, fmt.Errorf("%d does not fit 32 bits", v)
		}
	case float64:
		fits = p.Type == catalog.Float
	case bool:
		fits = p.Type == catalog.Boolean
	case day.Day:
		fits = p.Type == catalog.Date
	case []any:
		if p.Type == catalog.Object {
			row, err := b.reserve(p.Value, 1)
			if err != nil {
				return 0, err
			}
			return row, b.fill(p.Value, row, v)
		}
	}
	if !fits {
		return 0, fmt.Errorf("a %T is no %s", value, p.GraphQL)
	}
	return b.text.value(value), nil
}

func (b *builder) setList(c *column, p *catalog.Property, row uint32, value any) error {
	switch list := value.(type) {
	case []string:
		if p.Type != catalog.Object {
			if len(list) > 0 { // an empty list is what null means
				c.cells[row-c.first] = b.text.strings(list)
			}
			return nil
		}
	case []any:
		if p.Type == catalog.Object {
			if len(list) == 0 {
				return nil
			}
			first, err := b.reserve(p.Value, len(list))
			if err != nil {
				return err
			}
			i := (row - c.first) * 2
			c.cells[i], c.cells[i+1] = first, first+uint32(len(list))
			for j, item := range list {
				if err := b.setItem(p, first+uint32(j), item); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return fmt.Errorf("a %T is no list of %s", value, p.GraphQL)
}

func (b *builder) setItem(p *catalog.Property, row uint32, item any) error {
	switch fields := item.(type) {
	case nil:
		nulls := b.values[p.Value].nulls()
		for uint32(len(nulls.cells)) <= row {
			nulls.cells = append(nulls.cells, nulls.null)
		}
		nulls.cells[row] = textTrue
		return nil
	case []any:
		return b.fill(p.Value, row, fields)
	default:
		return fmt.Errorf("a %T is no %s", item, p.GraphQL)
	}
}

// reserve adds rows to the table of a value type and returns the first of them.
func (b *builder) reserve(v *catalog.ValueType, rows int) (uint32, error) {
	first := b.rows[v]
	if uint64(first)+uint64(rows) >= math.MaxUint32/2 {
		return 0, fmt.Errorf("more than %d values %s", first, v.Name)
	}
	b.rows[v] += uint32(rows)
	for i, f := range v.Fields {
		b.values[v][i].grow(f, b.rows[v])
	}
	return first, nil
}

// fill sets the fields of a row.
func (b *builder) fill(v *catalog.ValueType, row uint32, fields []any) error {
	if len(fields) != len(v.Fields) {
		return fmt.Errorf("a %s has %d fields, not %d", v.Name, len(v.Fields), len(fields))
	}
	for i, f := range v.Fields {
		if err := b.set(&b.values[v][i], f, row, fields[i]); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}
