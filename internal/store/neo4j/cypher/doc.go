// Package cypher turns a root of a plan into one Cypher statement, and the rows that answer it into JSON. It
// says, too, how a graph stands in the database. It is pure: it imports plan, store, catalog and day, and
// must not import a driver, the planner or anything of GraphQL. No text of a request stands in a statement:
// labels, types and names of properties are the catalog's, everything else is a parameter.
package cypher
