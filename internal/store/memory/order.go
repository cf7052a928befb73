package memory

import (
	"cmp"
	"math"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// sortKey is one key of an ordering.
type sortKey struct {
	through []*walk
	read    *reader // nil for a count
	count   *walk
	where   filter
	desc    bool
}

// key is the sort value of a target.
type key struct {
	null   bool
	number float64
	text   string
}

// place is a cursor: what sorts strictly after it follows.
type place struct {
	keys []key
	code string
}

func (x *run) order(order []plan.Order, on day.Day) []sortKey {
	keys := make([]sortKey, len(order))
	for i, o := range order {
		k := &keys[i]
		k.desc = o.Desc
		for _, r := range o.Through {
			k.through = append(k.through, x.walk(r))
		}
		if o.Count != nil {
			k.count, k.where = x.walk(o.Count.Relation), x.filter(o.Count.Where, on)
		} else {
			k.read = x.reader(o.Property)
		}
	}
	return keys
}

// cursorPlace reads a cursor; nil for none.
func (x *run) cursorPlace(s plan.Slot) *place {
	if s == plan.None {
		return nil
	}
	c, _ := x.args[s].(*plan.Cursor)
	if c == nil {
		return nil
	}
	p := &place{keys: make([]key, len(c.Values)), code: c.Code}
	for i, v := range c.Values {
		switch v := v.(type) {
		case nil:
			p.keys[i].null = true
		case string:
			p.keys[i].text = v
		default:
			p.keys[i].number = number(v)
		}
	}
	return p
}

// key is the value of a node.
func (k *sortKey) key(x *run, node uint32, on day.Day) key {
	for _, w := range k.through {
		t, ok := x.reach(w, node, on)
		if !ok {
			return key{null: true}
		}
		node = t.node
	}
	var v key
	var ok bool
	switch {
	case k.count != nil:
		return key{number: float64(x.matches(k.count, node, on, k.where, math.MaxInt))}
	case k.read.textual():
		v.text, ok = k.read.text(x.snapshot, node, on)
	default:
		v.number, ok = k.read.number(node, on)
	}
	v.null = !ok
	return v
}

// value is the value of a node as it stands in a cursor.
func (k *sortKey) value(x *run, node uint32, on day.Day) any {
	v := k.key(x, node, on)
	if v.null {
		return nil
	}
	t := catalog.Int
	if k.read != nil {
		t = k.read.property.Type
	}
	switch t {
	case catalog.Int:
		return int(v.number)
	case catalog.Date:
		return day.Day(v.number)
	case catalog.Float:
		return v.number
	case catalog.Boolean:
		return v.number == 1
	default:
		return v.text
	}
}

// compare orders two values; null comes last either way.
func (k *sortKey) compare(a, b *key) int {
	switch {
	case a.null || b.null:
		return cmp.Compare(number(a.null), number(b.null))
	case k.desc:
		a, b = b, a
	}
	return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.text, b.text))
}
