package gen

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// printSchema writes a schema to be read: a blank line between types, a description before everything.
func printSchema(directives ast.DirectiveDefinitionList, defs ast.DefinitionList) []byte {
	p := &printer{}
	p.WriteString(header)
	for _, d := range directives {
		p.WriteByte('\n')
		p.describe("", d.Description)
		p.WriteString("directive @" + d.Name)
		p.arguments("", d.Arguments)
		var on []string
		for _, l := range d.Locations {
			on = append(on, string(l))
		}
		p.WriteString(" on " + strings.Join(on, " | ") + "\n")
	}
	for _, def := range defs {
		p.WriteByte('\n')
		p.describe("", def.Description)
		p.definition(def)
	}
	return p.Bytes()
}

type printer struct{ bytes.Buffer }

func (p *printer) describe(indent, text string) {
	if text != "" {
		p.WriteString(indent + strconv.Quote(text) + "\n")
	}
}

func (p *printer) definition(def *ast.Definition) {
	words := map[ast.DefinitionKind]string{
		ast.Scalar: "scalar", ast.Object: "type", ast.Interface: "interface",
		ast.Union: "union", ast.Enum: "enum", ast.InputObject: "input",
	}
	p.WriteString(words[def.Kind] + " " + def.Name)
	if len(def.Interfaces) > 0 {
		p.WriteString(" implements " + strings.Join(def.Interfaces, " & "))
	}
	p.directives(def.Directives)
	if def.Kind == ast.Union {
		p.WriteString(" = " + strings.Join(def.Types, " | "))
	}
	if len(def.Fields)+len(def.EnumValues) == 0 {
		p.WriteByte('\n')
		return
	}
	p.WriteString(" {\n")
	for _, f := range def.Fields {
		p.describe("  ", f.Description)
		p.WriteString("  " + f.Name)
		p.arguments("  ", f.Arguments)
		p.typed(f.Type, f.DefaultValue)
		p.directives(f.Directives)
		p.WriteByte('\n')
	}
	for _, v := range def.EnumValues {
		p.describe("  ", v.Description)
		p.WriteString("  " + v.Name)
		p.directives(v.Directives)
		p.WriteByte('\n')
	}
	p.WriteString("}\n")
}

// arguments stand on lines of their own, except where there is only a day to give: most fields have one.
func (p *printer) arguments(indent string, args ast.ArgumentDefinitionList) {
	if len(args) == 0 {
		return
	}
	p.WriteString("(")
	if len(args) == 1 && args[0].Name == "asOf" {
		p.WriteString(strconv.Quote(args[0].Description) + " asOf")
		p.typed(args[0].Type, args[0].DefaultValue)
		p.WriteByte(')')
		return
	}
	p.WriteByte('\n')
	for _, a := range args {
		p.describe(indent+"  ", a.Description)
		p.WriteString(indent + "  " + a.Name)
		p.typed(a.Type, a.DefaultValue)
		p.directives(a.Directives)
		p.WriteByte('\n')
	}
	p.WriteString(indent + ")")
}

func (p *printer) typed(t *ast.Type, value *ast.Value) {
	fmt.Fprintf(p, ": %s", t)
	if value != nil {
		fmt.Fprintf(p, " = %s", value)
	}
}

func (p *printer) directives(list ast.DirectiveList) {
	for _, d := range list {
		p.WriteString(" @" + d.Name)
		if len(d.Arguments) == 0 {
			continue
		}
		args := make([]string, len(d.Arguments))
		for i, a := range d.Arguments {
			args[i] = a.Name + ": " + a.Value.String()
		}
		p.WriteString("(" + strings.Join(args, ", ") + ")")
	}
}
