package memory

import (
	"context"
	"os"
	"time"

	"orggraph/internal/catalog"
)

// lookEvery is how often a store that follows its file looks at it.
const lookEvery = time.Second

// origin is the file that a store was opened from.
type origin struct {
	path string
	seen os.FileInfo // the file that was looked at last, whatever came of it; nil where there was none
}

// Open makes a store of the graph that a file holds, for the catalog that it was written for. It fails
// as Read does.
func Open(path string, c *catalog.Catalog) (*Store, error) {
	s, seen, err := load(path, c)
	if err != nil {
		return nil, err
	}
	m := newStore(s)
	m.origin = origin{path, seen}
	return m, nil
}

// Follow takes up each file that takes the place of the one that the store was opened from, until ctx
// ends. After each it calls onChange: with nil where it is served, else with what is wrong with it, and
// then what was served before still is. It is called once for a store.
func (m *Store) Follow(ctx context.Context, onChange func(err error)) {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if changed, err := m.look(); changed {
				onChange(err)
			}
		}
	}
}

// look takes up the file if it is another than that which was looked at last. A closed store stays so.
func (m *Store) look() (changed bool, err error) {
	served := m.current.Load()
	if served == nil {
		return false, nil
	}
	now, err := os.Stat(m.origin.path)
	if err != nil {
		changed = m.origin.seen != nil
		m.origin.seen = nil
		return changed, err
	}
	if m.origin.seen != nil && sameFile(m.origin.seen, now) {
		return false, nil
	}
	m.origin.seen = now
	s, read, err := load(m.origin.path, served.catalog)
	if err != nil {
		return true, err
	}
	m.origin.seen = read // yet another one, if it was replaced meanwhile
	m.current.CompareAndSwap(served, s)
	return true, nil
}

// sameFile says whether nothing was written between two looks.
func sameFile(a, b os.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}
