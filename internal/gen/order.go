package gen

import "github.com/vektah/gqlparser/v2/ast"

// orders are the inputs that sort nodes of one type, and nodes by the number of such nodes.
func (e *expander) orders(def *ast.Definition) ast.DefinitionList {
	target, subject := def.Name, "`"+def.Name+"`"
	order := input(target+"OrderBy", "One sort key of "+subject+" nodes: exactly one field.")
	for _, f := range def.Fields {
		leads := f.Type.Name()
		switch e.role(f) {
		case property:
			order.Fields = append(order.Fields, field(f.Name, "SortDirection", "By `"+f.Name+"`."))
		case toOne:
			order.Fields = append(order.Fields, field(f.Name, leads+"OrderBy", "By the node that `"+f.Name+"` leads to."))
		case toMany:
			order.Fields = append(order.Fields, field(f.Name, leads+"CountOrderBy", "By the number of nodes that `"+f.Name+"` leads to."))
		}
	}
	return ast.DefinitionList{
		order,
		input(target+"CountOrderBy", "By a number of "+subject+" nodes.",
			field("count", "SortDirection!", "Which way."),
			field("where", target+"EdgeWhere", "Which of them are counted; all where it is left out.")),
	}
}
