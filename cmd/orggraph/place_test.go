package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v3"

	"orggraph/internal/config"
	"orggraph/internal/store/neo4j"
)

// What an option says counts more than what the environment says.
func TestPlace(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"one": "of one\n", "two": "of two\r\n", "empty": "\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const all = "ORGGRAPH_STORE=bolt://env ORGGRAPH_STORE_USER=eve ORGGRAPH_STORE_DATABASE=envdb "
	for _, c := range []struct {
		args, env string
		want      place
		wrong     string // what the error says
		usage     bool   // it is one of the arguments
	}{
		{"", "", place{}, "", false},
		{"", "ORGGRAPH_DATA=file", place{data: "file"}, "", false},
		{"--data a", "ORGGRAPH_DATA=file", place{data: "a"}, "", false},
		{"--store bolt://h", "", database("bolt://h", "", "", "neo4j"), "", false},
		{"", all, database("bolt://env", "eve", "", "envdb"), "", false},
		{"--store bolt://h --store-user me --store-database mine", all, database("bolt://h", "me", "", "mine"), "", false},
		{"--data a", all, place{data: "a"}, "", false},
		{"--store bolt://h", "ORGGRAPH_DATA=file", database("bolt://h", "", "", "neo4j"), "", false},
		{"--data a --store bolt://h", "", place{}, "--data and --store: give one of them", true},
		{"", all + "ORGGRAPH_DATA=file", place{}, "ORGGRAPH_DATA and ORGGRAPH_STORE: give one of them", true},
		{"--store bolt://u:x@h", "", place{}, "--store: holds a user or a password", true},

		{"--store-password x", all, database("bolt://env", "eve", "x", "envdb"), "", false},
		{"", all + "ORGGRAPH_STORE_PASSWORD=y", database("bolt://env", "eve", "y", "envdb"), "", false},
		{"", all + "ORGGRAPH_STORE_PASSWORD_FILE=one", database("bolt://env", "eve", "of one", "envdb"), "", false},
		{"--store-password-file two", all, database("bolt://env", "eve", "of two", "envdb"), "", false},
		{"--store-password x", all + "ORGGRAPH_STORE_PASSWORD=y", database("bolt://env", "eve", "x", "envdb"), "", false},
		{"--store-password x", all + "ORGGRAPH_STORE_PASSWORD_FILE=one", database("bolt://env", "eve", "x", "envdb"), "", false},
		{"--store-password-file two", all + "ORGGRAPH_STORE_PASSWORD=y", database("bolt://env", "eve", "of two", "envdb"), "", false},
		{"--store-password-file two", all + "ORGGRAPH_STORE_PASSWORD_FILE=one", database("bolt://env", "eve", "of two", "envdb"), "", false},
		{"", all + "ORGGRAPH_STORE_PASSWORD=y ORGGRAPH_STORE_PASSWORD_FILE=one", place{}, "ORGGRAPH_STORE_PASSWORD and ORGGRAPH_STORE_PASSWORD_FILE: give one of them", true},
		{"--store-password x --store-password-file two", all, place{}, "--store-password and --store-password-file: give one of them", true},
		{"--store-password-file none", all, place{}, "password of the database: open none", false},
		{"--store-password-file empty", all, place{}, "empty holds none", false},
		{"--store bolt://h --store-password x", "", place{}, "give store-user", true},
	} {
		got, err := placed(t, c.args, c.env)
		var usage *usageError
		if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) || errors.As(err, &usage) != c.usage {
			t.Errorf("%q, %q: %v, want %q", c.args, c.env, err, c.wrong)
		}
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(place{})); diff != "" {
			t.Errorf("%q, %q (-want +got):\n%s", c.args, c.env, diff)
		}
	}
}

func database(uri, user, password, name string) place {
	return place{database: neo4j.Options{URI: uri, User: user, Password: password, Database: name}}
}

// placed reads arguments and an environment as every job does.
func placed(t *testing.T, args, env string) (at place, err error) {
	t.Helper()
	variables := map[string]string{}
	for _, v := range strings.Fields(env) {
		name, value, _ := strings.Cut(v, "=")
		variables[name] = value
	}
	p := &program{getenv: func(name string) string { return variables[name] }}
	command := p.withSettings(config.Serve, &cli.Command{}, func(_ context.Context, c *cli.Command, v *config.Values) (err error) {
		at, err = placeOf(c, v)
		return err
	})
	err = command.Run(t.Context(), append([]string{"orggraph"}, strings.Fields(args)...))
	return at, err
}

// A password is in nothing that is printed, wherever somebody put it.
func TestPasswordIsNotPrinted(t *testing.T) {
	const secret = "s3cr3t"
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := "bolt://127.0.0.1:1"
	for _, c := range []struct {
		args []string
		env  map[string]string
	}{
		{[]string{"--store", nowhere, "--store-user", "u", "--store-password", secret}, nil},
		{[]string{"--store", nowhere, "--store-user", "u", "--store-password-file", file}, nil},
		{[]string{"--store", nowhere, "--store-user", "u"}, map[string]string{"ORGGRAPH_STORE_PASSWORD": secret}},
		{[]string{"--store", nowhere, "--store-password", secret}, nil},
		{[]string{"--store", nowhere, "--store-pasword", secret}, nil},
		{[]string{"--store", "bolt://u:" + secret + "@h:1"}, nil},
		{[]string{"--store", "bolt:u:" + secret + "@h:1"}, nil},
		{[]string{"--store", "u:" + secret + "@h:1"}, nil},
		{[]string{"--store", "http://u:" + secret + "@h:1"}, nil},
		{[]string{"--store", "bolt://u:" + secret + "@h:x"}, nil},
		{nil, map[string]string{"ORGGRAPH_STORE": "bolt://u:" + secret + "@h:1", "ORGGRAPH_STORE_PASSWORD": secret}},
		{[]string{"--help"}, map[string]string{"ORGGRAPH_STORE": "bolt://u:" + secret + "@h:1", "ORGGRAPH_STORE_PASSWORD": secret}},
	} {
		for _, job := range []string{"query", "import", "serve"} {
			var out strings.Builder
			args := append([]string{"orggraph", job}, c.args...)
			switch job {
			case "query":
				args = append(args, "{ practices { totalCount } }")
			case "import":
				args = append(args, "--from", writeRelease(t))
			case "serve":
				args = append(args, "--listen", "nowhere")
			}
			getenv := func(name string) string { return c.env[name] }
			run(t.Context(), args, getenv, strings.NewReader(""), &out, &out)
			if strings.Contains(out.String(), secret) {
				t.Errorf("%q with %v: %s", args, c.env, &out)
			}
		}
	}
}
