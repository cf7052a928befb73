package memory

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// sequences are the orders in which nodes were asked for by one of their properties. Each is made when it is first
// needed and stays as long as the snapshot: a page of it is found without a look at all nodes.
type sequences struct {
	mu    sync.Mutex
	known map[sequenceKey]*sequence
	size  int // nodes in all of them
}

// mostInSequences is how many nodes all sequences of a snapshot may have together: 32 MB.
const mostInSequences = 8 << 20

type sequenceKey struct {
	kinds    catalog.KindSet
	property *catalog.Property
	desc     bool
}

// sequence is the nodes of some kinds by one property, null last, and by code where that is equal.
type sequence struct {
	once  sync.Once
	nodes []uint32
}

// sequence is the one that a list of all nodes of some kinds is taken from; nil where its order depends on more
// than a property of the nodes, such as the day.
func (c *compiler) sequence(p *plan.Connection) *sequence {
	if p.Relation != nil || len(p.Order) != 1 {
		return nil
	}
	o := p.Order[0]
	if o.Count != nil || len(o.Through) > 0 || o.Property.Measure != nil {
		return nil
	}
	return c.sequenceOf(p.Kinds, o.Property, o.Desc)
}

// sequenceOf returns a sequence, which need not have been made yet; nil where there is no room for one more.
func (s *snapshot) sequenceOf(kinds catalog.KindSet, property *catalog.Property, desc bool) *sequence {
	s.sequences.mu.Lock()
	defer s.sequences.mu.Unlock()
	key := sequenceKey{kinds, property, desc}
	if known := s.sequences.known[key]; known != nil {
		return known
	}
	size := 0
	for _, r := range s.ranges(kinds) {
		size += int(r.to - r.from)
	}
	if s.sequences.size+size > mostInSequences {
		return nil
	}
	made := &sequence{}
	if s.sequences.known == nil {
		s.sequences.known = map[sequenceKey]*sequence{}
	}
	s.sequences.known[key], s.sequences.size = made, s.sequences.size+size
	return made
}

// inOrder returns the nodes of a sequence, which are those of some kinds by a key.
func (s *sequence) inOrder(x *run, kinds catalog.KindSet, by *sortKey) []uint32 {
	s.once.Do(func() {
		type keyed struct {
			node uint32
			key  key
		}
		var all []keyed
		for _, r := range x.ranges(kinds) {
			for node := r.from; node < r.to; node++ {
				all = append(all, keyed{node, by.key(x, node, 0)})
			}
		}
		slices.SortFunc(all, func(a, b keyed) int {
			return cmp.Or(by.compare(&a.key, &b.key), cmp.Compare(x.rank[a.node], x.rank[b.node]))
		})
		s.nodes = make([]uint32, len(all))
		for i := range all {
			s.nodes[i] = all[i].node
		}
	})
	return s.nodes
}

// beginning returns the nodes of a sequence whose text begins with one or, where it is to be whole, equals it.
func (s *sequence) beginning(x *run, kinds catalog.KindSet, property *catalog.Property, text string, whole bool) []uint32 {
	by := &sortKey{read: x.reader(property)}
	nodes := s.inOrder(x, kinds, by)
	at := func(i int) (string, bool) { return by.read.text(x.snapshot, nodes[i], 0) }
	from := sort.Search(len(nodes), func(i int) bool {
		v, ok := at(i)
		return !ok || v >= text
	})
	n := sort.Search(len(nodes)-from, func(i int) bool {
		v, ok := at(from + i)
		return !ok || v != text && (whole || !strings.HasPrefix(v, text))
	})
	return nodes[from : from+n]
}

// placeIn is the first candidate of a sequence that comes after a place or, where it is not to pass, at it.
func (x *run) placeIn(c *candidates, p *place, pass bool) int {
	by := &c.bound.order[0]
	return sort.Search(c.n, func(i int) bool {
		k := by.key(x, c.chosen[i], c.bound.on)
		order := cmp.Or(by.compare(&k, &p.keys[0]), strings.Compare(x.code(c.chosen[i]), p.code))
		return order > 0 || order == 0 && !pass
	})
}
