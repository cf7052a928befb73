package gen

import "github.com/vektah/gqlparser/v2/ast"

// filters are the inputs that say which nodes of one type: one `where`, and the conditions of a list
// that leads to such nodes.
func (e *expander) filters(def *ast.Definition) ast.DefinitionList {
	target, subject := def.Name, "`"+def.Name+"`"
	where := input(target+"Where", "Which "+subject+" nodes: all conditions hold.",
		field("AND", "["+target+"Where!]", "All of these hold; an empty list is true."),
		field("OR", "["+target+"Where!]", "One of these holds; an empty list is false."),
		field("NOT", target+"Where", "This does not hold."),
		field("edge", "EdgeWhere", "Condition on the edge by which the node is reached; not in a list at the root."),
		field("exists", "Boolean", "Whether there is such a node; only directly below a field that leads to one."),
	)
	for _, f := range def.Fields {
		leads := f.Type.Name()
		switch e.role(f) {
		case property:
			where.Fields = append(where.Fields, field(f.Name, leads+"Where", "Condition on `"+f.Name+"`."))
		case toOne:
			where.Fields = append(where.Fields, field(f.Name, leads+"Where", "Condition on the node that `"+f.Name+"` leads to."))
		case toMany:
			where.Fields = append(where.Fields, field(f.Name, leads+"ListWhere", "Condition on the nodes that `"+f.Name+"` leads to."))
		}
	}
	count := input(target+"CountWhere", "Condition on the number of "+subject+" nodes.")
	for _, o := range ordered {
		count.Fields = append(count.Fields, field(o.name, o.of("Int"), "The number "+o.text))
	}
	count.Fields = append(count.Fields, field("where", target+"EdgeWhere", "Which of them are counted; all where it is left out."))
	return ast.DefinitionList{
		where,
		input(target+"ListWhere", "Condition on a list of "+subject+" nodes.",
			field("some", target+"EdgeWhere", "At least one of them is such."),
			field("all", target+"EdgeWhere", "All of them are such; true of an empty list."),
			field("none", target+"EdgeWhere", "None of them is such."),
			field("single", target+"EdgeWhere", "Exactly one of them is such."),
			field("count", target+"CountWhere", "Condition on their number.")),
		input(target+"EdgeWhere", "Which "+subject+" nodes of a list, by node and by edge.",
			field("node", target+"Where", "Condition on the node."),
			field("edge", "EdgeWhere", "Condition on the edge to it.")),
		count,
	}
}

// operator is a comparison as filters write it.
type operator struct {
	name string
	list bool
	text string
}

func (o operator) of(scalar string) string {
	if o.list {
		return "[" + scalar + "!]"
	}
	return scalar
}

var (
	eq      = operator{"eq", false, "is this."}
	in      = operator{"in", true, "is one of these; an empty list matches nothing."}
	ordered = []operator{
		eq, in,
		{"lt", false, "is below this."},
		{"lte", false, "is this or below."},
		{"gt", false, "is above this."},
		{"gte", false, "is this or above."},
	}
	textual = append(ordered[:len(ordered):len(ordered)],
		operator{"contains", false, "contains this."},
		operator{"startsWith", false, "starts with this."},
		operator{"endsWith", false, "ends with this."})
)

// edgeWhere is the condition on an edge. Of the properties that some types have, those can be asked for that
// are one of a few words.
func (e *expander) edgeWhere() *ast.Definition {
	where := input("EdgeWhere", "Condition on an edge: all of it holds.",
		field("AND", "[EdgeWhere!]", "All of these hold; an empty list is true."),
		field("OR", "[EdgeWhere!]", "One of these holds; an empty list is false."),
		field("NOT", "EdgeWhere", "This does not hold."),
		field("validFrom", "DateWhere", "Condition on the first day on which it holds."),
		field("validTo", "DateWhere", "Condition on the last day on which it holds."),
		field("origin", "OriginWhere", "Condition on how the edge came to be; a path has none."))
	def := e.doc.Definitions.ForName(edgeProperties)
	if def == nil {
		return where
	}
	for _, f := range def.Fields {
		if t := e.doc.Definitions.ForName(f.Type.Name()); t != nil && t.Kind == ast.Enum {
			where.Fields = append(where.Fields, field(f.Name, t.Name+"Where", "Condition on `"+f.Name+"` of the edge; a path has none."))
		}
	}
	return where
}

// operators are the conditions on values, one input for each scalar and enum.
func (e *expander) operators() ast.DefinitionList {
	compare := func(name, text, scalar string, ops []operator, more ...*ast.FieldDefinition) *ast.Definition {
		def := input(name, text)
		for _, o := range ops {
			def.Fields = append(def.Fields, field(o.name, o.of(scalar), "The value "+o.text))
		}
		def.Fields = append(def.Fields, more...)
		return def
	}
	isNull := field("isNull", "Boolean", "Whether there is no value.")
	folded := field("caseInsensitive", "FoldedStringWhere", "Conditions for which upper and lower case are the same.")
	defs := ast.DefinitionList{
		e.edgeWhere(),
		compare("StringWhere", "Condition on text, compared by code point.", "String", textual, isNull, folded),
		compare("FoldedStringWhere", "Condition on text for which upper and lower case are the same.", "String", textual),
		compare("IDWhere", "Condition on a code, compared as it stands.", "ID", textual, folded),
		compare("IntWhere", "Condition on a whole number.", "Int", ordered, isNull),
		compare("FloatWhere", "Condition on a number.", "Float", ordered, isNull),
		compare("BooleanWhere", "Condition on a yes or no.", "Boolean", []operator{eq}, isNull),
	}
	for _, def := range append(e.doc.Definitions, &ast.Definition{Name: kindEnum, Kind: ast.Enum}) {
		switch def.Kind {
		case ast.Scalar:
			defs = append(defs, compare(def.Name+"Where", "Condition on a `"+def.Name+"`.", def.Name, ordered, isNull))
		case ast.Enum:
			defs = append(defs, compare(def.Name+"Where", "Condition on a value of `"+def.Name+"`.", def.Name, []operator{eq, in}, isNull))
		}
	}
	return append(defs, &ast.Definition{
		Kind: ast.Enum, Name: "SortDirection", Description: "Which way to sort; null is last either way.",
		EnumValues: ast.EnumValueList{
			{Name: "ASC", Description: "From small to large."},
			{Name: "DESC", Description: "From large to small."},
		},
	})
}
