//go:build neo4j

package neo4j

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"orggraph/graph"
	"orggraph/internal/store"
)

// killAt names, to a process of its own, the point of a load at which it stops and waits to be killed.
const killAt = "ORGGRAPH_TEST_KILL_AT"

func TestMain(m *testing.M) {
	if point := os.Getenv(killAt); point != "" {
		stopAt(point)
	}
	os.Exit(m.Run())
}

// stopAt loads the graph that tests switch to, as far as a point.
func stopAt(point string) {
	c, err := graph.Catalog()
	if err != nil {
		panic(err)
	}
	s, err := Open(Options{URI: os.Getenv("ORGGRAPH_TEST_NEO4J"), Catalog: c})
	if err != nil {
		panic(err)
	}
	o := Loading{Progress: func(stage string, done, _ int) {
		if point == fmt.Sprint(stage, " ", done) {
			fmt.Println("here")
			select {}
		}
	}}
	if !strings.HasPrefix(point, stageLoad) {
		o.Previous = "all in U1"
	}
	_, err = s.Load(context.Background(), flipGraph(c, "U2"), o)
	panic(fmt.Sprint("it was not killed: ", err))
}

// kill has another process load a graph as far as a point, and kills it there.
func kill(t *testing.T, point string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), killAt+"="+point)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "here\n" {
		t.Errorf("the other process says %q: %v", line, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
}

// A first load that is killed leaves nothing to read, until one completes.
func TestKillFirstLoad(t *testing.T) {
	c := ourCatalog(t)
	s := connect(t, c)
	empty(t, s)
	kill(t, stageLoad+" 8002")
	for range 3 {
		if err := s.Ready(t.Context()); store.CodeOf(err) != store.Unavailable {
			t.Errorf("half a graph can be read: %v", err)
		}
		if _, err := s.View(t.Context()); store.CodeOf(err) != store.Unavailable {
			t.Errorf("half a graph can be read: %v", err)
		}
	}
	g := flipGraph(c, "U2")
	load(t, s, g, Loading{}, Changes{NodesAdded: len(g.Nodes), EdgesAdded: len(g.Edges)})
	if err := s.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	wantGraph(t, s, g)
}

// A later load that is killed, wherever that is, leaves a whole release to read, within the time of a request;
// and the same load again completes.
func TestKillLaterLoad(t *testing.T) {
	c := ourCatalog(t)
	for _, point := range []struct {
		at        string
		committed bool
	}{
		{stageCompare + " 2", false},
		{stageWrite + " 2", false},
		{stageSwitch + " 1", false},
		{stageSwitch + " 2", true},
	} {
		t.Run(strings.ReplaceAll(point.at, " ", "-"), func(t *testing.T) {
			s := connect(t, c)
			if _, err := s.Load(t.Context(), flipGraph(c, "U1"), Loading{Reload: true}); err != nil {
				t.Fatal(err)
			}
			asking, stop := context.WithCancel(t.Context())
			var answers atomic.Int64
			done := readOn(asking, t, connect(t, c), &answers)
			kill(t, point.at)
			before := answers.Load()
			time.Sleep(2 * time.Second)
			if answers.Load() == before {
				t.Error("nothing was answered once the writer was dead")
			}
			held := map[bool]string{false: "all in U1", true: "all in U2"}[point.committed]
			view, err := connect(t, c).View(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := view.Dataset().Release; got != held {
				t.Errorf("the database holds %q, want %q", got, held)
			}
			want := Changes{NodesChanged: flipped, EdgesAdded: flipped, EdgesRemoved: flipped}
			if point.committed {
				want = Changes{}
			}
			load(t, s, flipGraph(c, "U2"), Loading{Previous: held}, want)
			stop()
			<-done
			wantGraph(t, s, flipGraph(c, "U2"))
			t.Logf("%d answers", answers.Load())
		})
	}
}

// readOn asks until ctx ends, and fails for an answer that is late or of no one release.
func readOn(ctx context.Context, t *testing.T, s *Store, answers *atomic.Int64) <-chan struct{} {
	engine, err := graph.New(graph.Options{Store: s, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			request, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			answer := engine.Do(request, graph.Request{Query: flipQuery})
			cancel()
			if !wholeAnswers[dataOf(answer)] {
				t.Errorf("late, or of no one release: %s", answer.Body)
				return
			}
			answers.Add(1)
		}
	}()
	return done
}
