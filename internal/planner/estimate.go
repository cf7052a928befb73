package planner

import (
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// Statistics are the figures of a graph that an estimate stands on.
type Statistics interface {
	// Nodes is the number of nodes of a kind.
	Nodes(kind *catalog.Kind) int
	// Edges is the number of edges of a type between two kinds.
	Edges(t *catalog.EdgeType, source, target *catalog.Kind) int
}

// Estimate returns the rows that each operator of the plan is expected to produce, by Op.ID, over all
// rows of its parent. `first` and `last` cap it; filters and days do not reduce it.
func Estimate(c *catalog.Catalog, p *plan.Plan, args plan.Args, s Statistics) []float64 {
	e := estimator{catalog: c, args: args, statistics: s, rows: make([]float64, p.Ops)}
	for _, r := range p.Roots {
		e.root(r)
	}
	return e.rows
}

type estimator struct {
	catalog    *catalog.Catalog
	args       plan.Args
	statistics Statistics
	rows       []float64
}

// byKind are expected nodes, by Kind.Index.
type byKind []float64

func (n byKind) sum() float64 {
	total := 0.0
	for _, rows := range n {
		total += rows
	}
	return total
}

// scaled brings the sum to a total, where there is any.
func (n byKind) scaled(total float64) byKind {
	out := make(byKind, len(n))
	if sum := n.sum(); sum > 0 {
		for i, rows := range n {
			out[i] = rows * total / sum
		}
	}
	return out
}

func (e *estimator) root(r *plan.Root) {
	all := make(byKind, len(e.catalog.Kinds))
	for _, k := range e.catalog.In(r.Root.Kinds) {
		all[k.Index] = float64(e.statistics.Nodes(k))
	}
	if r.Connection != nil {
		e.connection(r.Connection, all, 1)
		return
	}
	keys := 1
	if several, is := e.args[r.Keys].([]string); is {
		keys = len(several)
	}
	found := all.scaled(float64(keys))
	e.rows[r.ID] += found.sum()
	e.object(r.Object, found)
}

func (e *estimator) connection(c *plan.Connection, targets byKind, parents float64) {
	for _, limit := range []plan.Slot{c.First, c.Last} {
		if limit != plan.None {
			if most := parents * float64(e.args[limit].(int)); targets.sum() > most {
				targets = targets.scaled(most)
			}
		}
	}
	e.rows[c.ID] += targets.sum()
	e.fields(c.Fields, targets)
}

// object sees to each field once, with the nodes of all kinds that have it.
func (e *estimator) object(o *plan.Object, nodes byKind) {
	for i, fields := range o.ByKind {
		for _, f := range fields {
			has := func(fields []plan.Field) bool { return slices.Contains(fields, f) }
			if slices.IndexFunc(o.ByKind, has) < i {
				continue
			}
			of := make(byKind, len(nodes))
			for j, fields := range o.ByKind {
				if has(fields) {
					of[j] = nodes[j]
				}
			}
			e.fields([]plan.Field{f}, of)
		}
	}
}

func (e *estimator) fields(fields []plan.Field, nodes byKind) {
	for _, f := range fields {
		switch f := f.(type) {
		case *plan.One:
			targets := e.follow(f.Relation, nodes)
			e.rows[f.ID] += targets.sum()
			e.object(f.Object, targets)
		case *plan.Link:
			targets := e.follow(f.Relation, nodes)
			e.rows[f.ID] += targets.sum()
			e.fields(f.Fields, targets)
		case *plan.Many:
			e.connection(f.Connection, e.follow(f.Connection.Relation, nodes), nodes.sum())
		case *plan.Nodes:
			e.object(f.Object, nodes)
		case *plan.End:
			e.object(f.Object, nodes)
		case *plan.Edges:
			e.fields(f.Fields, nodes)
		}
	}
}

// follow multiplies nodes by how many edges those of their kind have on average. Where one edge is
// taken of several, it leads to at most one target.
func (e *estimator) follow(r *catalog.Relation, nodes byKind) byKind {
	for _, step := range r.Steps {
		next := make(byKind, len(nodes))
		for i, rows := range nodes {
			if rows == 0 {
				continue
			}
			reached := e.degrees(step, e.catalog.Kinds[i])
			if !step.In && step.Type.ToOne && reached.sum() > 1 {
				reached = reached.scaled(1)
			}
			for j, degree := range reached {
				next[j] += rows * degree
			}
		}
		nodes = next
	}
	for i := range nodes {
		if !r.Kinds.HasIndex(i) {
			nodes[i] = 0
		}
	}
	return nodes
}

// degrees are the edges of a node of the kind, on average, by the kind that they lead to.
func (e *estimator) degrees(step catalog.Step, from *catalog.Kind) byKind {
	out := make(byKind, len(e.catalog.Kinds))
	of := float64(e.statistics.Nodes(from))
	if of == 0 {
		return out
	}
	for i, to := range e.catalog.Kinds {
		source, target := from, to
		if step.In {
			source, target = to, from
		}
		out[i] = float64(e.statistics.Edges(step.Type, source, target)) / of
	}
	return out
}
