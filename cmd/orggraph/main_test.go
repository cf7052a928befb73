package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"orggraph/internal/server"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"orggraph": main, "ask": ask, "ready": askReady, "until": until})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"url": url},
	})
}

func TestExitStatus(t *testing.T) {
	for line, want := range map[string]int{
		"":                                      exitDone,
		"--help":                                exitDone,
		"version":                               exitDone,
		"query {__typename}":                    exitDone,
		"query {typename}":                      exitFailed,
		"query --explain {typename}":            exitFailed,
		"query --data none {__typename}":        exitFailed,
		"import --from none":                    exitFailed,
		"serve --listen nowhere":                exitFailed,
		"sevre":                                 exitUsage,
		"serve now":                             exitUsage,
		"serve --lisen :80":                     exitUsage,
		"import":                                exitUsage,
		"import --from . --data a --report ./a": exitUsage,
		"import --from . --reload":              exitUsage,
		"serve --data a --store bolt://h":       exitUsage,
		"query --store http://h {__typename}":   exitFailed,
		"query --store bolt://127.0.0.1:1 {regions{totalCount}}": exitFailed,
		"import --from . --report a.j --rejects a.j":             exitUsage,
		"query":                    exitUsage,
		"query a b":                exitUsage,
		"query --variables [] {a}": exitUsage,
		"version now":              exitUsage,
	} {
		args := append([]string{"orggraph"}, strings.Fields(line)...)
		got := run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), io.Discard, io.Discard)
		if got != want {
			t.Errorf("orggraph %s ends with status %d, not %d", line, got, want)
		}
	}
}

// patience is how long a script waits for what another process does.
const patience = 2 * time.Minute

var graphqlURL = regexp.MustCompile(`GraphQL +(http://\S+)\n`)

// url waits until a server has written its address to a file, and keeps it in $URL.
func url(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		printed, _ := os.ReadFile(ts.MkAbs(args[0]))
		if m := graphqlURL.FindSubmatch(printed); m != nil {
			ts.Setenv("URL", string(m[1]))
			return
		}
	}
	ts.Fatalf("no server wrote its address to %s", args[0])
}

// ask is a program that posts its argument to $URL and prints the answer. With two arguments it asks
// until the answer to the second holds the first.
func ask() {
	want, query := "", os.Args[len(os.Args)-1]
	if len(os.Args) > 2 {
		want = os.Args[1]
	}
	body, err := json.Marshal(question{Query: query})
	if err != nil {
		panic(err)
	}
	answer := ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if answer, err = post(os.Getenv("URL"), body); err == nil && strings.Contains(answer, want) {
			fmt.Println(answer)
			return
		}
	}
	fmt.Println("the last answer:", answer, err)
	os.Exit(1)
}

// askReady is a program that waits until the server at $URL answers with its argument, a status, whether it is ready.
func askReady() {
	url, want, got := strings.TrimSuffix(os.Getenv("URL"), server.GraphQLPath)+server.ReadyPath, os.Args[1], ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		r, err := http.Get(url)
		if err != nil {
			panic(err)
		}
		_ = r.Body.Close()
		if got = fmt.Sprint(r.StatusCode); got == want {
			return
		}
	}
	fmt.Println("the last answer:", got)
	os.Exit(1)
}

// until is a program that waits until its first argument stands in the file that is its second.
func until() {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if text, _ := os.ReadFile(os.Args[2]); strings.Contains(string(text), os.Args[1]) {
			return
		}
	}
	os.Exit(1)
}

func post(url string, body []byte) (string, error) {
	r, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Body.Close() }()
	answer, err := io.ReadAll(r.Body)
	return string(answer), err
}
