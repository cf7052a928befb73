package neo4j

import (
	"context"

	"orggraph/internal/store/neo4j/cypher"
)

// createSchema makes the constraints and indexes that a graph needs and that are missing, and waits until they
// are there.
func (s *Store) createSchema(ctx context.Context, p *prepared) error {
	read, cancel := bounded(ctx, longestRead)
	defer cancel()
	rows, err := s.read(read, statement{text: "SHOW INDEXES YIELD name RETURN name"})
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, row := range rows {
		name, _ := row[0].(string)
		there[name] = true
	}
	var missing []statement
	for _, index := range p.schema() {
		if !there[index.name] {
			missing = append(missing, statement{text: index.text})
		}
	}
	if len(missing) == 0 {
		return nil
	}
	switch err := s.writeAll(ctx, missing...); {
	case overtaken(err):
		return errMeanwhile
	case err != nil:
		return err
	}
	return s.writeAll(ctx, statement{text: "CALL db.awaitIndexes(300)"})
}

// index is a constraint or an index of the database.
type index struct{ name, text string }

// schema is what look-ups, and lists in the order of codes or names, stand on.
func (p *prepared) schema() []index {
	all := []index{
		unique("orggraph_code", cypher.NodeLabel, "code"),
		unique("orggraph_fence", cypher.MarkerLabel, "key"),
		unique("orggraph_content", cypher.ContentLabel, "key"),
		unique("orggraph_ledger", cypher.LedgerLabel, "place"),
	}
	for _, k := range p.graph.Catalog.Kinds {
		if !p.facts.Many(k) {
			continue
		}
		// The first holds all that a list looks at, in the order of codes, so that no node is read in vain. An index
		// of the code alone would be taken in its place: look-ups by code use the constraint.
		// Those of a measure lead to the nodes of which a number ever was as large as is asked for.
		for name, properties := range map[string]string{"list": "n.code, n.lifeFrom, n.lifeTo", "name": "n.name"} {
			name = "orggraph_" + k.Label + "_" + name
			all = append(all, ranged(name, k.Label, properties))
		}
		for _, property := range cypher.Ranges(k) {
			all = append(all, ranged("orggraph_"+k.Label+"_"+property, k.Label, "n."+property))
		}
	}
	return all
}

func ranged(name, label, properties string) index {
	return index{name, "CREATE INDEX " + name + " IF NOT EXISTS FOR (n:" + label + ") ON (" + properties + ")"}
}

func unique(name, label, property string) index {
	return index{name, "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + property + " IS UNIQUE"}
}
