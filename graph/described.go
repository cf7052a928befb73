package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// described is a schema with what introspection tells of it in the order of names.
type described struct {
	*ast.Schema
	types      []*ast.Definition
	directives []*ast.DirectiveDefinition
}

func describe(schema *ast.Schema) described {
	return described{
		Schema: schema,
		types: slices.SortedFunc(maps.Values(schema.Types), func(a, b *ast.Definition) int {
			return cmp.Compare(a.Name, b.Name)
		}),
		directives: slices.SortedFunc(maps.Values(schema.Directives), func(a, b *ast.DirectiveDefinition) int {
			return cmp.Compare(a.Name, b.Name)
		}),
	}
}

func (w *schemaWriter) schema(fields []selected) {
	w.object("__Schema", fields, func(f *selected) {
		switch f.name {
		case "description":
			w.optional(w.Description)
		case "types":
			array(w, w.types, nil, func(def *ast.Definition) { w.named(f.fields, def) })
		case "queryType":
			w.named(f.fields, w.Query)
		case "mutationType":
			w.named(f.fields, w.Mutation)
		case "subscriptionType":
			w.named(f.fields, w.Subscription)
		case "directives":
			array(w, w.directives, nil, func(d *ast.DirectiveDefinition) { w.directive(f.fields, d) })
		}
	})
}

// named writes a type that has a name; null where there is none.
func (w *schemaWriter) named(fields []selected, def *ast.Definition) {
	if def == nil {
		w.null()
		return
	}
	w.object("__Type", fields, func(f *selected) {
		switch f.name {
		case "kind":
			w.text(string(def.Kind))
		case "name":
			w.text(def.Name)
		case "description":
			w.optional(def.Description)
		case "specifiedByURL":
			w.optional(argumentOf(def.Directives.ForName("specifiedBy"), "url"))
		case "isOneOf":
			w.boolean(def.Directives.ForName("oneOf") != nil)
		case "ofType":
			w.null()
		default:
			w.members(f, def)
		}
	})
}

// members writes a list of what a type holds: empty where types of its kind hold no such things.
func (w *schemaWriter) members(f *selected, def *ast.Definition) {
	var (
		fields   ast.FieldList
		inputs   ast.FieldList
		possible []*ast.Definition
	)
	switch def.Kind {
	case ast.InputObject:
		inputs = def.Fields
	case ast.Interface, ast.Union:
		fields, possible = def.Fields, w.GetPossibleTypes(def)
	case ast.Object:
		fields = def.Fields
	}
	switch f.name {
	case "fields":
		array(w, fields, func(d *ast.FieldDefinition) bool {
			return !strings.HasPrefix(d.Name, "__") && f.shows(d.Directives)
		}, func(d *ast.FieldDefinition) { w.field(f.fields, d) })
	case "inputFields":
		array(w, inputs, func(d *ast.FieldDefinition) bool { return f.shows(d.Directives) }, func(d *ast.FieldDefinition) {
			w.input(f.fields, &ast.ArgumentDefinition{
				Name: d.Name, Description: d.Description, Type: d.Type, DefaultValue: d.DefaultValue, Directives: d.Directives,
			})
		})
	case "interfaces":
		array(w, def.Interfaces, nil, func(name string) { w.named(f.fields, w.Types[name]) })
	case "possibleTypes":
		array(w, possible, nil, func(d *ast.Definition) { w.named(f.fields, d) })
	case "enumValues":
		array(w, def.EnumValues, func(d *ast.EnumValueDefinition) bool { return f.shows(d.Directives) },
			func(d *ast.EnumValueDefinition) { w.enumValue(f.fields, d) })
	}
}

// typed writes the type of a value; nonNull says whether that it can't be null is still to be told.
func (w *schemaWriter) typed(fields []selected, t *ast.Type, nonNull bool) {
	kind := "LIST"
	switch {
	case nonNull:
		kind = "NON_NULL"
	case t.Elem == nil:
		w.named(fields, w.Types[t.NamedType])
		return
	}
	w.object("__Type", fields, func(f *selected) {
		switch f.name {
		case "kind":
			w.text(kind)
		case "name", "description", "specifiedByURL":
			w.null()
		case "isOneOf":
			w.boolean(false)
		case "ofType":
			if nonNull {
				w.typed(f.fields, t, false)
			} else {
				w.typed(f.fields, t.Elem, t.Elem.NonNull)
			}
		default:
			w.buf = append(w.buf, "[]"...)
		}
	})
}

func (w *schemaWriter) field(fields []selected, d *ast.FieldDefinition) {
	w.object("__Field", fields, func(f *selected) {
		switch f.name {
		case "name":
			w.text(d.Name)
		case "description":
			w.optional(d.Description)
		case "args":
			w.arguments(f, d.Arguments)
		case "type":
			w.typed(f.fields, d.Type, d.Type.NonNull)
		default:
			w.deprecation(f, d.Directives)
		}
	})
}

func (w *schemaWriter) arguments(f *selected, all ast.ArgumentDefinitionList) {
	array(w, all, func(d *ast.ArgumentDefinition) bool { return f.shows(d.Directives) },
		func(d *ast.ArgumentDefinition) { w.input(f.fields, d) })
}

func (w *schemaWriter) input(fields []selected, d *ast.ArgumentDefinition) {
	w.object("__InputValue", fields, func(f *selected) {
		switch f.name {
		case "name":
			w.text(d.Name)
		case "description":
			w.optional(d.Description)
		case "type":
			w.typed(f.fields, d.Type, d.Type.NonNull)
		case "defaultValue":
			if d.DefaultValue == nil {
				w.null()
			} else {
				w.text(d.DefaultValue.String())
			}
		default:
			w.deprecation(f, d.Directives)
		}
	})
}

func (w *schemaWriter) enumValue(fields []selected, d *ast.EnumValueDefinition) {
	w.object("__EnumValue", fields, func(f *selected) {
		switch f.name {
		case "name":
			w.text(d.Name)
		case "description":
			w.optional(d.Description)
		default:
			w.deprecation(f, d.Directives)
		}
	})
}

func (w *schemaWriter) directive(fields []selected, d *ast.DirectiveDefinition) {
	w.object("__Directive", fields, func(f *selected) {
		switch f.name {
		case "name":
			w.text(d.Name)
		case "description":
			w.optional(d.Description)
		case "isRepeatable":
			w.boolean(d.IsRepeatable)
		case "locations":
			array(w, d.Locations, nil, func(l ast.DirectiveLocation) { w.text(string(l)) })
		case "args":
			w.arguments(f, d.Arguments)
		}
	})
}

// shows says whether a list has what bears these directives.
func (f *selected) shows(directives ast.DirectiveList) bool {
	return f.deprecated || directives.ForName("deprecated") == nil
}

// deprecation writes isDeprecated or deprecationReason.
func (w *schemaWriter) deprecation(f *selected, directives ast.DirectiveList) {
	deprecated := directives.ForName("deprecated")
	switch {
	case f.name == "isDeprecated":
		w.boolean(deprecated != nil)
	case deprecated == nil:
		w.null()
	default:
		w.text(cmp.Or(argumentOf(deprecated, "reason"), "No longer supported"))
	}
}

// argumentOf is a text that a directive was given; empty where either isn't there.
func argumentOf(d *ast.Directive, name string) string {
	if d == nil {
		return ""
	}
	if a := d.Arguments.ForName(name); a != nil {
		return a.Value.Raw
	}
	return ""
}
