package graph

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"orggraph/internal/plan"
	"orggraph/internal/planner"
	"orggraph/internal/store"
)

func TestAnswers(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	for _, c := range []struct {
		name, query string
		variables   map[string]any
		want        string
	}{
		{
			name:  "a root field",
			query: `{ practice(odsCode: "a1") { name } }`,
			want:  `"data":{"practice":{"field":"practice","keys":"A1"}}`,
		},
		{
			name:  "one field under two names, with other arguments",
			query: `{ b: practice(odsCode: "B1") { name } a: practice(odsCode: "A1") { name } }`,
			want:  `"data":{"b":{"field":"practice","keys":"B1"},"a":{"field":"practice","keys":"A1"}}`,
		},
		{
			name:  "a field that stands twice is one field",
			query: `{ practice(odsCode: "A1") { name } practice(odsCode: "A1") { odsCode } }`,
			want:  `"data":{"practice":{"field":"practice","keys":"A1"}}`,
		},
		{
			name:      "root fields that are left out",
			query:     `query($no: Boolean!) { practice(odsCode: "A1") @include(if: $no) { name } trust(odsCode: "T1") @skip(if: $no) { name } }`,
			variables: map[string]any{"no": false},
			want:      `"data":{"trust":{"field":"trust","keys":"T1"}}`,
		},
		{
			name:  "everything left out",
			query: `{ practice(odsCode: "A1") @skip(if: true) { name } }`,
			want:  `"data":{}`,
		},
		{
			name:  "fragments at the root",
			query: `{ ...F ... on Query { __typename } } fragment F on Query { region(odsCode: "Y1") { name } }`,
			want:  `"data":{"region":{"field":"region","keys":"Y1"},"__typename":"Query"}`,
		},
		{
			name:      "variables and defaults",
			query:     `query($a: ID!, $b: ID = "B1") { a: practice(odsCode: $a) { name } b: practice(odsCode: $b) { name } }`,
			variables: map[string]any{"a": "A1"},
			want:      `"data":{"a":{"field":"practice","keys":"A1"},"b":{"field":"practice","keys":"B1"}}`,
		},
		{
			name:  "a default of the schema",
			query: `{ nhsEngland { name } }`,
			want:  `"data":{"nhsEngland":{"field":"nhsEngland","keys":"X24"}}`,
		},
		{
			name:  "defer is taken and not heeded",
			query: `{ ... @defer { practice(odsCode: "A1") { name } } dataset { ... @defer { release } } }`,
			want:  `"data":{"practice":{"field":"practice","keys":"A1"},"dataset":{"release":"fake"}}`,
		},
		{
			name:  "many root fields keep their order",
			query: `{ ` + roots(30) + `}`,
			want:  `"data":{` + answers(30) + `}`,
		},
		{
			name: "dataset",
			query: `{ dataset { release title licence files { name publication vintage rows loaded merged rejected }
				coverage { subject held source asOf missing } } }`,
			want: `"data":{"dataset":{"release":"fake","title":"A fake","licence":"none","files":[` +
				`{"name":"one.csv","publication":"ones","vintage":"2025-06-01","rows":3,"loaded":1,"merged":1,"rejected":1},` +
				`{"name":"two.csv","publication":null,"vintage":null,"rows":0,"loaded":0,"merged":0,"rejected":0}],` +
				`"coverage":[{"subject":"Practice","held":"none","source":null,"asOf":null,"missing":null}]}}`,
		},
		{
			name:  "introspection",
			query: `{ __type(name: "Practice") { name interfaces { name } } __schema { queryType { name } } }`,
			want: `"data":{"__type":{"name":"Practice","interfaces":[{"name":"PrimaryCareProvider"},{"name":"Organisation"},{"name":"Node"}]},` +
				`"__schema":{"queryType":{"name":"Query"}}}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := e.Do(t.Context(), Request{Query: c.query, Variables: c.variables})
			wantBody(t, r, c.want)
		})
	}
}

func roots(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, `r%d: practice(odsCode: "A%d") { name } `, i, i)
	}
	return s.String()
}

func answers(n int) string {
	parts := make([]string, n)
	for i := range n {
		parts[i] = fmt.Sprintf(`"r%d":{"field":"practice","keys":"A%d"}`, i, i)
	}
	return strings.Join(parts, ",")
}

func TestDatasetCounts(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	body := e.Do(t.Context(), Request{Query: `{ dataset { kinds { kind total refOnly } edges { type total } } }`}).Body.String()
	practice := e.catalog.Kind("Practice")
	pairs := len(e.catalog.Kinds) * len(e.catalog.Kinds)
	for _, want := range []string{
		fmt.Sprintf(`{"kind":"PRACTICE","total":%d,"refOnly":2}`, 10+practice.Index),
		fmt.Sprintf(`{"type":"PARTNER_TO","total":%d}`, pairs),
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
}

func TestNamesOfOperations(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	const two = `query A { a: __typename } query B { b: __typename }`
	for _, c := range []struct{ name, want string }{
		{"B", `"data":{"b":"Query"}`},
		{"", `"errors":[{"message":"the document holds several operations: operationName has to say which","extensions":{"code":"BAD_USER_INPUT"}}]`},
		{"C", `"errors":[{"message":"the document holds no operation \"C\"","extensions":{"code":"BAD_USER_INPUT"}}]`},
	} {
		wantBody(t, e.Do(t.Context(), Request{Query: two, OperationName: c.name, ReadOnly: true}), c.want)
	}
}

func TestRequestErrors(t *testing.T) {
	e, log := testEngine(t, &fakeStore{}, Limits{})
	for _, c := range []struct {
		name, query string
		variables   map[string]any
		want        string
	}{
		{"empty", ``, nil, `{"message":"the document holds no operation","extensions":{"code":"BAD_USER_INPUT"}}`},
		{"syntax", `{`, nil, `{"message":"Expected Name, found <EOF>","locations":[{"line":1,"column":2}],"extensions":{"code":"BAD_USER_INPUT"}}`},
		{
			"unknown field", `{ practises { totalCount } }`, nil,
			`{"message":"Cannot query field \"practises\" on type \"Query\". Did you mean \"practices\" or \"practice\"?","locations":[{"line":1,"column":3}],"extensions":{"code":"BAD_USER_INPUT"}}`,
		},
		{
			"variable that is missing", `query($code: ID!) { practice(odsCode: $code) { name } }`, nil,
			`{"message":"$code must be defined","extensions":{"code":"BAD_USER_INPUT"}}`,
		},
		{
			"variable of another type", `query($w: PracticeWhere) { practices(where: $w) { totalCount } }`,
			map[string]any{"w": map[string]any{"listSize": map[string]any{"gt": true}}},
			`{"message":"$w.listSize.gt cannot use bool as Int","extensions":{"code":"BAD_USER_INPUT"}}`,
		},
		{
			"mutation", `mutation { a }`, nil,
			`{"message":"Schema does not support operation type \"mutation\"","locations":[{"line":1,"column":1}],"extensions":{"code":"BAD_USER_INPUT"}}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := e.Do(t.Context(), Request{Query: c.query, Variables: c.variables})
			wantBody(t, r, `"errors":[`+c.want+`]`)
			if r.Code != store.BadUserInput {
				t.Errorf("code %s", r.Code)
			}
		})
	}
	if log.Len() > 0 {
		t.Errorf("mistakes of clients are logged: %s", log)
	}
}

func TestErrorsOfThePlannerRefuseTheRequest(t *testing.T) {
	s := &fakeStore{render: func(*plan.Root, plan.Args) (store.Result, error) { panic("nothing may run") }}
	e, _ := testEngine(t, s, Limits{})
	r := e.Do(t.Context(), Request{Query: `{ good: trust(odsCode: "T1") { name } practice(odsCode: "A 1") { name } }`})
	if r.Data || r.Code != store.BadUserInput || !strings.Contains(r.Body.String(), `"path":["practice"`) {
		t.Errorf("answered %s", r.Body)
	}
	if s.closed.Load() != 1 {
		t.Errorf("%d views were closed", s.closed.Load())
	}
}

func TestErrorsOfTheStore(t *testing.T) {
	var err error
	s := &fakeStore{render: func(r *plan.Root, _ plan.Args) (store.Result, error) {
		if r.Key == "good" {
			return store.Result{JSON: []byte(`{}`)}, nil
		}
		return store.Result{}, err
	}}
	e, log := testEngine(t, s, Limits{})
	for _, c := range []struct {
		name, query string
		err         error
		want        string
		logged      string
	}{
		{
			"null where it may be", `{ good: trust(odsCode: "T1") { name } bad: practice(odsCode: "A1") { name } }`,
			store.Errorf(store.Unavailable, "come back later"),
			`"errors":[{"message":"come back later","path":["bad"],"locations":[{"line":1,"column":39}],"extensions":{"code":"UNAVAILABLE"}}],"data":{"good":{},"bad":null}`, "",
		},
		{
			"null where it may not be", `{ good: trust(odsCode: "T1") { name } bad: practices { totalCount } }`,
			store.Errorf(store.Timeout, "too slow"),
			`"errors":[{"message":"too slow","path":["bad"],"locations":[{"line":1,"column":39}],"extensions":{"code":"TIMEOUT"}}],"data":null`, "",
		},
		{
			"an error that clients do not see", `{ bad: practice(odsCode: "A1") { name } }`,
			errors.New("password is swordfish"),
			`"errors":[{"message":"something went wrong in the server","path":["bad"],"locations":[{"line":1,"column":3}],"extensions":{"code":"INTERNAL"}}],"data":{"bad":null}`, "swordfish",
		},
		{
			"a cause that clients do not see", `{ bad: practice(odsCode: "A1") { name } }`,
			&store.Error{Code: store.Unavailable, Message: "no database", Cause: errors.New("port 7687")},
			`"errors":[{"message":"no database","path":["bad"],"locations":[{"line":1,"column":3}],"extensions":{"code":"UNAVAILABLE"}}],"data":{"bad":null}`, "port 7687",
		},
		{
			"time that a client has used up", `{ bad: practice(odsCode: "A1") { name } }`,
			&store.Error{Code: store.Timeout, Message: "too late", Cause: context.DeadlineExceeded},
			`"errors":[{"message":"too late","path":["bad"],"locations":[{"line":1,"column":3}],"extensions":{"code":"TIMEOUT"}}],"data":{"bad":null}`, "level=INFO",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			log.Reset()
			err = c.err
			wantBody(t, e.Do(t.Context(), Request{Query: c.query}), c.want)
			if (c.logged == "") != (log.Len() == 0) || !strings.Contains(log.String(), c.logged) {
				t.Errorf("logged %q", log)
			}
		})
	}
}

func TestNullsWhereNoneMayBe(t *testing.T) {
	result := store.Result{}
	s := &fakeStore{render: func(r *plan.Root, _ plan.Args) (store.Result, error) {
		if r.Key == "good" {
			return store.Result{JSON: []byte(`{}`)}, nil
		}
		return result, nil
	}}
	e, _ := testEngine(t, s, Limits{})
	at := func(path ...any) store.FieldError { return store.FieldError{Path: path, Type: "Trust.name"} }
	shown := func(path string) string {
		return `{"message":"Cannot return null for non-nullable field Trust.name.","path":[` + path + `],"extensions":{"code":"INTERNAL"}}`
	}
	const one, list = `{ good: trust(odsCode: "T1") { name } x: trust(odsCode: "T2") { name } }`, `{ good: trust(odsCode: "T1") { name } x: trusts { nodes { name } } }`
	for _, c := range []struct {
		name, query string
		result      store.Result
		want        string
	}{
		{
			"below the root", one,
			store.Result{JSON: []byte(`{"region":null}`), Errors: []store.FieldError{at("x", "region", "name")}},
			`"errors":[` + shown(`"x","region","name"`) + `],"data":{"good":{},"x":{"region":null}}`,
		},
		{
			"up to the root, which may be null", one,
			store.Result{JSON: []byte("null"), Errors: []store.FieldError{at("x", "name")}},
			`"errors":[` + withLocation(shown(`"x","name"`), 39) + `],"data":{"good":{},"x":null}`,
		},
		{
			"up to the root, which may not be null", list,
			store.Result{JSON: []byte("null"), Errors: []store.FieldError{at("x", "nodes", 3, "name")}},
			`"errors":[` + withLocation(shown(`"x","nodes",3,"name"`), 39) + `],"data":null`,
		},
		{
			"nothing found", one,
			store.Result{JSON: []byte("null")},
			`"data":{"good":{},"x":null}`,
		},
		{
			"null without a reason", list,
			store.Result{JSON: []byte("null")},
			`"errors":[{"message":"something went wrong in the server","path":["x"],"locations":[{"line":1,"column":39}],"extensions":{"code":"INTERNAL"}}],"data":null`,
		},
		{
			"nothing at all", one,
			store.Result{},
			`"errors":[{"message":"something went wrong in the server","path":["x"],"locations":[{"line":1,"column":39}],"extensions":{"code":"INTERNAL"}}],"data":{"good":{},"x":null}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			result = c.result
			wantBody(t, e.Do(t.Context(), Request{Query: c.query}), c.want)
		})
	}
}

// withLocation puts a location between path and extensions.
func withLocation(shown string, column int) string {
	return strings.Replace(shown, `,"extensions"`, fmt.Sprintf(`,"locations":[{"line":1,"column":%d}],"extensions"`, column), 1)
}

func TestErrorsAreCapped(t *testing.T) {
	limits := DefaultLimits()
	limits.Errors = 2
	s := &fakeStore{render: func(r *plan.Root, _ plan.Args) (store.Result, error) {
		var errs []store.FieldError
		for i := range 5 {
			errs = append(errs, store.FieldError{Path: []any{r.Key, i}, Type: "T.f"})
		}
		return store.Result{JSON: []byte("{}"), Errors: errs}, nil
	}}
	e, _ := testEngine(t, s, limits)
	for _, c := range []struct{ name, query, last string }{
		{"validation", `{ a b c d e }`, `{"message":"more errors are left out: an answer tells of at most 2","extensions":{"code":"BAD_USER_INPUT","limit":"limit-errors","max":2}}],`},
		{"execution", `{ a: practice(odsCode: "A") { name } b: practice(odsCode: "B") { name } }`, `{"message":"more errors are left out: an answer tells of at most 2","extensions":{"code":"INTERNAL","limit":"limit-errors","max":2}}],`},
	} {
		body := e.Do(t.Context(), Request{Query: c.query}).Body.String()
		if n := strings.Count(body, `"message"`); n != 3 || !strings.Contains(body, c.last) {
			t.Errorf("%s: %d errors: %s", c.name, n, body)
		}
	}
}

func TestNothingToRead(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{err: store.Errorf(store.Unavailable, "nothing is loaded yet")}, Limits{})
	r := e.Do(t.Context(), Request{Query: `{ __typename }`})
	if r.Body.String() != `{"errors":[{"message":"nothing is loaded yet","extensions":{"code":"UNAVAILABLE"}}]}` || r.Data || r.Code != store.Unavailable {
		t.Errorf("answered %s", r.Body)
	}
}

func TestTimeIsOver(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantBody(t, e.Do(ctx, Request{Query: `{ __typename }`}),
		`"errors":[{"message":"the time for this operation is over","extensions":{"code":"TIMEOUT"}}]`)
	within, cancel := WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-within.Done()
	wantBody(t, e.Do(within, Request{Query: `{ __typename }`}),
		`"errors":[{"message":"the operation was not answered within 1ns","extensions":{"code":"TIMEOUT","limit":"timeout-answer","max":"1ns"}}]`)
}

func TestPanics(t *testing.T) {
	s := &fakeStore{render: func(*plan.Root, plan.Args) (store.Result, error) { panic("swordfish") }}
	e, log := testEngine(t, s, Limits{})
	wantBody(t, e.Do(t.Context(), Request{Query: `{ practice(odsCode: "A") { name } }`}),
		`"errors":[{"message":"something went wrong in the server","path":["practice"],"extensions":{"code":"INTERNAL"}}],"data":{"practice":null}`)
	if !strings.Contains(log.String(), "swordfish") {
		t.Errorf("logged %q", log)
	}
	log.Reset()
	e.plan = func(planner.Request) (*plan.Plan, plan.Args, gqlerror.List) { panic("marlin") }
	wantBody(t, e.Do(t.Context(), Request{Query: `{ __typename }`}),
		`"errors":[{"message":"something went wrong in the server","extensions":{"code":"INTERNAL"}}]`)
	if !strings.Contains(log.String(), "marlin") || s.closed.Load() != 2 {
		t.Errorf("logged %q, %d views closed", log, s.closed.Load())
	}
}

func TestRootWithoutPlanIsABug(t *testing.T) {
	e, log := testEngine(t, &fakeStore{}, Limits{})
	e.plan = func(planner.Request) (*plan.Plan, plan.Args, gqlerror.List) { return &plan.Plan{}, nil, nil }
	r := e.Do(t.Context(), Request{Query: `{ practice(odsCode: "A") { name } }`})
	if r.Code != store.Internal || !strings.Contains(log.String(), errUnplanned.Error()) {
		t.Errorf("answered %s, logged %q", r.Body, log)
	}
}

func TestEmptySubtreeIsABug(t *testing.T) {
	if _, err := newSubtree(store.Result{}); !errors.Is(err, errEmpty) {
		t.Errorf("made an empty subtree: %v", err)
	}
	if err := (Subtree{}).MarshalGQLContext(t.Context(), nil); !errors.Is(err, errEmpty) {
		t.Errorf("wrote an empty subtree: %v", err)
	}
	if err := (Subtree{}).UnmarshalGQLContext(t.Context(), "x"); err == nil {
		t.Error("read a subtree from an argument")
	}
}

func TestExplain(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	text, r := e.Explain(t.Context(), Request{Query: `{ practice(odsCode: "A1") { name } }`})
	if !r.Data || !strings.HasPrefix(text, "practice: look up Practice by code") || !strings.Contains(text, "3 came") {
		t.Errorf("explained %q, answered %s", text, r.Body)
	}
	text, r = e.Explain(t.Context(), Request{Query: `{ x }`})
	if text != "" || r.Data {
		t.Errorf("explained %q, answered %s", text, r.Body)
	}
}
