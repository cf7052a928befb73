//go:build peers

package peers

import (
	"context"
	"log/slog"
	"net"
	"testing"

	"orggraph/internal/server"
)

// The audits of graphql-http are asked of a server that listens, as any client asks.
func TestAudits(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := server.New(server.Options{
		Engine: engine(t), Limits: server.DefaultLimits(), Log: slog.New(slog.DiscardHandler),
		Ready: func(context.Context) error { return nil },
	})
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()

	var audits []struct{ ID, Name, Status, Reason string }
	node(t, &audits, nil, "audits.mjs", "http://"+l.Addr().String()+server.GraphQLPath)
	passed := 0
	for _, a := range audits {
		if a.Status == "ok" {
			passed++
		} else {
			t.Errorf("%s %s: %s: %s", a.ID, a.Name, a.Status, a.Reason)
		}
	}
	t.Logf("%d of %d audits passed", passed, len(audits))
	if len(audits) != 61 {
		t.Errorf("there were %d audits, not 61", len(audits))
	}
}
