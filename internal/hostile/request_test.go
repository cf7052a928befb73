//go:build hostile

package hostile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// endless is n letters that need no memory.
func endless(n int64) io.Reader { return io.LimitReader(letters{}, n) }

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// unsized hides how long a body is, so that it is sent in chunks.
type unsized struct{ io.Reader }

// raw sends text as it is and reads one answer.
func raw(text string) func(string) outcome {
	return func(address string) outcome {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return outcome{fault: err.Error()}
		}
		defer func() { _ = c.Close() }()
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		sent := make(chan struct{})
		go func() { // the server may answer before it has read everything
			defer close(sent)
			_, _ = io.WriteString(c, text)
		}()
		defer func() { <-sent }()
		defer func() { _ = c.Close() }()
		response, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			return outcome{err: err}
		}
		return read(response)
	}
}

const mb64 = 64 << 20

func requests() []attack {
	const json = "Content-Type: application/json\r\n"
	begin := "POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: application/graphql-response+json\r\n" + json
	const ask = "{__typename}"
	get := func(headers ...string) func(string) outcome {
		return request("GET", "/graphql?query="+ask, nil, headers...)
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.Copy(z, endless(64<<20))
	_ = z.Close()
	return []attack{
		{"body: 64 MB, announced", request("POST", "/graphql", func() io.Reader { return io.NopCloser(endless(mb64)) }, "Content-Type", "application/json", "Content-Length", "67108864"), []string{large, closed}},
		{"body: 64 MB, in chunks", request("POST", "/graphql", func() io.Reader { return unsized{endless(mb64)} }, "Content-Type", "application/json"), []string{large, closed}},
		{"body: 64 MB to GET", request("GET", "/graphql?query="+ask, func() io.Reader { return unsized{endless(mb64)} }), []string{legal, closed}},
		{"body: 64 MB to PUT", request("PUT", "/graphql", func() io.Reader { return unsized{endless(mb64)} }), []string{"405 BAD_USER_INPUT", closed}},
		{"body: 64 MB to the page", request("POST", "/", func() io.Reader { return unsized{endless(mb64)} }), []string{"405", closed}},
		{"body: 64 MB of a form", request("POST", "/graphql", func() io.Reader { return unsized{endless(mb64)} }, "Content-Type", "multipart/form-data; boundary=x"), []string{"415 BAD_USER_INPUT", closed}},
		{"body: 2 MB", request("POST", "/graphql", func() io.Reader { return unsized{endless(2 << 20)} }, "Content-Type", "application/json"), []string{large, closed}},
		{"body: compressed, 64 MB in 64 KB", request("POST", "/graphql", func() io.Reader { return bytes.NewReader(zipped.Bytes()) }, "Content-Type", "application/json", "Content-Encoding", "gzip"), []string{"415 BAD_USER_INPUT"}},
		{"body: 200 KB in chunks of one byte", raw(begin + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1\r\n \r\n", 200_000) + "0\r\n\r\n"), []string{bad, closed, "400"}},
		{"body: chunks with long extensions", raw(begin + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1;"+strings.Repeat("x", 3000)+"\r\n \r\n", 2000) + "0\r\n\r\n"), []string{bad, closed, "400"}},
		{"body: a chunk of 2^63 bytes", raw(begin + "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n{}"), []string{bad, closed, "400", "408 BAD_USER_INPUT"}},
		{"body: a chunk of no number", raw(begin + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}"), []string{bad, closed}},
		{"body: two lengths", raw(begin + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), []string{"400"}},
		{"body: a negative length", raw(begin + "Content-Length: -2\r\n\r\n{}"), []string{"400"}},
		{"body: a length of 2^70", raw(begin + "Content-Length: 1180591620717411303424\r\n\r\n{}"), []string{"400"}},
		{"body: a length and chunks", raw(begin + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"), []string{bad, "400"}},
		{"body: an unknown coding", raw(begin + "Transfer-Encoding: cow\r\n\r\n{}"), []string{"501"}},
		{"body: expected and never sent", raw(begin + "Content-Length: 2\r\nExpect: the-unexpected\r\nConnection: close\r\n\r\n{}"), []string{"417"}},

		{"headers: 12 KB of one", get("X-Long", strings.Repeat("x", 12<<10)), []string{legal}},
		{"headers: 64 KB of one", get("X-Long", strings.Repeat("x", 64<<10)), []string{"431", closed}},
		{"headers: 1 MB of one", get("X-Long", strings.Repeat("x", 1<<20)), []string{"431", closed}},
		{"headers: 20,000 of them", raw("GET /graphql HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("a:b\r\n", 20_000) + "\r\n"), []string{"431", closed}},
		{"headers: 3,000 of them", raw("GET /graphql?query=" + ask + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + strings.Repeat("a:b\r\n", 2_500) + "\r\n"), []string{legal}},
		{"headers: a URL of 1 MB", request("GET", "/graphql?query="+strings.Repeat("a", 1<<20), nil), []string{"431", closed}},
		{"headers: no host", raw("GET /graphql HTTP/1.1\r\n\r\n"), []string{"400"}},
		{"headers: a foreign host", raw("GET /graphql HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), []string{"421 BAD_USER_INPUT"}},
		{"headers: NUL", raw("GET /graphql HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n"), []string{"400"}},
		{"headers: no HTTP", raw(strings.Repeat("\x16\x03\x01\x00", 2000) + "\r\n\r\n"), []string{"400", "431", closed}},
		{"headers: HTTP/2 without TLS", raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), []string{"400", "505", "404", closed}},
		{"headers: 14 KB of Accept", get("Accept", strings.Repeat("a/b;q=0.1,", 1400)), []string{legal}},
		{"headers: 14 KB of media parameters", get("Accept", "a/b"+strings.Repeat(";c=d", 2800)), []string{"406 BAD_USER_INPUT", legal}},
		{"headers: 14 KB of tags", get("If-None-Match", strings.Repeat(`W/"a",`, 2300)), []string{legal}},
		{"headers: 14 KB of origins", get("Origin", strings.Repeat("https://a.example ", 750)), []string{legal}},
		{"headers: a request id that is none", get("X-Request-Id", strings.Repeat("<", 5000)), []string{legal}},
		{"URL: 14 KB of parameters", request("GET", "/graphql?"+strings.Repeat("a=b&", 3500), nil), []string{bad}},
		{"URL: 14 KB of percent signs", request("GET", "/graphql?query="+strings.Repeat("%25", 4500), nil), []string{bad}},
		{"URL: a path that climbs", raw("GET /playground/../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), []string{"404", "301", "307"}},
		{"URL: a nested document", request("GET", "/graphql?query="+strings.Repeat("%7B", 4500), nil), []string{bad, tooComplex}},
		{"pipelining: 300 requests", pipelined(300), []string{legal}},
		// net/http takes a client that says no more for one that is gone, once it notices.
		{"half-closed", halfClosed, []string{legal, "200 TIMEOUT"}},
		{"connections: 1,000 that say nothing", connections(1000), []string{legal}},
	}
}

// pipelined sends many requests at once on one connection and reads all answers.
func pipelined(n int) func(string) outcome {
	return func(address string) outcome {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return outcome{fault: err.Error()}
		}
		defer func() { _ = c.Close() }()
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		go func() {
			_, _ = io.WriteString(c, strings.Repeat("HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n", n-1)+"GET /graphql?query={__typename} HTTP/1.1\r\nHost: localhost\r\n\r\n")
		}()
		answers := bufio.NewReader(c)
		for i := range n - 1 {
			r, err := http.ReadResponse(answers, &http.Request{Method: http.MethodHead})
			if err != nil || r.StatusCode != http.StatusOK {
				return outcome{fault: fmt.Sprintf("answer %d: %v", i, err)}
			}
		}
		response, err := http.ReadResponse(answers, nil)
		if err != nil {
			return outcome{err: err}
		}
		return read(response)
	}
}

// halfClosed says that it has nothing more to say, and waits for its answer.
func halfClosed(address string) outcome {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return outcome{fault: err.Error()}
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	body := operation("{practices(first:3){nodes{name}}}", "")
	_, _ = fmt.Fprintf(c, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	_ = c.(*net.TCPConn).CloseWrite()
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return outcome{err: err}
	}
	return read(response)
}

// connections opens many, closes them without a word, and asks something.
func connections(n int) func(string) outcome {
	return func(address string) outcome {
		var open []net.Conn
		for range n {
			c, err := net.Dial("tcp", address)
			if err != nil {
				return outcome{fault: err.Error()}
			}
			open = append(open, c)
		}
		for _, c := range open {
			_ = c.Close()
		}
		return post(operation("{__typename}", ""))(address)
	}
}
