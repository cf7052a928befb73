package random

import (
	"slices"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// Today is the day of a document that names none.
var Today = day.Of(2024, 4, 1)

// days are around today, around one end and beginning, and at the ends of the calendar. They are few, so
// that much begins or ends on the day asked about, or on the day before or after.
var days = []day.Day{
	Today, Today - 1, Today + 1, day.Of(2022, 6, 30), day.Of(2022, 7, 1), day.Of(2024, 2, 29),
	day.Of(1969, 12, 31), day.Of(1, 1, 1), day.Of(9999, 12, 31),
}

// texts tie, differ in case or accent alone, fold to more characters than they have, lie beyond the BMP,
// or have to be escaped somewhere.
var texts = []string{
	"a", "A", "b", "", "z", "Z", "ab", "aB", "Ä", "ä", "a\u0308", "ß", "ss", "ẞ", "ﬀ", "ff", "İ", "i\u0307", "ı", "K", "\u212A",
	"Σ", "ς", "𐐀", "𐐨", "😀", "\uFFFD", "a b", `"`, `\`, `\u2028`, "\u2028", "\u0000", "\b\f\n\r\t", "\u007f", "<&>", "%_", "é", "e\u0301",
}

// codes are all that a code can be made of, in lengths from 1 to 12.
var codes = strings.Fields("A1 A10 A2 B1 B-1 A 1 - 10 2 Z X24 QHM 00A AA A-A AAAAAAAAAAAA 99999-99999A Y1 Y2 Y3 Y4")

// ownCodes are such that no ODS code has their shape.
var ownCodes = strings.Fields("aa a1 a- a10 b-1 zz lpn-y60-dental early-cancer-diagnosis x24 q9 " + strings.Repeat("z", 64))

var (
	integers = []int{0, 1, 2, -1, 10, 100, 2147483647, -2147483648}
	floats   = []float64{0, 1, -1, 0.5, -0.000001, 51.507351, 1e-6, 123456.789012, 90}
)

// scalar draws a value of a type that is no object.
func (w *World) scalar(s source, p *catalog.Property) any {
	switch p.Type {
	case catalog.Int:
		return pick(s, integers)
	case catalog.Float:
		return pick(s, floats)
	case catalog.Boolean:
		return s.chance(50)
	case catalog.Date:
		return pick(s, days)
	case catalog.Enum:
		return pick(s, w.Schema.Types[p.GraphQL].EnumValues).Name
	default:
		return text(s)
	}
}

func text(s source) string {
	if s.chance(30) {
		return pick(s, texts) + pick(s, texts)
	}
	return pick(s, texts)
}

// property draws a value as a node holds it; nil is null, now and then also where there should be none.
func (w *World) property(s source, p *catalog.Property, nonNull bool) any {
	nulls := 30
	if nonNull {
		nulls = 3
	}
	if s.chance(nulls) {
		return nil
	}
	switch {
	case p.List && p.Value == nil:
		items := make([]string, s.below(3))
		for i := range items {
			items[i] = text(s)
		}
		return items
	case p.List:
		items := make([]any, s.below(4))
		for i := range items {
			items[i] = w.object(s, p.Value)
		}
		return items
	case p.Value != nil:
		return w.object(s, p.Value)
	default:
		return w.scalar(s, p)
	}
}

func (w *World) object(s source, v *catalog.ValueType) any {
	if s.chance(1) {
		return nil
	}
	fields := make([]any, len(v.Fields))
	for i, f := range v.Fields {
		fields[i] = w.property(s, f, f.NonNull)
	}
	return fields
}

// series draws the points of a measure: one a day, oldest first, each with its day.
func (w *World) series(s source, m *catalog.Measure) any {
	var points []any
	for _, on := range slices.Sorted(slices.Values(days)) {
		if !s.chance(25) {
			continue
		}
		if point, ok := w.object(s, m.Series.Value).([]any); ok {
			point[m.On] = on
			points = append(points, point)
		}
	}
	return points
}
