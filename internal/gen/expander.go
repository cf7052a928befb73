package gen

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// kindEnum is the enum with a value for each kind.
const kindEnum = "Kind"

// expander holds what the steps of an expansion share.
type expander struct {
	doc   *ast.SchemaDocument
	kinds []*ast.Definition // types with @node, in the order of the file
	nodes map[string]bool   // the kinds and their interfaces
	out   ast.DefinitionList
}

func (e *expander) expand() error {
	e.findNodes()
	e.inherit()
	// Filters and orders are made from the fields as written, so they come before the fields change.
	generated := map[string]ast.DefinitionList{}
	for _, def := range e.doc.Definitions {
		if !e.nodes[def.Name] {
			continue
		}
		generated[def.Name] = append(append(e.connections(def), e.filters(def)...), e.orders(def)...)
	}
	for _, def := range e.doc.Definitions {
		if err := e.expandFields(def); err != nil {
			return err
		}
		e.out = append(append(e.out, def), generated[def.Name]...)
	}
	e.out = append(e.out, e.kindEnum())
	e.out = append(e.out, e.sharedTypes()...)
	e.out = append(e.out, e.aggregates()...)
	e.out = append(e.out, e.operators()...)
	return nil
}

func (e *expander) findNodes() {
	e.nodes = map[string]bool{}
	for _, def := range e.doc.Definitions {
		if def.Directives.ForName("node") == nil {
			continue
		}
		e.kinds = append(e.kinds, def)
		e.nodes[def.Name] = true
		for _, name := range def.Interfaces {
			e.nodes[name] = true
		}
	}
}

// inherit gives each kind, and each interface, the fields of its interfaces that it does not state. They stand
// first, in the order of the widest interface; a field that is stated anew keeps its place.
func (e *expander) inherit() {
	done := map[string]bool{}
	var take func(def *ast.Definition)
	take = func(def *ast.Definition) {
		if done[def.Name] {
			return
		}
		done[def.Name] = true
		var inherited ast.FieldList                            // the last statement of each field counts
		for _, name := range slices.Backward(def.Interfaces) { // the widest is written last
			if from := e.doc.Definitions.ForName(name); from != nil { // else validation will say so
				take(from)
				inherited = override(inherited, from.Fields)
			}
		}
		def.Fields = override(inherited, def.Fields)
	}
	for _, def := range e.doc.Definitions {
		if e.nodes[def.Name] {
			take(def)
		}
	}
}

// override is a list of fields with those of another in their place, and the rest of that behind.
func override(fields, with ast.FieldList) ast.FieldList {
	result := make(ast.FieldList, 0, len(fields)+len(with))
	for _, f := range fields {
		if anew := with.ForName(f.Name); anew != nil {
			f = anew
		}
		clone := *f
		result = append(result, &clone)
	}
	for _, f := range with {
		if fields.ForName(f.Name) == nil {
			clone := *f
			result = append(result, &clone)
		}
	}
	return result
}

// role is what a field of a node is to filters, orders and arguments.
type role int

const (
	other    role = iota // an object without identity, or a list of values: neither filtered nor ordered by
	property             // a single value
	toOne                // leads to a node at most
	toMany               // leads to any number of nodes
)

func (e *expander) role(f *ast.FieldDefinition) role {
	list := f.Type.Elem != nil
	switch {
	case e.nodes[f.Type.Name()] && list:
		return toMany
	case e.nodes[f.Type.Name()]:
		return toOne
	case !list && f.Type.Name() != "ID" || f.Name == "code" || f.Name == "odsCode":
		if def := e.doc.Definitions.ForName(f.Type.Name()); def == nil || def.IsLeafType() || def.Name == kindEnum {
			return property
		}
	}
	return other
}

// expandFields turns the fields of a type that lead to nodes into what clients see.
func (e *expander) expandFields(def *ast.Definition) error {
	root := def.Name == "Query"
	if !root && !e.nodes[def.Name] {
		return nil
	}
	var fields ast.FieldList
	for _, f := range def.Fields {
		describeKeys(f)
		leads := e.role(f) == toOne || e.role(f) == toMany
		follows := f.Directives.ForName("edge") != nil || f.Directives.ForName("path") != nil
		if !root && leads != follows {
			return fmt.Errorf("%s.%s: a field has @edge or @path if and only if it leads to a node", def.Name, f.Name)
		}
		fields = append(fields, f)
		if !leads {
			continue
		}
		target := f.Type.Name()
		// A root list with arguments of its own asks for nodes by their keys, and stays as it is.
		if e.role(f) == toMany && len(f.Arguments) == 0 {
			f.Type = typeOf(target + family(f) + "Connection!")
			f.Arguments = connectionArguments(target, root)
			continue
		}
		f.Arguments = append(f.Arguments, asOf(root))
		if !root {
			fields = append(fields, companion(f))
		}
	}
	def.Fields = fields
	return nil
}

// describeKeys gives the arguments that name nodes their description.
func describeKeys(f *ast.FieldDefinition) {
	for _, a := range f.Arguments {
		if a.Description == "" {
			a.Description = map[string]string{
				"code":     "Code, as the field `code` gives it; surrounding space does not matter.",
				"odsCode":  "ODS code; case and surrounding space do not matter.",
				"odsCodes": "ODS codes; case and surrounding space do not matter.",
				"id":       "Global id, as the field `id` gives it.",
				"ids":      "Global ids, as the field `id` gives them.",
			}[a.Name]
		}
	}
}

func (e *expander) kindEnum() *ast.Definition {
	def := &ast.Definition{Kind: ast.Enum, Name: kindEnum, Description: "The kinds of node."}
	for _, kind := range e.kinds {
		def.EnumValues = append(def.EnumValues, &ast.EnumValueDefinition{
			Name: catalog.EnumValue(kind.Name), Description: kind.Description,
		})
	}
	return def
}
