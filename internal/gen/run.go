package gen

import (
	"fmt"
	"os"

	"github.com/vektah/gqlparser/v2/ast"
)

// The schemas, from the top of the module.
const (
	written  = "schema.graphqls"
	expanded = "graph/schema.graphqls"
)

// Run expands the schema. It runs at the top of the module.
func Run() error {
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
	return nil
}
