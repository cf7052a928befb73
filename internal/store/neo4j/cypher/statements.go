package cypher

import (
	"sync"
	"sync/atomic"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// Statements makes the statements over one release, and keeps what it compiled: to compile a statement takes longer
// than to answer a small one. It is safe for concurrent use.
type Statements struct {
	catalog *catalog.Catalog
	facts   Facts
	kinds   map[string]*catalog.Kind // by their enum value

	mu     sync.RWMutex
	known  map[request]*compiled
	weight int
}

// request is what a compiled statement depends on. Planners give the same plan to the same question.
type request struct {
	root  *plan.Root
	shape string // of the arguments, as far as the statement depends on them
}

// compiled is what all requests for a root have in common whose arguments have one shape.
type compiled struct {
	root   *plan.Root
	text   string
	params []param
	write  write
	weight int // bytes, roughly

	size atomic.Int64 // of the last answer: the next one is likely to be as large
}

// What is kept until all of it is let go.
const (
	maxWeight   = 32 << 20
	fixedWeight = 1 << 10
	fieldWeight = 300
)

// NewStatements makes statements over a release. The facts are what holds of it.
func NewStatements(c *catalog.Catalog, facts Facts) *Statements {
	s := &Statements{catalog: c, facts: facts, kinds: map[string]*catalog.Kind{}, known: map[request]*compiled{}}
	for _, k := range c.Kinds {
		s.kinds[k.Enum] = k
	}
	return s
}

// Compile makes the statement of a root.
func (s *Statements) Compile(root *plan.Root, args plan.Args) *Statement {
	key := request{root, shapeOf(args) + s.narrowed(root, args)}
	s.mu.RLock()
	of := s.known[key]
	s.mu.RUnlock()
	if of == nil {
		of = s.compile(root, args)
		s.keep(key, of)
	}
	params := make(map[string]any, len(of.params))
	for i, p := range of.params {
		params[paramName(i)] = p.value(args)
	}
	return &Statement{Text: of.text, Params: params, compiled: of, kinds: s.kinds, args: args}
}

func (s *Statements) keep(key request, of *compiled) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[key] != nil {
		return // another request was faster
	}
	if s.weight += of.weight; s.weight > maxWeight {
		clear(s.known)
		s.weight = of.weight
	}
	s.known[key] = of
}

func (s *Statements) compile(root *plan.Root, args plan.Args) *compiled {
	c := &compiler{catalog: s.catalog, facts: s.facts, args: args}
	of := &compiled{root: root}
	r := newRow(0, 0)
	r.node = ""
	if root.Connection != nil {
		of.write = c.connection(root.Connection, root.Key, r, 0)
	} else {
		of.write = c.lookUp(root, r)
	}
	of.text, of.params = nameParams("RETURN " + r.String() + " AS row" + marker)
	of.weight = fixedWeight + len(of.text) + fieldWeight*c.written
	c.args = nil // those of one request are not to be kept for others
	return of
}

// shapeOf is all that a statement takes from its arguments: which have a value, and which text is not compared as it is.
func shapeOf(args plan.Args) string {
	shape := make([]byte, 0, 2*len(args))
	for _, arg := range args {
		switch arg := arg.(type) {
		case nil:
			shape = append(shape, '-')
		case string:
			shape = append(shape, shapeOfText(arg))
		case *plan.Cursor:
			shape = append(shape, '(')
			if arg != nil {
				for _, v := range arg.Values {
					text, _ := v.(string)
					if shape = append(shape, shapeOfText(text)); v == nil {
						shape[len(shape)-1] = '-'
					}
				}
				shape = append(shape, shapeOfText(arg.Code))
			}
			shape = append(shape, ')')
		default:
			shape = append(shape, '+')
		}
	}
	return string(shape)
}

// shapeOfText tells texts apart that are compared in another form.
func shapeOfText(text string) byte {
	if beyond16(text) {
		return '>'
	}
	return '+'
}
