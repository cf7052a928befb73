// Package naive turns a plan and a graph into the answer that docs/semantics.md gives, by doing what
// that page says and nothing cleverer: every list is built whole, filtered, sorted and cut, every edge
// is found by looking at all edges. It is what stores are compared with, so it shares no code with them:
// it imports the plan's definition, the graph as it is loaded and days, and must not import a store,
// nor use the operators, comparisons and JSON of plan and store. A comment of the form
// `semantics: Heading` names the passage that the code beneath it follows.
package naive

import (
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// Run answers one root field of a plan.
func Run(g *store.Graph, root *plan.Root, args plan.Args) store.Result {
	result, _ := Look(g, root, args)
	return result
}

// Look is Run, and says how many rows it returned or looked at.
// semantics: What an operation costs
func Look(g *store.Graph, root *plan.Root, args plan.Args) (result store.Result, looked int) {
	e := &evaluator{graph: g, args: args}
	value, ok := e.root(root)
	if !ok {
		value = nil
	}
	return store.Result{JSON: encode(value), Errors: e.errors}, e.looked
}

type evaluator struct {
	graph  *store.Graph
	args   plan.Args
	errors []store.FieldError
	looked int // rows
}

// root answers a look-up by keys or a list; false says that a null reached the root field.
func (e *evaluator) root(r *plan.Root) (any, bool) {
	at := scope{path: []any{r.Key}, on: e.day(r.AsOf)}
	switch r.Root.Access {
	case catalog.Scan:
		return e.connection(r.Connection, at)
	case catalog.ByCode, catalog.ByID:
		return e.lookUp(r, e.args[r.Keys].(string), at), true
	default:
		// semantics: Lists by keys
		items := []any{}
		for i, key := range e.args[r.Keys].([]string) {
			items = append(items, e.lookUp(r, key, at.child(i)))
		}
		return items, true
	}
}

// semantics: Look-ups ignore all that
func (e *evaluator) lookUp(r *plan.Root, key string, at scope) any {
	code := key
	if r.Root.Access == catalog.ByID || r.Root.Access == catalog.ByIDs {
		var known bool
		if code, known = store.CodeOfID(key); !known {
			return nil
		}
	}
	i := slices.IndexFunc(e.graph.Nodes, func(n *store.Node) bool { return n.Code == code })
	if i < 0 || !r.Root.Kinds.Has(e.graph.Nodes[i].Kind) {
		return nil
	}
	e.looked++
	return orNull(e.object(r.Object, e.graph.Nodes[i], at))
}

// day is the day of a question; the plan holds one wherever the semantics look at a day.
func (e *evaluator) day(s plan.Slot) day.Day {
	return e.args[s].(day.Day)
}

// orNull is what a field that may be null does with a null that moves up to it.
func orNull(value any, ok bool) any {
	if !ok {
		return nil
	}
	return value
}
