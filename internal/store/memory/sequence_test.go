package memory

import (
	"fmt"
	"sync"
	"testing"

	"orggraph/graph"
)

// Many ask for an order that nobody has asked for before: it is made once, and all see it whole.
func TestSequenceIsMadeForAll(t *testing.T) {
	m := newMeasured(t)
	for _, by := range []string{"{postcode: ASC}", "{postcode: DESC}", "{openedOn: DESC}", "{latitude: ASC}"} {
		query := fmt.Sprintf(`{ practices(orderBy: [%s], first: 20) { totalCount nodes { odsCode postcode openedOn latitude } } }`, by)
		answers := make([]string, 8)
		var asking sync.WaitGroup
		for i := range answers {
			asking.Go(func() {
				answers[i] = string(m.engine.Do(t.Context(), graph.Request{Query: query}).Body.Bytes())
			})
		}
		asking.Wait()
		for _, answer := range answers[1:] {
			if answer != answers[0] || len(answer) < 1000 {
				t.Errorf("%s: %s\nand %s", by, answer, answers[0])
			}
		}
	}
}
