package neo4j

import (
	"context"

	"orggraph/internal/store/neo4j/cypher"
)

// createSchema makes the constraints and indexes that are missing, and waits until they are there.
func (s *Store) createSchema(ctx context.Context) error {
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
	for _, index := range s.schema() {
		if !there[index.name] {
			missing = append(missing, statement{text: index.text})
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if err := s.writeAll(ctx, missing...); err != nil {
		return err
	}
	return s.writeAll(ctx, statement{text: "CALL db.awaitIndexes(300)"})
}

// index is a constraint or an index of the database.
type index struct{ name, text string }

// schema is what look-ups, and lists in the order of codes or names, stand on.
func (s *Store) schema() []index {
	all := []index{
		unique("orggraph_code", cypher.NodeLabel, "odsCode"),
		unique("orggraph_fence", cypher.MarkerLabel, "key"),
		unique("orggraph_content", cypher.ContentLabel, "key"),
		unique("orggraph_ledger", cypher.LedgerLabel, "place"),
	}
	for _, k := range s.catalog.Kinds {
		for _, property := range []string{"odsCode", "name"} {
			name := "orggraph_" + k.Label + "_" + property
			all = append(all, index{name, "CREATE INDEX " + name + " IF NOT EXISTS FOR (n:" + k.Label + ") ON (n." + property + ")"})
		}
	}
	return all
}

func unique(name, label, property string) index {
	return index{name, "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + property + " IS UNIQUE"}
}
