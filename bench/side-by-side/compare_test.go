//go:build linux

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"orggraph/bench/operations"
	"orggraph/internal/running"
)

// seeded stands before a server and changes one thing in its answers, as a server would that is wrong.
func seeded(t *testing.T, server, right, wrong string) string {
	t.Helper()
	to, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) },
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			body = bytes.Replace(body, []byte(right), []byte(wrong), 1)
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			r.Header.Set("Content-Length", strconv.Itoa(len(body)))
			return err
		},
	}
	s := httptest.NewServer(proxy)
	t.Cleanup(s.Close)
	return s.URL + "/graphql"
}

// TestCheckCatchesWrongAnswers sets the program beside itself, once as it is and once with a wrong answer, and wants
// the second to be caught, whatever is wrong with it.
func TestCheckCatchesWrongAnswers(t *testing.T) {
	p := running.Serve(t, running.Build(t), nil)
	_, g, err := readGraph("")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{graph: g, client: newClient(1), began: time.Now()}
	if b.variables, err = variablesOf(g); err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, slug, url string) (wrong error) {
		t.Helper()
		o, err := operationOf(slug)
		if err != nil {
			t.Fatal(err)
		}
		b.contenders = []*contender{
			{Letter: "a", Name: "right", url: p.GraphQL(), texts: ours{}, requests: map[string]*request{}},
			{Letter: "b", Name: "wrong", url: url, texts: ours{}, requests: map[string]*request{}},
		}
		_, wrong = b.check(t.Context(), o)
		return wrong
	}
	for _, o := range operations.All() {
		if err := check(t, o.Slug, p.GraphQL()); err != nil {
			t.Errorf("%s: beside itself: %v", o.Slug, err)
		}
	}
	for _, c := range []struct{ name, slug, right, wrong, want string }{
		{"a number in the last network of England", "england", `"listSize":1`, `"listSize":2`, "they part at byte"},
		{"a practice less", "england", `"practices":{"nodes":[{`, `"practices":{"nodes":[]},"x":{"nodes":[{`, "they part at byte"},
		{"a count", "total", `"totalCount":`, `"totalCount":1`, "they part at byte"},
		{"null", "network", `"openedOn":"`, `"openedOn":null,"x":"`, "they part at byte"},
		{"a day", "parallel", `"validFrom":"20`, `"validFrom":"19`, "they part at byte"},
		{"an error beside all data", "point", `{"data":`, `{"errors":[{"message":"no"}],"data":`, "it has errors"},
		{"an answer cut short", "system", `}}`, ``, "no JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := check(t, c.slug, seeded(t, "http://"+p.Address, c.right, c.wrong))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "wrong") {
				t.Errorf("it was not caught: %v", err)
			}
		})
	}
}

// A server whose answers change while it is measured has failed.
func TestMeasureCountsOtherAnswers(t *testing.T) {
	n := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if n++; n == 3 {
			_, _ = io.WriteString(w, "other")
			return
		}
		_, _ = io.WriteString(w, "right")
	}))
	defer s.Close()
	ctx, enough := context.WithCancel(t.Context())
	r := &request{url: s.URL, answer: []byte("right")}
	got := newClient(1).measure(ctx, 1, time.Hour, []*request{r}, func(_, n int) int {
		if n == 4 {
			enough()
		}
		return 0
	})
	if got.failed != 2 || len(got.took) != 3 { // the other answer, and the one that nobody waited for
		t.Errorf("%d failed, %d did not", got.failed, len(got.took))
	}
}
