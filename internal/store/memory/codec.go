package memory

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"orggraph/internal/catalog"
)

// sections are what a file holds of a snapshot, but for the ledger.
func (s *snapshot) sections() []section {
	list := []section{
		{
			name:   "dataset",
			encode: func() ([]byte, error) { return json.Marshal(s.dataset) },
			decode: func(b []byte) error { return json.Unmarshal(b, s.dataset) },
		},
		{
			name:   "texts",
			encode: func() ([]byte, error) { return s.texts, nil },
			decode: func(b []byte) error { s.texts = bytes.Clone(b); return nil },
		},
	}
	s.content(func(name string, c *column) {
		list = append(list, section{name: name, encode: c.encode, decode: c.decode})
	})
	return list
}

// ledgerSection is what the importer keeps; who only serves the graph leaves it where it is.
func (s *snapshot) ledgerSection() section {
	return section{
		name:   "ledger",
		encode: func() ([]byte, error) { return s.ledger, nil },
		decode: func(b []byte) error { s.ledger = bytes.Clone(b); return nil },
	}
}

// encode writes, little endian: the first row, the cell of null, the number of cells, the cells, the
// numbers.
func (c *column) encode() ([]byte, error) {
	b := make([]byte, 0, columnHead+4*len(c.cells)+8*len(c.numbers))
	for _, n := range []uint32{c.first, c.null, uint32(len(c.cells))} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	for _, cell := range c.cells {
		b = binary.LittleEndian.AppendUint32(b, cell)
	}
	for _, f := range c.numbers {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
	}
	return b, nil
}

const columnHead = 12

func (c *column) decode(b []byte) error {
	if len(b) < columnHead {
		return errors.New("it is too short")
	}
	c.first = binary.LittleEndian.Uint32(b)
	if binary.LittleEndian.Uint32(b[4:]) != c.null {
		return errors.New("it has another null")
	}
	cells := int(binary.LittleEndian.Uint32(b[8:]))
	b = b[columnHead:]
	if len(b) < 4*cells || (len(b)-4*cells)%8 != 0 {
		return errors.New("it has another length than it says")
	}
	c.cells = make([]uint32, cells)
	for i := range c.cells {
		c.cells[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	b = b[4*cells:]
	if len(b) > 0 {
		c.numbers = make([]float64, len(b)/8)
	}
	for i := range c.numbers {
		c.numbers[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return nil
}

// schemaOf is the fingerprint of all in a catalog that decides what a snapshot's columns mean.
func schemaOf(c *catalog.Catalog) fingerprint {
	var b bytes.Buffer
	for _, k := range c.Kinds {
		fmt.Fprintln(&b, "kind", k.Name)
		for _, p := range k.Properties() {
			fmt.Fprintln(&b, "-", p.Name)
		}
	}
	for _, t := range c.EdgeTypes {
		fmt.Fprintln(&b, "edge", t.Name)
	}
	for _, p := range c.Properties {
		fmt.Fprintln(&b, "property", shapeOf(p), p.Stored())
	}
	for _, p := range c.EdgeProperties {
		fmt.Fprintln(&b, "edge property", shapeOf(p))
	}
	for _, v := range c.Values {
		fmt.Fprintln(&b, "value", v.Name)
		for _, f := range v.Fields {
			fmt.Fprintln(&b, "-", shapeOf(f))
		}
	}
	return sha256.Sum256(b.Bytes())
}

func shapeOf(p *catalog.Property) string {
	value := ""
	if p.Value != nil {
		value = p.Value.Name
	}
	return fmt.Sprint(p.Name, p.Type, p.List, value)
}
