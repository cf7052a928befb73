package graph

import (
	"bytes"
	"strings"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// An answer is written as its store rendered it, and its store gets each subtree back once, when nobody reads it any
// more. A null is nothing to wait for.
func TestAnswersAreReleased(t *testing.T) {
	rendered, released := map[string][]byte{}, map[string]int{}
	s := &fakeStore{render: func(root *plan.Root, args plan.Args) (store.Result, error) {
		code := args[root.Keys].(string)
		json := []byte(`{"name":"` + code + `"}`)
		if code == "NONE" {
			json = []byte("null")
		}
		rendered[code] = json
		return store.Result{JSON: json, Release: func() { released[code]++ }}, nil
	}}
	e, _ := testEngine(t, s, Limits{})
	for _, code := range []string{"A1", "B2", "NONE"} {
		r := e.Do(t.Context(), Request{Query: `{ practice(odsCode: "` + code + `") { name } }`})
		same := false
		for _, part := range r.Body {
			same = same || &part[0] == &rendered[code][0]
		}
		if none := code == "NONE"; same == none || released[code] > 0 != none {
			t.Errorf("%s: the store's own bytes: %t, released %d times", code, same, released[code])
		}
		text := r.Body.Bytes()
		var written bytes.Buffer
		if n, err := r.Body.WriteTo(&written); err != nil || n != int64(r.Body.Len()) || !bytes.Equal(written.Bytes(), text) {
			t.Errorf("%d bytes written of %d, %v: %s", n, r.Body.Len(), err, &written)
		}
		r.Release()
		r.Release()
		if released[code] != 1 || !strings.Contains(string(text), string(rendered[code])) {
			t.Errorf("%s: released %d times: %s", code, released[code], text)
		}
	}
}
