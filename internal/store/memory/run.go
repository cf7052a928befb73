package memory

import (
	"context"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// run is one execution of a program. Runs are used again with the same snapshot, so that their stacks
// are allocated once.
type run struct {
	*snapshot
	ctx   context.Context
	args  plan.Args
	days  []day.Day // the arguments that are dates, by slot
	meter *store.Meter
	room  *room // for the answer

	buf    []byte
	lists  []bound // by list.index
	errors []store.FieldError
	path   []pathKey
	err    error // why the run stopped
	left   int   // steps until the next look at context and room
	looked int   // bytes of the answer at the last look

	targets []target      // a stack: whoever puts targets on it takes them off again
	tallies []store.Tally // likewise
	queue   []ranked      // what sorted sorts
	keys    []key         // of the queue
	scratch []byte
}

// pathKey is a response key or, where that is empty, an index.
type pathKey struct {
	key   string
	index int
}

// run takes a run that is free, or makes one.
func (s *snapshot) run() *run {
	if x, ok := s.runs.Get().(*run); ok {
		return x
	}
	return &run{snapshot: s}
}

// keptBuffer is the largest buffer that is used again.
const keptBuffer = 4 << 20

// answer answers a program. The result is in the run's buffer, and the run is free when that is released.
func (x *run) answer(ctx context.Context, p *program, args plan.Args, m *store.Meter, r *room) (store.Result, error) {
	x.begin(ctx, p, args, m, r)
	ok := x.root(p)
	if x.err == nil {
		x.look()
	}
	result, err := store.Result{JSON: x.buf, Errors: x.errors, Release: x.release}, x.err
	if !ok {
		result.JSON = []byte("null")
	}
	x.end()
	if err != nil {
		x.release()
		return store.Result{}, err
	}
	return result, nil
}

func (x *run) begin(ctx context.Context, p *program, args plan.Args, m *store.Meter, r *room) {
	x.ctx, x.args, x.meter, x.room = ctx, args, m, r
	x.days = x.days[:0]
	for _, a := range args {
		on, _ := a.(day.Day)
		x.days = append(x.days, on)
	}
	x.lists = append(x.lists[:0], make([]bound, p.lists)...)
	x.path = append(x.path[:0], pathKey{key: p.key})
	x.buf, x.errors, x.err, x.left, x.looked = x.buf[:0], nil, nil, stride, 0
}

// end lets go of everything that belongs to this execution but for its buffer.
func (x *run) end() {
	clear(x.lists)
	x.targets, x.tallies = x.targets[:0], x.tallies[:0]
	x.ctx, x.args, x.meter, x.room, x.errors = nil, nil, nil, nil, nil
}

// release lets others use the run, and its buffer unless that is too large to keep.
func (x *run) release() {
	if cap(x.buf) > keptBuffer {
		x.buf = nil
	}
	x.runs.Put(x)
}

// root renders the root field; false if a null reached it.
func (x *run) root(p *program) bool {
	switch p.access {
	case catalog.Scan:
		return x.list(p.list, 0)
	case catalog.ByCode, catalog.ByID:
		return x.lookUp(p, x.args[p.keys].(string))
	default:
		x.buf = append(x.buf, '[')
		at := x.push()
		for i, key := range x.args[p.keys].([]string) {
			if i > 0 {
				x.buf = append(x.buf, ',')
			}
			x.path[at].index = i
			if !x.lookUp(p, key) {
				return false
			}
			x.spend(1)
		}
		x.pop()
		x.buf = append(x.buf, ']')
		return true
	}
}

// lookUp renders the node of a key, or null. It is false only if the run has stopped.
func (x *run) lookUp(p *program, key string) bool {
	code, ok := key, true
	if p.access == catalog.ByID || p.access == catalog.ByIDs {
		code, ok = store.CodeOfID(key)
	}
	var node uint32
	if ok {
		node, ok = x.find(code)
	}
	if !ok || !p.kinds.HasIndex(int(x.kindOf[node])) {
		x.buf = append(x.buf, "null"...)
		return true
	}
	x.meter.Count(p.id, 1)
	start, depth := len(x.buf), len(x.path)
	return x.node(p.object, node) || x.null(start, depth)
}

// push adds a place to the path and returns where it is; pop takes it off.
func (x *run) push() int {
	x.path = append(x.path, pathKey{})
	return len(x.path) - 1
}

func (x *run) pop() { x.path = x.path[:len(x.path)-1] }

// stride and growth are how many steps and bytes may pass between two looks at context and room.
const (
	stride = 4096
	growth = 64 << 10
)

// spend counts steps. It is small enough to be inlined. A run whose time is over stops: loops look at err,
// rendering returns false.
func (x *run) spend(steps int) {
	if x.left -= steps; x.left < 0 || len(x.buf)-x.looked > growth {
		x.look()
	}
}

func (x *run) look() {
	more := len(x.buf) - x.looked
	if err := x.room.take(more); err != nil {
		x.err = err
	}
	if err := x.meter.Take(more); err != nil {
		x.err = err
	}
	x.left, x.looked = stride, len(x.buf)
	x.widen()
	if err := x.ctx.Err(); err != nil {
		x.err = &store.Error{Code: store.Timeout, Message: "the request ended before its answer", Cause: err}
	}
}

// widen makes a large buffer wider before it is full: by far, and the last time to as much as the answer may have. Left
// to append, it would grow by a quarter at a time, and copies that nobody holds any more would be several times as large
// as the answer.
func (x *run) widen() {
	size := len(x.buf)
	if free := cap(x.buf) - size; free > 2*growth || size < 4*growth || x.err != nil {
		return
	}
	wide := 4 * size
	if most := x.meter.Most(); most >= size && wide > most/2 {
		wide = most + 2*growth
	}
	x.buf = slices.Grow(x.buf, wide-size)
}

// missing reports that a field of a row must have a value and has none.
func (x *run) missing(f *field, row uint32) bool {
	x.path = append(x.path, pathKey{key: f.key})
	return x.report(f, row)
}

// report is missing for the field that the path leads to.
func (x *run) report(f *field, row uint32) bool {
	owner := f.owner
	if owner == "" {
		owner = x.catalog.Kinds[x.kindOf[row]].Name
	}
	path := make([]any, len(x.path))
	for i, p := range x.path {
		path[i] = p.key
		if p.key == "" {
			path[i] = p.index
		}
	}
	x.errors = append(x.errors, store.FieldError{Path: path, Type: owner + "." + f.name})
	return false
}
