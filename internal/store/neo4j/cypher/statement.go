package cypher

import (
	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// Statement is a root of a plan as Cypher. Its text depends on what is asked for, on which arguments have a value, and on
// the facts of the release, but not on the values, on response keys or on the order of fields.
//
// Its answer is two rows of one value: what was asked for, and the marker, as it was when the rest had been read.
type Statement struct {
	Text   string
	Params map[string]any

	*compiled
	kinds map[string]*catalog.Kind // by their enum value
	args  plan.Args
}

// marker reads the marker after everything else.
const marker = " UNION ALL MATCH (f:" + MarkerLabel + ") RETURN [f.state, f.epoch] AS row"

// lookUp compiles a look-up by keys.
func (c *compiler) lookUp(root *plan.Root, r *row) write {
	key := param{slot: root.Keys}
	list := root.Root.Access == catalog.ByCodes || root.Root.Access == catalog.ByIDs
	if root.Root.Access == catalog.ByID || root.Root.Access == catalog.ByIDs {
		key.form = codeOfID
	}
	below := newRow(1, root.Root.Kinds)
	at := r.column("look-up", func(col *column) {
		col.write = func() string {
			operator := " = "
			if list {
				operator = " IN "
			}
			return "COLLECT { MATCH (" + below.node + ":" + NodeLabel + ")" +
				where(below.node+"."+codeProperty+operator+key.String(), c.kindOf(below)) + " RETURN " + below.String() + " }"
		}
	})
	o := c.object(root.Object, below)
	if !list {
		return func(x *writer, values []any, _ string) bool {
			found, _ := values[at.at].([]any)
			x.push(root.Key)
			x.lookedUp(root, o, first(found))
			return true
		}
	}
	code := below.value(below.read(codeProperty))
	return func(x *writer, values []any, _ string) bool {
		found, _ := values[at.at].([]any)
		byCode := make(map[any][]any, len(found))
		for _, node := range found {
			node, _ := node.([]any)
			byCode[node[code.at]] = node
		}
		keys, _ := key.value(x.args).([]any)
		x.push(root.Key)
		x.push(0)
		x.buf = append(x.buf, '[')
		for i, k := range keys {
			if i > 0 {
				x.buf = append(x.buf, ',')
			}
			x.path[1] = i
			x.lookedUp(root, o, byCode[k])
		}
		x.buf = append(x.buf, ']')
		return true
	}
}

func first(rows []any) []any {
	if len(rows) == 0 {
		return nil
	}
	row, _ := rows[0].([]any)
	return row
}

// lookedUp writes a node, or null.
func (x *writer) lookedUp(root *plan.Root, o *object, node []any) {
	start, depth := len(x.buf), len(x.path)
	if node == nil {
		x.null(start, depth)
		return
	}
	x.meter.Count(root.ID, 1)
	if !x.node(o, node) {
		x.null(start, depth)
	}
}

// Render writes the answer from its rows, as far as the meter lets it.
func (s *Statement) Render(rows [][]any, m *store.Meter) (store.Result, error) {
	size := s.size.Load()
	x := &writer{kinds: s.kinds, args: s.args, meter: m, buf: make([]byte, 0, size+size/16+64)}
	ok := s.write(x, first(rows[0]), "")
	if x.measure(); x.err != nil {
		return store.Result{}, x.err
	}
	if !ok {
		return store.Result{JSON: []byte(jsonNull), Errors: x.errors}, nil
	}
	s.size.Store(int64(len(x.buf)))
	return store.Result{JSON: x.buf, Errors: x.errors}, nil
}

// Marker returns what the marker said after everything else was read; no state where there is none.
func Marker(rows [][]any) (state string, epoch int64) {
	if len(rows) != 2 {
		return "", 0
	}
	values, _ := rows[1][0].([]any)
	if len(values) == 2 {
		state, _ = values[0].(string)
		epoch, _ = values[1].(int64)
	}
	return state, epoch
}
