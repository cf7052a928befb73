package neo4j

import (
	"context"
	"iter"
	"slices"

	"orggraph/internal/store/neo4j/cypher"
)

// batchRows are how many nodes or edges one transaction of a first load creates.
const batchRows = 5000

// ledgerChunk is the size in bytes of a part of the ledger that one node holds.
const ledgerChunk = 256 << 10

// batch is what one transaction of a first load creates.
type batch struct {
	statement statement
	rows      int
}

// batches are the nodes and then the edges of a graph. The next one is made while the last is written.
func (p *prepared) batches(ctx context.Context) <-chan batch {
	made := make(chan batch)
	go func() {
		defer close(made)
		for b := range p.makeBatches() {
			select {
			case made <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	return made
}

func (p *prepared) makeBatches() iter.Seq[batch] {
	return func(yield func(batch) bool) {
		for nodes := range slices.Chunk(p.nodes, batchRows) {
			if !yield(batch{createNodes(nodes), len(nodes)}) {
				return
			}
		}
		for edges := range slices.Chunk(p.edges, batchRows) {
			if !yield(batch{p.createEdges(edges), len(edges)}) {
				return
			}
		}
	}
}

// Kinds and types of edges are data to the statements below: there is one text of each for the database to plan.

func createNodes(nodes []nodeRow) statement {
	return statement{
		text:   "UNWIND $rows AS row CREATE (n:" + cypher.NodeLabel + ":$(row[0])) SET n += row[1]",
		params: map[string]any{"rows": nodeRows(nodes)},
	}
}

// updateNodes gives nodes that are there their new properties, and their kind.
func updateNodes(nodes []nodeRow) statement {
	return statement{
		text: "UNWIND $rows AS row MATCH (n:" + cypher.NodeLabel + " {code: row[1].code}) SET n = row[1] " +
			"REMOVE n:$([l IN labels(n) WHERE NOT l IN ['" + cypher.NodeLabel + "', row[0]]]) SET n:$(row[0])",
		params: map[string]any{"rows": nodeRows(nodes)},
	}
}

func nodeRows(nodes []nodeRow) []any {
	rows := make([]any, len(nodes))
	for i, n := range nodes {
		properties := cypher.NodeProperties(n.Node)
		properties["digest"] = n.digest
		rows[i] = []any{n.Kind.Label, properties}
	}
	return rows
}

func (p *prepared) createEdges(edges []edgeRow) statement {
	rows := make([]any, len(edges))
	for i, e := range edges {
		rows[i] = []any{e.From.Code, e.To.Code, e.Type.Name, p.edgeProperties(e)}
	}
	return statement{
		text: "UNWIND $rows AS row MATCH (a:" + cypher.NodeLabel + " {code: row[0]}) MATCH (b:" + cypher.NodeLabel +
			" {code: row[1]}) CREATE (a)-[e:$(row[2])]->(b) SET e += row[3]",
		params: map[string]any{"rows": rows},
	}
}

func (p *prepared) edgeProperties(e edgeRow) map[string]any {
	properties := cypher.EdgeProperties(p.graph.Catalog, e.Edge, e.pref)
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
			"dataset": c.dataset, "facts": c.facts,
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
