package cypher

import (
	"strconv"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// sortKey is one key of a list's order.
type sortKey struct {
	text     string // its value
	over     string // its value for comparisons with text beyond UTF-16's order
	name     string // the variable that holds it; "" for a property, which an index may give in order
	property string // its name
	desc     bool
	sure     bool // never null
}

// value is how the key is written after it was computed.
func (k *sortKey) value() string {
	if k.name != "" {
		return k.name
	}
	return k.text
}

// from is how the key is written where properties come from elsewhere.
func (k *sortKey) from(read func(property string) string) string {
	if k.name != "" {
		return k.name
	}
	return read(k.property)
}

// keys compiles an order of the nodes of a row.
func (c *compiler) keys(order []plan.Order, r *row, on plan.Slot) []sortKey {
	keys := make([]sortKey, len(order))
	for i := range order {
		o := &order[i]
		keys[i] = sortKey{
			text: c.sortValue(o, r, on, false), over: c.sortValue(o, r, on, true), desc: o.Desc,
			sure: len(o.Through) == 0 && (o.Count != nil || c.sure(o.Property, r.kinds)),
		}
		if len(o.Through) > 0 || o.Count != nil || o.Property.Measure != nil || c.mixed(o.Property, r.kinds) {
			keys[i].name = "k" + strconv.Itoa(r.depth) + string(rune('a'+i))
		} else {
			keys[i].property = stored(o.Property)
		}
	}
	return keys
}

// sure says whether no node of the kinds lacks the property.
func (c *compiler) sure(p *catalog.Property, kinds catalog.KindSet) bool {
	if p.Computed != catalog.NotComputed {
		return !c.mixed(p, kinds)
	}
	return c.complete(kinds, p.Name)
}

// sortValue writes the value of a sort key: null where a relation on the way leads nowhere.
func (c *compiler) sortValue(o *plan.Order, r *row, on plan.Slot, over bool) string {
	if len(o.Through) == 0 {
		if o.Count != nil {
			return c.count(r, o.Count, on)
		}
		text := c.property(r, o.Property, on)
		if over && !c.mixed(o.Property, r.kinds) {
			text = sortedValue(text)
		}
		return text
	}
	var out strings.Builder
	out.WriteString("COLLECT { ")
	for _, rel := range o.Through {
		to := scope{compiler: c, row: r}.below(rel).row
		out.WriteString(c.lead(r.node, rel, to, on, "") + " ")
		r = to
	}
	rest := plan.Order{Property: o.Property, Count: o.Count}
	return out.String() + "RETURN " + c.sortValue(&rest, r, on, over) + " }[0]"
}

// orderBy writes the order, null last, the code last of all; or the other way round.
func orderBy(keys []sortKey, read func(property string) string, reverse bool) string {
	var parts []string
	for i := range keys {
		k := &keys[i]
		v := k.from(read)
		// Cypher takes null for the largest value: it is first where values descend.
		switch {
		case k.desc && reverse && !k.sure:
			parts = append(parts, v+" IS NULL DESC")
		case k.desc && !reverse && !k.sure:
			parts = append(parts, v+" IS NULL")
		}
		if k.desc != reverse {
			v += " DESC"
		}
		parts = append(parts, v)
	}
	code := read(codeProperty)
	if reverse {
		code += " DESC"
	}
	return " ORDER BY " + strings.Join(append(parts, code), ", ")
}

// beyond is the condition that a node sorts strictly after a cursor, or strictly before it.
func (c *compiler) beyond(keys []sortKey, node string, cursor plan.Slot, before bool) string {
	values := c.args[cursor].(*plan.Cursor).Values
	text := node + "." + codeProperty
	code := param{slot: cursor, form: cursorCode}
	if c.isBeyond16(code) {
		text, code.form = sortedValue(text), cursorCodeSorted
	}
	text += larger(!before) + " " + code.String()
	for i := len(keys) - 1; i >= 0; i-- {
		k := &keys[i]
		v := k.value()
		if values[i] == nil { // which is last
			if before {
				text = "(" + v + " IS NOT NULL OR " + text + ")"
			} else {
				text = "(" + v + " IS NULL AND " + text + ")"
			}
			continue
		}
		arg := param{slot: cursor, form: cursorValue, index: i}
		same := v + " = " + arg.String()
		past := v
		if c.isBeyond16(arg) {
			past, arg.form = k.over, cursorValueSorted
		}
		past += larger(k.desc == before) + " " + arg.String()
		if k.sure && arg.form == cursorValue { // so that an index can be used
			text = v + larger(k.desc == before) + "= " + arg.String() + " AND (" + past + " OR " + text + ")"
			continue
		}
		if !before && !k.sure {
			past += " OR " + v + " IS NULL"
		}
		text = "(" + past + " OR " + same + " AND " + text + ")"
	}
	return text
}

func larger(yes bool) string {
	if yes {
		return " >"
	}
	return " <"
}
