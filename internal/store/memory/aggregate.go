package memory

import (
	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// tallied is a property of which a list tells figures.
type tallied struct {
	of *catalog.Property
	*reader
}

// aggregate compiles the figures of a list. Each property is tallied once, under however many keys it is asked for.
func (c *compiler) aggregate(f *plan.Aggregate, l *list) field {
	l.total = true
	return field{what: aggregate, fields: c.fields(f.Fields, func(f plan.Field) field {
		of := f.(*plan.Figures)
		return field{what: figures, id: l.tally(c.snapshot, of.Property), fields: c.fields(of.Fields, func(f plan.Field) field {
			return field{what: figure, id: int(f.(*plan.Figure).Value)}
		})}
	})}
}

// tally returns the place of a property among those that are tallied.
func (l *list) tally(s *snapshot, p *catalog.Property) int {
	for i, known := range l.tallied {
		if known.of == p {
			return i
		}
	}
	l.tallied = append(l.tallied, tallied{p, s.reader(p)})
	return len(l.tallied) - 1
}

// tally adds the values of a target.
func (x *run) tally(c *candidates, node uint32) {
	for i := range c.tallied {
		if v, ok := c.tallied[i].number(node, c.bound.on); ok {
			x.tallies[c.tallies+i].Add(v)
		}
	}
}

// aggregate renders the figures of a list.
func (x *run) aggregate(of *fields, p *page) {
	for i := range of.each {
		f := &of.each[i]
		x.buf = append(x.buf, f.before...)
		for j := range f.fields.each {
			figure := &f.fields.each[j]
			x.buf = append(x.buf, figure.before...)
			x.buf = x.tallies[p.tallies+f.id].Append(x.buf, plan.FigureValue(figure.id))
		}
		x.buf = append(x.buf, f.fields.end...)
	}
	x.buf = append(x.buf, of.end...)
}
