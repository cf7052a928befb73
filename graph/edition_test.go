package graph

import (
	"context"
	"testing"
	"time"

	"orggraph/internal/store"
)

// An edition differs where anything does that an answer may tell of, and is the same where nothing does.
func TestEdition(t *testing.T) {
	edition := func(d store.Dataset, l Limits, now string) Edition {
		t.Helper()
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		e, err := New(Options{Store: datasetStore{&fakeStore{}, &d}, Now: func() time.Time { return at }, Limits: l})
		if err != nil {
			t.Fatal(err)
		}
		first, err := e.Edition(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if r := e.Do(t.Context(), Request{Query: "{ __typename }"}); r.Edition != first {
			t.Errorf("an answer is of %+v, not %+v", r.Edition, first)
		}
		if r := e.Do(t.Context(), Request{Query: "{"}); r.Edition != first {
			t.Errorf("a refusal is of %+v, not %+v", r.Edition, first)
		}
		return first
	}
	const noon = "2026-07-01T12:00:00Z"
	d, l := store.Dataset{Release: "one", Files: []store.File{{SHA256: "aa"}}}, DefaultLimits()
	base := edition(d, l, noon)
	if again := edition(d, l, "2026-07-01T22:59:59Z"); again != base || base.Release != "one" || base.Day.String() != "2026-07-01" {
		t.Errorf("%+v, then %+v", base, again)
	}
	other, imported, fewer := d, d, l
	other.Release = "two"
	imported.Files = []store.File{{SHA256: "bb"}} // which left the graph as it was
	fewer.Errors--
	for name, got := range map[string]Edition{
		"release": edition(other, l, noon), "files": edition(imported, l, noon), "limits": edition(d, fewer, noon),
		"day": edition(d, l, "2026-07-01T23:00:00Z"), // midnight in London
	} {
		if got == base {
			t.Errorf("another %s makes no other edition", name)
		}
	}
}

func TestNoEdition(t *testing.T) {
	e, _ := testEngine(t, &fakeStore{err: store.Errorf(store.Unavailable, "none yet")}, Limits{})
	if _, err := e.Edition(t.Context()); store.CodeOf(err) != store.Unavailable {
		t.Error(err)
	}
	if r := e.Do(t.Context(), Request{Query: "{ __typename }"}); r.Edition != (Edition{}) {
		t.Errorf("%+v", r.Edition)
	}
}

// datasetStore is a fake store that tells of another dataset.
type datasetStore struct {
	*fakeStore
	dataset *store.Dataset
}

type datasetView struct {
	fakeView
	dataset *store.Dataset
}

func (s datasetStore) View(context.Context) (store.View, error) {
	return datasetView{fakeView{s.fakeStore}, s.dataset}, nil
}

func (v datasetView) Dataset() *store.Dataset { return v.dataset }
