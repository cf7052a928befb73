package storetest

import (
	"fmt"
	"reflect"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// lists are the connections of a plan, by response key.
func lists(p *plan.Plan) map[string]*plan.Connection {
	v := visitor{
		coverage: coverage{}, args: make(plan.Args, p.Slots), seen: map[plan.Field]bool{}, lists: map[string]*plan.Connection{},
	}
	for _, r := range p.Roots {
		if r.Connection != nil {
			v.lists[r.Key] = r.Connection
			v.connection(r.Connection, r.AsOf)
		} else {
			v.object(r.Object, r.AsOf)
		}
	}
	return v.lists
}

// visitor walks a plan.
type visitor struct {
	coverage
	args  plan.Args
	seen  map[plan.Field]bool // kinds share fields
	lists map[string]*plan.Connection
}

func (v visitor) object(o *plan.Object, on plan.Slot) {
	different := map[string]bool{}
	for _, fields := range o.ByKind {
		if fields != nil {
			different[fmt.Sprint(len(fields))] = true
		}
		v.fields(fields, on)
	}
	if len(different) > 1 {
		v.coverage["fields that depend on the kind"]++
	}
}

func (v visitor) fields(fields []plan.Field, on plan.Slot) {
	if fields != nil && len(fields) == 0 {
		v.coverage["object without fields"]++
	}
	for _, f := range fields {
		if v.seen[f] {
			continue
		}
		v.seen[f] = true
		v.coverage["field "+name(f)]++
		switch f := f.(type) {
		case *plan.Scalar:
			if f.Property.Measure != nil {
				v.coverage["measure"]++
			}
			v.coverage[fmt.Sprintf("scalar of type %d, list %t", f.Property.Type, f.Property.List)]++
		case *plan.Record:
			v.coverage[fmt.Sprintf("record, list %t", f.Property.List)]++
			v.fields(f.Fields, on)
		case *plan.One:
			v.relation("one", f.Relation, f.AsOf, on)
			v.object(f.Object, f.AsOf)
		case *plan.Link:
			v.relation("link", f.Relation, f.AsOf, on)
			v.fields(f.Fields, f.AsOf)
		case *plan.Many:
			if v.lists != nil {
				v.lists[string(f.Key)] = f.Connection
			}
			v.relation("many", f.Connection.Relation, f.Connection.AsOf, on)
			v.connection(f.Connection, f.Connection.AsOf)
		case *plan.Nodes:
			v.object(f.Object, on)
		case *plan.End:
			v.object(f.Object, on)
		case *plan.Edges:
			v.fields(f.Fields, on)
		case *plan.EdgeSource:
			v.fields(f.Fields, on)
		case *plan.Spells:
			v.fields(f.Fields, on)
		case *plan.PageInfo:
			v.fields(f.Fields, on)
		case *plan.Aggregate:
			v.fields(f.Fields, on)
		case *plan.Figures:
			v.figures(f)
			v.fields(f.Fields, on)
		case *plan.EdgeValue:
			v.coverage["edge value "+f.Value.String()]++
		case *plan.PageValue:
			v.coverage["page value "+f.Value.String()]++
		}
	}
}

// figures counts what is told of which values.
func (v visitor) figures(f *plan.Figures) {
	if f.Property.Measure != nil {
		v.coverage["figures of a measure"]++
	}
	for _, each := range f.Fields {
		if figure, is := each.(*plan.Figure); is {
			v.coverage[fmt.Sprintf("%v of type %d", figure.Value, f.Property.Type)]++
		}
	}
}

// relation counts the ways to follow edges, and days of their own.
func (v visitor) relation(shape string, r *catalog.Relation, asOf, on plan.Slot) {
	v.coverage[shape+" along "+edgesOf(r)]++
	if asOf != on {
		v.coverage["asOf on a field that follows edges"]++
	}
}

func edgesOf(r *catalog.Relation) string {
	switch {
	case len(r.Steps) > 1:
		return "a path"
	case r.Steps[0].In:
		return "edges inwards"
	default:
		return "edges outwards"
	}
}

func (v visitor) connection(c *plan.Connection, on plan.Slot) {
	place := "below"
	if c.Relation == nil {
		place = "root"
	}
	for what, slot := range map[string]plan.Slot{
		"first": c.First, "last": c.Last, "after": c.After, "before": c.Before, "includeClosed": c.IncludeClosed,
	} {
		if slot != plan.None && v.args[slot] != nil {
			v.coverage[place+" list with "+what]++
		}
	}
	if c.Where != nil {
		v.coverage[place+" list with where"]++
		v.predicate(c.Where)
	}
	for _, o := range c.Order {
		what := "value"
		if o.Count != nil {
			what = "count"
			v.count(*o.Count)
		}
		v.coverage[fmt.Sprintf("order by a %s through %d relations, descending %t", what, min(len(o.Through), 2), o.Desc)]++
	}
	if len(c.Order) > 1 {
		v.coverage["order by several keys"]++
	}
	v.fields(c.Fields, on)
}

func (v visitor) predicate(p plan.Predicate) {
	v.coverage["condition "+name(p)]++
	switch p := p.(type) {
	case plan.And:
		v.all("AND", p)
	case plan.Or:
		v.all("OR", p)
	case *plan.Not:
		v.predicate(p.Of)
	case *plan.Compare:
		v.coverage[fmt.Sprintf("operator %v, folded %t", p.Operator, p.Fold)]++
		v.coverage[fmt.Sprintf("comparison of type %d", p.Property.Type)]++
		if p.Property.Measure != nil {
			v.coverage["comparison of a measure"]++
		}
	case *plan.CompareEdge:
		v.coverage["operator on an edge's "+p.Value.String()]++
	case *plan.Quantified:
		v.coverage["quantifier "+p.Quantifier.String()+" along "+edgesOf(p.Relation)]++
		if p.Where != nil {
			v.predicate(p.Where)
		}
	case *plan.CompareCount:
		v.coverage["operator on a count "+p.Operator.String()]++
		v.count(p.Count)
	case *plan.Reach:
		v.coverage["reach along "+edgesOf(p.Relation)]++
		if p.Where != nil {
			v.predicate(p.Where)
		}
	}
}

func (v visitor) all(word string, ps []plan.Predicate) {
	if len(ps) == 0 {
		v.coverage["empty "+word]++
	}
	for _, p := range ps {
		v.predicate(p)
	}
}

func (v visitor) count(c plan.Count) {
	v.coverage["count along "+edgesOf(c.Relation)]++
	if c.Where != nil {
		v.coverage["count with where"]++
		v.predicate(c.Where)
	}
}

func name(v any) string { return strings.TrimPrefix(reflect.TypeOf(v).String(), "*plan.") }
