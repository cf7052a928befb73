package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"orggraph/graph"
	"orggraph/internal/recipes"
)

const root = "../.."

// pages are those of the project that need nothing but this program. Others are tried in other tests: see triedIn.
var pages = []string{"README.md", "docs/queries.md"}

// TestReadme does what the pages say, block by block: commands run and succeed, operations are answered by the
// demo without an error, and what stands below either as json or text is what comes out.
func TestReadme(t *testing.T) {
	for _, page := range pages {
		t.Run(page, func(t *testing.T) {
			r := newReader(t, page)
			for release, day := range map[string]string{"release-2023": "2022-12-31", "release-2025": "2025-09-30"} {
				r.inventRelease(release, day)
			}
			r.follow()
		})
	}
}

// reader does what it reads, in a folder of its own.
type reader struct {
	*testing.T
	page    string
	blocks  []recipes.Block
	at      recipes.Block
	demo    *service
	targets map[string]string               // of the Makefile, with what they run
	also    map[string]func(words []string) // commands that only this page has
	getenv  func(name string) string        // the environment of the program
	server  string                          // the address of the server that was started
	printed string                          // what the last command or operation printed
}

// newReader opens a page.
func newReader(t *testing.T, page string) *reader {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, page))
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{
		T: t, page: page, blocks: recipes.Blocks(string(text)), targets: makeTargets(t),
		getenv: func(string) string { return "" },
	}
	r.demo, err = openService(place{}, slog.New(slog.DiscardHandler), graph.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.demo.close)
	t.Chdir(t.TempDir())
	return r
}

// follow goes through the page.
func (r *reader) follow() {
	r.Helper()
	if len(r.blocks) == 0 {
		r.Errorf("%s shows nothing that can be tried", r.page)
	}
	for _, b := range r.blocks {
		r.at = b
		switch b.Language {
		case "sh":
			for _, words := range commands(b.Text) {
				r.command(words)
			}
		case "graphql":
			r.operation(b.Text)
		case "json":
			r.compareJSON(b.Text)
		case "text":
			if diff := cmp.Diff(b.Text, r.printed); diff != "" {
				r.fail("is not what is printed (-page +printed):\n%s", diff)
			}
		default:
			r.fail("is in no language that can be tried: %q", b.Language)
		}
	}
}

func (r *reader) fail(format string, args ...any) {
	r.Helper()
	r.Errorf("%s:%d: %s", r.page, r.at.Line, fmt.Sprintf(format, args...))
}

// inventRelease makes a folder with a release of one practice.
func (r *reader) inventRelease(name, day string) {
	r.Helper()
	if err := os.Mkdir(name, 0o755); err != nil {
		r.Fatal(err)
	}
	for file, content := range map[string]string{
		"manifest.csv": "file,vintage,publication\nepraccur.csv," + day + ",invented\n",
		"epraccur.csv": `"Z99001","THE INVENTED SURGERY","Y63","QHM","1 MADE UP ROAD","NOWHERE","","","","ZZ1 1ZZ","19740401",` +
			`"","A","B","16C","20200401","","","","","","0","","16C","","4",""` + "\n",
	} {
		if err := os.WriteFile(filepath.Join(name, file), []byte(content), 0o644); err != nil {
			r.Fatal(err)
		}
	}
}

func (r *reader) command(words []string) {
	r.Helper()
	also := r.also[words[0]]
	switch {
	case also != nil:
		also(words)
	case words[0] == "make" && len(words) > 1 && r.targets[words[1]] != "":
		if words[1] == "run" { // with variables of make, which are as they would be without
			recipe, _, _ := strings.Cut(r.targets["run"], " --listen $(LISTEN)")
			r.command(strings.Fields(recipe))
		}
	case words[0] == "curl":
		r.curl(words[1:])
	case len(words) > 1 && (words[0] == "orggraph" || words[0] == "bin/orggraph"):
		r.orggraph(words[1:])
	case len(words) > 3 && slices.Equal(words[:3], []string{"go", "run", "./cmd/orggraph"}):
		r.orggraph(words[3:])
	default:
		r.fail("%q can't be tried", words)
	}
}

// orggraph runs the program. A server is left running until the test ends, at an address of its own.
func (r *reader) orggraph(args []string) {
	r.Helper()
	if args[0] == "serve" && !slices.Contains(args, "--print-config") {
		r.serve(args)
		return
	}
	var stdout, stderr bytes.Buffer
	if status := run(r.Context(), append([]string{"orggraph"}, args...), r.getenv, strings.NewReader(""), &stdout, &stderr); status != exitDone {
		r.fail("%q ends with status %d: %s%s", args, status, &stdout, &stderr)
	}
	r.printed = stdout.String()
}

func (r *reader) serve(args []string) {
	r.Helper()
	out, in := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		done <- run(ctx, slices.Concat([]string{"orggraph"}, args, []string{"--listen", "127.0.0.1:0"}), r.getenv, strings.NewReader(""), in, io.Discard)
	}()
	r.Cleanup(func() {
		stop()
		if status := <-done; status != exitDone {
			r.Errorf("%q ended with status %d", args, status)
		}
	})
	announced := make([]byte, 4096)
	n, err := out.Read(announced)
	m := graphqlURL.FindSubmatch(announced[:n])
	if err != nil || m == nil {
		r.Fatalf("%q: %v: %s", args, err, announced[:n])
	}
	r.server = strings.TrimSuffix(string(m[1]), "/graphql")
}

// curl asks the server what a page asks at the address that is the default.
func (r *reader) curl(args []string) {
	r.Helper()
	if r.server == "" {
		r.serve([]string{"serve"})
	}
	request, err := http.NewRequest(http.MethodGet, "", http.NoBody)
	if err != nil {
		r.Fatal(err)
	}
	values := request.URL.Query()
	get := false
	for i := 0; i < len(args); i++ {
		next := func() string { i++; return args[i] }
		switch args[i] {
		case "-s", "-g":
		case "-G":
			get = true
		case "-H":
			name, value, _ := strings.Cut(next(), ": ")
			request.Header.Set(name, value)
		case "-d":
			request.Method, request.Body = http.MethodPost, io.NopCloser(strings.NewReader(next()))
		case "--data-urlencode":
			name, value, _ := strings.Cut(next(), "=")
			values.Set(name, value)
		default:
			address, ok := strings.CutPrefix(args[i], "http://"+defaultListen)
			if !ok {
				r.Fatalf("%s:%d: curl %q", r.page, r.at.Line, args)
			}
			parsed, err := request.URL.Parse(r.server + address)
			if err != nil {
				r.Fatal(err)
			}
			request.URL, request.Host = parsed, parsed.Host
		}
	}
	if get {
		request.URL.RawQuery = values.Encode()
	}
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		r.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // it is read to its end
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		r.fail("curl %q: status %d, %v: %s", args, response.StatusCode, err, body)
	}
	r.printed = string(body)
}

var variablesLine = regexp.MustCompile(`(?m)^# variables: (.*)$`)

// operation asks the demo. A comment states the variables.
func (r *reader) operation(text string) {
	r.Helper()
	q := question{Query: text}
	if m := variablesLine.FindStringSubmatch(text); m != nil {
		q.Variables = json.RawMessage(m[1])
	}
	body, err := r.demo.ask(r.Context(), q)
	if err != nil {
		r.Fatal(err)
	}
	r.printed = string(body)
	if strings.Contains(r.printed, `"errors":`) {
		r.fail("is answered with %s", body)
	}
}

var demoRelease = regexp.MustCompile(`^demo-[0-9a-f]{12}$`)

// compareJSON holds what was printed against JSON of the page. That leaves the extensions away, or has
// any day as today and any release of the demo.
func (r *reader) compareJSON(text string) {
	r.Helper()
	var want, got map[string]any
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		r.fail("%v", err)
		return
	}
	if err := json.Unmarshal([]byte(r.printed), &got); err != nil {
		r.fail("%v: %s", err, r.printed)
		return
	}
	extensions, _ := got["extensions"].(map[string]any)
	if stated, ok := want["extensions"].(map[string]any); ok {
		stated["asOf"] = extensions["asOf"]
		for _, release := range []any{stated["release"], extensions["release"]} {
			if name, _ := release.(string); !demoRelease.MatchString(name) {
				r.fail("names no release of the demo: %v", release)
			}
		}
		stated["release"] = extensions["release"]
	} else {
		delete(got, "extensions")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.fail("is not what is answered (-page +answer):\n%s", diff)
	}
}
