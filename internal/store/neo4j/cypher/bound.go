package cypher

import (
	"slices"
	"strconv"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// A condition on a measure is about one day, and no index knows a day. One knows the least and the most that a measure
// ever was: practices with more than 20,000 patients on some day are among those that once had more. Where these are few, the
// list is found among them, and the condition is looked at as ever.

// Spread is how the least and the most of a measure are spread over the nodes of a kind: the values that parts of equal
// size begin with, and the last one.
type Spread struct {
	Least []float64 `json:"least"`
	Most  []float64 `json:"most"`
}

// parts are into how many the nodes are divided; up to how many of them count as few.
const (
	parts    = 32
	fewParts = parts / 4
)

// ranged says whether a property is a measure of numbers.
func ranged(p *catalog.Property) bool {
	return p.Measure != nil && (p.Type == catalog.Int || p.Type == catalog.Float)
}

// Ranges are the names under which the database holds the least and the most of the measures of a kind.
func Ranges(k *catalog.Kind) (names []string) {
	for _, p := range k.Properties() {
		if ranged(p.Property) {
			name := seriesProperty(p.Measure, p.Measure.Value)
			names = append(names, name+leastSuffix, name+mostSuffix)
		}
	}
	return names
}

// spreadOf finds out how a measure is spread.
func spreadOf(p *catalog.Property, nodes []*store.Node) Spread {
	var least, most []float64
	for _, n := range nodes {
		held := map[string]any{}
		setSeries(held, p.Measure, n.Values[p.Measure.Series.Index])
		name := seriesProperty(p.Measure, p.Measure.Value)
		if v, ok := held[name+leastSuffix]; ok {
			least, most = append(least, number(v)), append(most, number(held[name+mostSuffix]))
		}
	}
	return Spread{divide(least), divide(most)}
}

func divide(values []float64) (begins []float64) {
	if len(values) == 0 {
		return nil
	}
	slices.Sort(values)
	for i := range parts {
		begins = append(begins, values[i*len(values)/parts])
	}
	return append(begins, values[len(values)-1])
}

// narrow says whether a condition is about a measure of the kind, and few nodes can meet it: then it returns the
// suffix of the property whose index knows them.
func (f *Facts) narrow(p plan.Predicate, kinds []*catalog.Kind, args plan.Args) (suffix string) {
	compare, ok := p.(*plan.Compare)
	if !ok || len(kinds) != 1 || !f.Many(kinds[0]) || !ranged(compare.Property) {
		return ""
	}
	spread, known := f.Spread[kinds[0].Name+"."+compare.Property.Name]
	if !known {
		return ""
	}
	least, most, v := spread.Least, spread.Most, number(scalar(args[compare.Arg]))
	switch compare.Operator {
	case plan.Gt, plan.Gte:
		if at, _ := slices.BinarySearch(most, v); len(most)-at <= fewParts {
			return mostSuffix
		}
	case plan.Lt, plan.Lte:
		if at, _ := slices.BinarySearch(least, v); at <= fewParts {
			return leastSuffix
		}
	}
	return ""
}

// bound is the condition for which there is an index, that all nodes meet which meet one of the list's; "" for none.
func (s scope) bound(p plan.Predicate) string {
	kinds := s.catalog.In(s.row.kinds)
	for _, part := range conjuncts(p) {
		if suffix := s.facts.narrow(part, kinds, s.args); suffix != "" {
			c := part.(*plan.Compare)
			m := c.Property.Measure
			return s.row.of(seriesProperty(m, m.Value)+suffix) + " " + operator(c.Operator) + " " + argument(c.Arg)
		}
	}
	return ""
}

// narrowed tells arguments apart for which a root is asked in another way.
func (s *Statements) narrowed(root *plan.Root, args plan.Args) string {
	if root.Connection == nil {
		return ""
	}
	kinds := s.catalog.In(root.Connection.Kinds)
	for i, part := range conjuncts(root.Connection.Where) {
		if s.facts.narrow(part, kinds, args) != "" {
			return strconv.Itoa(i)
		}
	}
	return ""
}
