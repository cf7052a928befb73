package graph

import (
	"strings"
	"testing"

	"orggraph/internal/store"
)

// An error that quotes what was sent does not send all of it back.
func TestLongMessages(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{}, Limits{})
	r := e.Do(t.Context(), Request{Query: "{ practices(first: " + strings.Repeat("9", 200_000) + ") { totalCount } }"})
	if r.Code != store.BadUserInput || len(r.Body) > 5000 {
		t.Errorf("%s, %d bytes: %.100s", r.Code, len(r.Body), r.Body)
	}
}
