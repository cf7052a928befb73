package random

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"orggraph/internal/catalog"
)

// arguments writes the arguments of a field. list is not empty where the field is a list that takes cursors:
// the response key to give it.
func (d *writer) arguments(of string, f *ast.FieldDefinition) (text, list string) {
	r := d.world.Catalog.Relation(of, f.Name)
	var given []string
	give := func(name string, value literal) { given = append(given, name+": "+value.text) }

	if f.Arguments.ForName("first") != nil {
		list = d.pageArguments(give)
	}
	for _, a := range f.Arguments {
		typeName := a.Type.String()
		switch a.Name {
		case "where":
			if d.chance(40) {
				target := strings.TrimSuffix(typeName, "Where")
				give(a.Name, d.in.at(optional(typeName), func(in inputs) literal {
					return in.where(target, edgeOf(r), false, 2)
				}))
			}
		case "orderBy":
			if d.chance(45) {
				give(a.Name, d.in.orderBy(strings.TrimSuffix(a.Type.Name(), "OrderBy"), 3))
			}
		case "asOf":
			if d.doc.shape && of == "Query" || d.chance(25) {
				give(a.Name, d.in.at(optional(typeName), func(in inputs) literal {
					return constant("Date", pick(in.source, days))
				}))
			}
		case "includeClosed":
			if d.chance(40) {
				give(a.Name, d.in.at(optional(typeName), func(in inputs) literal {
					return constant("Boolean", !in.chance(30))
				}))
			}
		case "code", "odsCode", "id":
			if a.DefaultValue == nil || d.chance(70) {
				give(a.Name, d.in.at(place{typeName: "ID!"}, func(in inputs) literal {
					return d.key(in, d.world.Catalog.Root(f.Name), a.Name)
				}))
			}
		case "odsCodes", "ids":
			give(a.Name, d.keys(d.world.Catalog.Root(f.Name), a))
		}
	}
	if given == nil {
		return "", list
	}
	return "(" + strings.Join(given, ", ") + ")", list
}

func (d *writer) keys(root *catalog.Root, a *ast.ArgumentDefinition) literal {
	return d.in.at(place{typeName: a.Type.String()}, func(in inputs) literal {
		var keys []literal
		for range in.below(5) {
			keys = append(keys, in.at(place{typeName: a.Type.Elem.String()}, func(in inputs) literal {
				return d.key(in, root, strings.TrimSuffix(a.Name, "s"))
			}))
		}
		return list(keys, in.chance(25))
	})
}

// pageArguments draws first or last, and cursors: these are variables, because they come from answers.
func (d *writer) pageArguments(give func(name string, value literal)) (list string) {
	limit := pick(d.source, []string{"", "first", "last", "first", "last"})
	if limit != "" {
		give(limit, d.in.at(optional("Int"), func(in inputs) literal { return constant("Int", in.below(5)) }))
	}
	if !d.chance(35) {
		return ""
	}
	list = fmt.Sprintf("list%d", len(d.doc.Lists)+1)
	d.doc.Lists = append(d.doc.Lists, list)
	for _, name := range pick(d.source, [][]string{{"after"}, {"before"}, {"after", "before"}}) {
		v := &variable{name: list + name, place: optional("String"), cursorOf: list}
		d.doc.variables = append(d.doc.variables, v)
		give(name, literal{text: "$" + v.name, variable: true})
	}
	return list
}
