package gen

import (
	_ "embed"
	"fmt"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// The schemas, from the top of the module.
const (
	written  = "schema.graphqls"
	expanded = "graph/schema.graphqls"
)

// resolvers is the file of the resolvers that look up a subtree.
const resolvers = "graph/generated_resolvers.go"

//go:embed resolvers.gotpl
var resolversTemplate string

// Run expands the schema and generates the code around it. It works in any folder of the module, whose
// top is where gqlgen.yml is.
func Run() error {
	cfg, err := config.LoadConfigFromDefaultLocations() // which changes to the top
	if err != nil {
		return err
	}
	text, err := os.ReadFile(written)
	if err != nil {
		return err
	}
	out, err := Expand(&ast.Source{Name: written, Input: string(text)})
	if err != nil {
		return err
	}
	if err := os.WriteFile(expanded, out, 0o644); err != nil {
		return fmt.Errorf("writing the expanded schema: %w", err)
	}
	cfg.Sources = []*ast.Source{{Name: expanded, Input: string(out)}}
	if err := api.Generate(cfg, api.PrependPlugin(plugin{})); err != nil {
		return fmt.Errorf("running gqlgen: %w", err)
	}
	return nil
}

// plugin is what gqlgen asks. The schema that it embeds for the running program stays the full one.
type plugin struct{}

// Name is the plugin's name in gqlgen's errors.
func (plugin) Name() string { return "subtree" }

// MutateSchema cuts the types of the graph out of the copy that code is generated from.
func (plugin) MutateSchema(schema *ast.Schema) error {
	cutLeaves(schema)
	return nil
}

// GenerateCode writes the resolvers that look up a subtree, one line each.
func (plugin) GenerateCode(data *codegen.Data) error {
	return templates.Render(templates.Options{
		PackageName: data.Config.Exec.Package, Filename: resolvers, Template: resolversTemplate,
		Data: data, Packages: data.Config.Packages, GeneratedHeader: true,
	})
}
