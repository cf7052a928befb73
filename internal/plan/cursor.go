package plan

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// Cursor is a place in an ordering: the sort values of a target and its tie-break, the code.
type Cursor struct {
	Values []any // by sort key; nil is null
	Code   string
}

// Ordering is an order with its arguments filled in: what a cursor is bound to.
type Ordering struct {
	Order []Order
	mark  string
}

// byCode is the order of a list without orderBy.
var byCode = &Ordering{mark: "0"}

// NewOrdering fills the arguments of an order in.
func NewOrdering(order []Order, args Args) *Ordering {
	if len(order) == 0 {
		return byCode
	}
	h := fnv.New32a()
	for _, o := range order {
		_, _ = h.Write([]byte(formatOrder(o, func(s Slot) string { return fmt.Sprintf("%#v", args[s]) })))
		_, _ = h.Write([]byte{0})
	}
	return &Ordering{order, strconv.FormatUint(uint64(h.Sum32()), 36)}
}

// Encode makes the opaque text of a cursor: base64url, safe within JSON as it is.
func (o *Ordering) Encode(c Cursor) string {
	parts := make([]any, 0, len(c.Values)+2)
	parts = append(parts, o.mark)
	for _, v := range c.Values {
		if d, ok := v.(day.Day); ok {
			v = int(d)
		}
		parts = append(parts, v)
	}
	text, err := json.Marshal(append(parts, c.Code))
	if err != nil {
		panic(err) // sort values are text, numbers and booleans
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

var errCursor = errors.New("is no cursor of this list: a cursor fits only the orderBy that it was given under")

// Decode reads a cursor back; it refuses what Encode of this ordering did not make.
func (o *Ordering) Decode(text string) (*Cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, errCursor
	}
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil || len(parts) != len(o.Order)+2 {
		return nil, errCursor
	}
	var mark string
	c := &Cursor{Values: make([]any, len(o.Order))}
	if json.Unmarshal(parts[0], &mark) != nil || mark != o.mark ||
		json.Unmarshal(parts[len(parts)-1], &c.Code) != nil {
		return nil, errCursor
	}
	for i, key := range o.Order {
		if c.Values[i], err = decodeValue(parts[i+1], key); err != nil {
			return nil, errCursor
		}
	}
	if c.Code == "" || o.Encode(*c) != text {
		return nil, errCursor // other spellings of the same JSON
	}
	return c, nil
}

func decodeValue(raw json.RawMessage, key Order) (any, error) {
	if string(raw) == "null" {
		return nil, nil
	}
	t := catalog.Int
	if key.Count == nil {
		t = key.Property.Type
	}
	switch t {
	case catalog.Int:
		return decodeAs[int](raw)
	case catalog.Float:
		return decodeAs[float64](raw)
	case catalog.Boolean:
		return decodeAs[bool](raw)
	case catalog.Date:
		n, err := decodeAs[int32](raw)
		if err != nil {
			return nil, err
		}
		return day.Parse(day.Day(n.(int32)).String()) // there are more numbers than dates
	default:
		return decodeAs[string](raw)
	}
}

func decodeAs[T any](raw json.RawMessage) (any, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}
