package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// ownEdge is an edge that the user states.
type ownEdge struct {
	edge   *store.Edge
	stated *reference.Edge
}

// refuse keeps the first reason not to take the reference records.
func (d *deriver) refuse(m *reference.Mark, err error) {
	from := "reference"
	if m.Own {
		from = d.ownFrom
	}
	if d.refusal == nil {
		d.refusal = fmt.Errorf("%s: %w", from, err)
	}
}

// addReferenceNodes makes a node of each code that a reference record states. Where a published row describes it
// too, the row counts, and the record fills its gaps.
func (d *deriver) addReferenceNodes() {
	for _, r := range slices.Concat(d.ref.Nodes, d.own.Nodes) {
		n := d.nodes[r.Code]
		switch {
		case n == nil:
			d.addReferenceNode(r)
		case n.Kind != r.Kind:
			d.refuse(&r.Mark, r.Errorf("%s is of kind %s in the published files, not %s: state it in %s.csv", r.Code, n.Kind.Name, r.Kind.Name, n.Kind.Name))
		default:
			d.fillFromReference(n, r)
		}
	}
}

func (d *deriver) addReferenceNode(r *reference.Node) {
	n := d.newNode(r.Code, r.Kind.Name)
	d.unpublished[n] = r
	n.Life = interval(r.Since, r.Until)
	d.set(n, "origin", r.Origin)
	for _, v := range r.Values {
		d.set(n, v.Property.Name, v.Value)
	}
	if postcode, ok := d.get(n, "postcode").(string); ok {
		d.set(n, "postcode", standardPostcode(postcode))
	}
	first, last := reference.LifeOf(r.Kind)
	d.setDay(n, first, r.Since)
	d.setDay(n, last, r.Until)
	if d.has(n, "recordStatus") {
		d.set(n, "recordStatus", full)
		d.set(n, "roles", d.roleValues(n, primaryRoles[r.Kind.Name], nil, nil))
	}
	if d.get(n, "status") == string(ods.Proposed) {
		n.Life = day.Never
	}
	d.addReferenceSource(n, &r.Mark)
}

// fillFromReference fills the gaps of what a published row describes. The address is one unit.
func (d *deriver) fillFromReference(n *store.Node, r *reference.Node) {
	source := referenceSource(&r.Mark).Value(d.catalog.Value("Source"))
	addressed := d.get(n, "addressLines") != nil || d.get(n, "postcode") != nil
	for _, v := range r.Values {
		text, isText := v.Value.(string)
		switch name := v.Property.Name; {
		case addressed && (name == "addressLines" || name == "town"):
		case name == "postcode":
			d.offer(n, name, standardPostcode(text), source, true)
		case isText:
			d.offer(n, name, text, source, true)
		case d.get(n, name) == nil:
			d.set(n, name, v.Value)
		}
	}
	first, last := reference.LifeOf(r.Kind)
	if d.get(n, first) == nil && r.Since != day.Min {
		d.set(n, first, r.Since)
		n.Life = n.Life.Clip(interval(r.Since, day.Max))
	}
	if d.get(n, last) == nil && r.Until != day.Max {
		d.set(n, last, r.Until)
		n.Life = n.Life.Clip(interval(day.Min, r.Until))
	}
	d.addReferenceSource(n, &r.Mark)
}

// checkNamed refuses a record of something that published files name as something else.
func (d *deriver) checkNamed(n *store.Node, kind string) {
	if r := d.unpublished[n]; r != nil && kind != kindOther && kind != n.Kind.Name {
		d.refuse(&r.Mark, r.Errorf("%s is named as of kind %s in the published files, not %s: state it in %s.csv", n.Code, kind, n.Kind.Name, kind))
	}
}

// described is the node that a record is about, if it has the property. What the project itself states of
// something that no loaded file describes says nothing; a user is told.
func (d *deriver) described(m *reference.Mark, code, property string) *store.Node {
	n := d.nodes[code]
	switch {
	case n != nil && d.has(n, property):
		return n
	case !m.Own:
	case n == nil:
		d.refuse(m, m.Errorf("%s: no file has this code: state it in a file of its kind", code))
	default:
		d.refuse(m, m.Errorf("%s is of kind %s, which has no %s", code, n.Kind.Name, property))
	}
	return nil
}

// fillFormerNames adds the former names that reference records state to those that older files had.
func (d *deriver) fillFormerNames() {
	to := d.catalog.Value("FormerName").Field("validTo").Index
	for _, f := range slices.Concat(d.ref.FormerNames, d.own.FormerNames) {
		n := d.described(&f.Mark, f.Code, "formerNames")
		if n == nil {
			continue
		}
		list, _ := d.get(n, "formerNames").([]any)
		list = append(list, d.object("FormerName", map[string]any{
			"name": f.Name, "validFrom": dayValue(f.Since), "validTo": dayValue(f.Until),
		}))
		slices.SortStableFunc(list, func(a, b any) int {
			return cmp.Compare(dayOf(a.([]any)[to]), dayOf(b.([]any)[to]))
		})
		d.set(n, "formerNames", list)
	}
}

// dayOf is the last day of a value; day.Max for nil.
func dayOf(value any) day.Day {
	if v, ok := value.(day.Day); ok {
		return v
	}
	return day.Max
}

// addReferenceEdges adds what reference records state. An edge of the project's own counts only where its ends
// are known as what it is about; a user is told that they are not.
func (d *deriver) addReferenceEdges() {
	for _, r := range slices.Concat(d.ref.Edges, d.own.Edges) {
		from, to := d.nodes[r.From], d.nodes[r.To]
		if from == nil || to == nil {
			if r.Own {
				code := r.From
				if from != nil {
					code = r.To
				}
				d.refuse(&r.Mark, r.Errorf("%s: no file has this code: state it in a file of its kind, or correct it", code))
			}
			continue
		}
		if err := r.CheckKinds(d.catalog, from.Kind, to.Kind); err != nil {
			if r.Own {
				d.refuse(&r.Mark, err)
			}
			continue
		}
		e := d.addEdge(r.Type, from, to, r.Since, r.Until, store.Origin(r.Origin), referenceSource(&r.Mark))
		for _, v := range r.Values {
			e.Set(d.catalog, v.Property.Name, v.Value)
		}
		if r.Own {
			d.ownEdges = append(d.ownEdges, ownEdge{e, r})
		}
	}
}

// checkOwnEdges refuses an edge of the user that is left with no day, now that lives are known.
func (d *deriver) checkOwnEdges() {
	for _, o := range d.ownEdges {
		if o.edge.Life.Empty() {
			d.refuse(&o.stated.Mark, o.stated.Errorf("no day is left: %s is there %s, %s %s",
				o.stated.From, during(o.edge.From.Life), o.stated.To, during(o.edge.To.Life)))
		}
	}
}

// during says from when to when something is there.
func during(life day.Interval) string {
	switch {
	case life.Empty():
		return "never"
	case life == day.Always:
		return "always"
	case life.From == day.Min:
		return "until " + lastDay(life).String()
	case life.To == day.Max:
		return "since " + life.From.String()
	}
	return "from " + life.From.String() + " until " + lastDay(life).String()
}
