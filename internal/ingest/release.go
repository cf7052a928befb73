package ingest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// folderRelease is the id of a folder's release, made from the days and the content of its files.
func folderRelease(files []*ods.File) string {
	newest := day.Min
	var sums []string
	for _, f := range files {
		newest = max(newest, f.Vintage)
		sums = append(sums, f.SHA256+" "+f.Vintage.String())
	}
	slices.Sort(sums)
	h := sha256.New()
	for _, s := range sums {
		h.Write([]byte(s + "\n"))
	}
	return releaseID(newest, h)
}

func releaseID(newest day.Day, h hash.Hash) string {
	id := hex.EncodeToString(h.Sum(nil)[:4])
	if newest == day.Min {
		return id
	}
	return fmt.Sprintf("%v-%s", newest, id)
}

// contentRelease is the id of a graph, made from its newest vintage and from all that it says.
func contentRelease(g *store.Graph, newest day.Day) string {
	h := sha256.New()
	buf := make([]byte, 0, 1<<16)
	flush := func() {
		h.Write(buf)
		buf = buf[:0]
	}
	for _, n := range g.Nodes {
		buf = appendText(buf, n.Kind.Name)
		buf = appendText(buf, n.Code)
		buf = appendLife(buf, n.Life)
		for i, v := range n.Values {
			if v != nil {
				buf = appendText(buf, g.Catalog.Properties[i].Name)
				buf = appendContent(buf, v)
			}
		}
		flush()
	}
	for _, e := range g.Edges {
		for _, s := range []string{e.Type.Name, e.From.Code, e.To.Code, string(e.Origin), e.Source.Release, e.Source.File, e.Source.Record} {
			buf = appendText(buf, s)
		}
		buf = appendLife(buf, day.Interval{From: e.ValidFrom, To: e.ValidTo})
		buf = appendLife(buf, e.Life)
		for _, v := range e.Values {
			buf = appendContent(buf, v)
		}
		flush()
	}
	return releaseID(newest, h)
}

func appendText(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

func appendLife(buf []byte, i day.Interval) []byte {
	buf = binary.LittleEndian.AppendUint32(buf, uint32(i.From))
	return binary.LittleEndian.AppendUint32(buf, uint32(i.To))
}

// appendContent appends a stored value so that different values differ.
func appendContent(buf []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendText(append(buf, 's'), v)
	case int:
		return binary.AppendVarint(append(buf, 'i'), int64(v))
	case float64:
		return binary.LittleEndian.AppendUint64(append(buf, 'f'), math.Float64bits(v))
	case bool:
		if v {
			return append(buf, 't')
		}
		return append(buf, 'n')
	case day.Day:
		return binary.AppendVarint(append(buf, 'd'), int64(v))
	case []string:
		buf = binary.AppendUvarint(append(buf, 'l'), uint64(len(v)))
		for _, s := range v {
			buf = appendText(buf, s)
		}
		return buf
	case []any:
		buf = binary.AppendUvarint(append(buf, 'o'), uint64(len(v)))
		for _, x := range v {
			buf = appendContent(buf, x)
		}
		return buf
	default:
		return append(buf, '0')
	}
}
