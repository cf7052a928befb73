package cypher

import (
	"fmt"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// scope is where a condition stands: the node in hand, and the day.
type scope struct {
	*compiler
	row *row
	on  plan.Slot
	// strict asks for conditions that are false where they would be null: below a NOT. Elsewhere null does
	// what false does, and an index can be used.
	strict bool
}

// condition writes a predicate.
func (s scope) condition(p plan.Predicate) string {
	switch p := p.(type) {
	case nil:
		return ""
	case plan.And:
		return s.join(p, " AND ", "true")
	case plan.Or:
		return s.join(p, " OR ", "false")
	case *plan.Not:
		s.strict = true
		return "NOT " + s.bracketed(p.Of)
	case *plan.Compare:
		return s.compare(p)
	case *plan.IsNull:
		return argument(p.Arg) + " = (" + s.property(s.row, p.Property, s.on) + " IS NULL)"
	case *plan.CompareEdge:
		value, there := s.edgeValue(p.Value, p.Of)
		return s.certain(there + value + " " + operator(p.Operator) + " " + s.edgeArgument(p.Value, p.Arg))
	case *plan.IsNullEdge:
		return argument(p.Arg) + " = " + s.edgeNull(p.Value, p.Of)
	case *plan.Quantified:
		return s.quantified(p)
	case *plan.CompareCount:
		return s.count(s.row, &p.Count, s.on) + " " + operator(p.Operator) + " " + argument(p.Arg)
	case *plan.Reach:
		return s.reach(p.Relation, p.Where)
	case *plan.Exists:
		return argument(p.Arg) + " = " + s.reach(p.Relation, nil)
	default:
		panic(fmt.Sprintf("predicate %T", p))
	}
}

// split writes a predicate as conditions on values, and conditions that need a query of their own. The second
// belong behind a WITH DISTINCT: else the planner of the database asks them first, of all nodes that there are.
func (s scope) split(p plan.Predicate) (values, queries string) {
	parts, ok := p.(plan.And)
	if !ok || len(parts) == 0 {
		parts = plan.And{p}
	}
	var texts [2][]string
	for _, part := range parts {
		switch text := s.condition(part); {
		case text == "":
		case strings.Contains(text, "{ MATCH "):
			texts[1] = append(texts[1], brackets(text))
		default:
			texts[0] = append(texts[0], brackets(text))
		}
	}
	return strings.Join(texts[0], " AND "), strings.Join(texts[1], " AND ")
}

func argument(slot plan.Slot) string { return param{slot: slot}.String() }

// bracketed writes a predicate as an operand.
func (s scope) bracketed(p plan.Predicate) string {
	if text := s.condition(p); text != "" {
		return "(" + text + ")"
	}
	return "(true)"
}

func (s scope) join(ps []plan.Predicate, operator, empty string) string {
	if len(ps) == 0 {
		return empty
	}
	if len(ps) == 1 {
		return s.condition(ps[0])
	}
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = s.bracketed(p)
	}
	return strings.Join(texts, operator)
}

// certain makes null false, where that matters.
func (s scope) certain(text string) string {
	if s.strict {
		return "coalesce(" + text + ", false)"
	}
	return text
}

func operator(o plan.Operator) string {
	return [...]string{"=", "IN", "<", "<=", ">", ">=", "CONTAINS", "STARTS WITH", "ENDS WITH"}[o]
}

func (s scope) compare(p *plan.Compare) string {
	if s.mixed(p.Property, s.row.kinds) { // in a form in which the index of codes can be used
		code := *p
		code.Property = s.catalog.Property(codeProperty)
		return "(" + s.compare(&code) + " AND " + s.row.of(codeProperty) + beforeOwn + ")"
	}
	value, arg := s.property(s.row, p.Property, s.on), param{slot: p.Arg}
	if p.Property.Measure != nil && p.Operator != plan.Lt && p.Operator != plan.Lte && !isText(p.Property) {
		value = s.fetched(s.row, s.row.of, p.Property, s.on) // what stands for null is the smallest value of all
	}
	sorted := ranges(p.Operator) && s.isBeyond16(arg)
	if sorted {
		value, arg.form = sortedValue(value), asSorted
	}
	if p.Fold {
		value, arg.form = foldedValue(s.row.of(stored(p.Property)), sorted), asFolded
		if sorted {
			arg.form = asFoldedSorted
		}
	}
	return s.certain(value + " " + operator(p.Operator) + " " + arg.String())
}

func isText(p *catalog.Property) bool {
	return p.Type != catalog.Int && p.Type != catalog.Float && p.Type != catalog.Date
}

// isBeyond16 says whether a parameter is text that Cypher would not compare by code point. It compares text of
// the database by code point, but with text of a parameter by units of UTF-16; the two differ only where the
// parameter has such a character.
func (c *compiler) isBeyond16(p param) bool {
	text, ok := p.value(c.args).(string)
	return ok && beyond16(text)
}

// ranges says whether an operator asks which is larger.
func ranges(o plan.Operator) bool { return plan.Lt <= o && o <= plan.Gte }

// sortedValue is the form of a text that is compared with such a parameter.
func sortedValue(text string) string { return "coalesce(" + text + sortedSuffix + ", " + text + ")" }

// foldedValue is the folded form of a text, or the form of that that is compared with such a parameter.
func foldedValue(text string, sorted bool) string {
	folded := text + foldedSuffix
	if sorted {
		folded += sortedSuffix + ", " + folded
	}
	return "coalesce(" + folded + ", toLower(" + text + "))"
}

// edgeValue is a value of the edge in hand, and the condition, with its AND, that a path has it.
func (s scope) edgeValue(v plan.EdgeProperty, of *catalog.Property) (value, there string) {
	s.row.useEdge = true
	e := s.row.edge
	switch {
	case v == plan.OfType:
		return e + "." + of.Name, ""
	case v == plan.Origin:
		return e + ".origin", ""
	case s.row.path && v == plan.ValidFrom:
		return e + "[0]", e + "[0] <> " + noFirst + " AND "
	case s.row.path:
		return e + "[1]", e + "[1] <> " + noLast + " AND "
	case v == plan.ValidFrom:
		return e + ".validFrom", ""
	default:
		return e + ".validTo", ""
	}
}

// edgeArgument is what such a value is compared with: the days of a path are numbers.
func (s scope) edgeArgument(v plan.EdgeProperty, arg plan.Slot) string {
	if s.row.path && (v == plan.ValidFrom || v == plan.ValidTo) {
		return param{slot: arg, form: asDay}.String()
	}
	return argument(arg)
}

func (s scope) edgeNull(v plan.EdgeProperty, of *catalog.Property) string {
	value, _ := s.edgeValue(v, of)
	switch {
	case s.row.path && v == plan.ValidFrom:
		return "(" + value + " = " + noFirst + ")"
	case s.row.path && v == plan.ValidTo:
		return "(" + value + " = " + noLast + ")"
	default:
		return "(" + value + " IS NULL)"
	}
}

// below is the row of what a relation leads to from the node in hand.
func (s scope) below(rel *catalog.Relation) scope {
	return scope{compiler: s.compiler, row: rowAt(s.row.depth+1, rel), on: s.on}
}

func (s scope) quantified(p *plan.Quantified) string {
	switch p.Quantifier {
	case plan.Some:
		return "EXISTS { " + s.targets(p.Relation, p.Where) + " }"
	case plan.NoneOf:
		return "NOT EXISTS { " + s.targets(p.Relation, p.Where) + " }"
	case plan.Single:
		return s.count(s.row, &plan.Count{Relation: p.Relation, Where: p.Where}, s.on) + " = 1"
	default:
		if p.Where == nil {
			return "true"
		}
		return "NOT EXISTS { " + s.targets(p.Relation, &plan.Not{Of: p.Where}) + " }"
	}
}

// count is the number of targets of a relation that meet a condition.
func (c *compiler) count(of *row, count *plan.Count, on plan.Slot) string {
	s := scope{compiler: c, row: of, on: on}
	return "COUNT { " + s.targets(count.Relation, count.Where) + " }"
}

// targets is a query for the targets of a relation that meet a condition, each once.
func (s scope) targets(rel *catalog.Relation, p plan.Predicate) string {
	to := s.below(rel)
	values, queries := to.split(p)
	end := " RETURN " + to.row.node
	if to.row.useEdge && !s.inHand(rel) {
		return s.spread(s.row.node, rel, to.row, s.on) + s.once(s.row.node, rel, to.row, s.on, true, values, queries) + end
	}
	return s.spread(s.row.node, rel, to.row, s.on, values) + s.once(s.row.node, rel, to.row, s.on, to.row.useEdge, queries) + end
}

// reach says whether a relation leads to a node that meets a condition.
func (s scope) reach(rel *catalog.Relation, p plan.Predicate) string {
	to := s.below(rel)
	text := to.condition(p)
	return "EXISTS { " + s.lead(s.row.node, rel, to.row, s.on, "", brackets(text)) + " RETURN " + to.row.node + " }"
}

// and adds conditions to those that are there.
func and(conditions ...string) string {
	text := ""
	for _, c := range conditions {
		if c != "" {
			text += " AND " + c
		}
	}
	return text
}

// brackets lets a condition stand among others.
func brackets(text string) string {
	if strings.Contains(text, " OR ") {
		return "(" + text + ")"
	}
	return text
}
