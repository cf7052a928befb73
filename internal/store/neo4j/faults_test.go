//go:build neo4j

package neo4j

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/catalog"
	"orggraph/internal/server"
	"orggraph/internal/store"
)

const (
	grace   = 200 * time.Millisecond // after a deadline, within which a request has ended
	healing = 5 * time.Second        // after a fault, within which all is well again

	faultPractices = 300
)

func faultGraph(c *catalog.Catalog, in string) *store.Graph {
	return networkGraph(c, in, faultPractices)
}

// within runs something that has a deadline, and fails where that did not hold.
func within(t *testing.T, limit time.Duration, what string, do func(context.Context) error) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	began := time.Now()
	err := do(ctx)
	if took := time.Since(began); took > limit+grace {
		t.Errorf("%s took %v, and had %v", what, took, limit)
	}
	return err
}

// wantCoded fails for an error that does not say that the database is not there, or says it in words of the driver.
func wantCoded(t *testing.T, what string, err error) {
	t.Helper()
	var coded *store.Error
	switch {
	case err == nil:
	case !errors.As(err, &coded) || coded.Code != store.Timeout && coded.Code != store.Unavailable:
		t.Errorf("%s: %v (%s)", what, err, store.CodeOf(err))
	default:
		wantNoSecret(t, what, coded.Message)
	}
}

// wantNoSecret fails where clients are told what is not for them.
func wantNoSecret(t *testing.T, what, told string) {
	t.Helper()
	for _, secret := range []string{"127.0.0.1", "Error:", "neo4j", "EOF", "dial", "tcp", "context"} {
		if strings.Contains(told, secret) {
			t.Errorf("%s tells %q: %s", what, secret, told)
		}
	}
}

// site is a whole server over a store.
type site struct {
	*testing.T
	url    string
	answer time.Duration // how long one may take
}

func newSite(t *testing.T, s *Store, answer time.Duration) *site {
	t.Helper()
	discard := slog.New(slog.DiscardHandler)
	engine, err := graph.New(graph.Options{Store: s, Log: discard})
	if err != nil {
		t.Fatal(err)
	}
	limits := server.DefaultLimits()
	limits.Answer = answer
	h := httptest.NewServer(server.New(server.Options{Engine: engine, Ready: s.Ready, Log: discard, Limits: limits}).Handler())
	t.Cleanup(h.Close)
	return &site{t, h.URL, answer}
}

const faultQuery = `{ practices { totalCount nodes { odsCode name primaryCareNetwork { odsCode } } }
	one: primaryCareNetwork(odsCode: "U1") { practices { totalCount } } }`

// ask posts a query, and returns the answer where it is one.
func (s *site) ask() (whole bool) {
	s.Helper()
	body, err := json.Marshal(map[string]string{"query": faultQuery})
	if err != nil {
		s.Fatal(err)
	}
	began := time.Now()
	response, err := http.Post(s.url+server.GraphQLPath, "application/json", bytes.NewReader(body))
	if err != nil {
		s.Error(err)
		return false
	}
	defer response.Body.Close() //nolint:errcheck // it is read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.Error(err)
		return false
	}
	if took := time.Since(began); took > s.answer+grace {
		s.Errorf("an answer took %v, and had %v", took, s.answer)
	}
	var answer struct {
		Data struct {
			Practices, One *struct {
				TotalCount int
				Nodes      []struct{ Name string }
			}
		}
		Errors []struct {
			Message    string
			Extensions struct{ Code store.Code }
		}
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		s.Errorf("%v: %s", err, text)
	}
	for _, e := range answer.Errors {
		if code := e.Extensions.Code; code != store.Timeout && code != store.Unavailable {
			s.Errorf("an error of code %s: %s", code, text)
		}
		wantNoSecret(s.T, "an answer", e.Message)
	}
	all := answer.Data.Practices
	if len(answer.Errors) == 0 && (all == nil || all.TotalCount != faultPractices || len(all.Nodes) != faultPractices) {
		s.Errorf("a wrong answer: %s", text)
	}
	return len(answer.Errors) == 0
}

func (s *site) ready() bool {
	s.Helper()
	response, err := http.Get(s.url + server.ReadyPath)
	if err != nil {
		s.Error(err)
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// wantReady waits until what was disturbed is well again, and fails where that takes too long.
func wantReady(t *testing.T, ready func() bool) {
	t.Helper()
	healed := time.Now()
	for !ready() && time.Since(healed) < healing {
		time.Sleep(20 * time.Millisecond)
	}
	if took := time.Since(healed); took > healing {
		t.Fatalf("not ready %v after the fault was mended", took)
	}
}

// isReady asks as the server does that says whether it is ready.
func isReady(t *testing.T, s *Store) func() bool {
	return func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		return s.Ready(ctx) == nil
	}
}

// Whatever the network does, an answer is right or says in time that there is none.
func TestFaultsOfReads(t *testing.T) {
	c := ourCatalog(t)
	direct := connect(t, c)
	if _, err := direct.Load(t.Context(), faultGraph(c, "U1"), Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			n := newNetwork(t)
			s, fresh := n.connect(c), n.connect(c)
			if !newSite(t, s, time.Minute).ask() { // from now on the database knows the statements
				t.Fatal("no answer before anything happened")
			}
			site := newSite(t, s, 700*time.Millisecond)

			n.disturb(f)
			var clients sync.WaitGroup
			for range 8 {
				clients.Go(func() {
					for range 2 {
						site.ask()
					}
				})
			}
			clients.Wait()
			for what, do := range map[string]func(context.Context) error{
				"Ready": s.Ready,
				"View":  func(ctx context.Context) error { _, err := fresh.View(ctx); return err },
				"Read":  func(ctx context.Context) error { _, err := s.Read(ctx); return err },
			} {
				err := within(t, 300*time.Millisecond, what, do)
				wantCoded(t, what, err)
				if err == nil && f.name != "slicer" {
					t.Errorf("%s: nothing is wrong", what)
				}
			}
			if site.ready() && f.name != "slicer" && f.name != "bandwidth" {
				t.Error("ready without a database")
			}

			n.heal()
			wantReady(t, site.ready)
			if !site.ask() {
				t.Error("no answer although it is ready")
			}
			s.Close()
			fresh.Close()
			wantNothingLeft(t, direct)
		})
	}
}

// Whatever the network does to an import, and when, it ends in time; and the next one makes whole what it left.
func TestFaultsOfImports(t *testing.T) {
	c := ourCatalog(t)
	direct, first := connect(t, c), connect(t, c)
	old, next := faultGraph(c, "U1"), faultGraph(c, "U2")
	for _, load := range []struct { // from then on the database knows the statements
		g *store.Graph
		o Loading
	}{{old, Loading{Reload: true}}, {next, Loading{Previous: old.Dataset.Release}}} {
		if _, err := first.Load(t.Context(), load.g, load.o); err != nil {
			t.Fatal(err)
		}
	}
	first.Close()
	for _, point := range []struct {
		name, at string
		first    bool
		says     error // beside why it failed
	}{
		{"first load", fmt.Sprint(stageLoad, " ", 2*faultPractices+2), true, errUnfinished},
		{"compare", stageCompare + " 1", false, nil},
		{"write", stageWrite + " 1", false, nil},
		{"before the commit", stageSwitch + " 1", false, errUnconfirmed},
		{"after the commit", stageSwitch + " 2", false, errUnconfirmed},
	} {
		for _, f := range faults {
			t.Run(strings.ReplaceAll(point.name, " ", "-")+"/"+f.name, func(t *testing.T) {
				o := Loading{}
				if point.first {
					empty(t, direct)
				} else {
					if _, err := direct.Load(t.Context(), old, Loading{Reload: true}); err != nil {
						t.Fatal(err)
					}
					o.Previous = old.Dataset.Release
				}
				n := newNetwork(t)
				s := n.connect(c)
				reached := false
				o.Progress = func(stage string, done, _ int) {
					if fmt.Sprint(stage, " ", done) == point.at {
						reached = true
						n.disturb(f)
					}
				}
				err := within(t, 1500*time.Millisecond, "the import", func(ctx context.Context) error {
					_, err := s.Load(ctx, next, o)
					return err
				})
				wantCoded(t, "the import", err)
				if err != nil && point.says != nil && !errors.Is(err, point.says) {
					t.Errorf("it says %v, and not %q", err, point.says)
				}
				if !reached {
					t.Errorf("it ended before it was disturbed: %v", err)
				}

				n.heal()
				if !point.first {
					wantReady(t, isReady(t, s))
				}
				held, err := s.Read(t.Context())
				switch {
				case err == nil:
					o.Previous = held.Dataset.Release
				case errors.Is(err, fs.ErrNotExist) && point.first:
				default:
					t.Fatal(err)
				}
				o.Progress = nil
				if _, err := s.Load(t.Context(), next, o); err != nil {
					t.Fatal(err)
				}
				wantGraph(t, direct, next)
				load(t, s, next, Loading{}, Changes{})
				s.Close()
			})
		}
	}
	wantNothingLeft(t, direct)
}

// Whoever gives up ends the request, also one that has no deadline.
func TestCancel(t *testing.T) {
	c := ourCatalog(t)
	if _, err := connect(t, c).Load(t.Context(), faultGraph(c, "U1"), Loading{Reload: true}); err != nil {
		t.Fatal(err)
	}
	n := newNetwork(t)
	s, fresh := n.connect(c), n.connect(c)
	if err := s.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	for what, do := range map[string]func(context.Context) error{
		"Ready": s.Ready,
		"View":  func(ctx context.Context) error { _, err := fresh.View(ctx); return err },
		"Read":  func(ctx context.Context) error { _, err := s.Read(ctx); return err },
		"Load": func(ctx context.Context) error {
			_, err := s.Load(ctx, faultGraph(c, "U2"), Loading{Previous: "all in U1", Progress: func(stage string, _, _ int) {
				if stage == stageWrite {
					n.disturb(silence)
				}
			}})
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			if what != "Load" { // that begins before the fault
				n.disturb(silence)
			}
			defer n.heal()
			ctx, cancel := context.WithCancel(t.Context())
			var cancelled time.Time
			time.AfterFunc(time.Second, func() { cancelled = time.Now(); cancel() })
			err := do(ctx)
			if took := time.Since(cancelled); ctx.Err() == nil || took > grace {
				t.Errorf("it ended %v after it was cancelled: %v", took, err)
			}
			if store.CodeOf(err) != store.Timeout {
				t.Errorf("%v (%s)", err, store.CodeOf(err))
			}
		})
	}
}
