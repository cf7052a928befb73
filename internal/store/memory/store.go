// Package memory turns a graph into an immutable snapshot of columns and adjacency arrays, and plans
// into JSON by walking it. A store hands each operation the snapshot of the moment, so that readers
// never wait. It imports nothing of ours but store, plan, catalog and day, and must not know GraphQL,
// the planner or another store.
package memory
