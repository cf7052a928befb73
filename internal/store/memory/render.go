package memory

import (
	"math"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// node renders a node; false if a null moves up to it, or the run has stopped.
func (x *run) node(o object, node uint32) bool { return x.row(o[x.kindOf[node]], node) }

// row renders fields of a row of a table. What is on the way in buf is lost if it is false.
func (x *run) row(of *fields, row uint32) bool {
	buf := x.buf
	for i := 0; i < len(of.each); {
		f := &of.each[i]
		if f.texts > 0 {
			var missing *field
			if buf, missing = x.textsOf(buf, of.each[i:i+f.texts], row); missing != nil {
				return x.missing(missing, row)
			}
			i += f.texts
			continue
		}
		i++
		buf = append(buf, f.before...)
		switch f.what {
		case date:
			cell := f.column.get(row)
			if cell == noDay && f.nonNull {
				return x.missing(f, row)
			}
			buf = store.AppendDay(buf, day.Day(cell))
		case globalID:
			buf = store.AppendGlobalID(buf, x.code(row))
		case kindEnum:
			buf = append(append(append(buf, '"'), x.catalog.Kinds[x.kindOf[row]].Enum...), '"')
		default:
			x.buf = buf
			if !x.nested(f, row) {
				return false
			}
			buf = x.buf
		}
	}
	x.buf = append(buf, of.end...)
	return true
}

// atOnce is how many texts are looked up at once.
const atOnce = 8

// textsOf renders up to atOnce fields that are texts. All are looked up before the first is appended:
// what takes time is memory, and so it is waited for once. A field that must have a text and has none
// is returned.
func (x *run) textsOf(buf []byte, of []field, row uint32) ([]byte, *field) {
	var cells [atOnce]uint32
	var heads [atOnce]byte
	for i := range of {
		cells[i] = of[i].column.get(x.rowOf(&of[i], row))
	}
	for i := range of {
		heads[i] = x.texts[cells[i]]
	}
	for i := range of {
		f, at := &of[i], cells[i]
		if at == textNull && f.nonNull {
			return buf, f
		}
		buf = append(buf, f.before...)
		if heads[i] < 0x80 {
			buf = append(buf, x.texts[at+1:][:heads[i]>>1]...)
		} else {
			buf = append(buf, x.texts.long(at)...)
		}
	}
	return buf, nil
}

// rowOf is the row that a property stands in: the node's own, or the newest of a measure's series.
func (x *run) rowOf(f *field, row uint32) uint32 {
	if f.series == nil {
		return row
	}
	return f.series.newest(row, x.days[f.asOf])
}

// newest is the row of the newest point that is not after a day, of several the first; noRow for none.
func (s *series) newest(node uint32, on day.Day) uint32 {
	newest, latest := noRow, math.Inf(-1)
	from, to := s.list.rows(node)
	for i, d := range s.on.numbers[from:to] {
		if row := from + uint32(i); latest < d && d <= float64(on) && s.on.cells[row] != textNull {
			newest, latest = row, d
		}
	}
	return newest
}

// nested renders a field that holds objects.
func (x *run) nested(f *field, row uint32) bool {
	x.path = append(x.path, pathKey{key: f.key})
	ok := false
	switch f.what {
	case many:
		ok = x.list(f.list, row)
	case one, link:
		ok = x.oneOrLink(f, row)
	case record:
		ok = x.record(f, row)
	case records:
		ok = x.records(f, row)
	}
	x.pop()
	return ok
}

// oneOrLink renders the node that a relation leads to, or the edge to it, or null.
func (x *run) oneOrLink(f *field, row uint32) bool {
	t, ok := x.reach(f.walk, row, x.days[f.asOf])
	if !ok {
		x.buf = append(x.buf, "null"...)
		return true
	}
	x.meter.Count(f.id, 1)
	x.spend(1)
	start, depth := len(x.buf), len(x.path)
	if f.what == one {
		ok = x.node(f.object, t.node)
	} else {
		ok = x.edge(f.fields, t, nil)
	}
	return ok || x.null(start, depth)
}

// null ends a null that moves up, unless the run has stopped.
func (x *run) null(start, depth int) bool {
	x.buf, x.path = append(x.buf[:start], "null"...), x.path[:depth]
	return x.err == nil
}

// record renders a value without identity.
func (x *run) record(f *field, row uint32) bool {
	at := f.column.get(row)
	if at == noRow {
		if f.nonNull {
			return x.report(f, row)
		}
		x.buf = append(x.buf, "null"...)
		return true
	}
	start, depth := len(x.buf), len(x.path)
	return x.row(f.fields, at) || !f.nonNull && x.null(start, depth)
}

// records renders a list of values without identity.
func (x *run) records(f *field, row uint32) bool {
	start, depth := len(x.buf), len(x.path)
	x.buf = append(x.buf, '[')
	at := x.push()
	from, to := f.column.rows(row)
	for i := from; i < to; i++ {
		if i > from {
			x.buf = append(x.buf, ',')
		}
		x.path[at].index = int(i - from)
		item := len(x.buf)
		if ok := x.value(f, i, row) || f.items && x.null(item, depth+1); !ok {
			return !f.nonNull && x.null(start, depth)
		}
	}
	x.spend(int(to - from))
	x.pop()
	x.buf = append(x.buf, ']')
	return true
}

// value renders a value of the list of a row; a null is reported where there can be none.
func (x *run) value(f *field, at, row uint32) bool {
	if f.nulls.get(at) == textFalse {
		return x.row(f.fields, at)
	}
	return !f.items && x.report(f, row)
}
