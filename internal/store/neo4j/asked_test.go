//go:build neo4j

package neo4j

import (
	"context"
	"sync"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// asked notes what stores read from the database: the text of each statement that answers a root field, and how often
// it was sent. What a store asks about the fence alone is not among these.
type asked struct {
	mu    sync.Mutex
	texts map[string]int
}

// of is a store that is noted.
func (a *asked) of(s *Store) *Store {
	s.driver = askedDriver{s.driver, a}
	return s
}

// statements is the number of texts, and of times that one was sent.
func (a *asked) statements() (texts, sent int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, n := range a.texts {
		sent += n
	}
	return len(a.texts), sent
}

type askedDriver struct {
	neo4j.DriverWithContext
	asked *asked
}

func (d askedDriver) NewSession(ctx context.Context, config neo4j.SessionConfig) neo4j.SessionWithContext {
	return askedSession{d.DriverWithContext.NewSession(ctx, config), d.asked}
}

type askedSession struct {
	neo4j.SessionWithContext
	asked *asked
}

func (s askedSession) Run(ctx context.Context, text string, params map[string]any, configure ...func(*neo4j.TransactionConfig)) (neo4j.ResultWithContext, error) {
	if text != lookStatement.text {
		s.asked.mu.Lock()
		if s.asked.texts == nil {
			s.asked.texts = map[string]int{}
		}
		s.asked.texts[text]++
		s.asked.mu.Unlock()
	}
	return s.SessionWithContext.Run(ctx, text, params, configure...)
}
