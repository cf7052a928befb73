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
	kinds   catalog.KindSet // that the node may be
	depth   int
	columns []*column
	known   map[string]*column
	lists   map[string]*list

	// values is the variable that properties are fetched from: the node, or a map of those that are needed. They lie
	// in the database as a chain, which is walked anew for each one, but once for a map.
	values string
	needed map[string]bool // properties
	late   bool            // the map is made where the database has some of them at hand
}

// enough is how many properties are worth a map that is made late.
const enough = 4

func newRow(depth int, kinds catalog.KindSet) *row {
	return &row{
		node: "n" + strconv.Itoa(depth), edge: "e" + strconv.Itoa(depth), depth: depth, kinds: kinds,
		known: map[string]*column{}, lists: map[string]*list{},
		values: "n" + strconv.Itoa(depth), needed: map[string]bool{},
	}
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
// texts alone, and not from the order in which they were asked for.
func (r *row) String() string {
	for _, l := range r.lists {
		l.finish(r)
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
	return r.node + c.labels(kinds)
}

// labels are the labels of some kinds as a pattern or a condition has them; "" for all kinds.
func (c *compiler) labels(kinds catalog.KindSet) string {
	all := c.catalog.In(kinds)
	if len(all) == len(c.catalog.Kinds) {
		return ""
	}
	labels := make([]string, len(all))
	for i, k := range all {
		labels[i] = k.Label
	}
	return ":" + strings.Join(labels, "|")
}

// where joins conditions; those that are "" are none.
func where(conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(s string) bool { return s == "" })
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// property is the expression of a property of a node; of writes one that is stored.
func (c *compiler) property(of func(string) string, p *catalog.Property, on plan.Slot) string {
	text := c.fetched(of, p, on)
	if p.Measure != nil {
		return "nullIf(" + text + ", " + literal(absent(p.Measure.Series.Value.Fields[p.Measure.Value])) + ")"
	}
	return text
}

// fetched is property but for what stands in a measure's series in place of null: it is looked for when it has
// been fetched, since nullIf reads its argument twice.
func (c *compiler) fetched(of func(string) string, p *catalog.Property, on plan.Slot) string {
	m := p.Measure
	if m == nil {
		return of(p.Name)
	}
	// Days stand newest first, so the number of those after the day is the place of the point.
	return of(seriesProperty(m, m.Value)) + "[size([d IN " + of(seriesProperty(m, m.On)) +
		" WHERE d > " + param{slot: on}.String() + "])]"
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
