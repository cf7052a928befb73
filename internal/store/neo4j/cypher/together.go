package cypher

import (
	"strconv"
	"strings"
)

// togetherIn makes the column for a page and the number of all targets. They are found once, and kept as a list in
// order, from which the page is cut.
func (l *list) togetherIn(r *row, w wants) {
	place := 0
	next := func(want bool) *column {
		if !want {
			return nil
		}
		place++
		return &column{at: place - 1}
	}
	l.total, l.items, l.ahead, l.behind = next(!w.figures), next(true), next(w.ahead), next(w.behind)
	l.values = next(w.figures)
	l.together = r.column(l.name+" together", func(c *column) {
		c.write = func() string {
			fetched := l.fetched()
			_, computed := l.within()
			all := "f" + l.below.node[1:]
			item, again := l.again(all)
			values := l.below.gathered(l.below.node)
			if values != "" {
				values = " WITH " + strings.Join(l.kept(), ", ") + values
			}
			var parts []string
			if !w.figures {
				parts = append(parts, "size("+all+")")
			}
			parts = append(parts, "COLLECT { "+again(l.cuts())+values+" RETURN "+fetched+l.limit()+" }")
			if w.ahead {
				parts = append(parts, "EXISTS { "+again(l.beside(false))+" RETURN 1 AS one }")
			}
			if w.behind {
				parts = append(parts, "EXISTS { "+again(l.beside(true))+" RETURN 1 AS one }")
			}
			if w.figures {
				parts = append(parts, "COLLECT { "+again(nil)+l.all.figures()+" }")
			}
			return "COLLECT { WITH COLLECT { " + l.source(r, true) + computed + l.ordered() + " RETURN " + item + " } AS " + all +
				" RETURN [" + strings.Join(parts, ", ") + "] }[0]"
		}
	})
}

// again returns how a target is kept in a list, and how one writes the clauses that take the targets out of it again
// that meet some conditions.
func (l *list) again(all string) (item string, clauses func(conditions []string) string) {
	kept := l.kept()
	if len(kept) == 1 {
		return kept[0], func(conditions []string) string {
			text := "UNWIND " + all + " AS " + kept[0]
			if len(conditions) > 0 {
				text += " WITH " + kept[0] + where(conditions...)
			}
			return text
		}
	}
	one := "o" + l.below.node[1:]
	taken := make([]string, len(kept))
	for i, name := range kept {
		taken[i] = one + "[" + strconv.Itoa(i) + "] AS " + name
	}
	return "[" + strings.Join(kept, ", ") + "]", func(conditions []string) string {
		return "UNWIND " + all + " AS " + one + " WITH " + strings.Join(taken, ", ") + where(conditions...)
	}
}
