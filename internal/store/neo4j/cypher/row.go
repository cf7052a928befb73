package cypher

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// row is what is fetched of one node and of what led to it. In the answer it is a list of values. Whatever is
// asked for twice stands in it once.
type row struct {
	node    string          // variable of the node; "" for the statement itself
	edge    string          // variable of what led to it
	path    bool            // what led to it is a path: a list of its first and last day
	useEdge bool            // something is fetched of what led to it
	kinds   catalog.KindSet // that the node is one of
	nearby  catalog.KindSet // that it might be one of if it were not asked for its kind
	depth   int
	columns []*column
	known   map[string]*column
	lists   map[string]*list

	// values is the variable that properties are fetched from: the node, or a map of those that are needed. They lie
	// in the database as a chain, which is walked anew for each one, but once for a map.
	values string
	needed map[string]bool // properties
	late   bool            // the map is made where the database has some of them at hand
	bare   bool            // the row is its only value
}

// enough is how many properties are worth a map that is made late.
const enough = 4

func newRow(depth int, kinds catalog.KindSet) *row {
	return &row{
		node: "n" + strconv.Itoa(depth), edge: "e" + strconv.Itoa(depth), depth: depth, kinds: kinds, nearby: everyKind,
		known: map[string]*column{}, lists: map[string]*list{},
		values: "n" + strconv.Itoa(depth), needed: map[string]bool{},
	}
}

// everyKind is the set of all kinds there can be.
const everyKind = ^catalog.KindSet(0)

// rowAt is the row of what a relation leads to.
func rowAt(depth int, rel *catalog.Relation) *row {
	r := newRow(depth, rel.Kinds)
	r.path = len(rel.Steps) > 1
	r.nearby = rel.Ends()
	return r
}

// gather has the properties fetched from a map. It is late where the database has some of them at hand already, from an
// index, or since a condition or an order looks at them: then it would make the map of properties one by one, unless
// the node stands in a variable of which it does not know that.
func (r *row) gather(late bool) { r.values, r.late = "v"+r.node[1:], late }

// settle leaves the map out where it is not worth it.
func (r *row) settle() {
	if r.values == r.node || len(r.needed) > 0 && (!r.late || len(r.needed) >= enough) {
		return
	}
	for _, c := range r.columns {
		c.text = strings.ReplaceAll(c.text, r.values+".", r.node+".")
	}
	r.values = r.node
}

// gathered writes what a WITH takes to make the map of a node; "" where none is made.
func (r *row) gathered(node string) string {
	if r.values == r.node {
		return ""
	}
	return ", " + node + " {." + strings.Join(slices.Sorted(maps.Keys(r.needed)), ", .") + "} AS " + r.values
}

// of is a property of the node, for conditions.
func (r *row) of(property string) string { return r.node + "." + property }

// read is a property that is fetched.
func (r *row) read(property string) string {
	r.needed[property] = true
	return r.values + "." + property
}

// found are the variables of what was found: the node, and what led to it if that is needed.
func (r *row) found() []string {
	if r.useEdge {
		return []string{r.node, r.edge}
	}
	return []string{r.node}
}

// column is one value of a row. Where it stands is known once the row is written.
type column struct {
	at    int
	text  string
	kinds catalog.KindSet // of nodes that need it
	below *row            // of a nested value
	write func() string   // writes a nested value
}

// value returns the column of an expression.
func (r *row) value(text string) *column {
	return r.column(text, func(c *column) { c.text = text })
}

// column returns the column of that name. A new one is made first.
func (r *row) column(name string, create func(*column)) *column {
	c := r.known[name]
	if c == nil {
		c = &column{}
		create(c)
		r.known[name] = c
		r.columns = append(r.columns, c)
	}
	return c
}

// String writes the row, after everything that is fetched is known. The order of columns follows from their
// texts alone, and not from the order in which they were asked for. Of two texts that differ in parameters alone, the
// one of the list whose name sorts first comes first, so that equal requests have equal parameters.
func (r *row) String() string {
	for _, name := range slices.Sorted(maps.Keys(r.lists)) {
		r.lists[name].finish(r)
	}
	r.settle()
	shapes := make(map[*column]string, len(r.columns))
	for _, c := range r.columns {
		if c.write != nil {
			c.text = c.write()
		}
		shapes[c] = shape(c.text)
	}
	slices.SortStableFunc(r.columns, func(a, b *column) int { return strings.Compare(shapes[a], shapes[b]) })
	texts := make([]string, len(r.columns))
	for i, c := range r.columns {
		c.at, texts[i] = i, c.text
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// guard is a condition that limits a column to nodes of the kinds that need it; "" if all do.
func (c *compiler) guard(r *row, kinds catalog.KindSet) string {
	if kinds == r.kinds {
		return ""
	}
	return r.node + c.labels(kinds, r.kinds)
}

// labels are the labels of some kinds as a pattern or a condition has them, where a node is known to be of certain
// kinds; "" if that is enough. Where fewer are left out, they are named.
func (c *compiler) labels(kinds, known catalog.KindSet) string {
	in, out := c.catalog.In(kinds&known), c.catalog.In(known&^kinds)
	switch {
	case len(out) == 0:
		return ""
	case len(out) < len(in):
		return ":!(" + anyOf(out) + ")"
	}
	return ":" + anyOf(in)
}

func anyOf(kinds []*catalog.Kind) string {
	labels := make([]string, len(kinds))
	for i, k := range kinds {
		labels[i] = k.Label
	}
	return strings.Join(labels, "|")
}

// where joins conditions; those that are "" are none.
func where(conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(s string) bool { return s == "" })
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// property is the expression of a property of the node of a row.
func (c *compiler) property(r *row, p *catalog.Property, on plan.Slot) string {
	text := c.fetched(r, r.of, p, on)
	if c.mixed(p, r.kinds) {
		return "CASE WHEN " + text + beforeOwn + " THEN " + text + " END"
	}
	if p.Measure != nil {
		return "nullIf(" + text + ", " + literal(absent(p.Measure.Series.Value.Fields[p.Measure.Value])) + ")"
	}
	return text
}

// fetched is property but for what stands in a measure's series in place of null, and for codes that are none of the
// ODS: they are looked for when they have been fetched. of writes a property that is stored.
func (c *compiler) fetched(r *row, of func(string) string, p *catalog.Property, on plan.Slot) string {
	m := p.Measure
	if m == nil {
		return of(stored(p))
	}
	values, days := seriesProperty(m, m.Value), seriesProperty(m, m.On)
	// The newest point is the one, or days stand newest first, so that the number of those after the day is its place.
	// Lists lie elsewhere than other properties, so they are left there until they are needed.
	return "CASE WHEN " + of(days+newestSuffix) + " <= " + param{slot: on}.String() + " THEN " + of(values+newestSuffix) +
		" ELSE " + r.of(values) + "[size([d IN " + r.of(days) + " WHERE d > " + param{slot: on}.String() + "])] END"
}

// literal writes what stands for null.
func literal(absent any) string {
	switch v := absent.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'e', -1, 64)
	default:
		return `'\u0000'`
	}
}
