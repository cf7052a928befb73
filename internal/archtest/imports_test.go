package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// arrow says which packages of ours the code of a package may import; its tests may import any but cmd.
type arrow struct {
	from   string
	to     []string // "*" is any but those for tests
	reason string
}

// allowedArrows are all arrows of the design, from the middle of the program to its edge. One more needs
// a record in docs/decisions.
var allowedArrows = []arrow{
	{"internal/day", nil, "dates know nothing of what is dated"},
	{"internal/catalog", nil, "the catalog is made from the executable schema and from nothing else"},
	{"internal/plan", []string{"internal/catalog", "internal/day"}, "a plan is plain data that every store reads: no GraphQL, no store and no driver is in it"},
	{"internal/planner", []string{"internal/plan", "internal/catalog", "internal/day"}, "planning is the same whatever store runs the plan"},
	{"internal/store", []string{"internal/plan", "internal/catalog", "internal/day"}, "the boundary knows neither side of it"},
	{"internal/store/memory", []string{"internal/store", "internal/plan", "internal/catalog", "internal/day"}, "a store sees plans, never what asked for them"},
	{"internal/store/neo4j", []string{"internal/store/neo4j/cypher", "internal/store", "internal/plan", "internal/catalog", "internal/day"}, "a store sees plans, never what asked for them"},
	{"internal/store/neo4j/cypher", []string{"internal/store", "internal/plan", "internal/catalog", "internal/day"}, "compiling a plan to Cypher and rows to JSON is pure, so that both can be compared with texts"},
	{"internal/ods", []string{"internal/day"}, "a reader of files knows no graph"},
	{"reference", []string{"internal/catalog", "internal/day"}, "the shape of the graph says what its small files may hold; what becomes of a record is the importer's to say"},
	{"internal/ingest", []string{"internal/ods", "reference", "internal/store", "internal/catalog", "internal/day"}, "an importer makes a graph for whatever store takes it"},
	{"internal/demo", []string{"reference", "internal/store", "internal/catalog", "internal/day"}, "a generator makes a graph for whatever store takes it"},
	{"internal/gen", []string{"internal/catalog"}, "what generates graph must build while graph does not"},
	{"internal/gen/orggen", []string{"internal/gen"}, "it runs the generator and nothing else"},
	{"graph", []string{"internal/planner", "internal/plan", "internal/store", "internal/catalog", "internal/day"}, "the GraphQL edge calls a store that it is handed, of whatever kind"},
	{"internal/web", nil, "a page knows the address that it asks, not what answers"},
	{"internal/examples", nil, "it learns what there is to ask about by asking"},
	{"internal/server", []string{"graph", "internal/web", "internal/examples", "internal/store"}, "the server hands on requests; only cmd knows a concrete store"},
	{"internal/config", nil, "settings are texts and numbers: what they set is for others to say"},
	{"cmd/orggraph", []string{"*"}, "wiring"},

	{"internal/store/storetest", []string{"internal/store/storetest/naive", "internal/store/storetest/random", "graph", "internal/planner", "internal/store", "internal/plan", "internal/catalog", "internal/day"}, "the suite is handed the store that it tests"},
	{"internal/store/storetest/naive", []string{"internal/store", "internal/plan", "internal/catalog", "internal/day"}, "what checks the stores shares nothing with them but what a plan means"},
	{"internal/store/storetest/random", []string{"internal/store", "internal/plan", "internal/catalog", "internal/day"}, "what is asked of the stores comes from the schema alone"},
	{"internal/national", []string{"internal/ods", "internal/ingest", "reference", "internal/store", "internal/catalog", "internal/day"}, "it loads published files for tests, as cmd does"},
	{"internal/questions", nil, "it is text; its tests do the work"},
	{"internal/browser", nil, "its tests do the work"},
	{"internal/peers", nil, "its tests do the work"},
	{"internal/running", nil, "it knows the program from outside, as people do"},
	{"internal/hostile", nil, "its tests do the work"},
	{"internal/recipes", nil, "it reads pages; its tests do the work"},
	{"internal/archtest", nil, "it reads files"},
	{"scripts", nil, "its tests do the work"},
	{"bench", []string{"bench/england"}, "it runs the benchmarks as programs of their own"},
	{"bench/england", []string{"*"}, "it loads the graph that is measured, as cmd does"},
	{"bench/operations", []string{"bench/england", "internal/store"}, "a question is text, picked from a graph"},
	{"bench/side-by-side", []string{"*"}, "it loads the graph that is measured, as cmd does"},
	{"bench/side-by-side/by-hand", []string{"bench/operations"}, "what the program is measured against shares nothing with it"},
	{"bench/stock", []string{"bench/england", "internal/store", "internal/catalog", "internal/day"}, "what the program is measured against shares nothing with it but the graph"},
}

// testsOnly are packages that only tests import, and each other.
var testsOnly = []string{"internal/store/storetest", "internal/national", "internal/questions", "internal/peers", "internal/browser", "internal/recipes", "internal/running", "internal/hostile", "internal/archtest", "bench", "scripts"}

const module = "orggraph/"

func arrows(p *project) (broken []string) {
	for _, folder := range p.folders {
		i := slices.IndexFunc(allowedArrows, func(a arrow) bool { return covers(folder, a.from) })
		if i < 0 {
			broken = append(broken, folder+" has no rule: say in imports_test.go what it may import and why, and in docs/decisions why it is there")
			continue
		}
		for _, s := range p.packages[folder] {
			for _, imported := range s.imports {
				to, ours := strings.CutPrefix(imported, module)
				if !ours || covers(to, allowedArrows[i].from) || mayImport(allowedArrows[i], to, s.test) {
					continue
				}
				broken = append(broken, fmt.Sprintf("%s must not import %s: %s (%s)", folder, to, allowedArrows[i].reason, s.path))
			}
		}
	}
	return broken
}

// covers says whether a rule for one folder is for another one: itself, and generated folders of graph.
func covers(folder, rule string) bool {
	return folder == rule || rule == "graph" && strings.HasPrefix(folder, "graph/")
}

func mayImport(a arrow, to string, test bool) bool {
	forTests := func(folder string) bool {
		return slices.ContainsFunc(testsOnly, func(only string) bool { return within(folder, only) })
	}
	switch {
	case within(to, "cmd"):
		return false
	case test:
		return true
	case slices.Contains(a.to, "*"):
		return !forTests(to) || forTests(a.from)
	default:
		return slices.ContainsFunc(a.to, func(allowed string) bool { return covers(to, allowed) })
	}
}

// confined says which packages alone may import something of others; their tests, too.
var confined = []struct {
	path   string   // of the imported package, and all below it
	only   []string // the folders that may
	reason string
}{
	{"github.com/neo4j/neo4j-go-driver", []string{"internal/store/neo4j", "bench/side-by-side/..."}, "each store translates its driver's words at its own edge"},
	{"go.etcd.io/bbolt", []string{"internal/store/memory"}, "the form of the file is one store's own business"},
	{"github.com/99designs/gqlgen", []string{"graph", "graph/...", "internal/gen", "bench/stock"}, "only the GraphQL edge, its generator and what is measured against know the GraphQL server"},
	{"github.com/wundergraph/graphql-go-tools", []string{"internal/web"}, "its playground is a page, and nothing else of it is wanted"},
	{"github.com/urfave/cli", []string{"cmd/orggraph"}, "arguments are read in one place"},
	{"github.com/goccy/go-yaml", []string{"internal/config"}, "settings are read in one place"},
	{"golang.org/x/term", []string{"cmd/orggraph"}, "only the command knows a terminal"},
	{"github.com/schollz/progressbar", []string{"cmd/orggraph"}, "only the command shows progress"},
}

// forbidden says what the code of packages may never import, tests aside.
var forbidden = []struct {
	from, path, reason string
}{
	{"internal/plan", "github.com/vektah/gqlparser", "a plan holds no GraphQL type"},
	{"internal/plan", "context", "a plan is data and does nothing"},
	{"internal/store", "github.com/vektah/gqlparser", "a store sees plans, not GraphQL"},
	{"internal/store/memory", "github.com/vektah/gqlparser", "a store sees plans, not GraphQL"},
	{"internal/store/neo4j/...", "github.com/vektah/gqlparser", "a store sees plans, not GraphQL"},
	{"internal/ods", "github.com/vektah/gqlparser", "a reader of files knows no graph"},
	{"internal/planner", "net/http", "a plan does not depend on how it was asked for"},
	{"graph/...", "net/http", "the GraphQL edge answers whoever calls it, on a port or not"},
	{"internal/archtest", "github.com/vektah/gqlparser", "it reads files"},
}

func modules(p *project) (broken []string) {
	for _, name := range p.names {
		s, isGo := p.sources[name]
		if !isGo {
			continue
		}
		folder := folderOf(s)
		for _, imported := range s.imports {
			for _, c := range confined {
				if within(imported, c.path) && !slices.ContainsFunc(c.only, func(only string) bool { return matches(folder, only) }) {
					broken = append(broken, fmt.Sprintf("%s must not import %s: %s (%s)", folder, imported, c.reason, s.path))
				}
			}
			for _, f := range forbidden {
				if within(imported, f.path) && matches(folder, f.from) && !s.test {
					broken = append(broken, fmt.Sprintf("%s must not import %s: %s (%s)", folder, imported, f.reason, s.path))
				}
			}
		}
	}
	return broken
}

// within says whether a path is another one or lies below it.
func within(p, parent string) bool { return p == parent || strings.HasPrefix(p, parent+"/") }

// matches says whether a folder is the one of the pattern, or with /... that or one below it.
func matches(folder, pattern string) bool {
	if parent, below := strings.CutSuffix(pattern, "/..."); below {
		return within(folder, parent)
	}
	return folder == pattern
}
