package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// Neo4j shows a commit piece by piece, even within one statement. So a node beside the graph is a fence:
//
//	writer                                      reader
//	tx 1  lock the content node, change all     epoch 5, READY: known since the last look
//	tx 2    fence: WRITING, epoch 6             statement … UNION ALL the fence's row
//	        commit tx 1                         counts only if that row says READY, 5
//	tx 3  fence: READY, epoch 7                 else looks until READY, and asks again
//
// Readers wait no longer than the commit itself takes. A writer that dies leaves the fence WRITING, and its
// first transaction ends with it: whoever gets the content node's lock then knows that nobody writes, and
// sets the fence READY. A first load has no such transaction. It says LOADING from its first batch to its
// last, and only a complete load ends that.
type fence struct {
	state string
	epoch int64
}

// patience is how long a fence may say WRITING before it is asked whether the writer is dead.
const patience = 250 * time.Millisecond

// settleWithin is how long to wait for the lock of a writer that may be alive.
const settleWithin = 5 * time.Second

// The time between two looks at a fence that says WRITING, at first and at most.
const (
	shortPause = 2 * time.Millisecond
	longPause  = 50 * time.Millisecond
)

// release is what is read: one state of the graph.
type release struct {
	epoch   int64
	content content
	dataset *store.Dataset
	facts   cypher.Facts

	statements *cypher.Statements
}

// content is what the content node holds.
type content struct {
	release string
	digest  string // of all there is
	format  int64
	schema  string
	ledger  string // its digest
	dataset string // JSON
	facts   string // JSON
}

const contentList = "[c.release, c.digest, c.format, c.schema, c.ledger, c.dataset, c.facts]"

// contentOf reads a contentList.
func contentOf(values []any) content {
	text := func(i int) string { s, _ := values[i].(string); return s }
	format, _ := values[2].(int64)
	return content{
		release: text(0), digest: text(1), format: format, schema: text(3), ledger: text(4),
		dataset: text(5), facts: text(6),
	}
}

const (
	matchFence   = "MATCH (f:" + cypher.MarkerLabel + ")"
	matchContent = "MATCH (c:" + cypher.ContentLabel + ")"
	fenceList    = "[f.state, f.epoch]"
)

// lookStatement reads the content between two looks at the fence.
var lookStatement = statement{text: matchFence + " RETURN " + fenceList + " AS row UNION ALL " +
	matchContent + " RETURN " + contentList + " AS row UNION ALL " +
	matchFence + " RETURN " + fenceList + " AS row"}

// seen is what one look shows. A database that nothing was imported into shows neither.
type seen struct {
	fence   *fence
	content *content
	stable  bool // fence and content belong together
}

// see looks once.
func (s *Store) see(ctx context.Context) (seen, error) {
	rows, err := s.read(ctx, lookStatement)
	if err != nil {
		return seen{}, err
	}
	var got seen
	var fences []fence
	for _, row := range rows {
		values, _ := row[0].([]any)
		if len(values) > 2 {
			c := contentOf(values)
			got.content = &c
			continue
		}
		state, _ := values[0].(string)
		epoch, _ := values[1].(int64)
		fences = append(fences, fence{state, epoch})
	}
	if len(fences) > 0 {
		last := fences[len(fences)-1]
		got.fence = &last
		got.stable = len(fences) == 2 && fences[0] == last && last.state == cypher.Ready && got.content != nil
	}
	return got, nil
}

// look looks until there is a release to read, which is then known. It fails with UNAVAILABLE where none
// will be soon. The context has a deadline.
func (s *Store) look(ctx context.Context) (*release, error) {
	writing := time.Time{}
	for wait := shortPause; ; wait = min(2*wait, longPause) {
		now, err := s.see(ctx)
		switch {
		case err != nil:
			return nil, err
		case now.stable:
			return s.take(*now.content, now.fence.epoch)
		case now.fence == nil:
			return nil, store.Errorf(store.Unavailable, "the database holds no graph yet: import one")
		case now.fence.state == cypher.Loading:
			return nil, store.Errorf(store.Unavailable, "a graph is being loaded into the database: if no import runs, import the published files again, oldest release first")
		case now.fence.state != cypher.Writing: // it was READY before, and is again
			writing = time.Time{}
		case writing.IsZero():
			writing = time.Now()
		case time.Since(writing) > patience:
			go s.settle(context.WithoutCancel(ctx), now.fence.epoch) // for others, too, however soon this one gives up
			writing = time.Now()
		}
		if !pause(ctx, wait) {
			return nil, translate(ctx, ctx.Err())
		}
	}
}

// take makes what was read known.
func (s *Store) take(c content, epoch int64) (*release, error) {
	if err := s.compatible(c); err != nil {
		return nil, err
	}
	if old := s.known.Load(); old != nil && old.epoch == epoch {
		return old, nil
	}
	r := &release{epoch: epoch, content: c, dataset: &store.Dataset{}}
	for _, part := range []struct {
		text string
		into any
	}{{c.dataset, r.dataset}, {c.facts, &r.facts}} {
		if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
			return nil, &store.Error{Code: store.Internal, Message: "what the database says of its graph can't be read", Cause: err}
		}
	}
	r.statements = cypher.NewStatements(s.catalog, r.facts)
	s.known.Store(r)
	return r, nil
}

// ErrIncompatible says that the graph in the database is not one that this program can read: only a reload
// can take its place.
var ErrIncompatible = errors.New("incompatible graph")

// compatible says whether this program can read what is there.
func (s *Store) compatible(c content) error {
	e := &store.Error{Code: store.Unavailable, Cause: ErrIncompatible}
	switch {
	case c.format != formatVersion:
		e.Message = fmt.Sprintf("the graph in the database has format %d, and this orggraph reads format %d: import it again with --reload", c.format, formatVersion)
	case c.schema != schemaOf(s.catalog):
		e.Message = "the graph in the database was made for another schema than this orggraph has: import the published files again, oldest release first, the first of them with --reload"
	default:
		return nil
	}
	return e
}

// settle sets a fence READY whose writer is dead: it waits for the lock that a living one holds. That it
// fails is no matter, somebody will look again.
func (s *Store) settle(ctx context.Context, epoch int64) {
	if !s.settling.TryLock() {
		return
	}
	defer s.settling.Unlock()
	ctx, cancel := context.WithTimeout(ctx, settleWithin)
	defer cancel()
	if err := s.writeAll(ctx, lockContent, readyFence(epoch)); err != nil {
		s.log.Debug("a writer holds the graph", "error", err)
	}
}

// lockContent waits until nobody else holds the content node, and holds it.
var lockContent = statement{text: matchContent + " SET c.format = c.format RETURN " + contentList}

// readyFence sets a fence READY that says WRITING in an epoch; else it does nothing.
func readyFence(epoch int64) statement {
	return statement{
		text:   matchFence + " WHERE f.state = '" + cypher.Writing + "' AND f.epoch = $epoch SET f.state = '" + cypher.Ready + "', f.epoch = f.epoch + 1",
		params: map[string]any{"epoch": epoch},
	}
}
