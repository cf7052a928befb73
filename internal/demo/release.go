package demo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"
	"strconv"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// release names the graph after its content: everything but the name of the release itself.
func release(g *store.Graph) string {
	w := writer{hash: sha256.New()}
	for _, n := range g.Nodes {
		w.text(n.Kind.Name)
		w.text(n.Code)
		w.interval(n.Life)
		w.value(n.Values)
	}
	for _, e := range g.Edges {
		w.text(e.Type.Name)
		w.text(e.From.Code)
		w.text(e.To.Code)
		w.interval(day.Interval{From: e.ValidFrom, To: e.ValidTo})
		w.interval(e.Life)
		w.text(string(e.Origin))
		w.text(e.Source.File)
		w.text(e.Source.Record)
		w.value(e.Values)
	}
	w.flush()
	return "demo-" + hex.EncodeToString(w.hash.Sum(nil))[:12]
}

// writer hashes values one after the other, each with a mark of its type and its end.
type writer struct {
	hash hash.Hash
	buf  []byte
}

func (w *writer) flush() {
	w.hash.Write(w.buf)
	w.buf = w.buf[:0]
}

func (w *writer) text(s string) {
	w.buf = append(append(w.buf, s...), 0)
	if len(w.buf) > 1<<15 {
		w.flush()
	}
}

func (w *writer) number(mark byte, n int64) {
	w.buf = binary.AppendVarint(append(w.buf, mark), n)
}

func (w *writer) interval(i day.Interval) {
	w.number('i', int64(i.From))
	w.number('i', int64(i.To))
}

func (w *writer) value(v any) {
	switch v := v.(type) {
	case string:
		w.buf = append(w.buf, 's')
		w.text(v)
	case int:
		w.number('i', int64(v))
	case day.Day:
		w.number('d', int64(v))
	case bool:
		w.buf = strconv.AppendBool(w.buf, v)
	case float64:
		w.number('f', int64(math.Float64bits(v)))
	case []string:
		w.number('l', int64(len(v)))
		for _, s := range v {
			w.text(s)
		}
	case []any:
		w.number('l', int64(len(v)))
		for _, item := range v {
			w.value(item)
		}
	default:
		w.buf = append(w.buf, '-')
	}
}
