package memory

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"orggraph/internal/catalog"
)

// sound says what contradicts itself in the content of a file. Its checksums show that nobody damaged it,
// and not that who wrote it was orggraph: what is found here would end the program, now or in an answer.
func (s *snapshot) sound() error {
	t, err := s.texts.index()
	if err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	if err := s.soundRows(); err != nil {
		return err
	}
	nodes, edges := s.size(), len(s.edges.source.cells)
	if nodes == 0 && edges > 0 {
		return errors.New("there are edges and no nodes")
	}
	for name, c := range map[string]struct {
		column *column
		rows   int
		cells  cells
	}{
		"node/code": {&s.nodes.code, nodes, t.strings}, "node/listed": {&s.nodes.listed, nodes, t.all},
		"node/from": {&s.nodes.from, nodes, anything}, "node/to": {&s.nodes.to, nodes, anything},
		"node/byCode": {&s.nodes.byCode, nodes, below(nodes)},
		"edge/source": {&s.edges.source, edges, below(nodes)}, "edge/target": {&s.edges.target, edges, below(nodes)},
		"edge/from": {&s.edges.from, edges, anything}, "edge/to": {&s.edges.to, edges, anything},
		"edge/validFrom": {&s.edges.validFrom, edges, anything}, "edge/validTo": {&s.edges.validTo, edges, anything},
		"edge/origin": {&s.edges.origin, edges, t.strings}, "edge/release": {&s.edges.release, edges, t.strings},
		"edge/file": {&s.edges.file, edges, t.strings}, "edge/record": {&s.edges.record, edges, t.strings},
		"edge/vintage": {&s.edges.vintage, edges, anything},
	} {
		if c.column.first != 0 || len(c.column.cells) != c.rows || len(c.column.numbers) > 0 {
			return fmt.Errorf("%s: it has another number of rows", name)
		}
		if !c.cells.hold(c.column.cells) {
			return fmt.Errorf("%s: a cell leads nowhere", name)
		}
	}
	return s.soundProperties(t)
}

// soundRows says whether kinds and edge types divide nodes and edges, which stand in their order.
func (s *snapshot) soundRows() error {
	for name, c := range map[string]struct {
		column      *column
		parts, rows int
	}{
		"kinds": {&s.kinds, len(s.catalog.Kinds), s.size()}, "edgeTypes": {&s.edgeTypes, len(s.catalog.EdgeTypes), len(s.edges.source.cells)},
	} {
		cells := c.column.cells
		if len(cells) != c.parts+1 || cells[0] != 0 || !slices.IsSorted(cells) || int(cells[c.parts]) != c.rows {
			return fmt.Errorf("%s: they don't divide the rows", name)
		}
	}
	for i := range s.catalog.EdgeTypes {
		if !slices.IsSorted(s.edges.source.cells[s.edgeTypes.cells[i]:s.edgeTypes.cells[i+1]]) {
			return errors.New("edge/source: the edges of a type are in disorder")
		}
	}
	return nil
}

func (s *snapshot) soundProperties(t *textIndex) error {
	check := func(properties []*catalog.Property, of table, rows int) error {
		for i, p := range properties {
			if err := s.soundColumn(t, p, &of[i], rows); err != nil {
				return fmt.Errorf("property %s: %w", p.Name, err)
			}
		}
		return nil
	}
	err := errors.Join(check(s.catalog.Properties, s.nodes.properties, s.size()),
		check(s.catalog.EdgeProperties, s.edges.properties, len(s.edges.source.cells)))
	for _, v := range s.catalog.Values {
		err = errors.Join(err, check(v.Fields, s.values[v], s.rowsOf(v)))
		if !t.all.hold(s.values[v].nulls().cells) {
			err = errors.Join(err, fmt.Errorf("value %s: a cell leads nowhere", v.Name))
		}
	}
	return err
}

func (s *snapshot) soundColumn(t *textIndex, p *catalog.Property, c *column, rows int) error {
	perRow, numbers, wanted := 1, 0, t.strings
	switch {
	case p.List && p.Type == catalog.Object:
		perRow, wanted = 2, below(s.rowsOf(p.Value)+1)
	case p.List:
		wanted = t.lists
	case p.Type == catalog.Object:
		wanted = below(s.rowsOf(p.Value))
		wanted.also = noRow
	case numeric(p):
		numbers, wanted = len(c.cells), t.all
	case p.Type == catalog.Boolean:
		wanted = t.all
	}
	switch {
	case len(c.cells)%perRow != 0 || len(c.cells) > 0 && int(c.first)+len(c.cells)/perRow > rows || len(c.numbers) != numbers:
		return errors.New("it has another number of rows")
	case !wanted.hold(c.cells):
		return errors.New("a cell leads nowhere")
	}
	return nil
}

// rowsOf is how many rows the table of a value type has: each of its columns may end earlier.
func (s *snapshot) rowsOf(v *catalog.ValueType) (rows int) {
	for i, f := range v.Fields {
		c := &s.values[v][i]
		n := int(c.first) + len(c.cells)
		if f.List && f.Type == catalog.Object {
			n = int(c.first) + len(c.cells)/2
		}
		rows = max(rows, n)
	}
	return rows
}

// cells are what the cells of a column may be: those below a number, one more, and positions of texts.
type cells struct {
	below uint64
	also  uint32
	texts []uint64 // a bit for each position
}

var anything = cells{below: 1 << 32}

func below(n int) cells { return cells{below: uint64(n)} }

func (c cells) hold(all []uint32) bool {
	for _, cell := range all {
		if uint64(cell) < c.below || cell == c.also {
			continue
		}
		if word := int(cell / 64); word >= len(c.texts) || c.texts[word]&(1<<(cell%64)) == 0 {
			return false
		}
	}
	return true
}

// textIndex knows where texts begin: all of them, strings and null, lists of strings.
type textIndex struct{ all, strings, lists cells }

// index reads all texts once. What is escaped and what is a list has to be right, since it is read as JSON.
func (t texts) index() (*textIndex, error) {
	x := &textIndex{}
	for _, c := range []*cells{&x.all, &x.strings, &x.lists} {
		c.also, c.texts = textNull, make([]uint64, len(t)/64+1)
	}
	x.lists.also = textEmpty
	for at := 0; at < len(t); {
		head, size := binary.Uvarint(t[at:])
		if size <= 0 || head>>1 > uint64(len(t)-at-size) {
			return nil, errors.New("one is longer than it can be")
		}
		value := t[at+size:][:head>>1]
		x.all.add(at)
		switch quoted := len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"'; {
		case quoted && (head&1 == 0 || json.Valid(value)):
			x.strings.add(at)
		case head&1 == 0 && isStrings(value):
			x.lists.add(at)
		case len(value) == 0 || head&1 != 0:
			return nil, errors.New("one is no JSON")
		}
		at += size + len(value)
	}
	if begin := newTextBuilder().texts; !bytes.HasPrefix(t, begin) {
		return nil, errors.New("null, false, true and the empty list are missing")
	}
	return x, nil
}

func (c cells) add(text int) { c.texts[text/64] |= 1 << (text % 64) }

// isStrings says whether a text is a list of strings. Most are plain, and known for it at a glance.
func isStrings(value []byte) bool {
	inner, first := bytes.CutPrefix(value, []byte(`["`))
	inner, last := bytes.CutSuffix(inner, []byte(`"]`))
	plain := first && last
	for i := 0; plain && i < len(inner); i++ {
		switch c := inner[i]; {
		case c == '"' && bytes.HasPrefix(inner[i:], []byte(`","`)):
			i += len(`","`) - 1
		case c == '"' || c == '\\' || c < ' ':
			plain = false
		}
	}
	return plain || bytes.HasPrefix(value, []byte("[")) && json.Unmarshal(value, new([]string)) == nil
}
