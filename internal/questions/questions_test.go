//go:build national

package questions

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"path/filepath"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"orggraph/graph"
	"orggraph/internal/national"
	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
)

// question is a case, what computes its answer from the files, and further variables to ask it with. A
// null takes a variable away.
type question struct {
	name    string
	answer  func(*england, variables) any
	further []variables
}

var questions = []question{
	{"02-network-on-a-day.txtar", networkOnADay, []variables{
		{"on": "2019-09-30"},
		{"on": "2019-10-01"},
		{"on": "2020-03-31"},
		{"on": "2020-04-01"},
		{"on": "2022-03-31"},
		{"on": "2022-04-01"},
		{"on": "2023-03-31"},
		{"on": "2023-04-01"},
		{"on": "2025-12-31"},
		{"on": "2026-01-01"},
		{"practice": "F82001", "on": "2022-06-30"},
		{"practice": "F82001", "on": "2022-07-01"},
		{"practice": "P85004", "on": "2024-06-30"},
		{"practice": "P85004", "on": "2024-07-01"},
		{"practice": "G85027", "on": "2022-10-02"},
		{"practice": "A81001", "on": "2026-01-01"},
	}},
	{"04-practices-without-network.txtar", practicesWithoutNetwork, []variables{
		{"first": nil}, {"first": nil, "on": "2025-12-31"}, {"first": nil, "on": "2021-06-30"},
	}},
	{"08-what-replaced-what.txtar", whatReplacedWhat, []variables{
		{"codes": []any{"07W", "QHG", "QNQ", "RW6"}, "on": "2026-04-01"},
		{"codes": []any{"W2U3Z", "05L", "S1Y5D", "QRL", "R0A", "RM3"}, "on": "2026-04-01"},
		{"codes": []any{"QHG", "QNQ", "99K", "07W"}, "on": "2026-03-31"},
		{"codes": []any{"99K", "97R", "05L"}, "on": "2020-03-31"},
		{"codes": []any{"97R", "ZZ999"}, "on": "2022-06-30"},
	}},
	{"09-systems-that-changed.txtar", systemsThatChanged, []variables{
		{"first": nil}, {"first": nil, "day": "2026-04-02", "before": "2026-04-01"}, {"first": nil, "day": "2022-07-01", "before": "2022-06-30"},
	}},
	{"10-chain.txtar", chain, []variables{
		{"practice": "A81001", "on": "2020-06-01", "later": "2022-07-01"},
		{"practice": "A82608", "on": "2022-06-30", "later": "2026-04-01"},
		{"practice": "D81001", "on": "2026-03-31", "later": "2026-04-01"},
		{"practice": "K81018", "on": "2026-03-31", "later": "2026-04-01"},
		{"practice": "H81010", "on": "2026-03-31", "later": "2026-04-01"},
	}},
	{"11-providers-by-place.txtar", providersByPlace, []variables{{"first": nil}}},
	{"14-operators-of-most-pharmacies.txtar", operatorsOfMostPharmacies, []variables{
		{"first": nil}, {"first": nil, "system": "QRV", "on": "2023-07-01"}, {"first": nil, "system": "Z9B2Z", "on": "2026-04-01"},
	}},
	{"17-trusts-of-a-system.txtar", trustsOfASystem, []variables{{"system": "QYG", "first": nil}, {"system": "QHM"}}},
	{"18-run-by-a-provider.txtar", runByAProvider, []variables{
		{"first": nil}, {"provider": "AFW", "first": nil}, {"provider": "RDR", "first": nil}, {"provider": "R1A", "first": nil},
	}},
	{"19-nominated-payees.txtar", nominatedPayees, []variables{{"network": "U07032"}, {"network": "U89141", "on": "2020-04-01"}}},
	{"20-many-branches.txtar", manyBranches, []variables{{"first": nil}, {"first": nil, "on": "2010-01-01"}}},
	{"21-networks-of-a-provider.txtar", networksOfAProvider, []variables{
		{"codes": []any{"FA008", "V00003", "A81001", "ZZ999"}, "on": "2013-04-01"},
		{"codes": []any{"FA008", "FA007"}, "on": "2024-01-14"},
		{"codes": []any{"FA002", "V00003"}, "on": "2013-03-31"},
	}},
	{"22-networks-that-work-together.txtar", networksThatWorkTogether, []variables{
		{"network": "lpn-y56-dental"},
		{"network": "lpn-y63-eye-health", "on": "2013-05-22"},
		{"network": "lpn-y63-eye-health", "on": "2013-05-23"},
		{"network": "lpn-y61-pharmacy", "on": "2013-03-31"},
	}},
	{"23-patient-participation-groups.txtar", patientParticipationGroups, []variables{{"first": nil}, {"first": nil, "on": "2026-04-01"}}},
	{"24-services-and-roles.txtar", servicesAndRoles, []variables{
		{"on": "2019-06-30", "later": "2019-07-01"},
		{"on": "2021-09-30", "later": "2021-10-01"},
		{"on": "2025-03-31", "later": "2025-04-01"},
		{"network": "U07032"},
	}},
	{"26-documents.txtar", documents, []variables{{"topic": "LOCAL_PROFESSIONAL_NETWORKS"}, {"topic": "PRIMARY_CARE_COMMISSIONING"}}},
	{"27-partners-by-sector.txtar", partnersBySector, []variables{
		{"first": nil},
		{"first": nil, "system": "QHM", "on": "2023-04-01"},
		{"first": nil, "system": "S1Y5D", "on": "2026-04-01"},
		{"first": nil, "system": "QRL", "on": "2025-12-31"},
	}},
}

// Every question is answered as its golden says and as the files say.
func TestQuestions(t *testing.T) {
	e, err := theEngland()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		t.Run(q.name[:2], func(t *testing.T) {
			c := readCase(t, q.name)
			query, v, n, about := c.section(sectionQuery), c.variables(t), c.statements(t), coverages[q.name[:2]]
			asked := theEngine(t)
			plan, response := asked.ask(t, query, v, n, about...)
			c.check(t, plan, response)
			compare(t, v, response, q.answer(e, v))
			for _, further := range q.further {
				v := maps.Clone(v)
				maps.Copy(v, further)
				_, response := asked.ask(t, query, v, n, about...)
				compare(t, v, response, q.answer(e, v))
			}
		})
	}
}

// Every case is asked.
func TestQuestionsAreAll(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) != len(questions) {
		t.Errorf("%d cases and %d questions: %v", len(paths), len(questions), err)
	}
}

// compare holds the data of a response against an answer.
func compare(t *testing.T, v variables, response string, answer any) {
	t.Helper()
	var got struct {
		Data   any
		Errors any
	}
	if err := json.Unmarshal([]byte(response), &got); err != nil {
		t.Fatal(err)
	}
	if got.Errors != nil {
		t.Errorf("%v: errors: %v", v, got.Errors)
	}
	text, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	var want any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.Data); diff != "" {
		t.Errorf("%v: not what the files say (-files +answer):\n%s", v, diff)
	}
}

// engine asks the graph of England, and counts what the store is asked.
type engine struct {
	*graph.Engine
	counted *countingStore
}

// ask returns plan and response of one operation, for which the store is asked as often as stated. Of the
// coverage, the response has the lines that are named.
func (e *engine) ask(t *testing.T, query string, v variables, statements int64, about ...coverage) (plan, response string) {
	t.Helper()
	request := graph.Request{Query: query, Variables: v}
	before := e.counted.runs.Load()
	body := e.Do(t.Context(), request).Body.Bytes()
	if n := e.counted.runs.Load() - before; n != statements {
		t.Errorf("%v: the store was asked %d times, want %d", v, n, statements)
	}
	plan, _ = e.Explain(t.Context(), request)
	wantBounded(t, plan)
	var answer struct {
		Data   json.RawMessage `json:"data"`
		Errors json.RawMessage `json:"errors,omitempty"`
	} // without extensions, since the name of a release changes with each reference record
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	answer.Data = onlyCoverage(t, answer.Data, about)
	var pretty bytes.Buffer
	encoder := json.NewEncoder(&pretty)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(answer); err != nil {
		t.Fatal(err)
	}
	return plan, pretty.String()
}

var expected = regexp.MustCompile(`\(at most (\d+) rows expected.*, (\d+) came\)`)

// wantBounded wants no operator of a plan to have returned more rows than were expected at most.
func wantBounded(t *testing.T, plan string) {
	t.Helper()
	operators := expected.FindAllStringSubmatch(plan, -1)
	if operators == nil {
		t.Errorf("no operator says its rows:\n%s", plan)
	}
	for _, o := range operators {
		if most, came := o[1], o[2]; len(came) > len(most) || len(came) == len(most) && came > most {
			t.Errorf("%s\n%s", o[0], plan)
		}
	}
}

// loadEngland loads it once for all tests.
var loadEngland = sync.OnceValues(func() (*embedded, error) {
	c, err := graph.Catalog()
	if err != nil {
		return nil, err
	}
	g, err := national.Graph(c)
	if err != nil {
		return nil, err
	}
	s, err := memory.New(g)
	return &embedded{s, g}, err
})

// embedded is the embedded store over a graph.
type embedded struct {
	*memory.Store
	graph *store.Graph
}

var buildEngine = sync.OnceValues(func() (*engine, error) {
	s, err := loadEngland()
	if err != nil {
		return nil, err
	}
	return newEngine(s)
})

// newEngine serves a store as of 1 January 2026.
func newEngine(s store.Store) (*engine, error) {
	counted := &countingStore{Store: s}
	on := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	e, err := graph.New(graph.Options{Store: counted, Now: func() time.Time { return on }})
	if err != nil {
		return nil, err
	}
	return &engine{e, counted}, nil
}

// theEngine serves England as of 1 January 2026; it is built once.
func theEngine(t *testing.T) *engine {
	t.Helper()
	e, err := buildEngine()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// countingStore counts the plans that a store is asked to run.
type countingStore struct {
	store.Store
	runs atomic.Int64
}

func (s *countingStore) View(ctx context.Context) (store.View, error) {
	v, err := s.Store.View(ctx)
	return countingView{v, s}, err
}

type countingView struct {
	store.View
	store *countingStore
}

func (v countingView) Run(ctx context.Context, root *plan.Root, args plan.Args, m *store.Meter) (store.Result, error) {
	v.store.runs.Add(1)
	return v.View.Run(ctx, root, args, m)
}
