//go:build neo4j

package neo4j

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/store"
)

// database is a Neo4j of a test's own, which it stops and starts.
type database struct {
	t       *testing.T
	dir     string
	options []string
}

func newDatabase(t *testing.T, options ...string) (d *database, uri string) {
	t.Helper()
	d = &database{t, t.TempDir(), options}
	t.Cleanup(d.stop)
	return d, d.start()
}

// run runs scripts/neo4j.
func (d *database) run(command string) string {
	d.t.Helper()
	c := exec.Command("../../../scripts/neo4j", append(slices.Clone(d.options), "--dir", d.dir, command)...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		d.t.Fatalf("scripts/neo4j %s: %v", command, err)
	}
	return strings.TrimSpace(string(out))
}

// start starts it at the address that it had before, and returns that once it has answered a statement: it has
// listened for a while by then, and gives the first one more time than all others.
func (d *database) start() string {
	d.t.Helper()
	uri := d.run("start")
	s, err := Open(Options{URI: uri, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(d.t.Context(), time.Minute)
	defer cancel()
	if _, err := s.read(ctx, statement{text: "RETURN true AS well"}); err != nil {
		d.t.Error(err)
	}
	return uri
}

func (d *database) stop() { d.t.Helper(); d.run("stop") }

// kill ends it as a loss of power does.
func (d *database) kill() {
	d.t.Helper()
	if container, err := os.ReadFile(filepath.Join(d.dir, "container")); err == nil {
		if err := exec.Command("docker", "kill", string(container)).Run(); err != nil {
			d.t.Error(err)
		}
		return
	}
	text, err := os.ReadFile(filepath.Join(d.dir, "pid"))
	if err != nil {
		d.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		d.t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		d.t.Error(err)
	}
}

// askOn asks until the test ends, and fails for an answer that is neither whole nor says that the database is
// not there.
func askOn(t *testing.T, s *Store) {
	t.Helper()
	engine, err := graph.New(graph.Options{Store: s, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	whole := answersOf(faultPractices)
	var asking sync.WaitGroup
	t.Cleanup(func() { stop(); asking.Wait() })
	asking.Go(func() {
		for pause(ctx, 250*time.Millisecond) { // a database that has just begun is slow
			request, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			answer := engine.Do(request, graph.Request{Query: flipQuery})
			cancel()
			if answer.Errors {
				if answer.Code != store.Timeout && answer.Code != store.Unavailable {
					t.Errorf("%s", answer.Body)
				}
			} else if !whole[dataOf(answer)] {
				t.Errorf("of no one release: %s", answer.Body)
			}
		}
	})
}

// told is what Follow tells.
type told chan string

func follow(t *testing.T, s *Store) told {
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	ch := make(told, 100)
	go s.Follow(ctx, func(d *store.Dataset, err error) {
		if err != nil {
			ch <- err.Error()
			return
		}
		ch <- d.Release
	})
	return ch
}

// want waits until something is told, whatever is told before.
func (ch told) want(t *testing.T, want string) {
	t.Helper()
	late := time.After(2 * healing)
	for {
		select {
		case got := <-ch:
			if strings.Contains(got, want) {
				return
			}
		case <-late:
			t.Errorf("nobody was told %q", want)
			return
		}
	}
}

// wantUnavailable fails where a request is answered, or hears more than that there is no answer.
func wantUnavailable(t *testing.T, s *Store) {
	t.Helper()
	if err := within(t, time.Second, "Ready", s.Ready); err == nil {
		t.Error("ready without a database")
	} else {
		wantCoded(t, "Ready", err)
	}
}

func wantRelease(t *testing.T, s *Store, want string) {
	t.Helper()
	wantReady(t, isReady(t, s))
	v, err := s.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if got := v.Dataset().Release; got != want {
		t.Errorf("the database holds %q, want %q", got, want)
	}
}

// A database that stops, or dies at the worst moment of an import, is missed while it is away, and used again
// once it is back, without a restart of whoever uses it.
func TestRestart(t *testing.T) {
	c := ourCatalog(t)
	d, uri := newDatabase(t)
	s, err := Open(Options{URI: strings.Replace(uri, "bolt:", "neo4j:", 1), Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	writer, err := Open(Options{URI: uri, Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(writer.Close)
	old, next := faultGraph(c, "U1"), faultGraph(c, "U2")
	if _, err := writer.Load(t.Context(), old, Loading{}); err != nil {
		t.Fatal(err)
	}
	wantRelease(t, s, "all in U1")
	heard := follow(t, s)
	askOn(t, s)

	for _, point := range []struct {
		at   string
		end  func()
		held *store.Graph
	}{
		{stageSwitch + " 1", d.kill, old},  // the fence says WRITING, and what was written is lost
		{stageSwitch + " 2", d.stop, next}, // the fence says WRITING, and what was written counts
	} {
		_, err := writer.Load(t.Context(), next, Loading{Previous: "all in U1", Progress: func(stage string, done, _ int) {
			if fmt.Sprint(stage, " ", done) == point.at {
				point.end()
			}
		}})
		if err == nil {
			t.Errorf("%s: nothing is wrong", point.at)
		}
		wantCoded(t, "the import", err)
		wantUnavailable(t, s)
		heard.want(t, "can't be reached")
		d.stop() // what is left of it
		d.start()
		held := point.held.Dataset.Release
		wantRelease(t, s, held)
		heard.want(t, held)
	}
	load(t, writer, next, Loading{}, Changes{})
	wantGraph(t, writer, next)
}

// What can't be read is not ready, and says why; the next thing that can be read is taken up.
func TestChangedContent(t *testing.T) {
	c := ourCatalog(t)
	s, writer := connect(t, c), connect(t, c)
	g := faultGraph(c, "U1")
	if _, err := writer.Load(t.Context(), g, Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	wantRelease(t, s, "all in U1")
	heard := follow(t, s)
	site := newSite(t, s, healing)
	raise := statement{text: matchFence + " SET f.epoch = f.epoch + 2"}
	for _, change := range []struct {
		name, told   string
		incompatible bool
		statements   []statement
	}{
		{"emptied", "holds no graph yet", false, []statement{{text: "MATCH (n) DETACH DELETE n"}}},
		{"of another", "holds no graph yet", false, []statement{
			{text: "MATCH (n) DETACH DELETE n"}, {text: "CREATE (:Node {code: 'THEIRS'})-[:KNOWS]->(:Person)"},
		}},
		{"older", "has format 0", true, []statement{{text: matchContent + " SET c.format = 0"}, raise}},
		{"newer", "has format 1000", true, []statement{{text: matchContent + " SET c.format = 1000"}, raise}},
		{"of another schema", "for another schema", true, []statement{{text: matchContent + " SET c.schema = 'another'"}, raise}},
	} {
		t.Run(change.name, func(t *testing.T) {
			if err := writer.writeAll(t.Context(), change.statements...); err != nil {
				t.Fatal(err)
			}
			err := within(t, time.Second, "Ready", s.Ready)
			wantCoded(t, "Ready", err)
			if err == nil || !strings.Contains(err.Error(), change.told) || errors.Is(err, ErrIncompatible) != change.incompatible {
				t.Errorf("it says %v, want %q", err, change.told)
			}
			heard.want(t, change.told)
			if site.ready() || site.ask() {
				t.Error("it is served")
			}
			if err := writer.writeAll(t.Context(), statement{text: "MATCH (n) WHERE n.code = 'THEIRS' OR n:Person DETACH DELETE n"}); err != nil {
				t.Fatal(err)
			}
			if _, err := writer.Load(t.Context(), g, Loading{Reload: true}); err != nil {
				t.Fatal(err)
			}
			wantRelease(t, s, "all in U1")
			heard.want(t, "all in U1")
			if !site.ask() {
				t.Error("no answer although it is ready")
			}
		})
	}
}
