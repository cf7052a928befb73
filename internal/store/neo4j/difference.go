package neo4j

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// closing is how long the three steps of a commit go on when the import is interrupted: half way is no place
// to stop.
const closing = time.Minute

// difference is what has to be done to what is there.
type difference struct {
	addedNodes, changedNodes []nodeRow
	removedNodes             []string // codes
	addedEdges, changedEdges []edgeRow
	changedIDs               []string // of the changed edges, in their order
	removedEdges             []heldEdge
	ledger                   bool // it changed
}

// heldEdge is an edge that is there.
type heldEdge struct{ id, edgeType, from, to string }

func (d *difference) String() string {
	if d == nil {
		return "the differences"
	}
	c := d.changes()
	return fmt.Sprintf("%d differences of organisations and %d of edges", c.NodesAdded+c.NodesChanged+c.NodesRemoved, c.EdgesAdded+c.EdgesChanged+c.EdgesRemoved)
}

func (d *difference) changes() Changes {
	return Changes{
		NodesAdded: len(d.addedNodes), NodesChanged: len(d.changedNodes), NodesRemoved: len(d.removedNodes),
		EdgesAdded: len(d.addedEdges), EdgesChanged: len(d.changedEdges), EdgesRemoved: len(d.removedEdges),
	}
}

// loadDifferences makes the graph that is there into the new one, within the fence.
func (s *Store) loadDifferences(ctx context.Context, p *prepared, o Loading) (Changes, error) {
	ctx, cancel := context.WithTimeout(ctx, longestLoad)
	defer cancel()
	tx, end, err := s.open(ctx)
	if err != nil {
		return Changes{}, err
	}
	defer end()
	same, err := s.begin(ctx, tx, p, o)
	if err != nil {
		return Changes{}, err
	}
	if same {
		return Changes{}, s.finishOther(ctx, tx)
	}
	d, err := s.compare(ctx, tx, p, o)
	if err == nil {
		err = p.apply(ctx, tx, d, o)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = s.commit(ctx, tx, o)
	}
	switch {
	case outOfMemory(err):
		return Changes{}, tooLarge(d.String(), ", or load the whole graph anew with --reload, during which nothing can be read; nothing was changed", err)
	case err != nil:
		return Changes{}, err
	default:
		return d.changes(), nil
	}
}

// begin holds the content node until the transaction ends, and says whether the graph is there already.
func (s *Store) begin(ctx context.Context, tx transaction, p *prepared, o Loading) (same bool, err error) {
	rows, err := tx.run(ctx, lockContent)
	if err != nil {
		return false, err
	}
	fences, err := tx.run(ctx, statement{text: matchFence + " RETURN f.state AS state, f.epoch AS epoch"})
	if err != nil {
		return false, err
	}
	if len(rows) == 0 || len(fences) == 0 || fences[0][0] == cypher.Loading {
		return false, errMeanwhile
	}
	if fences[0][0] == cypher.Writing { // left by a load that is dead; readers can't find out while this one goes on
		epoch, _ := fences[0][1].(int64)
		if err := s.writeAll(ctx, readyFence(epoch)); err != nil {
			return false, err
		}
	}
	values, _ := rows[0][0].([]any)
	held := contentOf(values)
	if held.digest == p.content.digest {
		return true, nil
	}
	if err := s.compatible(held); err != nil {
		return false, err
	}
	if o.Previous != held.release {
		return false, errMeanwhile
	}
	return false, nil
}

// finishOther gives way, and waits until what is there can be read.
func (s *Store) finishOther(ctx context.Context, tx transaction) error {
	if err := tx.rollback(ctx); err != nil {
		return err
	}
	_, err := s.look(ctx)
	return err
}

// compare finds the differences, by the digests.
func (s *Store) compare(ctx context.Context, tx transaction, p *prepared, o Loading) (*difference, error) {
	o.Progress(stageCompare, 0, 2)
	d := &difference{}
	if err := d.compareNodes(ctx, tx, p); err != nil {
		return nil, err
	}
	o.Progress(stageCompare, 1, 2)
	if err := d.compareEdges(ctx, tx, p); err != nil {
		return nil, err
	}
	rows, err := tx.run(ctx, statement{text: matchContent + " RETURN c.ledger AS ledger"})
	if err != nil {
		return nil, err
	}
	d.ledger = rows[0][0] != p.content.ledger
	o.Progress(stageCompare, 2, 2)
	return d, nil
}

func (d *difference) compareNodes(ctx context.Context, tx transaction, p *prepared) error {
	rows, err := tx.run(ctx, statement{text: "MATCH (n:" + cypher.NodeLabel + ") RETURN n.code AS code, n.digest AS digest"})
	if err != nil {
		return err
	}
	held := make(map[string]int64, len(rows))
	for _, row := range rows {
		held[text(row[0])], _ = row[1].(int64)
	}
	for _, n := range p.nodes {
		digest, found := held[n.Code]
		switch {
		case !found:
			d.addedNodes = append(d.addedNodes, n)
		case digest != n.digest:
			d.changedNodes = append(d.changedNodes, n)
		}
		delete(held, n.Code)
	}
	d.removedNodes = slices.Sorted(maps.Keys(held))
	return nil
}

// compareEdges pairs what is left on either side once equal edges are put aside: an edge that only says
// something else stays the edge it is, which takes the database less memory than a new one.
func (d *difference) compareEdges(ctx context.Context, tx transaction, p *prepared) error {
	const match = "MATCH (a:" + cypher.NodeLabel + ")-[e]->(b:" + cypher.NodeLabel + ")"
	rows, err := tx.run(ctx, statement{text: match + " RETURN elementId(e) AS id, e.digest AS digest"})
	if err != nil {
		return err
	}
	ids := make(map[int64][]string, len(rows))
	for _, row := range rows {
		digest, _ := row[1].(int64)
		ids[digest] = append(ids[digest], text(row[0]))
	}
	var news []edgeRow
	for _, e := range p.edges {
		if same := ids[e.digest]; len(same) > 0 {
			ids[e.digest] = same[1:]
			continue
		}
		news = append(news, e)
	}
	left := []string{}
	for _, same := range ids {
		left = append(left, same...)
	}
	slices.Sort(left)
	if rows, err = tx.run(ctx, statement{
		text:   match + " WHERE elementId(e) IN $ids RETURN elementId(e) AS id, type(e) AS type, a.code AS source, b.code AS target",
		params: map[string]any{"ids": left},
	}); err != nil {
		return err
	}
	held := map[[3]string][]heldEdge{}
	for _, row := range rows {
		h := heldEdge{text(row[0]), text(row[1]), text(row[2]), text(row[3])}
		key := [3]string{h.edgeType, h.from, h.to}
		held[key] = append(held[key], h)
	}
	for _, e := range news {
		key := [3]string{e.Type.Name, e.From.Code, e.To.Code}
		if olds := held[key]; len(olds) > 0 {
			d.changedEdges, d.changedIDs = append(d.changedEdges, e), append(d.changedIDs, olds[0].id)
			held[key] = olds[1:]
			continue
		}
		d.addedEdges = append(d.addedEdges, e)
	}
	for _, olds := range held {
		d.removedEdges = append(d.removedEdges, olds...)
	}
	return nil
}

// apply writes the differences. Nobody sees them yet.
func (p *prepared) apply(ctx context.Context, tx transaction, d *difference, o Loading) error {
	var all []statement
	const matchEdge = "UNWIND $rows AS row MATCH (:" + cypher.NodeLabel + " {code: row[0]})-[e]->() WHERE elementId(e) = row[1]"
	for edges := range slices.Chunk(d.removedEdges, batchRows) {
		rows := make([]any, len(edges))
		for i, e := range edges {
			rows[i] = []any{e.from, e.id}
		}
		all = append(all, statement{text: matchEdge + " DELETE e", params: map[string]any{"rows": rows}})
	}
	for codes := range slices.Chunk(d.removedNodes, batchRows) {
		all = append(all, statement{
			text:   "UNWIND $codes AS code MATCH (n:" + cypher.NodeLabel + " {code: code}) DETACH DELETE n",
			params: map[string]any{"codes": codes},
		})
	}
	for from := 0; from < len(d.changedEdges); from += batchRows {
		to := min(from+batchRows, len(d.changedEdges))
		rows := make([]any, to-from)
		for i, e := range d.changedEdges[from:to] {
			rows[i] = []any{e.From.Code, d.changedIDs[from+i], p.edgeProperties(e)}
		}
		all = append(all, statement{text: matchEdge + " SET e = row[2]", params: map[string]any{"rows": rows}})
	}
	for nodes := range slices.Chunk(d.changedNodes, batchRows) {
		all = append(all, updateNodes(nodes))
	}
	for nodes := range slices.Chunk(d.addedNodes, batchRows) {
		all = append(all, createNodes(nodes))
	}
	for edges := range slices.Chunk(d.addedEdges, batchRows) {
		all = append(all, p.createEdges(edges))
	}
	if d.ledger {
		all = append(all, p.ledgerStatements()...)
	}
	all = append(all, p.contentStatement())
	for i, q := range all {
		if _, err := tx.run(ctx, q); err != nil {
			return err
		}
		o.Progress(stageWrite, i+1, len(all))
	}
	return nil
}

// errUnconfirmed says that a load was cut off at its very end.
var errUnconfirmed = errors.New("all was written, and whether it counts was not confirmed: import again")

// commit makes the differences count: between a fence that says WRITING and one that says READY again.
func (s *Store) commit(ctx context.Context, tx transaction, o Loading) error {
	ctx, cancel := unstoppable(ctx, closing)
	defer cancel()
	var epoch int64
	err := s.write(ctx, func(ctx context.Context, fence transaction) error {
		rows, err := fence.run(ctx, statement{text: matchFence + " SET f.state = '" + cypher.Writing + "', f.epoch = f.epoch + 1 RETURN f.epoch AS epoch"})
		if err == nil {
			epoch, _ = rows[0][0].(int64)
		}
		return err
	})
	if err != nil {
		return err
	}
	o.Progress(stageSwitch, 1, 3)
	if err := tx.commit(ctx); err != nil {
		s.settle(ctx, epoch)
		return fmt.Errorf("%w; %w", err, errUnconfirmed)
	}
	o.Progress(stageSwitch, 2, 3)
	if err := s.writeAll(ctx, readyFence(epoch)); err != nil {
		return fmt.Errorf("%w; %w", err, errUnconfirmed)
	}
	o.Progress(stageSwitch, 3, 3)
	return nil
}

// tooLarge says what to do about a transaction that the server has no memory for, and so has undone.
func tooLarge(what, so string, err error) error {
	return &store.Error{Code: store.TooComplex, Cause: err, Message: what + " are more than one transaction of this database may hold: " +
		"raise dbms.memory.transaction.total.max and server.memory.heap.max_size" + so}
}
