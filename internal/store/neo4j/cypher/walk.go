package cypher

import (
	"slices"
	"strconv"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// noFirst and noLast are the days of a path that has none.
var (
	noFirst = strconv.Itoa(int(day.Min))
	noLast  = strconv.Itoa(int(day.Max))
)

// stepNames are the variables of one step: the node it leads to and the edge.
type stepNames struct{ node, edge string }

// names are the variables of a relation's steps. Those of the last are the row's own, but for the edge of a
// path, which is made of the edges of all its steps.
func (r *row) names(rel *catalog.Relation) []stepNames {
	names := make([]stepNames, len(rel.Steps))
	for i := range names {
		place := strconv.Itoa(r.depth) + string(rune('a'+i))
		names[i] = stepNames{"m" + place, "s" + place}
	}
	last := &names[len(names)-1]
	last.node = r.node
	if len(names) == 1 {
		last.edge = r.edge
	}
	return names
}

// pattern is an edge between two nodes.
func pattern(from string, s catalog.Step, edge, to string) string {
	if s.In {
		return "(" + from + ")<-[" + edge + ":" + s.Type.Name + "]-(" + to + ")"
	}
	return "(" + from + ")-[" + edge + ":" + s.Type.Name + "]->(" + to + ")"
}

func holds(edge string, on plan.Slot) string {
	d := param{slot: on, form: asDay}.String()
	return edge + ".lifeFrom <= " + d + " < " + edge + ".lifeTo"
}

// lead writes clauses that follow a relation to one node: of each step's edges that hold, the preferred one is
// taken, and then the conditions are looked at.
func (c *compiler) lead(from string, rel *catalog.Relation, to *row, on plan.Slot, guard string, conditions ...string) string {
	names := to.names(rel)
	conditions = append([]string{c.kindOf(to)}, conditions...)
	days := to.path && to.useEdge
	kept := ""
	var out strings.Builder
	for i, s := range rel.Steps {
		n := names[i]
		last := i+1 == len(rel.Steps)
		these := []string{guard, holds(n.edge, on)}
		if last && !days && c.exclusive(s.Type) {
			these = append(these, conditions...)
		}
		out.WriteString("MATCH " + pattern(from, s, n.edge, n.node) + where(these...))
		if !c.exclusive(s.Type) {
			out.WriteString(" WITH " + kept + n.edge + ", " + n.node + " ORDER BY " + n.edge + ".pref LIMIT 1")
			if last && !days {
				out.WriteString(where(conditions...))
			}
		}
		if !last {
			out.WriteByte(' ')
		}
		from, guard, kept = n.node, "", kept+n.edge+", "
	}
	if days {
		out.WriteString(" WITH " + to.node + ", " + pathDays(names) + " AS " + to.edge + where(conditions...))
	}
	return out.String()
}

// kindOf is the condition that a node is of the row's kinds.
func (c *compiler) kindOf(r *row) string {
	if labels := c.labels(r.kinds, r.nearby); labels != "" {
		return r.node + labels
	}
	return ""
}

// spread writes clauses that follow a relation to all its targets, with an edge in hand for each way.
func (c *compiler) spread(from string, rel *catalog.Relation, to *row, on plan.Slot, conditions ...string) string {
	names := to.names(rel)
	var out strings.Builder
	for i, s := range rel.Steps {
		n := names[i]
		these := []string{holds(n.edge, on)}
		these = append(these, c.preferred(from, s, n.edge, on))
		end := n.node
		if i+1 == len(rel.Steps) {
			end += c.labels(to.kinds, to.nearby)
			these = append(these, conditions...)
		}
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString("MATCH " + pattern(from, s, n.edge, end) + where(these...))
		from = n.node
	}
	return out.String()
}

// preferred is the condition that an edge is the one to take of those that go out of a node; "" where it is the only one.
func (c *compiler) preferred(from string, s catalog.Step, edge string, on plan.Slot) string {
	if s.In || !s.Type.ToOne || c.exclusive(s.Type) {
		return ""
	}
	other := "x" + strings.TrimLeft(edge, "es")
	return "NOT EXISTS { MATCH " + pattern(from, s, other, "") + where(holds(other, on), other+".pref < "+edge+".pref") + " }"
}

// once writes the clause that makes each target of spread one row, with its edge if that is needed: the
// preferred one, or of several ways the latest. Then it looks at the conditions. It does without collect and max,
// which a statement can't have this deep.
func (c *compiler) once(from string, rel *catalog.Relation, to *row, on plan.Slot, edge bool, conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(s string) bool { return s == "" })
	tree, path := c.tree(rel), edge && to.path
	switch {
	case tree && !path && len(conditions) == 0:
		return ""
	case !edge: // a mere WITH would be none to the planner of the database, see split
		return " WITH DISTINCT " + to.node + where(conditions...)
	case tree && path:
		return " WITH " + to.node + ", " + pathDays(to.names(rel)) + " AS " + to.edge + where(conditions...)
	case tree:
		return " WITH DISTINCT " + to.node + ", " + to.edge + where(conditions...)
	case path:
		var others []stepNames
		var text strings.Builder
		for i, n := range to.names(rel) {
			other := stepNames{"y" + n.node[1:], "x" + n.edge[1:]}
			if i+1 == len(rel.Steps) {
				other.node = to.node
			}
			text.WriteString("MATCH " + pattern(from, rel.Steps[i], other.edge, other.node) + where(holds(other.edge, on)) + " ")
			others = append(others, other)
			from = other.node
		}
		other := "x" + to.edge[1:]
		return " WITH DISTINCT " + to.node + ", " + pathDays(to.names(rel)) + " AS " + to.edge +
			" WHERE NOT EXISTS { " + text.String() + "WITH " + pathDays(others) + " AS " + other +
			" WHERE " + other + " > " + to.edge + " RETURN " + other + " }" + and(conditions...)
	default:
		other := "x" + to.edge[1:]
		return " WITH " + to.node + ", " + to.edge + " WHERE NOT EXISTS { MATCH " + pattern(from, rel.Steps[0], other, to.node) +
			where(holds(other, on), other+".pref < "+to.edge+".pref") + " RETURN " + other + " }" + and(conditions...)
	}
}

// inHand says whether the edge that spread finds is the one that belongs to a target, before once.
func (c *compiler) inHand(rel *catalog.Relation) bool { return len(rel.Steps) == 1 && c.tree(rel) }

// pathDays are the first and the last day of a path: the latest first day of its edges, and the earliest last
// one. Without an edge that states a first day it has none.
func pathDays(names []stepNames) string {
	var stated, from, to []string
	for _, n := range names {
		stated = append(stated, n.edge+".validFrom IS NULL")
		from = append(from, n.edge+".pathFrom")
		to = append(to, n.edge+".pathTo")
	}
	return "[CASE WHEN " + strings.Join(stated, " AND ") + " THEN " + noFirst +
		" ELSE reduce(d = " + from[0] + ", f IN [" + strings.Join(from[1:], ", ") + "] | CASE WHEN f > d THEN f ELSE d END) END, " +
		"reduce(d = " + to[0] + ", t IN [" + strings.Join(to[1:], ", ") + "] | CASE WHEN t < d THEN t ELSE d END)]"
}
