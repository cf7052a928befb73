package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/web"
)

// listen serves on a free port of the loopback address until the test ends, and returns the URL.
func listen(t *testing.T, s *Server) string {
	t.Helper()
	address, stop := start(t, s)
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return "http://" + address
}

// start is listen for a test that ends the server itself.
func start(t *testing.T, s *Server) (address string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	return l.Addr().String(), func() error { cancel(); return <-ended }
}

// dial sends text as it is and returns what comes back until the server closes the connection.
func dial(t *testing.T, address, text string) string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(c)
	if err != nil {
		t.Fatalf("the server keeps the connection: %v", err)
	}
	return string(answer)
}

// A client that does not go on is not waited for, wherever it stops.
func TestSlowClients(t *testing.T) {
	s := newServer(t, fake{}, func(o *Options) {
		o.Limits.ReadHeader, o.Limits.Read, o.Limits.Idle = 50*time.Millisecond, 150*time.Millisecond, 50*time.Millisecond
	})
	address := strings.TrimPrefix(listen(t, s), "http://")
	for _, c := range []struct{ name, text, answer string }{
		{"says nothing", "", ""},
		{"stops in the headers", "POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", ""},
		{
			"stops in the body",
			"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query\"",
			"HTTP/1.1 408 Request Timeout",
		},
		{"asks no more", "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 200 OK"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			begin := time.Now()
			if got := dial(t, address, c.text); !strings.HasPrefix(got, c.answer) || (c.answer == "" && got != "") {
				t.Errorf("the answer is %q, not %q", got, c.answer)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// A client that does not take its answer is cut off.
func TestAnswerThatIsNotTaken(t *testing.T) {
	body := bytes.Repeat([]byte("x"), 64<<20) // more than sockets hold
	s := newServer(t, fake{func(_ context.Context, r graph.Request) *graph.Response {
		if r.Query == "small" {
			return &graph.Response{Body: graph.Body{[]byte("{}")}, Data: true}
		}
		return &graph.Response{Body: graph.Body{body}, Data: true}
	}}, func(o *Options) {
		o.Limits.WaitingBytes = int64(len(body))
		o.Limits.Read, o.Limits.Turn, o.Limits.Answer, o.Limits.Write = 50*time.Millisecond, 50*time.Millisecond, 50*time.Millisecond, 50*time.Millisecond
	})
	address := strings.TrimPrefix(listen(t, s), "http://")
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, "GET /graphql?query=q HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(c).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		time.Sleep(50 * time.Millisecond)
		if fetch(t, http.MethodGet, "http://"+address+GraphQLPath+"?query=small").status == http.StatusOK {
			return
		}
	}
	t.Error("the answer still holds its place")
}

func TestHeadersTooLarge(t *testing.T) {
	address := strings.TrimPrefix(listen(t, newServer(t, fake{})), "http://")
	text := "GET /graphql?query=" + strings.Repeat("q", 24<<10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
	if got := dial(t, address, text); !strings.HasPrefix(got, "HTTP/1.1 431 ") {
		t.Errorf("the answer is %.60q", got)
	}
}

// Stopping waits for the operation that runs, and takes no new one.
func TestGracefulShutdown(t *testing.T) {
	running, release := make(chan struct{}), make(chan struct{})
	s := newServer(t, fake{func(ctx context.Context, _ graph.Request) *graph.Response {
		close(running)
		<-release
		if ctx.Err() != nil {
			t.Error("the operation was cut")
		}
		return &graph.Response{Body: graph.Body{[]byte(`{"data":{}}`)}, Data: true}
	}})
	address, stop := start(t, s)
	answer := make(chan int)
	go func() { answer <- fetch(t, http.MethodGet, "http://"+address+"/graphql?query=q").status }()
	<-running
	stopped := make(chan error)
	go func() { stopped <- stop() }()
	for { // until the port is closed
		c, err := net.Dial("tcp", address)
		if err != nil {
			break
		}
		_ = c.Close()
		time.Sleep(time.Millisecond)
	}
	select {
	case err := <-stopped:
		t.Fatalf("stopped with an operation running: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(release)
	if got := <-answer; got != http.StatusOK {
		t.Errorf("the operation that ran got %d", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// What does not end within the limit is cut.
func TestShutdownCuts(t *testing.T) {
	running, cut := make(chan struct{}), make(chan error, 1)
	s := newServer(t, fake{func(ctx context.Context, _ graph.Request) *graph.Response {
		close(running)
		<-ctx.Done()
		cut <- ctx.Err()
		return &graph.Response{Body: graph.Body{[]byte(`{}`)}}
	}}, func(o *Options) { o.Limits.Shutdown = 20 * time.Millisecond })
	address, stop := start(t, s)
	go func() {
		response, err := http.Get("http://" + address + "/graphql?query=q")
		if err == nil {
			_ = response.Body.Close()
		}
	}()
	<-running
	if err := stop(); err != nil {
		t.Error(err)
	}
	if err := <-cut; !errors.Is(err, context.Canceled) {
		t.Errorf("the operation ended with %v", err)
	}
}

func TestListenerFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := newServer(t, fake{}).Serve(t.Context(), l); !errors.Is(err, net.ErrClosed) {
		t.Errorf("%v", err)
	}
}

func TestPanic(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, fake{func(context.Context, graph.Request) *graph.Response { panic("secret") }}, func(o *Options) {
		o.Log = slog.New(LogHandler(slog.NewTextHandler(&log, nil))).With("a", 1).WithGroup("g")
	})
	for range 2 { // the second shows that the place was given back
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, with(get("?query=q"), "X-Request-Id", "trace-1"))
		if w.Code != 500 || !strings.Contains(w.Body.String(), `"code":"INTERNAL"`) || !strings.Contains(w.Body.String(), "trace-1") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("the cause is shown: %s", w.Body)
		}
	}
	for _, want := range []string{"secret", "trace-1", "server_test.go", "status=500"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q:\n%s", want, &log)
		}
	}
	// A panic in the middle of an answer cuts it.
	h := observe(slog.New(slog.DiscardHandler), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic("later")
	}))
	defer func() {
		if cause, is := recover().(error); !is || !errors.Is(cause, http.ErrAbortHandler) {
			t.Errorf("recovered %v", cause)
		}
	}()
	h.ServeHTTP(httptest.NewRecorder(), get(""))
}

func TestRequestID(t *testing.T) {
	for sent, kept := range map[string]bool{
		"": false, "a.B_9-": true, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "a b": false, "a\"b": false, "ä": false,
	} {
		w := httptest.NewRecorder()
		newServer(t, fake{}).Handler().ServeHTTP(w, with(get("?query=q"), "X-Request-Id", sent))
		got := w.Header().Get("X-Request-Id")
		if (got == sent) != kept || !isRequestID(got) {
			t.Errorf("%q became %q", sent, got)
		}
	}
}

func TestHost(t *testing.T) {
	s := newServer(t, fake{}, func(o *Options) { o.Hosts = []string{"OrgGraph.example:443"} })
	loopback := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}
	outside := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1)}
	for _, c := range []struct {
		host   string
		local  net.Addr
		status int
	}{
		{"localhost:8080", loopback, 200},
		{"LocalHost.", loopback, 200},
		{"app.localhost:1", loopback, 200},
		{"127.0.0.1:8080", loopback, 200},
		{"127.1.2.3", loopback, 200},
		{"[::1]:8080", loopback, 200},
		{"[::1]", loopback, 200},
		{"orggraph.example:443", loopback, 200},
		{"", loopback, 200}, // HTTP/1.0, as old health checks speak it
		{"attacker.example:8080", loopback, 421},
		{"localhost.attacker.example", loopback, 421},
		{"notlocalhost", loopback, 421},
		{"192.0.2.1", loopback, 421},
		{"attacker.example:8080", outside, 200},
	} {
		r := get("?query=q")
		r.Host = c.host
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, c.local))
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s at %v: %d, not %d", c.host, c.local, w.Code, c.status)
		}
	}
}

func TestHealthAndPaths(t *testing.T) {
	var notReady error
	s := newServer(t, fake{}, func(o *Options) {
		o.Ready = func(ctx context.Context) error {
			if _, has := ctx.Deadline(); !has {
				t.Error("no deadline")
			}
			return notReady
		}
	})
	check := func(method, path string, status int, body string) {
		t.Helper()
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest(method, path, nil))
		if w.Code != status || !strings.Contains(w.Body.String(), body) {
			t.Errorf("%s %s: %d %s, not %d %s", method, path, w.Code, w.Body, status, body)
		}
	}
	check(http.MethodGet, LivePath, 200, `{"status":"live"}`)
	check(http.MethodHead, LivePath, 200, ``)
	check(http.MethodPost, LivePath, 405, "")
	check(http.MethodGet, ReadyPath, 200, `{"status":"ready"}`)
	notReady = errors.New("bolt://secret")
	check(http.MethodGet, ReadyPath, 503, `{"status":"not ready"}`)
	check(http.MethodGet, LivePath, 200, `{"status":"live"}`)
	check(http.MethodGet, PagePath, 200, GraphQLPath)
	check(http.MethodPost, PagePath, 405, "")
	check(http.MethodGet, PlaygroundPath+web.LicencesName, 404, "") // without a page
	check(http.MethodGet, "/nothing", 404, "")
	check(http.MethodGet, "/graphql/", 404, "")
}

// A request is one line of the log: what an operation was called and came to, and nothing of its text.
func TestLogOfAnOperation(t *testing.T) {
	for format, handler := range map[string]func(io.Writer) slog.Handler{
		"text": func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		"json": func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		var log bytes.Buffer
		s := newServer(t, fake{func(context.Context, graph.Request) *graph.Response {
			return &graph.Response{Body: graph.Body{[]byte("{}")}, Operation: "A\nlevel=ERROR " + strings.Repeat("x", 99), Cost: 7, Rows: 3, Code: "TIMEOUT"}
		}}, func(o *Options) { o.Log = slog.New(LogHandler(handler(&log))) })
		s.Handler().ServeHTTP(httptest.NewRecorder(), with(get("?query=secret"), "X-Request-Id", "trace-1"))
		line := log.String()
		if strings.Count(line, "\n") != 1 || strings.Contains(line, "secret") || strings.Contains(line, strings.Repeat("x", 60)) {
			t.Errorf("%s: logged %s", format, line)
		}
		for _, want := range []string{"trace-1", "cost", "7", "rows", "3", "TIMEOUT", "operation", `A\nlevel=ERROR`} {
			if !strings.Contains(line, want) {
				t.Errorf("%s: %q is not in %s", format, want, line)
			}
		}
	}
}
