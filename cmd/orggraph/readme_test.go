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
)

const readme = "../../README.md"

// TestReadme does what README.md says, block by block: commands run and succeed, operations are answered
// by the demo without an error, and what stands below either as json or text is what comes out.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{T: t, targets: makeTargets(t)}
	r.demo, err = openService(place{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer r.demo.close()
	r.moveToReleases()
	ran := map[string]int{}
	for _, b := range blocks(string(text)) {
		ran[b.language]++
		r.at = b
		switch b.language {
		case "sh":
			for _, words := range commands(b.text) {
				r.command(words)
			}
		case "graphql":
			r.operation(b.text)
		case "json":
			r.compareJSON(b.text)
		case "text":
			if diff := cmp.Diff(b.text, r.printed); diff != "" {
				r.fail("is not what is printed (-README +printed):\n%s", diff)
			}
		default:
			r.fail("is in no language that can be tried: %q", b.language)
		}
	}
	if ran["sh"] == 0 || ran["graphql"] == 0 || ran["json"] == 0 || ran["text"] == 0 {
		t.Errorf("blocks of README.md: %v", ran)
	}
}

// reader does what it reads.
type reader struct {
	*testing.T
	at      block
	demo    *service
	targets map[string]string // of the Makefile, with what they run
	server  string            // the address of the server that was started
	printed string            // what the last command or operation printed
}

func (r *reader) fail(format string, args ...any) {
	r.Helper()
	r.Errorf("README.md:%d: %s", r.at.line, fmt.Sprintf(format, args...))
}

// moveToReleases goes to a folder where the releases lie that README.md imports.
func (r *reader) moveToReleases() {
	dir := r.TempDir()
	for release, day := range map[string]string{"release-2023": "2022-12-31", "release-2025": "2025-09-30"} {
		if err := os.Mkdir(filepath.Join(dir, release), 0o755); err != nil {
			r.Fatal(err)
		}
		for name, content := range map[string]string{
			"manifest.csv": "file,vintage,publication\nepraccur.csv," + day + ",invented\n",
			"epraccur.csv": `"Z99001","THE INVENTED SURGERY","Y63","QHM","1 MADE UP ROAD","NOWHERE","","","","ZZ1 1ZZ","19740401",` +
				`"","A","B","16C","20200401","","","","","","0","","16C","","4",""` + "\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, release, name), []byte(content), 0o644); err != nil {
				r.Fatal(err)
			}
		}
	}
	r.Chdir(dir)
}

func (r *reader) command(words []string) {
	r.Helper()
	switch {
	case words[0] == "make" && len(words) == 2 && r.targets[words[1]] != "":
		if words[1] == "run" { // with variables of make, which are as they would be without
			recipe, _, _ := strings.Cut(r.targets["run"], " --listen $(LISTEN)")
			r.command(strings.Fields(recipe))
		}
	case words[0] == "curl":
		r.curl(words[1:])
	case words[0] == "bin/orggraph" && r.targets["build"] != "":
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
	if args[0] == "serve" {
		r.serve(args)
		return
	}
	var stdout, stderr bytes.Buffer
	if status := run(r.Context(), append([]string{"orggraph"}, args...), noEnvironment, strings.NewReader(""), &stdout, &stderr); status != exitDone {
		r.fail("%q ends with status %d: %s%s", args, status, &stdout, &stderr)
	}
	r.printed = stdout.String()
}

func noEnvironment(string) string { return "" }

func (r *reader) serve(args []string) {
	r.Helper()
	out, in := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		done <- run(ctx, slices.Concat([]string{"orggraph"}, args, []string{"--listen", "127.0.0.1:0"}), noEnvironment, strings.NewReader(""), in, io.Discard)
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

// curl asks the server what README.md asks at the address that is the default.
func (r *reader) curl(args []string) {
	r.Helper()
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
			if !ok || r.server == "" {
				r.Fatalf("README.md:%d: curl %q", r.at.line, args)
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

// compareJSON holds what was printed against JSON of README.md. That leaves the extensions away, or has
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
		r.fail("is not what is answered (-README +answer):\n%s", diff)
	}
}
