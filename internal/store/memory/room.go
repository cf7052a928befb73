package memory

import (
	"sync/atomic"

	"orggraph/internal/store"
)

// answersAtOnce is how many answers of the largest size may be in the making, or as much of smaller ones.
const answersAtOnce = 4

// room is what the answers of all runs of a view may have together, a part of what those of all views may.
type room struct {
	bytes int
	taken atomic.Int64
	all   *atomic.Int64 // bytes that all views have taken
}

// take takes room for more bytes, or says why there is none.
func (r *room) take(bytes int) error {
	taken, all := r.taken.Add(int64(bytes)), r.all.Add(int64(bytes))
	switch {
	case taken > int64(r.bytes):
		return store.Errorf(store.TooComplex,
			"the answer is larger than %d bytes: ask for fewer fields, or for a page with first", r.bytes)
	case all > answersAtOnce*int64(r.bytes):
		return store.Errorf(store.Unavailable, "there are too many large answers at once: try again")
	}
	return nil
}

// leave gives everything back.
func (r *room) leave() { r.all.Add(-r.taken.Swap(0)) }
