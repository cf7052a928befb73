package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"orggraph/graph"
	"orggraph/internal/config"
	"orggraph/internal/server"
)

// run is a program with an environment that has no other variables than those that are asked for.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	return (&program{getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr}).run(ctx, args)
}

var defaultListen = func() string {
	for i := range config.Settings {
		if config.Settings[i].Name == "listen" {
			return config.Settings[i].Default
		}
	}
	return ""
}()

// What nobody sets is what the packages hold for right.
func TestDefaults(t *testing.T) {
	v, err := config.Load(config.Given{Job: config.Serve, Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	if got := operationLimits(v); got != graph.DefaultLimits() {
		t.Errorf("limits of an operation: %+v", got)
	}
	if got := serverLimits(v); got != server.DefaultLimits() {
		t.Errorf("limits of the server: %+v", got)
	}
	for _, limits := range []any{operationLimits(v), serverLimits(v)} {
		for i := range reflect.TypeOf(limits).NumField() {
			if reflect.ValueOf(limits).Field(i).IsZero() {
				t.Errorf("%T: no setting is for %s", limits, reflect.TypeOf(limits).Field(i).Name)
			}
		}
	}
}

// What files of the project set in the environment, and what they tell of it, are settings.
func TestVariables(t *testing.T) {
	known := map[string]bool{}
	for i := range config.Settings {
		known[config.Settings[i].Variable()] = true
	}
	files := []string{"../../Dockerfile", "../../docker-compose.yml", "../../Makefile", "../../README.md", "../../scripts/neo4j"}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range append(files, pages...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`ORGGRAPH_[A-Z_0-9]*[A-Z0-9]\b`).FindAllString(string(text), -1) {
			if found++; !known[name] && !strings.HasPrefix(name, config.TestPrefix) {
				t.Errorf("%s names %s, which is no setting", file, name)
			}
		}
	}
	if found == 0 {
		t.Error("no file names a variable")
	}
}
