//go:build peers

package peers

import (
	"testing"

	"orggraph/internal/running"
)

// The audits of graphql-http are asked of the program as people start it.
func TestAudits(t *testing.T) {
	p := running.Serve(t, running.Build(t), nil)
	var audits []struct{ ID, Name, Status, Reason string }
	node(t, &audits, nil, "audits.mjs", p.GraphQL())
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
