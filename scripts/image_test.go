// Package scripts turns what stands around the program - the script that runs a Neo4j, the image, the compose file -
// into tests of it. Nothing may import it.
package scripts

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"orggraph/internal/server"
)

// The image is what a reader of README.md would build by hand, of parts that do not change by themselves.
func TestImage(t *testing.T) {
	dockerfile := instructions(read(t, "../Dockerfile"))

	var built []string
	for _, run := range dockerfile["RUN"] {
		built = append(built, strings.TrimPrefix(run, "CGO_ENABLED=0 ")) // of scratch, which has no C library
	}
	if want := []string{"make playground", "go mod download", "make build"}; !slices.Equal(built, want) {
		t.Errorf("the image is built by %q, want %q", built, want)
	}
	if !strings.Contains(read(t, "../README.md"), "\nmake build\nbin/orggraph ") {
		t.Error("README.md does not build bin/orggraph with make build")
	}

	pinned := regexp.MustCompile(`^[a-z]+:\d+\.\d+\.\d+(-[a-z]+)? AS [a-z]+$`)
	last := len(dockerfile["FROM"]) - 1
	for i, from := range dockerfile["FROM"] {
		if i == last && from != "scratch" {
			t.Errorf("the image stands on %s, want scratch", from)
		}
		if i < last && !pinned.MatchString(from) {
			t.Errorf("FROM %s does not name a whole version", from)
		}
	}
	language := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "../go.mod"))[1]
	if from := strings.Join(dockerfile["FROM"], "\n"); !strings.Contains(from, "golang:"+language+".") {
		t.Errorf("FROM %s, but go.mod is for Go %s", from, language)
	}

	if user := strings.Join(dockerfile["USER"], " "); !regexp.MustCompile(`^[1-9]\d*:[1-9]\d*$`).MatchString(user) {
		t.Errorf("the user is %q, want a number that is not the superuser's", user)
	}
	if check := strings.Join(dockerfile["HEALTHCHECK"], " "); !strings.Contains(check, `"http://127.0.0.1:8080`+server.ReadyPath+`"`) {
		t.Errorf("the health check does not ask %s: %s", server.ReadyPath, check)
	}
	if listen := strings.Join(dockerfile["ENV"], " "); listen != "ORGGRAPH_LISTEN=:8080" {
		t.Errorf("the environment is %q; what the health check asks is port 8080", listen)
	}
}

// instructions are the arguments of a Dockerfile by instruction.
func instructions(text string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(text) {
		if name, arguments, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name != "#" {
			all[name] = append(all[name], arguments)
		}
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
