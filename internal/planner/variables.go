package planner

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// missing is the value of a variable that was not given and has no default.
type missing struct{}

// maxNesting is how deep input objects and lists may be nested.
const maxNesting = 32

// sortDirection is the enum whose values decide the shape of a plan.
const sortDirection = "SortDirection"

// input turns the variables of a request into Go values by their types, and on the way writes their
// shape: all that may change the plan, and nothing else.
//
// A variable's shape is one byte, - n or v: not given, null, a value. One that decides what is
// selected (@skip, @include) and a sort direction stand with their value, an input object with its
// members and a list of input objects with its items, within brackets.
type input struct {
	schema      *ast.Schema
	conditional map[string]bool
	shape       []byte
	objects     int
	errs        *failures

	variable *ast.VariableDefinition
	path     []step
}

// step leads from a value to one within it.
type step struct {
	name  string // of a member, or empty
	index int    // of an item
}

// variables returns the values in the order of the definitions.
func (in *input) variables(op *ast.OperationDefinition, given map[string]any) []any {
	values := make([]any, len(op.VariableDefinitions))
	for i, def := range op.VariableDefinitions {
		in.variable, in.path = def, in.path[:0]
		v, ok := given[def.Variable]
		switch {
		case ok:
			values[i] = in.value(def.Type, v, true)
		case def.DefaultValue != nil:
			values[i] = in.value(def.Type, raw(def.DefaultValue), true)
		case def.Type.NonNull:
			in.fail(badUserInput, "has no value: give one of type %s", def.Type)
		default:
			in.shape = append(in.shape, '-')
			values[i] = missing{}
		}
	}
	return values
}

// value is the coerced value; shaped says whether to write its shape.
func (in *input) value(t *ast.Type, v any, shaped bool) any {
	switch {
	case v == nil:
		switch {
		case t.NonNull:
			in.fail(badUserInput, "is null: give a value of type %s", t)
		case in.conditional[in.variable.Variable]: // a default lets it stand there
			in.fail(badUserInput, "is null: what @skip and @include read is true or false")
		}
		in.write(shaped, "n")
		return nil
	case len(in.path) > maxNesting:
		in.fail(tooComplex, "is nested deeper than %d levels", maxNesting)
		return nil
	case t.Elem != nil:
		return in.list(t, v, shaped)
	}
	def := in.schema.Types[t.NamedType]
	if def.Kind == ast.InputObject {
		return in.object(def, v, shaped)
	}
	out, err := scalar(def, v)
	if err != nil {
		in.fail(badUserInput, "%v", err)
		return nil
	}
	switch {
	case def.Name == sortDirection:
		in.write(shaped, out.(string)[:1])
	case in.conditional[in.variable.Variable] && len(in.path) == 0:
		in.write(shaped, strconv.FormatBool(out == true)[:1])
	default:
		in.write(shaped, "v")
	}
	return out
}

// list takes a single value for a list of one.
func (in *input) list(t *ast.Type, v any, shaped bool) any {
	items := itemsOf(v)
	structural := in.structural(t)
	if !structural {
		in.write(shaped, "v")
	}
	in.write(shaped && structural, "[")
	out := make([]any, len(items))
	in.path = append(in.path, step{})
	for i, item := range items {
		in.path[len(in.path)-1].index = i
		out[i] = in.value(t.Elem, item, shaped && structural)
	}
	in.path = in.path[:len(in.path)-1]
	in.write(shaped && structural, "]")
	return out
}

// structural says whether the items of a list decide the shape of a plan.
func (in *input) structural(t *ast.Type) bool {
	def := in.schema.Types[t.Name()]
	return def.Kind == ast.InputObject || def.Name == sortDirection
}

func itemsOf(v any) []any {
	if items, ok := v.([]any); ok {
		return items
	}
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Slice {
		return []any{v}
	}
	items := make([]any, r.Len()) // the validator makes a typed slice of a single value
	for i := range items {
		items[i] = r.Index(i).Interface()
	}
	return items
}

// object walks the members in the order of the type, since those of a variable have none.
func (in *input) object(def *ast.Definition, v any, shaped bool) any {
	members, ok := v.(map[string]any)
	if !ok {
		in.fail(badUserInput, "is %s: give an object of type %s", quote(v), def.Name)
		return nil
	}
	if in.objects++; in.objects > maxConditions {
		if in.objects == maxConditions+1 {
			in.fail(tooComplex, "is one of more than %d objects: ask for several values of one property with in", maxConditions)
		}
		return nil
	}
	in.write(shaped, "{")
	out := make(map[string]any, len(members))
	known := 0
	in.path = append(in.path, step{})
	for _, f := range def.Fields {
		in.path[len(in.path)-1].name = f.Name
		member, given := members[f.Name]
		if given {
			known++
		} else {
			if f.DefaultValue == nil {
				if f.Type.NonNull {
					in.fail(badUserInput, "is left out: give a value of type %s", f.Type)
				}
				continue
			}
			member = raw(f.DefaultValue)
		}
		in.write(shaped, f.Name)
		in.write(shaped, ":")
		out[f.Name] = in.value(f.Type, member, shaped)
	}
	in.path = in.path[:len(in.path)-1]
	in.write(shaped, "}")
	if known < len(members) {
		var unknown []string
		for name := range members {
			if def.Fields.ForName(name) == nil {
				unknown = append(unknown, quote(name))
			}
		}
		in.fail(badUserInput, "has %s, which is no member of %s", slices.Min(unknown), def.Name)
	}
	return out
}

func (in *input) write(shaped bool, s string) {
	if shaped {
		in.shape = append(in.shape, s...)
	}
}

func (in *input) fail(code, format string, args ...any) {
	name := "$" + in.variable.Variable
	for _, s := range in.path {
		name += s.String()
	}
	in.errs = in.errs.add(place{name: name, at: location(in.variable.Position)}, code, format, args...)
}

func (s step) String() string {
	if s.name != "" {
		return "." + s.name
	}
	return "[" + strconv.Itoa(s.index) + "]"
}

// conditionalVariables are the variables that @skip and @include read.
func conditionalVariables(op *ast.OperationDefinition) map[string]bool {
	names := map[string]bool{}
	seen := map[*ast.FragmentDefinition]bool{}
	conditions := func(ds ast.DirectiveList) {
		for _, d := range ds {
			if arg := d.Arguments.ForName("if"); arg != nil && arg.Value.Kind == ast.Variable &&
				(d.Name == "skip" || d.Name == "include") {
				names[arg.Value.Raw] = true
			}
		}
	}
	var walk func(set ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				conditions(s.Directives)
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				conditions(s.Directives)
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				conditions(s.Directives)
				if !seen[s.Definition] {
					seen[s.Definition] = true
					walk(s.Definition.SelectionSet)
				}
			}
		}
	}
	walk(op.SelectionSet)
	return names
}
