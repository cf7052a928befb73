//go:build neo4j

package neo4j

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"orggraph/internal/catalog"
)

// network stands between a store and the database, and can be disturbed.
type network struct {
	t     testing.TB
	proxy *toxiproxy.Proxy
}

// fault is one way in which a network fails: a toxic in each of the directions, as toxiproxy takes it, or
// nobody who listens where there is none.
type fault struct {
	name, kind, attributes string
	streams                []string
}

var (
	there = []string{"upstream"}
	back  = []string{"downstream"}
	both  = []string{"upstream", "downstream"}

	silence = fault{"timeout", "timeout", `{"timeout": 0}`, both} // everything is lost, and nothing says so
)

var faults = []fault{
	{"latency", "latency", `{"latency": 5000}`, both},
	{"reset_peer", "reset_peer", `{"timeout": 0}`, both},
	silence,
	{"timeout of questions", "timeout", `{"timeout": 0}`, there},
	{"timeout of answers", "timeout", `{"timeout": 0}`, back}, // what was asked for is done, and nobody hears of it
	{"bandwidth", "bandwidth", `{"rate": 1}`, both},
	{"slicer", "slicer", `{"average_size": 512, "size_variation": 256, "delay": 200}`, both},
	{"limit_data", "limit_data", `{"bytes": 1000}`, back}, // the connection ends within an answer
	{name: "down"},
}

func newNetwork(t testing.TB) *network {
	t.Helper()
	zerolog.SetGlobalLevel(zerolog.Disabled) // one of the toxics says what it does
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	_, database, _ := strings.Cut(address(t), "://")
	n := &network{t, toxiproxy.NewProxy(server, "neo4j", "127.0.0.1:0", database)}
	if err := n.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.proxy.Stop)
	return n
}

// disturb makes the network fail. It may be called while it is used.
func (n *network) disturb(f fault) {
	if f.kind == "" {
		n.proxy.Stop()
		return
	}
	for _, stream := range f.streams {
		toxic := `{"type": "` + f.kind + `", "stream": "` + stream + `", "attributes": ` + f.attributes + `}`
		if _, err := n.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
			n.t.Error(err)
		}
	}
}

// heal makes it work again. What it held back may still arrive.
func (n *network) heal() {
	n.proxy.Toxics.ResetToxics(context.Background())
	if n.proxy.Enabled {
		return
	}
	if err := n.proxy.Start(); err != nil {
		n.t.Error(err)
	}
}

// connect makes a store that reaches the database through the network.
func (n *network) connect(c *catalog.Catalog) *Store {
	n.t.Helper()
	s, err := Open(Options{URI: "bolt://" + n.proxy.Listen, Catalog: c, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(s.Close)
	return s
}

// wantNothingLeft fails where stores that are closed by now have left something that still runs, or a
// connection other than those of the store that is not.
func wantNothingLeft(t testing.TB, open *Store) {
	t.Helper()
	stacks, connections := make([]byte, 1<<20), int64(0)
	for deadline := time.Now().Add(healing); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(t.Context(), healing)
		rows, err := open.read(ctx, statement{text: "CALL dbms.listConnections() YIELD userAgent WHERE userAgent = 'orggraph' RETURN count(*) AS n"})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		connections, _ = rows[0][0].(int64)
		stacks = stacks[:runtime.Stack(stacks[:cap(stacks)], true)]
		if connections == 1 && !strings.Contains(string(stacks), "neo4j-go-driver") {
			return
		}
	}
	t.Errorf("%d connections, and still running:\n%s", connections, stacks)
}
