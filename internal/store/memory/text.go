package memory

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"unsafe"

	"orggraph/internal/store"
)

// texts holds JSON values, each once: strings with their quotes, numbers, true and false, lists of
// strings. A value is found by its position; before it stands its length, doubled, plus one where the
// JSON of a string escapes something. Every texts begins with null, false, true and the empty list.
type texts []byte

// The positions of what every texts begins with.
const (
	textNull  uint32 = 0
	textFalse uint32 = 5
	textTrue  uint32 = 11
	textEmpty uint32 = 16
)

// json returns the value at a position.
func (t texts) json(at uint32) []byte {
	n := uint32(t[at])
	if n >= 0x80 {
		return t.long(at)
	}
	return t[at+1:][:n>>1]
}

// long is json for a value whose length takes more than one byte.
func (t texts) long(at uint32) []byte {
	n, size := binary.Uvarint(t[at:])
	return t[int(at)+size:][:n>>1]
}

// append appends the value at a position.
func (t texts) append(buf []byte, at uint32) []byte { return append(buf, t.json(at)...) }

// raw returns what the string at a position stands for. It shares the memory of the texts, which
// never change, where nothing is escaped.
func (t texts) raw(at uint32) string {
	value := t.json(at)
	if t[at]&1 == 0 {
		return unsafe.String(&value[1], len(value)-2)
	}
	return decode[string](value)
}

// strings returns the list of strings at a position.
func (t texts) strings(at uint32) []string { return decode[[]string](t.json(at)) }

func decode[T any](value []byte) (v T) {
	if err := json.Unmarshal(value, &v); err != nil {
		panic(fmt.Sprintf("a stored text is no JSON: %v", err))
	}
	return v
}

// textBuilder fills a texts.
type textBuilder struct {
	texts texts
	known map[string]uint32
	buf   []byte
}

func newTextBuilder() *textBuilder {
	b := &textBuilder{known: map[string]uint32{}}
	for _, value := range []string{"null", "false", "true", "[]"} {
		b.add([]byte(value))
	}
	return b
}

// add returns the position of a JSON value.
func (b *textBuilder) add(value []byte) uint32 {
	if at, ok := b.known[string(value)]; ok {
		return at
	}
	at := uint32(len(b.texts))
	head := uint64(len(value)) << 1
	if value[0] == '"' && bytes.IndexByte(value, '\\') >= 0 {
		head |= 1
	}
	b.texts = append(binary.AppendUvarint(b.texts, head), value...)
	b.known[string(value)] = at
	return at
}

// value returns the position of a scalar of one of the Go types of catalog.Type.
func (b *textBuilder) value(v any) uint32 {
	b.buf = store.AppendValue(b.buf[:0], v)
	return b.add(b.buf)
}

// stringOrNull returns null for an empty string.
func (b *textBuilder) stringOrNull(s string) uint32 {
	if s == "" {
		return textNull
	}
	return b.value(s)
}

func (b *textBuilder) strings(list []string) uint32 {
	b.buf = append(b.buf[:0], '[')
	for i, s := range list {
		if i > 0 {
			b.buf = append(b.buf, ',')
		}
		b.buf = store.AppendString(b.buf, s)
	}
	b.buf = append(b.buf, ']')
	return b.add(b.buf)
}
