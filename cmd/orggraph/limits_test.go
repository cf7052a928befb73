package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/config"
	"orggraph/internal/server"
)

const (
	limitsPage  = "docs/limits.md"
	limitsBegin = "## What a refusal looks like\n"
)

// TestLimitsPage holds the page that tells clients of limits against what the server answers above each. With
// WRITE_LIMITS=1 it writes the answers anew.
func TestLimitsPage(t *testing.T) {
	s, err := openService(place{}, slog.New(slog.DiscardHandler), graph.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	handler := server.New(server.Options{Engine: s.engine, Log: slog.New(slog.DiscardHandler), Limits: server.DefaultLimits()}).Handler()
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format+" ", i)
		}
		return b.String()
	}
	var want strings.Builder
	for _, c := range []struct{ limit, asked, query string }{
		{"limit-tokens", "A document of 2,000 fields", "{ " + strings.Repeat("__typename ", 2000) + "}"},
		{"limit-depth", "Branch surgeries of the practice of branch surgeries, and so on", `{ practice(odsCode: "A") { ` + strings.Repeat("branchSurgeries { nodes { practice { ", 7) + "name" + strings.Repeat(" } } }", 7) + " } }"},
		{"limit-fields", "30 fragments that are each spread in the next twice", "{ ...f0 } fragment f30 on Query { __typename } " + func() string {
			var b strings.Builder
			for i := range 30 {
				fmt.Fprintf(&b, "fragment f%d on Query { ...f%d ...f%d } ", i, i+1, i+1)
			}
			return b.String()
		}()},
		{"limit-root-fields", "51 root fields", "{ " + strings.Repeat("__typename ", 51) + "}"},
		{"limit-aliases", "101 aliases", "{ dataset { " + numbered(101, "a%d: title") + "} }"},
		{"limit-directives", "51 directives", "{ dataset { " + strings.Repeat("title @skip(if: false) ", 51) + "} }"},
		{"limit-introspection", "The fields of all types under 50 names", "{ __schema { types { " + numbered(50, "a%d: fields { name args { name } }") + "} } }"},
		{"limit-cost", "From each network to the practices of the system of each of its practices", "{ primaryCareNetworks { nodes { practices { nodes { integratedCareSystem { practices { nodes { name } } } } } } } }"},
		{"limit-answer", "The name of each practice 60 times, each time under a name of 200 letters", "{ practices { nodes { " + numbered(60, "a%d"+strings.Repeat("x", 200)+": name") + "} } }"},
		{"limit-body", "A body of 300,000 bytes", strings.Repeat(" ", 300_000)},
	} {
		known := false
		for i := range config.Settings {
			known = known || config.Settings[i].Name == c.limit
		}
		if !known {
			t.Errorf("%s is no setting", c.limit)
		}
		body, err := json.Marshal(question{Query: c.query})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, server.GraphQLPath, strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/graphql-response+json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		var answer struct{ Errors []json.RawMessage }
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || len(answer.Errors) == 0 {
			t.Fatalf("%s: %v: %s", c.limit, err, w.Body)
		}
		fmt.Fprintf(&want, "\n### %s\n\n%s, status %d:\n\n```json\n%s\n```\n", c.limit, c.asked, w.Code, answer.Errors[0])
	}
	text := read(t, limitsPage)
	head, _, _ := strings.Cut(text, limitsBegin)
	page := head + limitsBegin + want.String()
	if os.Getenv("WRITE_LIMITS") != "" {
		if err := os.WriteFile(filepath.Join(root, limitsPage), []byte(page), 0o644); err != nil { //nolint:gosec // a page for all to read
			t.Fatal(err)
		}
	} else if page != text {
		t.Errorf("%s is not what is answered: run the test with WRITE_LIMITS=1 and look at what has changed", "docs/limits.md")
	}
}
