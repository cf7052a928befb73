package cypher

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// The labels beside those of kinds. A node has NodeLabel and the label of its kind.
const (
	NodeLabel    = "Node"
	MarkerLabel  = "OrggraphFence"   // one node: state and epoch
	ContentLabel = "OrggraphRelease" // one node: what the graph is
	LedgerLabel  = "OrggraphLedger"  // the importer's ledger, in parts
)

// The states of the marker.
const (
	Loading = "LOADING"
	Writing = "WRITING"
	Ready   = "READY"
)

// The names of a text in other forms: folded, and as it is compared where units of UTF-16 are in another order than
// code points.
const (
	foldedSuffix = "Folded"
	sortedSuffix = "Sorted"
)

// NodeProperties is what the database holds of a node. Null is left out. Beside the stored properties of the
// kind under their GraphQL names stand
//
//	code, kind        the code, and the kind as the enum Kind writes it
//	lifeFrom, lifeTo  the days of its life, half open, as days since 1970-01-01
//	listed            whether includeClosed shows it
//	<text>Folded      the same in plan.Fold, for comparisons in which case does not matter, if toLower is not enough
//	<text>Sorted      the same for comparisons, if it has a character beyond U+FFFF
//	<series><Field>   for a series that measures read: a list for each field, newest first, one item a day
//	<series><Field>Newest, <series><Field>Least, <series><Field>Most
//	                  the first item of such a list, and the range of a list of numbers
//
// A date is its ISO 8601 text, which sorts and compares as the day does. A list of scalars is a list; an object,
// or a list of objects, is JSON with each object as a list of its fields.
func NodeProperties(n *store.Node) map[string]any {
	p := map[string]any{
		"kind": n.Kind.Enum, "lifeFrom": int64(n.Life.From), "lifeTo": int64(n.Life.To), "listed": n.Listed,
	}
	setText(p, codeProperty, n.Code)
	for _, kp := range n.Kind.Properties() {
		if kp.Measure != nil {
			setSeries(p, kp.Measure, n.Values[kp.Measure.Series.Index])
		}
		v := n.Values[kp.Index]
		if !kp.Stored() || v == nil {
			continue
		}
		switch {
		case kp.Type == catalog.Object:
			p[kp.Name] = string(appendObjects(nil, v))
		case kp.List:
			p[kp.Name] = v
		case kp.Type == catalog.String || kp.Type == catalog.ID:
			setText(p, kp.Name, v.(string))
		default:
			if v = scalar(v); v != nil {
				p[kp.Name] = v
			}
		}
	}
	return p
}

const codeProperty = "code"

// stored is the name under which the database holds a property.
func stored(p *catalog.Property) string {
	if p.Computed == catalog.ODSCode {
		return codeProperty
	}
	return p.Name
}

// beforeOwn is what the codes of the ODS sort before, and no other.
const beforeOwn = " < 'a'"

// mixed says whether some of the kinds have codes of which not all are of the ODS, and the property tells them apart.
func (c *compiler) mixed(p *catalog.Property, kinds catalog.KindSet) bool {
	return p.Computed == catalog.ODSCode && slices.ContainsFunc(c.catalog.In(kinds), func(k *catalog.Kind) bool {
		declared, ok := k.Property(p.Name)
		return !ok || !declared.NonNull
	})
}

func setText(p map[string]any, name, value string) {
	p[name] = value
	if ascii(value) {
		return
	}
	p[name+foldedSuffix] = plan.Fold(value)
	for _, name := range []string{name, name + foldedSuffix} {
		if text := p[name].(string); beyond16(text) {
			p[name+sortedSuffix] = sortable(text)
		}
	}
}

// ascii says whether text has no character that toLower and plan.Fold make different things of.
func ascii(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// beyond16 says whether text has a character that sorts elsewhere by code point than by units of UTF-16.
func beyond16(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= 0xD800 }) >= 0
}

// sortable is text in which units of UTF-16, by which Cypher compares with a parameter, sort as the code points
// of the original do.
func sortable(text string) string {
	if !beyond16(text) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		switch {
		case r > 0xFFFF:
			out.WriteRune(0xFFFF) // above every character of one unit
			out.WriteRune(r)
		case r == 0xFFFF:
			out.WriteString("\uFFFF\x00")
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// scalar is a value as the database holds it; nil for what JSON has no word for.
func scalar(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case day.Day:
		if v == day.Min || v == day.Max {
			return nil
		}
		return v.String()
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return v
}

// setSeries keeps of a series what a measure reads: of each day the first point, newest day first, so that
// the number of days after the one asked for is the place of the point.
func setSeries(p map[string]any, m *catalog.Measure, series any) {
	list, _ := series.([]any)
	var points [][]any
	for _, item := range list {
		if point, ok := item.([]any); ok && scalar(point[m.On]) != nil {
			points = append(points, point)
		}
	}
	on := func(point []any) day.Day { return point[m.On].(day.Day) }
	slices.SortStableFunc(points, func(a, b []any) int { return int(on(b)) - int(on(a)) })
	points = slices.CompactFunc(points, func(a, b []any) bool { return on(a) == on(b) })
	for _, at := range []int{m.On, m.Value} {
		values := make([]any, len(points))
		for i, point := range points {
			if values[i] = scalar(point[at]); values[i] == nil {
				values[i] = absent(m.Series.Value.Fields[at])
			}
		}
		name := seriesProperty(m, at)
		p[name] = values
		if len(points) > 0 {
			p[name+newestSuffix] = values[0]
			setRange(p, name, points, at)
		}
	}
}

// What is said of a series beside its points, so that most questions need not look at these: most are about a day that
// is not before the newest, and a number is one of those between the least and the most.
const (
	newestSuffix = "Newest"
	leastSuffix  = "Least"
	mostSuffix   = "Most"
)

// setRange keeps the least and the most of the numbers in a series.
func setRange(p map[string]any, name string, points [][]any, at int) {
	for _, point := range points {
		v := scalar(point[at])
		if _, known := p[name+leastSuffix]; v != nil && isNumber(v) {
			if !known || number(v) < number(p[name+leastSuffix]) {
				p[name+leastSuffix] = v
			}
			if !known || number(v) > number(p[name+mostSuffix]) {
				p[name+mostSuffix] = v
			}
		}
	}
}

func isNumber(v any) bool {
	switch v.(type) {
	case int64, float64:
		return true
	}
	return false
}

// seriesProperty names the list of one field of a series: listSizes, patients -> listSizesPatients.
func seriesProperty(m *catalog.Measure, field int) string {
	name := m.Series.Value.Fields[field].Name
	return m.Series.Name + strings.ToUpper(name[:1]) + name[1:]
}

// absent stands for null in the list of a series, for a list in the database holds none: an Int has 32 bits,
// and no text has the character 0.
func absent(p *catalog.Property) any {
	switch p.Type {
	case catalog.Int:
		return int64(math.MinInt32 - 1)
	case catalog.Float:
		return -math.MaxFloat64
	default:
		return "\x00"
	}
}

// absentOf is what means null beside null where a property is fetched.
func absentOf(p *catalog.Property) any {
	if m := p.Measure; m != nil {
		return absent(m.Series.Value.Fields[m.Value])
	}
	return nil
}

// appendObjects appends an object, or a list of objects or nulls, as JSON.
func appendObjects(buf []byte, v any) []byte {
	switch v := v.(type) {
	case []any:
		buf = append(buf, '[')
		for i, item := range v {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = appendObjects(buf, item)
		}
		return append(buf, ']')
	case []string:
		buf = append(buf, '[')
		for i, item := range v {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = store.AppendString(buf, item)
		}
		return append(buf, ']')
	default:
		return store.AppendValue(buf, v)
	}
}

// EdgeProperties is what the database holds of an edge, which stands pref-th, from 0, among the edges of its type
// and source, the preferred one first. Null is left out.
//
//	validFrom, validTo  the first and the last day that are shown, as ISO 8601 text
//	lifeFrom, lifeTo    the days on which it holds, half open, as days since 1970-01-01
//	pathFrom, pathTo    the first and the last day that a path over it counts, as days since 1970-01-01
//	pref                its place, 0 is taken first
//	origin              how it came to be
//	release, file, record, vintage   where it comes from
//
// and, under their GraphQL names, the properties that edges of some types have.
func EdgeProperties(c *catalog.Catalog, e *store.Edge, pref int) map[string]any {
	pathFrom := e.ValidFrom
	if pathFrom == day.Min {
		pathFrom = e.Life.From
	}
	p := map[string]any{
		"lifeFrom": int64(e.Life.From), "lifeTo": int64(e.Life.To), "pathFrom": int64(pathFrom), "pathTo": int64(e.ValidTo),
		"pref": int64(pref), "origin": string(e.Origin), "release": e.Source.Release, "file": e.Source.File,
	}
	for name, d := range map[string]day.Day{"validFrom": e.ValidFrom, "validTo": e.ValidTo, "vintage": e.Source.Vintage} {
		if v := scalar(d); v != nil {
			p[name] = v
		}
	}
	if e.Source.Record != "" {
		p["record"] = e.Source.Record
	}
	for i, v := range e.Values {
		if v = scalar(v); v != nil {
			p[c.EdgeProperties[i].Name] = v
		}
	}
	return p
}
