package neo4j

import (
	"context"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"orggraph/internal/store"
)

// The time between two looks at the database, and for its answer.
const (
	lookEvery  = time.Second
	lookWithin = 5 * time.Second
	// A database that refuses its user locks the user out, for others too, where it is asked often.
	lookRefused = 30 * time.Second
)

// Follow looks at the database until ctx ends, takes up what is there, and calls onChange when that is
// another release than before, when nothing can be read any more, and when something can again. It begins
// with what was read last.
func (s *Store) Follow(ctx context.Context, onChange func(*store.Dataset, error)) {
	var told string
	if r := s.known.Load(); r != nil {
		told = r.content.digest
	}
	for wait := lookEvery; pause(ctx, wait); {
		now, err := s.lookSoon(ctx)
		if ctx.Err() != nil || s.closed.Load() {
			return
		}
		wait = lookEvery
		if refused(err) {
			wait = lookRefused
		}
		switch {
		case err != nil && err.Error() != told:
			told = err.Error()
			onChange(nil, err)
		case err == nil && now.content.digest != told:
			told = now.content.digest
			onChange(now.dataset, nil)
		}
	}
}

// lookSoon is look for whoever waits no longer than that takes where all is well.
func (s *Store) lookSoon(ctx context.Context) (*release, error) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	now, err := s.look(ctx)
	if store.CodeOf(err) == store.Timeout {
		return nil, store.Errorf(store.Unavailable, "the database takes longer than %v to answer", lookWithin)
	}
	return now, err
}

// refused says whether the database does not accept who we are.
func refused(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && server.Category() == "Security"
}
