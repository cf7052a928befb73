// Package planner turns a validated GraphQL operation and its variables into a plan and the arguments
// of one execution, and says how many rows a plan is expected to read. It is the only reader of
// selection sets and arguments. It imports plan, catalog and day, and must not import a store, the
// GraphQL edge or the server.
package planner

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// Planner makes plans and keeps them for requests of the same shape. It is safe for concurrent use.
type Planner struct {
	catalog *catalog.Catalog
	schema  *ast.Schema
	cache   *cache
}

// New makes a planner for the executable schema and the catalog that was built from it.
func New(c *catalog.Catalog, schema *ast.Schema) *Planner {
	return &Planner{catalog: c, schema: schema, cache: newCache()}
}

// Request is one operation to plan.
type Request struct {
	Operation *ast.OperationDefinition // of a document that is valid against the schema
	Query     string                   // the text of that document, which the plan is kept under
	Variables map[string]any           // as validator.VariableValues leaves them
	Today     day.Day                  // what asOf is where nothing says otherwise
}

// Plan returns the plan of the operation and the arguments of this execution. Its errors are request
// errors with extensions.code, path and location. The plan is shared and is not to be changed.
func (p *Planner) Plan(r Request) (*plan.Plan, plan.Args, gqlerror.List) {
	var room [256]byte
	d := p.cache.document(r.Query, r.Operation)
	in := input{schema: p.schema, conditional: d.conditional, shape: room[:0]}
	values := in.variables(r.Operation, r.Variables)
	if in.errs != nil {
		return nil, nil, in.errs.list()
	}
	c := p.cache.plan(d, in.shape)
	var errs *failures
	if c == nil {
		if c, errs = p.compile(r.Operation, values); c == nil {
			return nil, nil, errs.list()
		}
		if errs == nil {
			c = p.cache.keep(d, in.shape, c)
		}
	}
	args, more := c.bind(values, r.Today)
	if errs = errs.join(more); errs != nil {
		return nil, nil, errs.list()
	}
	return c.plan, args, nil
}
