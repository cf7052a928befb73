package planner

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// given is a value as a request gives it: written in the document, or somewhere within a variable.
// What is read from it at planning is its shape alone; its value goes to a slot.
type given struct {
	state    state
	literal  *ast.Value // as written, never a variable; nil for a value within a variable
	variable int        // else the variable, the way to the value within it,
	path     []step
	value    any // and the value in this request
	position *ast.Position
	name     string // as a message names it: where.listSize.gt
}

type state int

const (
	absent state = iota
	null
	present
)

// read follows a variable to its value.
func (b *builder) read(v *ast.Value, name string) given {
	g := given{state: present, literal: v, position: v.Position, name: name}
	switch v.Kind {
	case ast.NullValue:
		g.state = null
	case ast.Variable:
		g.literal, g.variable = nil, b.variableIndex(v.Raw)
		g.value = b.values[g.variable]
		if g.value == nil {
			g.state = null
		} else if _, is := g.value.(missing); is {
			g.state = absent
		}
	}
	return g
}

func (b *builder) variableIndex(name string) int {
	for i, def := range b.variables {
		if def.Variable == name {
			return i
		}
	}
	panic("planner: variable $" + name + " is not defined: the document was not validated")
}

// argument is an argument of a field, or its default.
func (b *builder) argument(f *ast.Field, name string) given {
	g := given{position: f.Position, name: name}
	if arg := f.Arguments.ForName(name); arg != nil {
		g = b.read(arg.Value, name)
	}
	if g.state == absent {
		if def := f.Definition.Arguments.ForName(name); def != nil && def.DefaultValue != nil {
			g = b.read(def.DefaultValue, name)
			g.position = f.Position
		}
	}
	return g
}

// member is a member of an input object, or its default.
func (b *builder) member(g given, f *ast.FieldDefinition) given {
	if g.literal == nil {
		members, _ := g.value.(map[string]any)
		v, ok := members[f.Name]
		if !ok {
			return given{}
		}
		m := given{
			state: present, variable: g.variable, value: v, position: g.position,
			path: append(g.path[:len(g.path):len(g.path)], step{name: f.Name}), name: g.name + "." + f.Name,
		}
		if v == nil {
			m.state = null
		}
		return m
	}
	var m given
	if v := g.literal.Children.ForName(f.Name); v != nil {
		m = b.read(v, g.name+"."+f.Name)
	}
	if m.state == absent && f.DefaultValue != nil {
		m = b.read(f.DefaultValue, g.name+"."+f.Name)
		m.position = g.position
	}
	return m
}

// items are the items of a list; a single value is a list of one.
func (b *builder) items(g given) []given {
	if g.literal == nil {
		values, _ := g.value.([]any)
		items := make([]given, len(values))
		for i, v := range values {
			items[i] = given{
				state: present, variable: g.variable, value: v, position: g.position,
				path: append(g.path[:len(g.path):len(g.path)], step{index: i}),
				name: fmt.Sprintf("%s[%d]", g.name, i),
			}
		}
		return items
	}
	if g.literal.Kind != ast.ListValue {
		return []given{g}
	}
	items := make([]given, len(g.literal.Children))
	for i, child := range g.literal.Children {
		items[i] = b.read(child.Value, fmt.Sprintf("%s[%d]", g.name, i))
	}
	return items
}

// raw is a literal without variables as Go values, before it is coerced.
func raw(v *ast.Value) any {
	switch v.Kind {
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw)
	case ast.StringValue, ast.BlockValue:
		return v.Raw
	case ast.BooleanValue:
		b, _ := strconv.ParseBool(v.Raw)
		return b
	case ast.EnumValue:
		return enumName(v.Raw)
	case ast.ListValue:
		items := make([]any, len(v.Children))
		for i, child := range v.Children {
			items[i] = raw(child.Value)
		}
		return items
	case ast.ObjectValue:
		members := make(map[string]any, len(v.Children))
		for _, child := range v.Children {
			members[child.Name] = raw(child.Value)
		}
		return members
	default:
		return nil
	}
}
