package planner

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// maxWork is how many selections the planning of one operation may visit, and values it may take:
// fragments that spread fragments under several aliases would double without end.
const maxWork = 50_000

// builder makes the plan of one operation for one shape of its variables.
type builder struct {
	*Planner
	compiled
	variables ast.VariableDefinitionList
	values    []any

	path   ast.Path          // response keys down to the field in hand
	days   map[int]plan.Slot // asOf by variable
	depth  int               // of the filter or sort key in hand
	weight int               // of all filters and orders: conditions
	work   int
	errs   *failures
}

// compile plans an operation. Errors are those that follow from the document and the shape alone.
func (p *Planner) compile(op *ast.OperationDefinition, values []any) (*compiled, *failures) {
	b := builder{
		Planner: p, variables: op.VariableDefinitions, values: values,
		compiled: compiled{plan: &plan.Plan{}, today: plan.None},
		days:     map[int]plan.Slot{},
	}
	query := &ast.Field{SelectionSet: op.SelectionSet, Position: op.Position}
	for _, g := range b.collect(p.schema.Query, query) {
		if root := p.catalog.Root(g.name()); root != nil {
			b.plan.Roots = append(b.plan.Roots, b.root(g, root))
		}
	}
	b.plan.Slots = len(b.preset)
	b.compiled.work = b.work + b.weight
	if b.work > maxWork {
		at := place{name: "operation", at: location(op.Position)}
		return nil, (*failures)(nil).add(at, tooComplex,
			"selects more than %d fields when its fragments are written out: ask for less at once", maxWork)
	}
	if b.errs != nil {
		b.cursors = nil // what they are bound to may be among what is wrong
	}
	return &b.compiled, b.errs
}

// spend counts work; false where there was too much of it.
func (b *builder) spend() bool {
	b.work++
	return b.work <= maxWork
}

func (b *builder) root(g group, root *catalog.Root) *plan.Root {
	b.enter(g.key)
	defer b.leave()
	f := g.fields[0]
	r := &plan.Root{Op: b.op(), Key: g.key, Root: root, AsOf: b.asOf(f, plan.None), Keys: plan.None}
	switch root.Access {
	case catalog.Scan:
		r.Connection = &plan.Connection{Op: r.Op, Kinds: root.Kinds, AsOf: r.AsOf}
		b.connection(r.Connection, root.Target, f.Definition.Type.Name(), g.fields)
		return r
	case catalog.ByCode:
		if f.Definition.Arguments.ForName("code") != nil {
			r.Keys = b.required(f, "code", asCode)
		} else {
			r.Keys = b.required(f, "odsCode", asODSCode)
		}
	case catalog.ByCodes:
		r.Keys = b.required(f, "odsCodes", asODSCodes)
	case catalog.ByID:
		r.Keys = b.required(f, "id", asIs)
	case catalog.ByIDs:
		r.Keys = b.required(f, "ids", asTexts)
	}
	r.Object = b.object(root.Kinds, g.fields, r.AsOf)
	return r
}

func (b *builder) op() plan.Op {
	b.plan.Ops++
	return plan.Op{ID: b.plan.Ops - 1}
}

func (b *builder) enter(key string) { b.path = append(b.path, ast.PathName(key)) }
func (b *builder) leave()           { b.path = b.path[:len(b.path)-1] }

// asOf is the day of a field: its own, or that of the field around it; at a root today.
func (b *builder) asOf(f *ast.Field, around plan.Slot) plan.Slot {
	g := b.argument(f, "asOf")
	switch {
	case g.state != present && around != plan.None:
		return around
	case g.state != present:
		if b.today == plan.None {
			b.today = b.slot()
		}
		return b.today
	case g.literal != nil:
		return b.argumentSlot(f, g, asIs)
	}
	s, ok := b.days[g.variable]
	if !ok {
		s = b.argumentSlot(f, g, asIs)
		b.days[g.variable] = s
	}
	return s
}

// required is an argument that must have a value.
func (b *builder) required(f *ast.Field, name string, u use) plan.Slot {
	g := b.argument(f, name)
	if g.state != present {
		b.fail(g, badUserInput, "is null: give a value")
		return b.slot()
	}
	return b.argumentSlot(f, g, u)
}

func (b *builder) argumentSlot(f *ast.Field, g given, u use) plan.Slot {
	return b.value(g, f.Definition.Arguments.ForName(g.name).Type, u)
}

func (b *builder) slot() plan.Slot {
	b.preset = append(b.preset, nil)
	return plan.Slot(len(b.preset) - 1)
}

// value gives a scalar, or a list of such, a slot.
func (b *builder) value(g given, t *ast.Type, u use) plan.Slot {
	s := b.slot()
	if !b.spend() {
		return s
	}
	from, ok := b.reader(g, t)
	if !ok {
		return s
	}
	if from.constant() {
		v, err := u(from.value)
		if err != nil {
			b.fail(g, badUserInput, "%v", err)
		}
		b.preset[s] = v
		return s
	}
	b.binders = append(b.binders, binder{slot: s, from: from, use: u, at: b.place(g)})
	return s
}

// reader says where a value comes from; false where it is wrong, which has been told then.
func (b *builder) reader(g given, t *ast.Type) (reader, bool) {
	switch {
	case g.state != present:
		b.fail(g, badUserInput, "is null: leave it out, or give a value of type %s", t)
		return reader{}, false
	case g.literal == nil:
		return reader{variable: g.variable, path: g.path}, true
	case t.Elem == nil:
		v, err := scalar(b.schema.Types[t.NamedType], raw(g.literal))
		if err != nil {
			b.fail(g, badUserInput, "%v", err)
		}
		return reader{variable: written, value: v}, err == nil
	}
	list := reader{variable: written, items: []reader{}}
	ok := true
	for _, item := range b.items(g) {
		r, fine := b.reader(item, t.Elem)
		list.items = append(list.items, r)
		ok = ok && fine
	}
	if !slices.ContainsFunc(list.items, func(r reader) bool { return !r.constant() }) {
		list.value, list.items = list.read(nil), nil
	}
	return list, ok
}

func (b *builder) fail(g given, code, format string, args ...any) {
	b.errs = b.errs.add(b.place(g), code, format, args...)
}

// place names a value by the field it is for: practices(where.listSize.gt).
func (b *builder) place(g given) place {
	name := g.name
	if n := len(b.path); n > 0 {
		name = fmt.Sprintf("%v(%s)", b.path[n-1], g.name)
	}
	return place{name: name, path: slices.Clone(b.path), at: location(g.position)}
}
