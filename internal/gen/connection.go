package gen

import "github.com/vektah/gqlparser/v2/ast"

// asOf is the argument of every field that reads the graph.
func asOf(root bool) *ast.ArgumentDefinition {
	if root {
		return arg("asOf", "Date", "Day asked about; today in London where omitted or null.")
	}
	return arg("asOf", "Date", "Day asked about; the parent's where omitted or null.")
}

// family is the part of a connection's name that says how its nodes are reached.
func family(f *ast.FieldDefinition) string {
	switch {
	case f.Directives.ForName("edge") != nil:
		return "Link"
	case f.Directives.ForName("path") != nil:
		return "Path"
	default:
		return ""
	}
}

func connectionArguments(target string, root bool) ast.ArgumentDefinitionList {
	args := ast.ArgumentDefinitionList{
		arg("where", target+"Where", "Which of them; all where it is left out."),
		arg("orderBy", "["+target+"OrderBy!]", "Their order; ties, and all where it is left out, go by code."),
		arg("first", "Int", "At most so many from the start, 0 to 1,000,000."),
		arg("after", "String", "Only those after this cursor."),
		arg("last", "Int", "At most so many from the end, 0 to 1,000,000."),
		arg("before", "String", "Only those before this cursor."),
		asOf(root),
	}
	if root {
		closed := arg("includeClosed", "Boolean", "Also those that are not open on the day.")
		closed.DefaultValue = &ast.Value{Kind: ast.BooleanValue, Raw: "false"}
		args = append(args, closed)
	}
	return args
}

// companion is the field beside a to-one field that gives the edge.
func companion(f *ast.FieldDefinition) *ast.FieldDefinition {
	return &ast.FieldDefinition{
		Name: f.Name + "Edge", Type: typeOf(f.Type.Name() + family(f)),
		Description: "The edge that `" + f.Name + "` follows, with its dates.",
		Arguments:   ast.ArgumentDefinitionList{asOf(false)},
		Directives:  f.Directives,
	}
}

// edgeProperties is the type whose fields every edge shows beside what all edges have.
const edgeProperties = "EdgeProperties"

// edgeFields are what an edge shows: its dates, where it comes from, and the properties that some types have.
func (e *expander) edgeFields() ast.FieldList {
	fields := ast.FieldList{
		field("validFrom", "Date", "First day on which it holds; null where no record states one."),
		field("validTo", "Date", "Last day on which it holds; null where no end is known."),
		field("origin", "Origin!", "How the edge came to be."),
		field("source", "Source!", "Where the edge comes from."),
	}
	if def := e.doc.Definitions.ForName(edgeProperties); def != nil {
		fields = append(fields, def.Fields...)
	}
	return fields
}

// connections are the types that lead to nodes of one type; those that no field uses are not written.
func (e *expander) connections(of *ast.Definition) ast.DefinitionList {
	target, aggregate := of.Name, e.aggregate(of)
	node := func() *ast.FieldDefinition { return field("node", target+"!", "The node.") }
	cursor := func() *ast.FieldDefinition {
		return field("cursor", "String!", "Place in the list, for `after` and `before`.")
	}
	edge := func() ast.FieldList {
		return append(e.edgeFields(), field("spells", "[Spell!]!", "All edges of this type between the two, valid or not, by first day."))
	}
	path := func() ast.FieldList {
		return ast.FieldList{
			field("validFrom", "Date", "First day on which every step holds; null where no step states one."),
			field("validTo", "Date", "Last day on which every step holds; null where no end is known."),
		}
	}
	var defs ast.DefinitionList
	add := func(name, text string, fields ...*ast.FieldDefinition) {
		defs = append(defs, &ast.Definition{Kind: ast.Object, Name: target + name, Description: text, Fields: fields})
	}
	list := func(name, text, edgeText string, edge ...*ast.FieldDefinition) {
		fields := ast.FieldList{field("totalCount", "Int!", "Number of nodes on all pages.")}
		if aggregate != nil {
			fields = append(fields, field("aggregate", aggregate.Name+"!", "Figures of the nodes on all pages."))
		}
		add(name+"Connection", text, append(fields,
			field("nodes", "["+target+"!]!", "The nodes of the page."),
			field("edges", "["+target+name+"Edge!]!", "The nodes of the page, each with its cursor and how it was reached."),
			field("pageInfo", "PageInfo!", "Where the page lies."))...)
		add(name+"Edge", edgeText, append(ast.FieldList{node(), cursor()}, edge...)...)
	}
	subject := "`" + target + "`"
	list("", "A list of "+subject+" nodes.", "One "+subject+" of a list.")
	list("Link", "A list of "+subject+" nodes along edges, each node once.", "One "+subject+" of a list, with the newest edge to it.", edge()...)
	add("Link", "One "+subject+", with the edge to it.", append(ast.FieldList{node()}, edge()...)...)
	list("Path", "A list of "+subject+" nodes along paths, each node once.", "One "+subject+" of a list, with the dates of the path to it.", path()...)
	add("Path", "One "+subject+", with the dates of the path to it.", append(ast.FieldList{node()}, path()...)...)
	if aggregate != nil {
		defs = append(defs, aggregate)
	}
	return defs
}

// sharedTypes serve every connection.
func (e *expander) sharedTypes() ast.DefinitionList {
	return ast.DefinitionList{
		{Kind: ast.Object, Name: "Spell", Description: "A time for which an edge held.", Fields: e.edgeFields()},
		{Kind: ast.Object, Name: "PageInfo", Description: "Where a page lies in its list.", Fields: ast.FieldList{
			field("hasNextPage", "Boolean!", "Whether nodes follow the page."),
			field("hasPreviousPage", "Boolean!", "Whether nodes precede the page."),
			field("startCursor", "String", "Cursor of the page's first node; null where it is empty."),
			field("endCursor", "String", "Cursor of the page's last node; null where it is empty."),
		}},
	}
}
