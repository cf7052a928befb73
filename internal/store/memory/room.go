package memory

import (
	"sync/atomic"

	"orggraph/internal/store"
)

// mostTogether is how many bytes the answers in the making may have, of all operations.
const mostTogether = 256 << 20

// room is what the answers of one view have taken of that.
type room struct {
	taken atomic.Int64
	all   *atomic.Int64 // bytes that all views have taken
}

// take takes room for more bytes, or says that there is none.
func (r *room) take(bytes int) error {
	r.taken.Add(int64(bytes))
	if r.all.Add(int64(bytes)) > mostTogether {
		return store.Errorf(store.Unavailable, "there are too many large answers at once: try again")
	}
	return nil
}

// leave gives everything back.
func (r *room) leave() { r.all.Add(-r.taken.Swap(0)) }
