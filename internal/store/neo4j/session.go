package neo4j

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// The longest that a transaction may take whose caller has set no deadline.
const (
	longestRead = 30 * time.Second
	longestLoad = 10 * time.Minute
)

const (
	readMode  = neo4j.AccessModeRead
	writeMode = neo4j.AccessModeWrite
)

// askedAgain is how long after its beginning a read may begin anew, where a connection broke or the server
// wants to be asked again.
const askedAgain = 500 * time.Millisecond

// statement is one text with the values of its parameters.
type statement struct {
	text   string
	params map[string]any
}

// bounded gives a context a deadline if it has none: without one the driver waits for a server that is
// silent, even when the context is cancelled.
func bounded(ctx context.Context, longest time.Duration) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, longest)
}

// serverTime is what the server may take: less than what is left of the request, so that the server ends
// the transaction itself and the connection survives.
func serverTime(ctx context.Context) func(*neo4j.TransactionConfig) {
	limit := longestLoad
	if deadline, ok := ctx.Deadline(); ok {
		left := time.Until(deadline)
		limit = left - min(left/10, 100*time.Millisecond)
	}
	return neo4j.WithTxTimeout(max(limit.Truncate(time.Millisecond), time.Millisecond))
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: mode, DatabaseName: s.database, FetchSize: neo4j.FetchAll,
	})
}

// farewell is how much longer than its deadline a request may take to roll back. Where the database does not
// answer by then the connection is closed, which ends the transaction, too.
const farewell = 50 * time.Millisecond

// giveBack gives a session's connection back, also when the request is over.
func giveBack(ctx context.Context, session neo4j.SessionWithContext) {
	limit := time.Second
	if deadline, ok := ctx.Deadline(); ok {
		limit = min(limit, max(time.Until(deadline), 0)+farewell)
	}
	if ctx.Err() != nil {
		limit = farewell
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	_ = session.Close(ctx) // what went wrong was said by the statement
}

// unstoppable is for what is not to be left half done: ctx ends it by its deadline, not when it is cancelled.
func unstoppable(ctx context.Context, longest time.Duration) (context.Context, context.CancelFunc) {
	limit := time.Now().Add(longest)
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(limit) {
		limit = deadline
	}
	return context.WithDeadline(context.WithoutCancel(ctx), limit)
}

// read asks one statement in a transaction of its own, and returns its rows. A read changes nothing, so it
// is asked again where a connection broke. The context has a deadline.
func (s *Store) read(ctx context.Context, q statement) ([][]any, error) {
	began := time.Now()
	for wait := 20 * time.Millisecond; ; wait *= 2 {
		rows, err := s.readOnce(ctx, q)
		if err == nil {
			return rows, nil
		}
		if s.closed.Load() {
			return nil, errClosed()
		}
		if !retryable(err) || time.Since(began) > askedAgain || !pause(ctx, wait) {
			return nil, translate(ctx, err)
		}
	}
}

func (s *Store) readOnce(ctx context.Context, q statement) ([][]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	session := s.session(ctx, readMode)
	defer giveBack(ctx, session)
	result, err := session.Run(ctx, q.text, q.params, serverTime(ctx))
	if err != nil {
		return nil, err
	}
	return collect(ctx, result)
}

func collect(ctx context.Context, result neo4j.ResultWithContext) ([][]any, error) {
	var rows [][]any
	for result.Next(ctx) {
		rows = append(rows, result.Record().Values)
	}
	return rows, result.Err()
}

// pause waits, unless the request ends meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// transaction is several statements that count together.
type transaction struct{ driver neo4j.ExplicitTransaction }

func (t transaction) run(ctx context.Context, q statement) ([][]any, error) {
	result, err := t.driver.Run(ctx, q.text, q.params)
	if err != nil {
		return nil, translate(ctx, err)
	}
	rows, err := collect(ctx, result)
	return rows, translate(ctx, err)
}

// commit makes the transaction count. Where it fails with UNAVAILABLE or TIMEOUT, nobody knows whether it does.
func (t transaction) commit(ctx context.Context) error { return translate(ctx, t.driver.Commit(ctx)) }

func (t transaction) rollback(ctx context.Context) error {
	return translate(ctx, t.driver.Rollback(ctx))
}

// open begins a transaction. Whoever calls end rolls back what was not committed. The context has a deadline.
func (s *Store) open(ctx context.Context) (tx transaction, end func(), err error) {
	if err := ctx.Err(); err != nil {
		return transaction{}, nil, translate(ctx, err)
	}
	session := s.session(ctx, writeMode)
	begun, err := session.BeginTransaction(ctx, serverTime(ctx))
	if err != nil {
		giveBack(ctx, session)
		if s.closed.Load() {
			return transaction{}, nil, errClosed()
		}
		return transaction{}, nil, translate(ctx, err)
	}
	return transaction{begun}, func() { giveBack(ctx, session) }, nil
}

// write does work in one transaction, which counts if work returns no error. It is never done again by
// itself: where the connection breaks at the end, nobody knows whether it counts.
func (s *Store) write(ctx context.Context, work func(ctx context.Context, tx transaction) error) error {
	ctx, cancel := bounded(ctx, longestLoad)
	defer cancel()
	tx, end, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := work(ctx, tx); err != nil {
		return err
	}
	return tx.commit(ctx)
}

// writeAll runs statements in one transaction.
func (s *Store) writeAll(ctx context.Context, statements ...statement) error {
	return s.write(ctx, func(ctx context.Context, tx transaction) error {
		for _, q := range statements {
			if _, err := tx.run(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
}
