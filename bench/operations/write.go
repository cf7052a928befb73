package operations

import (
	"slices"
	"strconv"

	"orggraph/internal/store"
)

// writing appends a value of an answer as JSON. It is how one would write what a statement by hand returns: the
// shape is known, and nothing is looked up.
type writing func(buf []byte, v any) []byte

func scalarByHand(buf []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return store.AppendString(buf, v)
	case int64:
		return strconv.AppendInt(buf, v, 10)
	default:
		return store.AppendValue(buf, v)
	}
}

// members are the fields of an object, in the order of a row.
type members struct {
	keys  []string // with what stands before
	write []writing
}

// scalars are fields without fields of their own.
func scalars(names ...string) members {
	var m members
	for _, name := range names {
		m = m.with(name, scalarByHand)
	}
	return m
}

// with adds a field.
func (m members) with(name string, write writing) members {
	before := `,"`
	if len(m.keys) == 0 {
		before = `{"`
	}
	return members{append(slices.Clip(m.keys), before+name+`":`), append(slices.Clip(m.write), write)}
}

// object writes a list of values as an object.
func (m members) object(buf []byte, v any) []byte {
	row, _ := v.([]any)
	if row == nil {
		return append(buf, "null"...)
	}
	for i, write := range m.write {
		buf = write(append(buf, m.keys[i]...), row[i])
	}
	return append(buf, '}')
}

// under writes a value as the one field of an object.
func under(key string, write writing) writing {
	return func(buf []byte, v any) []byte {
		return append(write(append(buf, `{"`+key+`":`...), v), '}')
	}
}

func list(of writing) writing {
	return func(buf []byte, v any) []byte {
		items, _ := v.([]any)
		buf = append(buf, '[')
		for i, item := range items {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = of(buf, item)
		}
		return append(buf, ']')
	}
}

// nodes writes a list as a connection.
func nodes(of writing) writing { return under("nodes", list(of)) }

// counted writes a list as a connection with the number of its nodes.
func counted(of writing) writing {
	of = list(of)
	return func(buf []byte, v any) []byte {
		items, _ := v.([]any)
		buf = strconv.AppendInt(append(buf, `{"totalCount":`...), int64(len(items)), 10)
		return append(of(append(buf, `,"nodes":`...), v), '}')
	}
}

// row writes the one row that a statement returns.
func row(write writing) func(buf []byte, rows [][]any) []byte {
	return func(buf []byte, rows [][]any) []byte {
		if len(rows) == 0 {
			return write(buf, nil)
		}
		return write(buf, rows[0])
	}
}

// column writes the one value of the one row that a statement returns.
func column(write writing) func(buf []byte, rows [][]any) []byte {
	return func(buf []byte, rows [][]any) []byte { return write(buf, rows[0][0]) }
}

// tallied writes the sum and the average of a list of numbers, of which some may be null.
func tallied(buf []byte, v any) []byte {
	values, _ := v.([]any)
	var sum, count int64
	for _, v := range values {
		if v, ok := v.(int64); ok {
			sum, count = sum+v, count+1
		}
	}
	return sumAndAverage(buf, sum, count)
}

func sumAndAverage(buf []byte, sum, count int64) []byte {
	buf = strconv.AppendInt(append(buf, `{"listSize_flat":{"sum_number":`...), sum, 10)
	var average any
	if count > 0 {
		average = float64(sum) / float64(count)
	}
	return append(store.AppendValue(append(buf, `,"average_number":`...), average), "}}"...)
}
