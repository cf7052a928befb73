package neo4j

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// prepared is a graph on its way into the database. Nodes and edges are sorted, and each has a digest of
// all that is kept of it: two are the same if these are.
type prepared struct {
	graph   *store.Graph
	nodes   []nodeRow // by kind and code
	edges   []edgeRow // by type, source and preference
	facts   cypher.Facts
	content content
}

type nodeRow struct {
	*store.Node
	digest int64
}

type edgeRow struct {
	*store.Edge
	pref   int // place among the source's edges of the type
	digest int64
}

// prepare fails on a graph that contradicts itself.
func prepare(g *store.Graph) (*prepared, error) {
	p := &prepared{graph: g, facts: cypher.FactsOf(g)}
	if err := p.addNodes(); err != nil {
		return nil, err
	}
	if err := p.addEdges(); err != nil {
		return nil, err
	}
	dataset := g.Dataset
	if dataset == nil {
		dataset = &store.Dataset{}
	}
	text, err := json.Marshal(dataset)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	facts, err := json.Marshal(p.facts)
	if err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	ledger := sha256.Sum256(g.Ledger)
	p.content = content{
		release: dataset.Release, format: formatVersion, schema: schemaOf(g.Catalog),
		ledger: hex.EncodeToString(ledger[:]), dataset: string(text), facts: string(facts),
	}
	p.content.digest = p.digest()
	return p, nil
}

func (p *prepared) addNodes() error {
	for _, n := range p.graph.Nodes {
		digest, err := digestOf(cypher.NodeProperties(n), n.Kind.Name)
		if err != nil {
			return fmt.Errorf("%s %s: %w", n.Kind.Name, n.Code, err)
		}
		p.nodes = append(p.nodes, nodeRow{n, digest})
	}
	slices.SortFunc(p.nodes, func(a, b nodeRow) int {
		return cmp.Or(cmp.Compare(a.Kind.Index, b.Kind.Index), strings.Compare(a.Code, b.Code))
	})
	return nil
}

func (p *prepared) addEdges() error {
	nodes := make(map[string]*store.Node, len(p.nodes))
	for _, n := range p.nodes {
		if nodes[n.Code] != nil {
			return fmt.Errorf("%s is the code of two nodes", n.Code)
		}
		nodes[n.Code] = n.Node
	}
	for _, e := range p.graph.Edges {
		if nodes[e.From.Code] != e.From || nodes[e.To.Code] != e.To {
			return fmt.Errorf("an edge %s from %s to %s ends outside the graph", e.Type.Name, e.From.Code, e.To.Code)
		}
		p.edges = append(p.edges, edgeRow{Edge: e})
	}
	slices.SortStableFunc(p.edges, func(e, f edgeRow) int {
		return cmp.Or(cmp.Compare(e.Type.Index, f.Type.Index), strings.Compare(e.From.Code, f.From.Code), f.Compare(e.Edge))
	})
	for i := range p.edges {
		e := &p.edges[i]
		if i > 0 && p.edges[i-1].Type == e.Type && p.edges[i-1].From == e.From {
			e.pref = p.edges[i-1].pref + 1
		}
		var err error
		if e.digest, err = digestOf(cypher.EdgeProperties(p.graph.Catalog, e.Edge, e.pref), e.Type.Name, e.From.Code, e.To.Code); err != nil {
			return fmt.Errorf("%s from %s to %s: %w", e.Type.Name, e.From.Code, e.To.Code, err)
		}
	}
	return nil
}

// digest is that of everything.
func (p *prepared) digest() string {
	h := sha256.New()
	for _, n := range p.nodes {
		fmt.Fprintln(h, n.Code, n.digest)
	}
	for _, e := range p.edges {
		fmt.Fprintln(h, e.digest)
	}
	c := p.content
	fmt.Fprintln(h, c.format, c.schema, c.ledger, c.dataset)
	return hex.EncodeToString(h.Sum(nil))
}
