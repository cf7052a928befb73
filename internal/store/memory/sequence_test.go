package memory

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"orggraph/graph"
	"orggraph/internal/catalog"
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

// Where there is no room for an order, lists are sorted as they are asked for, and answers are the same.
func TestSequencesHaveALimit(t *testing.T) {
	m := newMeasured(t)
	s := &snapshot{catalog: m.snapshot.catalog, kinds: m.snapshot.kinds}
	practice, name := s.catalog.Kind("Practice"), s.catalog.Property("name")
	kinds := catalog.KindSet(1) << practice.Index
	if kept := s.sequenceOf(kinds, name, false); kept == nil || s.sequenceOf(kinds, name, false) != kept {
		t.Error("an order is not kept")
	}
	s.sequences.size = mostInSequences
	if s.sequenceOf(kinds, name, true) != nil {
		t.Error("an order is kept that there is no room for")
	}
	if s.sequenceOf(kinds, name, false) == nil {
		t.Error("one that was kept is gone")
	}

	full, err := build(m.graph)
	if err != nil {
		t.Fatal(err)
	}
	full.sequences.size = mostInSequences
	e, err := graph.New(graph.Options{Store: newStore(full)})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		`{ practices(orderBy: [{name: DESC}], first: 20) { totalCount edges { cursor node { odsCode } } } }`,
		`{ practices(where: {name: {startsWith: "A"}}, first: 20) { totalCount nodes { odsCode } } }`,
	} {
		r := graph.Request{Query: query}
		want, got := m.engine.Do(t.Context(), r).Body.Bytes(), e.Do(t.Context(), r).Body.Bytes()
		if !bytes.Equal(got, want) || len(want) < 500 {
			t.Errorf("%s\nand %s", got, want)
		}
	}
}
