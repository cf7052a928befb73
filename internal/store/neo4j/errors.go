package neo4j

import (
	"context"
	"errors"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"orggraph/internal/store"
)

// translate makes an error of the driver one that clients may see; one of the store stays as it is. The
// driver's own error for a request that is over does not say so: the context does.
func translate(ctx context.Context, err error) error {
	var known *store.Error
	var server *neo4j.Neo4jError
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return &store.Error{Code: store.Timeout, Message: "the request ended before its answer", Cause: err}
	case errors.As(err, &server):
		return translateCode(server, err)
	case broken(err):
		return &store.Error{Code: store.Unavailable, Message: "the database can't be reached", Cause: err}
	default:
		return &store.Error{Code: store.Internal, Message: "the database gave no answer", Cause: err}
	}
}

// translateCode goes by the server's own classification: Neo.CLASS.CATEGORY.TITLE.
func translateCode(server *neo4j.Neo4jError, err error) error {
	e := &store.Error{Code: store.Internal, Message: "the database refused a statement", Cause: err}
	category := server.Category()
	switch {
	case strings.HasPrefix(server.Title(), "TransactionTimedOut"):
		e.Code, e.Message = store.Timeout, "the request ended before its answer"
	case outOfMemory(err):
		e.Code, e.Message = store.TooComplex, "the answer takes more memory than the database has: ask for fewer fields, or for a page with first"
	case category == "Security":
		e.Code, e.Message = store.Unavailable, "the database refuses the server's user"
	case server.Classification() == "TransientError" || category == "Database" || category == "Cluster":
		e.Code, e.Message = store.Unavailable, "the database can't answer now"
	}
	return e
}

// outOfMemory says whether a transaction took more memory than the server gives.
func outOfMemory(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && strings.Contains(server.Title(), "OutOfMemory")
}

// broken says whether the database was not reached, or not as who we are.
func broken(err error) bool {
	var connectivity *neo4j.ConnectivityError
	var limit *neo4j.TransactionExecutionLimit
	var auth *neo4j.InvalidAuthenticationError
	var token *neo4j.TokenExpiredError
	return errors.As(err, &connectivity) || errors.As(err, &limit) || errors.As(err, &auth) || errors.As(err, &token)
}

// retryable says whether the same question may be answered in a moment.
func retryable(err error) bool {
	var connectivity *neo4j.ConnectivityError
	var server *neo4j.Neo4jError
	switch {
	case errors.As(err, &connectivity):
		return true
	case errors.As(err, &server):
		return server.IsRetriable() && !outOfMemory(err)
	default:
		return false
	}
}
