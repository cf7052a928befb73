package planner

import (
	"container/list"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// What a cache may hold. The weight of a plan is an estimate of its bytes.
const (
	maxDocuments = 1_000
	maxWeight    = 32 << 20
	fixedWeight  = 1 << 10 // of a document or a plan, whatever its size
	workWeight   = 300     // of a plan, for each unit of the work that it took
)

// cache keeps compiled plans: by document and operation, and then by the shape of the variables.
// What was not asked for the longest goes first, with all its shapes.
type cache struct {
	mu        sync.Mutex
	documents map[documentKey]*list.Element // of *document
	recent    *list.List                    // newest use first
	weight    int
}

type documentKey struct{ query, operation string }

// document is an operation of a document.
type document struct {
	key         documentKey
	conditional map[string]bool // variables that decide what is selected

	plans  map[string]*compiled // by shape; guarded by the cache
	weight int                  // likewise; 0 after it was let go
}

func newCache() *cache {
	return &cache{documents: map[documentKey]*list.Element{}, recent: list.New()}
}

// document finds an operation, or takes it up.
func (c *cache) document(query string, op *ast.OperationDefinition) *document {
	key := documentKey{query, op.Name}
	c.mu.Lock()
	e := c.documents[key]
	if e != nil {
		c.recent.MoveToFront(e)
	}
	c.mu.Unlock()
	if e != nil {
		return e.Value.(*document)
	}
	d := &document{key: key, conditional: conditionalVariables(op), plans: map[string]*compiled{}}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.documents[key]; e != nil {
		return e.Value.(*document) // another request was faster
	}
	c.documents[key] = c.recent.PushFront(d)
	c.grow(d, fixedWeight+len(query))
	return d
}

// plan finds the plan for a shape; nil where there is none.
func (c *cache) plan(d *document, shape []byte) *compiled {
	c.mu.Lock()
	defer c.mu.Unlock()
	return d.plans[string(shape)]
}

// keep takes a plan up, and returns the one to use: the first that was made for its shape.
func (c *cache) keep(d *document, shape []byte, made *compiled) *compiled {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := d.plans[string(shape)]; known != nil {
		return known
	}
	if d.weight > 0 {
		d.plans[string(shape)] = made
		c.grow(d, fixedWeight+len(shape)+workWeight*made.work)
	}
	return made
}

// grow adds to the weight of a document, and lets others go, or the document itself where it alone is
// too much.
func (c *cache) grow(d *document, by int) {
	d.weight += by
	c.weight += by
	for c.weight > maxWeight || len(c.documents) > maxDocuments {
		oldest := c.recent.Remove(c.recent.Back()).(*document)
		delete(c.documents, oldest.key)
		c.weight -= oldest.weight
		oldest.weight = 0
	}
}
