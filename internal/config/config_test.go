package config

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// given is what a user says in a test: options, "NAME=value" of the environment, and the text of a file.
func given(t *testing.T, job Job, options map[string][]string, environment []string, file string) Given {
	t.Helper()
	options = maps.Clone(options)
	if file != "" {
		t.Chdir(t.TempDir())
		if err := os.WriteFile("o.yaml", []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		if options == nil {
			options = map[string][]string{}
		}
		options["config"] = []string{"o.yaml"}
	}
	g := Given{Job: job, Options: options, Checks: map[string]func(string) error{"host": func(name string) error {
		if strings.Contains(name, "/") {
			return fmt.Errorf("%q is no name", name)
		}
		return nil
	}}}
	values := map[string]string{}
	for _, e := range environment {
		name, text, _ := strings.Cut(e, "=")
		values[name] = text
		g.Variables = append(g.Variables, name)
	}
	g.Getenv = func(name string) string { return values[name] }
	return g
}

func load(t *testing.T, job Job, options map[string][]string, environment []string, file string) *Values {
	t.Helper()
	v, err := Load(given(t, job, options, environment, file))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Every setting has a name of its own and what a reader needs, and its default is one of its values.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for i := range Settings {
		s := &Settings[i]
		if seen[s.Name] || s.Group == "" || s.Usage == "" || s.Jobs == 0 {
			t.Errorf("%q is there twice or lacks something", s.Name)
		}
		seen[s.Name] = true
		ranged := s.Kind == Number || s.Kind == Size || s.Kind == Duration
		if ranged != (s.Most > 0) || (s.Kind == Choice) != (s.Choices != nil) {
			t.Errorf("%s: its range does not fit its kind", s.Name)
		}
		for _, j := range []Job{Serve, Query, Import} {
			d := s.DefaultOf(j)
			if d == "" {
				continue
			}
			if value, err := s.parse(d); err != nil || strings.Trim(s.write(value), `"`) != d {
				t.Errorf("%s: the default %s is read as %v: %v", s.Name, d, value, err)
			}
		}
	}
	for _, pair := range alternatives {
		if setting(pair[0]) == nil || setting(pair[1]) == nil {
			t.Errorf("%v: one is no setting", pair)
		}
	}
}

// Each source is read alone, and of several the most explicit counts.
func TestSources(t *testing.T) {
	const file = "limit-depth: 3\nlimit-body: 4KiB\ntimeout-answer: 1m30s\nlog-level: debug\nlisten: \":80\"\nhost: [\"a\", b]\n"
	environment := []string{"ORGGRAPH_LIMIT_DEPTH=5", "ORGGRAPH_LIMIT_BODY=2048", "ORGGRAPH_TIMEOUT_ANSWER=250ms", "ORGGRAPH_LOG_LEVEL=warn", "ORGGRAPH_LISTEN=:81", "ORGGRAPH_HOST=c, d"}
	options := map[string][]string{"limit-depth": {"7"}, "limit-body": {"1MiB"}, "timeout-answer": {"1h"}, "log-level": {"error"}, "listen": {":82"}, "host": {"e", "f"}}
	type values struct {
		depth, body   int
		answer        time.Duration
		level, listen string
		host          string
	}
	for name, c := range map[string]struct {
		options     map[string][]string
		environment []string
		file        string
		want        values
	}{
		"none":              {nil, nil, "", values{20, 256 << 10, 10 * time.Second, "info", "127.0.0.1:8080", ""}},
		"file":              {nil, nil, file, values{3, 4 << 10, 90 * time.Second, "debug", ":80", "a b"}},
		"environment":       {nil, environment, "", values{5, 2048, 250 * time.Millisecond, "warn", ":81", "c d"}},
		"options":           {options, nil, "", values{7, 1 << 20, time.Hour, "error", ":82", "e f"}},
		"file, environment": {nil, environment, file, values{5, 2048, 250 * time.Millisecond, "warn", ":81", "c d"}},
		"all":               {options, environment, file, values{7, 1 << 20, time.Hour, "error", ":82", "e f"}},
		"empty ones":        {map[string][]string{"limit-depth": {""}}, []string{"ORGGRAPH_LIMIT_DEPTH="}, "limit-depth: 3\n", values{3, 256 << 10, 10 * time.Second, "info", "127.0.0.1:8080", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			v := load(t, Serve, c.options, c.environment, c.file)
			got := values{
				v.Int("limit-depth"), v.Int("limit-body"), v.Duration("timeout-answer"),
				v.Text("log-level"), v.Text("listen"), strings.Join(v.List("host"), " "),
			}
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// Of a file and a database, and of two passwords, the one that is stated more explicitly counts.
func TestAlternatives(t *testing.T) {
	for _, c := range []struct {
		job         Job
		options     map[string][]string
		environment []string
		file        string
		data, store string
	}{
		{Serve, nil, nil, "", "", ""},
		{Import, nil, nil, "", "england.orggraph", ""},
		{Import, nil, []string{"ORGGRAPH_STORE=bolt://h"}, "", "", "bolt://h"},
		{Serve, map[string][]string{"data": {"a"}}, []string{"ORGGRAPH_STORE=bolt://h"}, "", "a", ""},
		{Serve, nil, []string{"ORGGRAPH_STORE=bolt://h"}, "data: a\n", "", "bolt://h"},
		{Serve, map[string][]string{"store": {"bolt://g"}}, []string{"ORGGRAPH_DATA=a"}, "data: b\n", "", "bolt://g"},
		{Serve, map[string][]string{"store": {""}}, []string{"ORGGRAPH_DATA=a"}, "", "a", ""},
	} {
		v := load(t, c.job, c.options, c.environment, c.file)
		if v.Text("data") != c.data || v.Text("store") != c.store {
			t.Errorf("%v, %v, %q: data %q, store %q", c.options, c.environment, c.file, v.Text("data"), v.Text("store"))
		}
	}
}

func TestMistakes(t *testing.T) {
	const once = "stands in o.yaml:1 already"
	for name, c := range map[string]struct {
		options     map[string][]string
		environment []string
		file        string
		want        []string
	}{
		"a word for a number":       {nil, []string{"ORGGRAPH_LIMIT_DEPTH=abc"}, "", []string{`ORGGRAPH_LIMIT_DEPTH: "abc" is no whole number from 1 to 1000`}},
		"below the range":           {map[string][]string{"limit-depth": {"0"}}, nil, "", []string{`--limit-depth: "0" is no whole number from 1 to 1000`}},
		"above the range":           {nil, nil, "limit-depth: 1001\n", []string{`o.yaml:1: limit-depth: "1001" is no whole number from 1 to 1000`}},
		"above all numbers":         {map[string][]string{"limit-untaken": {"9999999999GiB"}}, nil, "", []string{`--limit-untaken: "9999999999GiB" is no size from 1MiB to 1024GiB`}},
		"a negative number":         {nil, nil, "limit-depth: -1\n", []string{`o.yaml:1: limit-depth: "-1" is no whole number from 1 to 1000`}},
		"a hexadecimal number":      {nil, nil, "limit-depth: 0x10\n", []string{`o.yaml:1: limit-depth: "0x10" is no whole number from 1 to 1000`}},
		"a size of another unit":    {nil, []string{"ORGGRAPH_LIMIT_BODY=1MB"}, "", []string{`ORGGRAPH_LIMIT_BODY: "1MB" is no size from 1KiB to 64MiB`}},
		"a duration without a unit": {nil, nil, "timeout-answer: 10\n", []string{`o.yaml:1: timeout-answer: "10" is no duration from 1ms to 1h`}},
		"another word":              {map[string][]string{"log-level": {"loud"}}, nil, "", []string{`--log-level: "loud" is no value of debug, info, warn, error`}},
		"an option twice":           {map[string][]string{"listen": {":1", ":2"}}, nil, "", []string{`--listen: is given more than once`}},
		"what a check refuses":      {nil, []string{"ORGGRAPH_HOST=a,b/c"}, "", []string{`ORGGRAPH_HOST: "b/c" is no name`}},
		"the same in a file":        {nil, nil, "host: [a, b/c]\n", []string{`o.yaml:1: host: "b/c" is no name`}},
		"a text that is no UTF-8":   {nil, []string{"ORGGRAPH_DATA=\xff"}, "", []string{`ORGGRAPH_DATA: is not UTF-8`}},
		"a variable that is none":   {nil, []string{"ORGGRAPH_LIMT_DEPTH=5", "ORGGRAPH_TEST_NEO4J=x", "ORGGRAPH_GONE=", "PATH=x"}, "", []string{`ORGGRAPH_LIMT_DEPTH: there is no such setting; is it ORGGRAPH_LIMIT_DEPTH?`}},
		"a variable like none":      {nil, []string{"ORGGRAPH_COLOUR=5"}, "", []string{`ORGGRAPH_COLOUR: there is no such setting`}},
		"a key that is none":        {nil, nil, "limit-dept: 5\n", []string{`o.yaml:1: there is no setting "limit-dept"; is it limit-depth?`}},
		"the file in itself":        {nil, nil, "config: o.yaml\n", []string{`o.yaml:1: there is no setting "config"`}},
		"a key twice":               {nil, nil, "limit-depth: 5\n\nlimit-depth: 6\n", []string{"o.yaml:3: limit-depth " + once}},
		"a number between quotes":   {nil, nil, "limit-depth: \"5\"\n", []string{`o.yaml:1: limit-depth: is a text: give a whole number from 1 to 1000, without quotes`}},
		"a number for a text":       {nil, nil, "store-database: 5\n", []string{`o.yaml:1: store-database: is no text: put it between quotes`}},
		"a text for a list":         {nil, nil, "host: a\n", []string{`o.yaml:1: host: is one text: write a list, ["…"]`}},
		"a list for a text":         {nil, nil, "listen: [a]\n", []string{`o.yaml:1: listen: is a list: give one text`}},
		"a number in a list":        {nil, nil, "host:\n  - 5\n", []string{`o.yaml:1: host: an item of the list is no text: put it between quotes`}},
		"no value":                  {nil, nil, "listen:\n", []string{`o.yaml:1: listen: has no value: give one, or leave the line out`}},
		"an object":                 {nil, nil, "listen: {a: b}\n", []string{`o.yaml:1: listen: is written in a way that settings are not: give a text`}},
		"an anchor":                 {nil, nil, "listen: &a b\n", []string{`o.yaml:1: listen: is written in a way that settings are not: give a text`}},
		"a tag":                     {nil, nil, "listen: !!str b\n", []string{`o.yaml:1: listen: is written in a way that settings are not: give a text`}},
		"a merge":                   {nil, nil, "<<: {listen: b}\n", []string{`o.yaml:1: settings are written as NAME: VALUE`}},
		"two documents":             {nil, nil, "listen: a\n---\nlisten: b\n", []string{`o.yaml:3: a second document begins here, and a file of settings is one, without directives`}},
		"a list of settings":        {nil, nil, "- listen: a\n", []string{`o.yaml:1: settings are written as NAME: VALUE`}},
		"no YAML":                   {nil, nil, "listen: a\nstore-password: \"s3cr3t\n", []string{`o.yaml:2: this is no YAML`}},
		"a file that is no UTF-8":   {nil, nil, "listen: \xff\n", []string{`--config: o.yaml is not UTF-8`}},
		"a large file":              {nil, nil, "#" + strings.Repeat(" ", 1<<20), []string{`--config: o.yaml is larger than 1 MiB`}},
		"no file":                   {nil, []string{"ORGGRAPH_CONFIG=none.yaml"}, "", []string{`ORGGRAPH_CONFIG: open none.yaml: no such file or directory`}},
		"a file and a database":     {map[string][]string{"data": {"a"}, "store": {"bolt://h"}}, nil, "", []string{`--data and --store: give one of them`}},
		"two passwords":             {nil, nil, "store-password: a\nstore-password-file: b\n", []string{`o.yaml:1 and o.yaml:2: give one of them`}},
		"a setting of another job":  {nil, []string{"ORGGRAPH_LIMIT_RUNNING=no"}, "", []string{`ORGGRAPH_LIMIT_RUNNING: "no" is no whole number from 1 to 10000`}},
		"wrong where another counts": {
			map[string][]string{"limit-depth": {"5"}},
			nil, "limit-depth: no\n",
			[]string{`o.yaml:1: limit-depth: is a text: give a whole number from 1 to 1000, without quotes`},
		},
		"several": {
			map[string][]string{"limit-depth": {"x"}},
			[]string{"ORGGRAPH_LIMIT_BODY=y"},
			"limit-tokens: z\n",
			[]string{
				"the settings hold 3 mistakes", `--limit-depth: "x" is no whole number from 1 to 1000`,
				`ORGGRAPH_LIMIT_BODY: "y" is no size from 1KiB to 64MiB`, `o.yaml:1: limit-tokens: is a text: give a whole number from 1 to 100000, without quotes`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(given(t, Query, c.options, c.environment, c.file))
			if err == nil {
				t.Fatal("no mistake is told")
			}
			lines := strings.Split(err.Error(), "\n  ")
			if first := len(lines) - len(c.want); first < 0 || !slices.Equal(lines[first:], c.want) {
				t.Errorf("told: %s", err)
			}
			if strings.Contains(err.Error(), "s3cr3t") {
				t.Errorf("a secret is told: %s", err)
			}
		})
	}
}

// What is printed is read again as the same, and then printed as the same.
func TestPrint(t *testing.T) {
	options := map[string][]string{
		"store": {"bolt://h"}, "store-user": {"a \"b\" \\ #c: é\u2028\x01\n'"}, "store-password": {"s3cr3t"},
		"host": {"a: b", "{c}", " "}, "timeout-read": {"1m1s"}, "timeout-write": {"59m"}, "limit-body": {"1025"}, "cache-documents": {"0"},
	}
	for _, job := range []Job{Serve, Query, Import} {
		first := load(t, job, options, []string{"ORGGRAPH_LOG_FORMAT=json"}, "limit-depth: 9\n")
		printed := print(t, first)
		if strings.Contains(printed, "s3cr3t") || !strings.Contains(printed, "# store-password: (not shown) # --store-password\n") {
			t.Errorf("the secret is shown, or not told of:\n%s", printed)
		}
		second := load(t, job, nil, nil, printed)
		for i := range Settings {
			s := &Settings[i]
			want, got := s.write(first.values[s.Name].value), s.write(second.values[s.Name].value)
			if s.Jobs&job != 0 && !s.Secret && !s.OptionOnly && want != got {
				t.Errorf("%s was %s and is read as %s", s.Name, want, got)
			}
		}
		again := print(t, second)
		if third := print(t, load(t, job, nil, nil, again)); third != again {
			t.Errorf("printed again it is\n%s\nand was\n%s", third, again)
		}
	}
}

func print(t *testing.T, v *Values) string {
	t.Helper()
	var b strings.Builder
	if err := v.Print(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestUnknownSettingIsABug(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a setting is read that is none")
		}
	}()
	load(t, Serve, nil, nil, "").Int(filepath.Join("limit", "x"))
}
