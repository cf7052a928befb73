package storetest

import (
	"fmt"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// language lists what random requests have to touch, in the words of coverage. A new kind of field,
// condition or operator makes Compare fail until it stands here, and until it is drawn.
func language() []string {
	all := append(accesses[:], "page of a list that fits a budget")
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }

	for _, f := range []plan.Field{
		&plan.Constant{}, &plan.Scalar{}, &plan.Record{}, &plan.One{}, &plan.Link{}, &plan.Many{}, &plan.EdgeValue{},
		&plan.EdgeSource{}, &plan.Spells{}, &plan.End{}, &plan.TotalCount{}, &plan.Aggregate{}, &plan.Figures{},
		&plan.Figure{}, &plan.Nodes{}, &plan.Edges{}, &plan.PageInfo{}, &plan.PageValue{},
	} {
		add("field %s", name(f))
	}
	for _, p := range []plan.Predicate{
		plan.And{},
		plan.Or{},
		&plan.Not{}, &plan.Compare{}, &plan.IsNull{}, &plan.CompareEdge{}, &plan.IsNullEdge{},
		&plan.Quantified{}, &plan.CompareCount{}, &plan.Reach{}, &plan.Exists{},
	} {
		add("condition %s", name(p))
	}
	for op := plan.Eq; op <= plan.EndsWith; op++ {
		add("operator %v, folded false", op)
		add("operator %v, folded true", op)
		if op < plan.Contains {
			add("operator on a count %v", op)
		}
	}
	for _, t := range []catalog.Type{
		catalog.String, catalog.ID, catalog.Int, catalog.Float, catalog.Boolean, catalog.Date, catalog.Enum,
	} {
		add("comparison of type %d", t)
		add("scalar of type %d, list false", t)
	}
	add("scalar of type %d, list true", catalog.String)
	for _, q := range []plan.Quantifier{plan.Some, plan.All, plan.NoneOf, plan.Single} {
		add("quantifier %v along a path", q)
		add("quantifier %v along edges inwards", q)
		add("quantifier %v along edges outwards", q)
	}
	for _, direction := range []string{"a path", "edges inwards", "edges outwards"} {
		add("many along %s", direction)
		add("count along %s", direction)
	}
	for _, direction := range []string{"a path", "edges outwards"} {
		add("one along %s", direction)
		add("link along %s", direction)
		add("reach along %s", direction)
	}
	for _, p := range []plan.EdgeProperty{plan.ValidFrom, plan.ValidTo, plan.Origin, plan.OfType} {
		add("edge value %v", p)
		add("operator on an edge's %v", p)
	}
	add("edge value %v", plan.EdgeCursor)
	for _, t := range []catalog.Type{catalog.Int, catalog.Float, catalog.Date} {
		for f := plan.FigureCount; f <= plan.FigureMax; f++ {
			if t == catalog.Int || f != plan.FigureSum && f != plan.FigureAverage {
				add("%v of type %d", f, t)
			}
		}
	}
	for p := plan.HasNextPage; p <= plan.EndCursor; p++ {
		add("page value %v", p)
	}
	for relations := range 3 {
		for _, desc := range []bool{false, true} {
			add("order by a value through %d relations, descending %t", relations, desc)
			add("order by a count through %d relations, descending %t", relations, desc)
		}
	}
	for _, place := range []string{"root", "below"} {
		for _, what := range []string{"where", "first", "last", "after", "before"} {
			add("%s list with %s", place, what)
		}
	}
	for _, use := range []string{"skip", "include"} {
		add("@%s", use)
	}
	for _, kind := range []string{"object", "interface"} {
		add("fragment on %s", kind)
		add("inline fragment on %s", kind)
	}
	return append(all,
		"root list with includeClosed", "record, list false", "record, list true", "measure", "comparison of a measure", "figures of a measure",
		"asOf on a field that follows edges", "order by several keys", "count with where", "empty AND", "empty OR",
		"fields that depend on the kind", "object without fields", "inline fragment without type",
		"fragment spread twice", "selection sets that merge", "default value of a variable",
		"answer with a null where there can be none", "answer that is null for want of a value",
		"order that is not that of codes", "where that keeps some and drops some")
}
