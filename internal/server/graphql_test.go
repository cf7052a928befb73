package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/store"
)

// fake is an engine that says what it was asked, unless the query is the name of an outcome.
type fake struct {
	do func(context.Context, graph.Request) *graph.Response
}

func (f fake) Do(ctx context.Context, r graph.Request) *graph.Response {
	if f.do != nil {
		return f.do(ctx, r)
	}
	if code, is := strings.CutPrefix(r.Query, "fail "); is {
		return &graph.Response{Body: graph.Body{[]byte(`{"errors":[{"message":"no"}]}`)}, Code: store.Code(code)}
	}
	asked, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return &graph.Response{Body: graph.Body{[]byte(`{"data":` + string(asked) + `}`)}, Data: true}
}

func (fake) Edition(context.Context) (graph.Edition, error) { return graph.Edition{}, nil }

func newServer(t testing.TB, engine Engine, change ...func(*Options)) *Server {
	t.Helper()
	o := Options{
		Engine: engine, Limits: DefaultLimits(), Log: slog.New(slog.DiscardHandler),
		Ready: func(context.Context) error { return nil },
	}
	for _, c := range change {
		c(&o)
	}
	return New(o)
}

const (
	gr   = mediaResponse
	data = `"data":`
)

// post is a request with a body in JSON; accept may be empty for none.
func post(accept, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, GraphQLPath, strings.NewReader(body))
	r.Header.Set("Content-Type", mediaJSON)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	return r
}

func get(query string, header ...string) *http.Request {
	return with(httptest.NewRequest(http.MethodGet, GraphQLPath+query, nil), header...)
}

func with(r *http.Request, header ...string) *http.Request {
	for i := 0; i < len(header); i += 2 {
		if header[i+1] == "" {
			r.Header.Del(header[i])
		} else {
			r.Header.Set(header[i], header[i+1])
		}
	}
	return r
}

func TestHTTP(t *testing.T) {
	const query = `{"query":"{ a }"}`
	method := func(m string) *http.Request { return httptest.NewRequest(m, GraphQLPath, nil) }
	for name, c := range map[string]struct {
		request *http.Request
		status  int
		media   string // "" is JSON
		body    string // a part of it
	}{
		// What an answer is.
		"no Accept":               {post("", query), 200, "", data},
		"Accept anything":         {post("*/*", query), 200, "", data},
		"Accept application/*":    {post("application/*", query), 200, "", data},
		"Accept JSON":             {post("application/json", query), 200, "", data},
		"Accept UTF-8":            {post("application/json; charset=UTF-8", query), 200, "", data},
		"Accept axios":            {post("application/json, text/plain, */*", query), 200, "", data},
		"Accept browser":          {post("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", query), 200, "", data},
		"Accept response":         {post(gr, query), 200, gr, data},
		"Accept both":             {post("application/json, "+gr, query), 200, gr, data},
		"Accept JSON before":      {post(gr+";q=0.5, application/json", query), 200, "", data},
		"Accept response before":  {post(gr+", application/json;q=0.9", query), 200, gr, data},
		"Accept all but JSON":     {post("*/*, application/json;q=0", query), 200, gr, data},
		"Accept HTML alone":       {post("text/html", query), 406, "", gr},
		"Accept stream alone":     {post("text/event-stream", query), 406, "", mediaJSON},
		"Accept Latin 1":          {post("application/json; charset=iso-8859-1", query), 406, "", gr},
		"Accept nothing":          {post("*/*;q=0", query), 406, "", gr},
		"Accept nonsense":         {post("application", query), 406, "", gr},
		"Accept bad quality":      {post("application/json;q=high", query), 406, "", gr},
		"Accept nonsense and any": {post(";;, */*", query), 200, "", data},

		// What the status says.
		"invalid, JSON":             {post("application/json", `{"query":"fail BAD_USER_INPUT"}`), 200, "", `"errors"`},
		"invalid, response":         {post(gr, `{"query":"fail BAD_USER_INPUT"}`), 400, gr, `"errors"`},
		"too complex, response":     {post(gr, `{"query":"fail TOO_COMPLEX"}`), 400, gr, `"errors"`},
		"unavailable, response":     {post(gr, `{"query":"fail UNAVAILABLE"}`), 503, gr, `"errors"`},
		"time-out, response":        {post(gr, `{"query":"fail TIMEOUT"}`), 504, gr, `"errors"`},
		"internal error, response":  {post(gr, `{"query":"fail INTERNAL"}`), 500, gr, `"errors"`},
		"internal error, JSON":      {post("", `{"query":"fail INTERNAL"}`), 200, "", `"errors"`},
		"malformed, response":       {post(gr, `{"query":`), 400, gr, "the body is no JSON: see byte 9"},
		"malformed, Accept nothing": {post("text/html", `{"query":`), 406, "", gr},

		// What a body is.
		"no content type":        {with(post("", query), "Content-Type", ""), 415, "", mediaJSON},
		"form":                   {with(post("", "query={a}"), "Content-Type", "application/x-www-form-urlencoded"), 415, "", mediaJSON},
		"multipart":              {with(post("", query), "Content-Type", "multipart/form-data; boundary=x"), 415, "", mediaJSON},
		"text":                   {with(post("", query), "Content-Type", "text/plain"), 415, "", mediaJSON},
		"GraphQL":                {with(post("", "{ a }"), "Content-Type", "application/graphql"), 415, "", mediaJSON},
		"JSON in UTF-8":          {with(post("", query), "Content-Type", "application/json; charset=utf-8"), 200, "", data},
		"JSON in UTF-16":         {with(post("", query), "Content-Type", "application/json; charset=utf-16"), 415, "", "UTF-8"},
		"compressed":             {with(post("", query), "Content-Encoding", "gzip"), 415, "", "compressed"},
		"too large":              {post("", `{"query":"`+strings.Repeat(" ", 256<<10)+`"}`), 413, "", "262144 bytes"},
		"large enough":           {post("", `{"query":"`+strings.Repeat(" ", 256<<10-12)+`"}`), 200, "", data},
		"empty":                  {post("", ""), 400, "", "no JSON"},
		"no UTF-8":               {post("", "{\"query\":\"\xff\"}"), 400, "", "UTF-8"},
		"two values":             {post("", query+query), 400, "", "no JSON: see byte 18"},
		"deep":                   {post("", `{"variables":`+strings.Repeat("[", 20_000)), 400, "", "no JSON"},
		"batch":                  {post("", ` [`+query+`]`), 400, "", "list"},
		"a string":               {post("", `"{ a }"`), 400, "", "object"},
		"null":                   {post("", `null`), 400, "", "query is missing"},
		"no query":               {post("", `{"qeury":"{ a }"}`), 400, "", "query is missing"},
		"query in capitals":      {post("", `{"Query":"{ a }"}`), 400, "", "query is missing"},
		"query null":             {post("", `{"query":null}`), 400, "", "query is missing"},
		"query object":           {post("", `{"query":{}}`), 400, "", "query is not a string"},
		"operation name number":  {post("", `{"query":"{ a }","operationName":1}`), 400, "", "operationName is not a string"},
		"variables list":         {post("", `{"query":"{ a }","variables":[]}`), 400, "", "variables is not a JSON object"},
		"variables string":       {post("", `{"query":"{ a }","variables":"{}"}`), 400, "", "variables is not a JSON object"},
		"extensions string":      {post("", `{"query":"{ a }","extensions":""}`), 400, "", "extensions is not a JSON object"},
		"cost":                   {post("", `{"query":"{ a }","extensions":{"cost":null,"Cost":1,"persistedQuery":{}}}`), 200, "", data},
		"cost asked for":         {post("", `{"query":"q","extensions":{"cost":true}}`), 200, "", `"Cost":true}`},
		"cost no boolean":        {post("", `{"query":"{ a }","extensions":{"cost":"yes"}}`), 400, "", "extensions.cost is not true or false"},
		"a member twice":         {post("", `{"query":1,"query":"last","variables":[],"variables":{"a":1,"a":2}}`), 200, "", `{"Query":"last","OperationName":"","Variables":{"a":2}`},
		"a value after":          {post("", query+`null`), 400, "", "no JSON: see byte 18"},
		"white space after":      {post("", query+" \r\n\t"), 200, "", data},
		"a byte order mark":      {post("", "\ufeff"+query), 400, "", "no JSON: see byte 1"},
		"parameters null":        {post("", `{"query":"q","operationName":null,"variables":null,"extensions":null}`), 200, "", `{"Query":"q","OperationName":"","Variables":null,"ReadOnly":false,"Cost":false}`},
		"parameters":             {post("", `{"query":"q","operationName":"o","variables":{"n":12345678901234567890},"extensions":{"a":1},"more":1}`), 200, "", `{"Query":"q","OperationName":"o","Variables":{"n":12345678901234567890},"ReadOnly":false,"Cost":false}`},
		"the URL of a POST":      {with(httptest.NewRequest(http.MethodPost, GraphQLPath+"?query=x", strings.NewReader(`{}`)), "Content-Type", mediaJSON), 400, "", "query is missing"},
		"text beyond the BMP":    {post("", `{"query":"Run🏃"}`), 200, "", "Run🏃"},
		"an escaped surrogate":   {post("", `{"query":"\ud83c\udfc3"}`), 200, "", "🏃"},
		"control characters":     {post("", "{\"query\":\"a\nb\"}"), 400, "", "no JSON"},
		"an answer's null bytes": {post("", `{"query":"\u0000"}`), 200, "", `\u0000`},

		// GET.
		"GET":                        {get("?query=%7B+a+%7D"), 200, "", `{"Query":"{ a }","OperationName":"","Variables":null,"ReadOnly":true,"Cost":false}`},
		"GET with everything":        {get("?query=q&operationName=o&variables=%7B%22a%22:1%7D&extensions=%7B%7D&more=1", "Accept", gr), 200, gr, `{"Query":"q","OperationName":"o","Variables":{"a":1},"ReadOnly":true,"Cost":false}`},
		"GET with empty parameters":  {get("?query=q&operationName=&variables=&extensions="), 200, "", `"Variables":null`},
		"GET with null variables":    {get("?query=q&variables=null"), 200, "", `"Variables":null`},
		"GET without query":          {get(""), 400, "", "query is missing"},
		"GET as a form":              {with(get("?query=q"), "Content-Type", "application/x-www-form-urlencoded"), 200, "", data},
		"GET with variables no JSON": {get("?query=q&variables=%7B"), 400, "", "variables is not a JSON object"},
		"GET with two values":        {get("?query=q&variables=%7B%7D%7B%7D"), 400, "", "variables is not a JSON object"},
		"GET with a list":            {get("?query=q&extensions=%5B%5D"), 400, "", "extensions is not a JSON object"},
		"GET with cost no boolean":   {get("?query=q&extensions=%7B%22cost%22:1%7D"), 400, "", "extensions.cost is not true or false"},
		"GET twice":                  {get("?query=q&query=r"), 400, "", "query is given more than once"},
		"GET malformed":              {get("?query=%zz"), 400, "", "malformed"},
		"GET no UTF-8":               {get("?query=%ff"), 400, "", "UTF-8"},
		"GET invalid, response":      {get("?query=fail+BAD_USER_INPUT", "Accept", gr), 400, gr, `"errors"`},

		// Other methods.
		"HEAD":    {method(http.MethodHead), 400, "", ""},
		"PUT":     {method(http.MethodPut), 405, "", allowed},
		"DELETE":  {method(http.MethodDelete), 405, "", allowed},
		"PATCH":   {method(http.MethodPatch), 405, "", allowed},
		"OPTIONS": {method(http.MethodOptions), 204, "none", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			newServer(t, fake{}).Handler().ServeHTTP(w, c.request)
			got := w.Result()
			body := w.Body.String()
			if got.StatusCode != c.status || !strings.Contains(body, c.body) {
				t.Errorf("%d %s, not %d with %q", got.StatusCode, body, c.status, c.body)
			}
			want := mediaJSON + "; charset=utf-8"
			switch c.media {
			case gr:
				want = gr + "; charset=utf-8"
			case "none":
				want = ""
			}
			if media := got.Header.Get("Content-Type"); media != want {
				t.Errorf("the content type is %q, not %q", media, want)
			}
			if allow := got.Header.Get("Allow"); (c.status == 405 || c.status == 204) != (allow == allowed) {
				t.Errorf("Allow: %q", allow)
			}
			if c.media != "none" && !json.Valid([]byte(body)) {
				t.Errorf("no JSON: %s", body)
			}
			cache := "no-store"
			if c.request.Method == http.MethodGet && c.status == 200 {
				cache = "no-cache"
			}
			for header, want := range map[string]string{
				"Vary": "Accept", "Cache-Control": cache, "X-Content-Type-Options": "nosniff",
				"Referrer-Policy": "no-referrer", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
				"Access-Control-Allow-Origin": "",
			} {
				if got := got.Header.Get(header); got != want {
					t.Errorf("%s: %q, not %q", header, got, want)
				}
			}
		})
	}
}

// What a client sent must not come back in a refusal, nor reach the log.
func TestRefusalsDoNotEcho(t *testing.T) {
	const secret = "hunter2"
	var log bytes.Buffer
	s := newServer(t, fake{}, func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	for _, body := range []string{
		secret, `{"query":"` + secret, `{"query":{"` + secret + `":1}}`, `{"query":"q","variables":"` + secret + `"}`, `["` + secret + `"]`,
	} {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, post("", body))
		if w.Code != http.StatusBadRequest || strings.Contains(w.Body.String(), secret) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
	s.Handler().ServeHTTP(httptest.NewRecorder(), get("?query="+secret))
	if strings.Contains(log.String(), secret) {
		t.Errorf("the log holds it:\n%s", &log)
	}
}

// An answer goes out as its engine finished it, with its length known.
func TestAnswerIsFinishedBytes(t *testing.T) {
	answer := []byte(`{"data":{"a":"` + strings.Repeat("Ü", 1<<20) + `"}}`)
	s := newServer(t, fake{func(context.Context, graph.Request) *graph.Response {
		return &graph.Response{Body: graph.Body{answer}, Data: true}
	}})
	url := listen(t, s) + GraphQLPath + "?query=q"
	got := fetch(t, http.MethodGet, url)
	if got.status != 200 || got.length != int64(len(answer)) || got.header.Get("Transfer-Encoding") != "" {
		t.Errorf("%d, length %d, %v", got.status, got.length, got.header)
	}
	if !bytes.Equal(got.body, answer) {
		t.Error("the bytes are not the engine's")
	}
	head := fetch(t, http.MethodHead, url)
	if head.status != 200 || head.length != int64(len(answer)) || len(head.body) != 0 {
		t.Errorf("HEAD: %d, length %d, body %d", head.status, head.length, len(head.body))
	}
}

func TestDeadlineAndPlaces(t *testing.T) {
	running, release := make(chan struct{}), make(chan struct{})
	s := newServer(t, fake{func(ctx context.Context, r graph.Request) *graph.Response {
		if _, has := ctx.Deadline(); !has {
			t.Error("an operation without a deadline")
		}
		if r.Query == "wait" {
			close(running)
			<-release
		}
		return &graph.Response{Body: graph.Body{[]byte(`{"data":{}}`)}, Data: true}
	}}, func(o *Options) { o.Limits.Running, o.Limits.Queue = 1, 0 })
	ask := func(query string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, get("?query="+query))
		return w
	}
	first := make(chan int)
	go func() { first <- ask("wait").Code }()
	<-running
	busy := ask("q")
	if busy.Code != 503 || busy.Header().Get("Retry-After") == "" || !strings.Contains(busy.Body.String(), `"code":"UNAVAILABLE","limit":"limit-queue","max":0}`) {
		t.Errorf("beyond the limit: %d %v %s", busy.Code, busy.Header(), busy.Body)
	}
	close(release)
	if code := <-first; code != 200 {
		t.Errorf("the one that ran: %d", code)
	}
	if code := ask("q").Code; code != 200 {
		t.Errorf("after it: %d", code)
	}
}

// got is a response that was read to its end.
type got struct {
	status int
	length int64
	header http.Header
	body   []byte
}

func fetch(t *testing.T, method, url string) got {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got{response.StatusCode, response.ContentLength, response.Header, body}
}
