package neo4j

import (
	"context"
	"fmt"
	"io/fs"

	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// Read reads the whole graph back, with its ledger, so that the next release can be added to it. It fails
// with fs.ErrNotExist where the database holds no graph, or none that is complete.
func (s *Store) Read(ctx context.Context) (*store.Graph, error) {
	for {
		g, moved, err := s.readRelease(ctx)
		if err != nil {
			return nil, loadError(ctx, err)
		}
		if !moved {
			return g, nil
		}
	}
}

// readRelease reads what is there, and says whether it was changed meanwhile.
func (s *Store) readRelease(ctx context.Context) (g *store.Graph, moved bool, err error) {
	ctx, cancel := bounded(ctx, longestLoad)
	defer cancel()
	now, err := s.see(ctx)
	if err != nil {
		return nil, false, err
	}
	if now.content == nil {
		return nil, false, fmt.Errorf("the database holds no graph: %w", fs.ErrNotExist)
	}
	pinned, err := s.look(ctx)
	if err != nil {
		return nil, false, err
	}
	g = &store.Graph{Catalog: s.catalog, Dataset: pinned.dataset}
	failed := s.readAll(ctx, g)
	now, err = s.see(ctx)
	switch {
	case err != nil:
		return nil, false, err
	case !now.stable || now.fence.epoch != pinned.epoch:
		return nil, true, nil
	default:
		return g, false, failed
	}
}

func (s *Store) readAll(ctx context.Context, g *store.Graph) error {
	if err := s.readNodes(ctx, g); err != nil {
		return err
	}
	if err := s.readEdges(ctx, g); err != nil {
		return err
	}
	return s.readLedger(ctx, g)
}

func (s *Store) readLedger(ctx context.Context, g *store.Graph) error {
	rows, err := s.read(ctx, statement{text: "MATCH (l:" + cypher.LedgerLabel + ") RETURN l.part AS part ORDER BY l.place"})
	if err != nil {
		return err
	}
	for _, row := range rows {
		part, _ := row[0].([]byte)
		g.Ledger = append(g.Ledger, part...)
	}
	return nil
}
