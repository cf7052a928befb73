package cypher

import (
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// figures compiles those of a property. Its values are fetched, and tallied by the writer: nested in each other,
// statements can't aggregate, and to fetch the values takes no longer than to aggregate them there.
func (c *compiler) figures(f *plan.Figures, l *list) write {
	if l.all == l.below {
		l.want.items = true
	} else {
		l.want.total, l.want.figures = true, true
	}
	at := l.all.value(c.fetched(l.all, l.all.read, f.Property, l.plan.AsOf))
	none := absentOf(f.Property)
	of := c.fields(f.Fields, func(f plan.Field) write {
		value := f.(*plan.Figure).Value
		return func(x *writer, _ []any, _ string) bool {
			x.buf = x.tally.Append(x.buf, value)
			return true
		}
	})
	return func(x *writer, _ []any, _ string) bool {
		x.tally = store.Tally{Of: f.Property.Type}
		for _, v := range x.page.all {
			if !l.all.bare {
				values, _ := v.([]any)
				v = values[at.at]
			}
			if v != nil && v != none {
				x.tally.Add(number(v))
			}
		}
		return x.fields(of, nil, "")
	}
}

// figures writes the clauses that fetch the values of each target, in no order. A map of few properties takes longer
// than these do, and a list of one value longer than that.
func (r *row) figures() string {
	r.late = true
	fetched, with := r.String(), ""
	if values := r.gathered(r.node); values != "" {
		with = " WITH " + r.node + values
	}
	if r.bare = len(r.columns) == 1; r.bare {
		fetched = r.columns[0].text
	}
	return with + " RETURN " + fetched
}

// number is a value that has an order and a size as a number.
func number(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case string:
		d, _ := day.Parse(v) // dates are written by scalar
		return float64(d)
	}
	f, _ := v.(float64)
	return f
}
