package memory

import (
	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// reader reads a property of nodes that is neither object nor list, for filters and orderings. What is
// no text is read as a number: an int, a date and a boolean fit a float64.
type reader struct {
	property *catalog.Property // whose type the values have
	column   *column
	series   *series
}

func (s *snapshot) reader(p *catalog.Property) *reader {
	switch {
	case p.Computed == catalog.Code:
		return &reader{property: p, column: &s.nodes.code}
	case p.Computed == catalog.ODSCode:
		return &reader{property: p, column: &s.nodes.odsCode}
	case p.Computed != catalog.NotComputed:
		return &reader{property: p}
	case p.Measure != nil:
		series, values := s.measure(p.Measure)
		return &reader{property: p.Measure.Series.Value.Fields[p.Measure.Value], column: values, series: series}
	default:
		return &reader{property: p, column: &s.nodes.properties[p.Index]}
	}
}

// textual says whether the property is text.
func (r *reader) textual() bool {
	switch r.property.Type {
	case catalog.String, catalog.ID, catalog.Enum:
		return true
	default:
		return false
	}
}

func (r *reader) row(node uint32, on day.Day) uint32 {
	if r.series == nil {
		return node
	}
	return r.series.newest(node, on)
}

// text reads a text; false if it is null.
func (r *reader) text(s *snapshot, node uint32, on day.Day) (string, bool) {
	switch r.property.Computed {
	case catalog.GlobalID:
		return store.GlobalID(s.code(node)), true
	case catalog.KindEnum:
		return s.catalog.Kinds[s.kindOf[node]].Enum, true
	}
	at := r.column.get(r.row(node, on))
	if at == textNull {
		return "", false
	}
	return s.texts.raw(at), true
}

// number reads anything else; false if it is null.
func (r *reader) number(node uint32, on day.Day) (float64, bool) {
	row := r.row(node, on)
	cell := r.column.get(row)
	if cell == r.column.null {
		return 0, false
	}
	if r.property.Type == catalog.Boolean {
		return number(cell == textTrue), true
	}
	return r.column.number(row), true
}

// null says whether the property is null.
func (r *reader) null(node uint32, on day.Day) bool {
	return r.column != nil && r.column.get(r.row(node, on)) == r.column.null
}

// number is a value of any type but text as a number.
func number(v any) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case float64:
		return v
	case day.Day:
		return float64(v)
	case bool:
		if v {
			return 1
		}
	}
	return 0
}
