package plan

import (
	"fmt"
	"strings"

	"orggraph/internal/catalog"
)

// formatSteps prints the edges that a relation follows.
func formatSteps(r *catalog.Relation) string {
	var out strings.Builder
	for i, s := range r.Steps {
		if i > 0 {
			out.WriteByte(' ')
		}
		if s.In {
			out.WriteString("<" + s.Type.Name)
		} else {
			out.WriteString(s.Type.Name + ">")
		}
	}
	return out.String()
}

func formatOrder(o Order, value func(Slot) string) string {
	var out strings.Builder
	for _, r := range o.Through {
		out.WriteString(r.Name + ".")
	}
	if o.Count != nil {
		out.WriteString(formatCount(*o.Count, value))
	} else {
		out.WriteString(o.Property.Name)
	}
	if o.Desc {
		out.WriteString(" desc")
	}
	return out.String()
}

func formatCount(c Count, value func(Slot) string) string {
	return "count(" + c.Relation.Name + where(c.Where, value) + ")"
}

func where(p Predicate, value func(Slot) string) string {
	if p == nil {
		return ""
	}
	return " where " + formatPredicate(p, value)
}

func formatPredicate(p Predicate, value func(Slot) string) string {
	join := func(ps []Predicate, word string) string {
		if len(ps) == 0 {
			return map[string]string{" and ": "true", " or ": "false"}[word]
		}
		parts := make([]string, len(ps))
		for i, p := range ps {
			parts[i] = formatPredicate(p, value)
		}
		return "(" + strings.Join(parts, word) + ")"
	}
	switch p := p.(type) {
	case And:
		return join(p, " and ")
	case Or:
		return join(p, " or ")
	case *Not:
		return "not " + formatPredicate(p.Of, value)
	case *Compare:
		if p.Fold {
			return fmt.Sprintf("fold(%s) %v fold(%s)", p.Property.Name, p.Operator, value(p.Arg))
		}
		return fmt.Sprintf("%s %v %s", p.Property.Name, p.Operator, value(p.Arg))
	case *IsNull:
		return fmt.Sprintf("%s isNull %s", p.Property.Name, value(p.Arg))
	case *CompareEdge:
		return fmt.Sprintf("edge.%s %v %s", edgeName(p.Value, p.Of), p.Operator, value(p.Arg))
	case *IsNullEdge:
		return fmt.Sprintf("edge.%s isNull %s", edgeName(p.Value, p.Of), value(p.Arg))
	case *Quantified:
		return fmt.Sprintf("%v(%s%s)", p.Quantifier, p.Relation.Name, where(p.Where, value))
	case *CompareCount:
		return fmt.Sprintf("%s %v %s", formatCount(p.Count, value), p.Operator, value(p.Arg))
	case *Reach:
		return fmt.Sprintf("one(%s%s)", p.Relation.Name, where(p.Where, value))
	case *Exists:
		return fmt.Sprintf("%s exists %s", p.Relation.Name, value(p.Arg))
	default:
		panic(fmt.Sprintf("predicate %T", p))
	}
}
