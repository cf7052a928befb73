// Package graph turns GraphQL operations into planned operations and their answers: it parses, validates
// and limits them, has each planned as a whole, and lets a store render the subtree of each root field.
// The generated code and its one-line resolvers live here. It holds no logic of the graph, and must not
// import a concrete store or the server.
package graph

//go:generate go run ../internal/gen/orggen
