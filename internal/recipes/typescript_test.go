//go:build recipes

package recipes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The client builds and prints what its page shows. What the schema does not have is found before it runs; what the
// server refuses is told by its code.
func TestTypeScript(t *testing.T) {
	folder := follow(t, "typescript")
	wrong := filepath.Join(folder, "src", "wrong.ts")
	for name, c := range map[string]struct{ source, command, want string }{
		"a field that was not asked for": {
			`import { ask } from './client.js'
import { PracticePageDocument } from './gql/graphql.js'
const { practice } = await ask(PracticePageDocument, { code: 'P-A00036' })
console.log(practice?.listsize)
`, "npx tsc --noEmit", "error TS2551: Property 'listsize' does not exist",
		},
		"a variable of another type": {
			`import { ask } from './client.js'
import { PracticePageDocument } from './gql/graphql.js'
await ask(PracticePageDocument, { code: 36 })
`, "npx tsc --noEmit", "error TS2322: Type 'number' is not assignable to type 'string'",
		},
		"a field that the schema does not have": {
			"import { graphql } from './gql/index.js'\ngraphql(`query Wrong { regions { nodes { listSize } } }`)\n",
			"npm run build", `Cannot query field "listSize" on type "Region"`,
		},
	} {
		write(t, wrong, c.source)
		printed, failed := shell(t, folder, c.command)
		if failed == "" || !strings.Contains(printed+failed, c.want) {
			t.Errorf("%s: %s%s", name, printed, failed)
		}
	}
	if err := os.Remove(wrong); err != nil {
		t.Fatal(err)
	}

	for command, want := range map[string]string{
		"npm start --silent -- tomorrow":                       "BAD_USER_INPUT: $on: ",
		"GRAPHQL_URL=http://" + shown + "/ npm start --silent": "and no JSON: is it orggraph?",
	} {
		if printed, failed := shell(t, folder, command); !strings.Contains(failed, want) {
			t.Errorf("%s: %s%s", command, printed, failed)
		}
	}
	schema, err := filepath.Abs("../../graph/schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	const fromFile = `cp -r src/gql told
sed -i.old "s|schema: .*|schema: '$SCHEMA',|" codegen.ts
npx graphql-codegen
diff -r src/gql told`
	if printed, failed := shell(t, folder, "SCHEMA="+schema+"\n"+fromFile); failed != "" {
		t.Errorf("what the server tells of its schema and the file of it don't make the same: %s%s", printed, failed)
	}

	const none = "No practice has two branch surgeries on 1900-01-01.\n"
	if printed, failed := shell(t, folder, "npm start --silent -- 1900-01-01"); printed != none || failed != "" {
		t.Errorf("%s%s", printed, failed)
	}
}
