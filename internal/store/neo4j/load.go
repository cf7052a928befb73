package neo4j

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// Loading says how a graph is put into the database.
type Loading struct {
	// Previous is the release that the new graph was made from; empty if the database held none. Load
	// fails where the database holds another by then.
	Previous string
	// Reload puts the whole graph in place of whatever there is, of this program's. Until that is done
	// nothing can be read.
	Reload bool
	// Progress is told how many of a stage's things are done; nil for nobody.
	Progress func(stage string, done, total int)
}

// The stages that Progress is told of.
const (
	stageClear   = "clear the database"
	stageLoad    = "load the database"
	stageCompare = "compare with the database"
	stageWrite   = "write the differences"
	stageSwitch  = "let them be read"
)

// Changes are what Load did to the database.
type Changes struct {
	NodesAdded, NodesChanged, NodesRemoved int
	EdgesAdded, EdgesChanged, EdgesRemoved int
}

// None says whether nothing was written.
func (c Changes) None() bool { return c == Changes{} }

// Load puts a graph into the database. Into an empty one it goes in batches, of which nothing can be read
// before the last; one that holds a graph already gets the differences, as one transaction, and readers get
// one or the other. The same graph again changes nothing. A load that was killed is completed or undone by
// the next one.
func (s *Store) Load(ctx context.Context, g *store.Graph, o Loading) (Changes, error) {
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	p, err := prepare(g)
	if err != nil {
		return Changes{}, err
	}
	changes, err := s.load(ctx, p, o)
	if err != nil {
		return Changes{}, loadError(ctx, err)
	}
	return changes, nil
}

func (s *Store) load(ctx context.Context, p *prepared, o Loading) (Changes, error) {
	now, err := func() (seen, error) {
		ctx, cancel := bounded(ctx, longestRead)
		defer cancel()
		return s.see(ctx)
	}()
	if err != nil {
		return Changes{}, err
	}
	if now.content != nil && !o.Reload {
		if err := s.createSchema(ctx, p); err != nil {
			return Changes{}, err
		}
		return s.loadDifferences(ctx, p, o)
	}
	if !o.Reload && o.Previous != "" {
		return Changes{}, errMeanwhile
	}
	if now.fence == nil {
		if err := s.refuseStrangers(ctx); err != nil {
			return Changes{}, err
		}
	}
	if err := s.createSchema(ctx, p); err != nil {
		return Changes{}, err
	}
	return s.loadWhole(ctx, p, o)
}

// errMeanwhile says that what the load began with is no longer there.
var errMeanwhile = errors.New("another import wrote to the database meanwhile, and it is left as that made it: import again")

// errUnfinished says that the load has begun to take the place of all there was.
var errUnfinished = errors.New("nothing can be read until the published files are imported again, oldest release first")

// refuseStrangers fails where the database holds organisations that this program did not put there.
func (s *Store) refuseStrangers(ctx context.Context) error {
	ctx, cancel := bounded(ctx, longestRead)
	defer cancel()
	rows, err := s.read(ctx, statement{text: "MATCH (n:" + cypher.NodeLabel + ") RETURN true AS found LIMIT 1"})
	if err == nil && len(rows) > 0 {
		err = fmt.Errorf("the database holds nodes :%s that orggraph did not put there: name another database", cypher.NodeLabel)
	}
	return err
}

// loadWhole clears the database of what this program put there, and loads all batch by batch. The fence
// says LOADING meanwhile, and which load it is: where another has begun since, this one ends.
func (s *Store) loadWhole(ctx context.Context, p *prepared, o Loading) (_ Changes, err error) {
	load := rand.Text()
	begin := []statement{
		{text: "OPTIONAL " + matchContent + " DETACH DELETE c"},
		{
			text: "MERGE (f:" + cypher.MarkerLabel + " {key: 0}) ON CREATE SET f.epoch = timestamp() " +
				"SET f.state = '" + cypher.Loading + "', f.epoch = f.epoch + 1, f.load = $load",
			params: map[string]any{"load": load},
		},
	}
	if err := s.writeAll(ctx, begin...); err != nil {
		return Changes{}, err
	}
	defer func() {
		if err != nil && !errors.Is(err, errMeanwhile) {
			err = fmt.Errorf("%w; %w", err, errUnfinished)
		}
	}()
	s.known.Store(nil)
	if err := s.clear(ctx, load, o); err != nil {
		return Changes{}, err
	}
	total, done := len(p.nodes)+len(p.edges), 0
	batches, stop := context.WithCancel(ctx)
	defer stop()
	for batch := range p.batches(batches) {
		switch err := s.writeBatch(ctx, load, []statement{batch.statement}); {
		case outOfMemory(err):
			return Changes{}, tooLarge(fmt.Sprintf("%d nodes or edges at a time", batch.rows), "", err)
		case err != nil:
			return Changes{}, err
		}
		done += batch.rows
		o.Progress(stageLoad, done, total)
	}
	end := append(p.ledgerStatements(), p.contentStatement(), statement{
		text: matchFence + " SET f.state = '" + cypher.Ready + "', f.epoch = f.epoch + 1 REMOVE f.load",
	})
	if err := s.writeBatch(ctx, load, end); err != nil {
		return Changes{}, err
	}
	return Changes{NodesAdded: len(p.nodes), EdgesAdded: len(p.edges)}, nil
}

// clearBatch is how many nodes are removed in one transaction, with all their edges.
const clearBatch = 5000

func (s *Store) clear(ctx context.Context, load string, o Loading) error {
	remove := statement{
		text:   "MATCH (n:" + cypher.NodeLabel + "|" + cypher.LedgerLabel + ") WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS removed",
		params: map[string]any{"limit": clearBatch},
	}
	for done := 0; ; {
		var removed int64
		err := s.write(ctx, func(ctx context.Context, tx transaction) error {
			if err := tx.stillLoading(ctx, load); err != nil {
				return err
			}
			rows, err := tx.run(ctx, remove)
			if err == nil {
				removed, _ = rows[0][0].(int64)
			}
			return err
		})
		if err != nil || removed < clearBatch {
			return err
		}
		done += int(removed)
		o.Progress(stageClear, done, -1)
	}
}

// writeBatch writes a part of a load, unless another load has begun since.
func (s *Store) writeBatch(ctx context.Context, load string, statements []statement) error {
	return s.write(ctx, func(ctx context.Context, tx transaction) error {
		if err := tx.stillLoading(ctx, load); err != nil {
			return err
		}
		for _, q := range statements {
			if _, err := tx.run(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
}

// stillLoading holds the fence, and fails where it is another load's by now.
func (t transaction) stillLoading(ctx context.Context, load string) error {
	rows, err := t.run(ctx, statement{
		text:   matchFence + " SET f.epoch = f.epoch WITH f WHERE f.state = '" + cypher.Loading + "' AND f.load = $load RETURN true AS ours",
		params: map[string]any{"load": load},
	})
	if err == nil && len(rows) == 0 {
		err = errMeanwhile
	}
	return err
}
