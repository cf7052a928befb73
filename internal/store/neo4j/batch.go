package neo4j

import (
	"iter"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/store/neo4j/cypher"
)

// batchRows are how many nodes or edges one transaction of a first load creates.
const batchRows = 5000

// ledgerChunk is the size in bytes of a part of the ledger that one node holds.
const ledgerChunk = 256 << 10

// batch is what one transaction of a first load creates.
type batch struct {
	statements []statement
	rows       int
}

// batches are the nodes and then the edges of a graph. A small graph is one batch.
func (p *prepared) batches() iter.Seq[batch] {
	return func(yield func(batch) bool) {
		var b batch
		add := func(q statement, rows int) bool {
			b.statements, b.rows = append(b.statements, q), b.rows+rows
			if b.rows < batchRows {
				return true
			}
			full := b
			b = batch{}
			return yield(full)
		}
		for nodes := range chunks(p.nodes, func(n nodeRow) *catalog.Kind { return n.Kind }) {
			if !add(p.createNodes(nodes), len(nodes)) {
				return
			}
		}
		for edges := range chunks(p.edges, func(e edgeRow) *catalog.EdgeType { return e.Type }) {
			if !add(p.createEdges(edges), len(edges)) {
				return
			}
		}
		if b.rows > 0 {
			yield(b)
		}
	}
}

// chunks cuts sorted things into runs of one kind, none longer than a batch: each is one statement, for the
// kind stands in its text.
func chunks[T any, K comparable](all []T, kind func(T) K) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for len(all) > 0 {
			n := 1
			for n < len(all) && n < batchRows && kind(all[n]) == kind(all[0]) {
				n++
			}
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}

func (p *prepared) createNodes(nodes []nodeRow) statement {
	return statement{
		text:   "UNWIND $rows AS row CREATE (n:" + cypher.NodeLabel + ":" + nodes[0].Kind.Label + ") SET n = row",
		params: map[string]any{"rows": p.nodeRows(nodes)},
	}
}

// updateNodes gives nodes that are there their new properties, and their kind.
func (p *prepared) updateNodes(nodes []nodeRow) statement {
	text := "UNWIND $rows AS row MATCH (n:" + cypher.NodeLabel + " {odsCode: row.odsCode}) SET n = row REMOVE n"
	for _, k := range p.graph.Catalog.Kinds {
		if k != nodes[0].Kind {
			text += ":" + k.Label
		}
	}
	return statement{
		text:   text + " SET n:" + nodes[0].Kind.Label,
		params: map[string]any{"rows": p.nodeRows(nodes)},
	}
}

func (p *prepared) nodeRows(nodes []nodeRow) []any {
	rows := make([]any, len(nodes))
	for i, n := range nodes {
		properties := cypher.NodeProperties(n.Node)
		properties["digest"] = n.digest
		rows[i] = properties
	}
	return rows
}

func (p *prepared) createEdges(edges []edgeRow) statement {
	rows := make([]any, len(edges))
	for i, e := range edges {
		rows[i] = []any{e.From.Code, e.To.Code, edgeProperties(e)}
	}
	return statement{
		text: "UNWIND $rows AS row MATCH (a:" + cypher.NodeLabel + " {odsCode: row[0]}) MATCH (b:" + cypher.NodeLabel +
			" {odsCode: row[1]}) CREATE (a)-[e:" + edges[0].Type.Name + "]->(b) SET e = row[2]",
		params: map[string]any{"rows": rows},
	}
}

func edgeProperties(e edgeRow) map[string]any {
	properties := cypher.EdgeProperties(e.Edge, e.pref)
	properties["digest"] = e.digest
	return properties
}

// contentStatement makes the content node, or changes it.
func (p *prepared) contentStatement() statement {
	c := p.content
	return statement{
		text: "MERGE (c:" + cypher.ContentLabel + " {key: 0}) SET c += $content",
		params: map[string]any{"content": map[string]any{
			"release": c.release, "digest": c.digest, "format": c.format, "schema": c.schema, "ledger": c.ledger,
			"dataset": c.dataset, "counts": c.counts,
		}},
	}
}

// ledgerStatements keep the ledger, in place of the one that is there.
func (p *prepared) ledgerStatements() []statement {
	statements := []statement{{text: "MATCH (l:" + cypher.LedgerLabel + ") DELETE l"}}
	var rows []any
	for i, part := range slices.Collect(slices.Chunk(p.graph.Ledger, ledgerChunk)) {
		rows = append(rows, map[string]any{"place": int64(i), "part": part})
	}
	if len(rows) > 0 {
		statements = append(statements, statement{
			text:   "UNWIND $rows AS row CREATE (l:" + cypher.LedgerLabel + ") SET l = row",
			params: map[string]any{"rows": rows},
		})
	}
	return statements
}
