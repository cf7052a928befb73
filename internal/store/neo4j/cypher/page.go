package cypher

import (
	"strings"

	"orggraph/internal/plan"
)

// within are the clauses that follow source to compute the sort keys and to cut the list: conditions hold the
// cursors. Where the keys are properties, the conditions can stand in source.
func (l *list) within(conditions ...string) (inSource []string, after string) {
	var computed []string
	for i := range l.keys {
		if k := &l.keys[i]; k.name != "" {
			computed = append(computed, k.text+" AS "+k.name)
		}
	}
	if computed == nil {
		return conditions, ""
	}
	return nil, " WITH " + strings.Join(append(l.below.found(), computed...), ", ") + where(conditions...)
}

// kept are the variables that are needed of each target: what was found, and the sort keys that were computed.
func (l *list) kept() []string {
	kept := l.below.found()
	for i := range l.keys {
		if name := l.keys[i].name; name != "" {
			kept = append(kept, name)
		}
	}
	return kept
}

// cuts are the conditions that the cursors make.
func (l *list) cuts() (cuts []string) {
	p := l.plan
	if l.has(p.After) {
		cuts = append(cuts, l.beyond(l.keys, l.below.node, p.After, false))
	}
	if l.has(p.Before) {
		cuts = append(cuts, l.beyond(l.keys, l.below.node, p.Before, true))
	}
	return cuts
}

// limit ends a clause after the items of the page.
func (l *list) limit() string {
	for _, slot := range []plan.Slot{l.plan.First, l.plan.Last} {
		if l.has(slot) {
			n := param{slot: slot}
			if l.want.more {
				n.form = oneMore
			}
			return " LIMIT " + n.String()
		}
	}
	return ""
}

// fetched writes what is fetched of each item. It may need the edge, so it comes before the clauses that find it.
func (l *list) fetched() string {
	text := l.below.String()
	for i := range l.keys {
		if k := &l.keys[i]; k.name != "" {
			text = strings.ReplaceAll(text, k.text, k.name) // it was computed already
		}
	}
	return text
}

// ordered writes the clause that puts targets in order.
func (l *list) ordered() string {
	return " WITH " + strings.Join(l.kept(), ", ") + orderBy(l.keys, l.below.of, l.has(l.plan.Last))
}

// page writes the query for the page.
func (l *list) page(r *row) string {
	if !l.want.order {
		return l.source(r, true) + l.all.figures()
	}
	fetched := l.fetched()
	conditions, after := l.within(l.cuts()...)
	text := l.source(r, true, conditions...) + after
	kept := strings.Join(l.kept(), ", ")
	switch b := l.below; {
	case b.values == b.node:
		return text + l.ordered() + l.limit() + " RETURN " + fetched
	case b.late:
		again := "m" + b.node[1:]
		return text + l.ordered() + l.limit() + " UNWIND [" + b.node + "] AS " + again + " WITH " + kept + b.gathered(again) + " RETURN " + fetched
	default:
		order := orderBy(l.keys, b.read, l.has(l.plan.Last)) // which may need the code, too
		return text + " WITH " + kept + b.gathered(b.node) + order + " RETURN " + fetched
	}
}

// beside are the conditions for the targets that a cursor cut off, at one end.
func (l *list) beside(behind bool) []string {
	p, n := l.plan, l.below.node
	cursor := p.After
	if behind {
		cursor = p.Before
	}
	cuts := []string{"NOT coalesce(" + l.beyond(l.keys, n, cursor, behind) + ", false)"}
	if behind && l.has(p.After) {
		cuts = append(cuts, l.beyond(l.keys, n, p.After, false)) // which may stand behind it
	}
	return cuts
}

// outside writes the query for these targets.
func (l *list) outside(r *row, behind bool) string {
	conditions, after := l.within(l.beside(behind)...)
	return l.source(r, after != "", conditions...) + after + " RETURN " + l.below.node
}
