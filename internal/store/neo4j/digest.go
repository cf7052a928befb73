package neo4j

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"

	"orggraph/internal/catalog"
)

// formatVersion is the form in which this package keeps a graph.
const formatVersion = 6

// digestOf is the same for equal properties of equal names. It is a number so that the database compares
// and sends it cheaply.
func digestOf(properties map[string]any, names ...string) (int64, error) {
	var b []byte
	for _, name := range names {
		b = appendText(b, name)
	}
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		b = appendText(b, key)
		var err error
		if b, err = appendProperty(b, properties[key]); err != nil {
			return 0, fmt.Errorf("%s: %w", key, err)
		}
	}
	sum := sha256.Sum256(b)
	return int64(binary.LittleEndian.Uint64(sum[:])), nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendProperty appends a value of one of the types that a property may have.
func appendProperty(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, '0'), nil
	case string:
		return appendText(append(b, 's'), v), nil
	case int64:
		return binary.AppendVarint(append(b, 'i'), v), nil
	case float64:
		return binary.LittleEndian.AppendUint64(append(b, 'f'), math.Float64bits(v)), nil
	case bool:
		if v {
			return append(b, 't'), nil
		}
		return append(b, 'n'), nil
	case []string:
		return appendList(append(b, 'S'), v)
	case []any:
		return appendList(append(b, 'L'), v)
	default:
		return nil, fmt.Errorf("a property can't hold a %T", v)
	}
}

func appendList[T any](b []byte, list []T) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, v := range list {
		var err error
		if b, err = appendProperty(b, v); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// schemaOf is the fingerprint of all in a catalog that decides what properties mean.
func schemaOf(c *catalog.Catalog) string {
	var b bytes.Buffer
	for _, k := range c.Kinds {
		fmt.Fprintln(&b, "kind", k.Name, k.Label)
		for _, p := range k.Properties() {
			fmt.Fprintln(&b, "-", p.Name)
		}
	}
	for _, t := range c.EdgeTypes {
		fmt.Fprintln(&b, "edge", t.Name)
	}
	for _, p := range c.Properties {
		fmt.Fprintln(&b, "property", p.Name, p.Type, p.List, p.GraphQL, p.Stored(), p.Measure != nil)
	}
	for _, p := range c.EdgeProperties {
		fmt.Fprintln(&b, "edge property", p.Name, p.Type, p.GraphQL)
	}
	for _, v := range c.Values {
		fmt.Fprintln(&b, "value", v.Name)
		for _, f := range v.Fields {
			fmt.Fprintln(&b, "-", f.Name, f.Type, f.List, f.GraphQL)
		}
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:])
}
