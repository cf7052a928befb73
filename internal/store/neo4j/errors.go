package neo4j

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"orggraph/internal/store"
)

// translate makes an error of the driver one that clients may see; one of the store stays as it is. The
// driver's own error for a request that is over does not say so: the context does. What is not said by the
// server itself comes from the way to it, in whatever form the driver says that. The cause, which clients
// don't see, tells whoever runs the program what to do.
func translate(ctx context.Context, err error) error {
	var known *store.Error
	var server *neo4j.Neo4jError
	var usage *neo4j.UsageError
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return &store.Error{Code: store.Timeout, Message: "the request ended before its answer", Cause: err}
	case errors.As(err, &server):
		return translateCode(server, err)
	case errors.As(err, &usage):
		return &store.Error{
			Code: store.Unavailable, Message: "what answers in place of the database is no Neo4j",
			Cause: fmt.Errorf("%s: %w", rightAddress, err),
		}
	default:
		return &store.Error{
			Code: store.Unavailable, Message: "the database can't be reached",
			Cause: fmt.Errorf("see that it runs; %s: %w", rightAddress, err),
		}
	}
}

const rightAddress = "--store has to name its Bolt address, whose port is 7687 where it was given no other"

// translateCode goes by the server's own classification: Neo.CLASS.CATEGORY.TITLE.
func translateCode(server *neo4j.Neo4jError, err error) error {
	e := &store.Error{Code: store.Internal, Message: "the database refused a statement", Cause: err}
	category, title := server.Category(), server.Title()
	switch {
	case strings.HasPrefix(title, "TransactionTimedOut"):
		e.Code, e.Message = store.Timeout, "the request ended before its answer"
	case outOfMemory(err):
		e.Code, e.Message = store.TooComplex, "the answer takes more memory than the database has: ask for fewer fields, or for a page with first"
	case title == "AuthenticationRateLimit":
		e.Code, e.Message = store.Unavailable, "the database has locked its user out after wrong passwords"
		e.Cause = fmt.Errorf("give the right one in a few seconds: %w", err)
	case refused(err):
		e.Code, e.Message = store.Unavailable, "the database does not accept its user or the password"
		e.Cause = fmt.Errorf("name them with --store-user and --store-password-file: %w", err)
	case title == "DatabaseNotFound":
		e.Code, e.Message = store.Unavailable, "there is no such database on that server"
		e.Cause = fmt.Errorf("name another with --store-database: %w", err)
	case terminated(server), server.Classification() == "TransientError", category == "Database", category == "Cluster":
		e.Code, e.Message = store.Unavailable, "the database can't answer now"
	}
	return e
}

// loadError says what a load failed of. Whoever loads is no client: the cause helps.
func loadError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		var interrupted error = &store.Error{Code: store.Timeout, Message: "interrupted", Cause: context.Cause(ctx)}
		for _, also := range []error{errUnfinished, errUnconfirmed} {
			if errors.Is(err, also) {
				interrupted = fmt.Errorf("%w; %w", interrupted, also)
			}
		}
		err = interrupted
	}
	var known *store.Error
	if errors.As(err, &known) && known.Cause != nil {
		return fmt.Errorf("%w: %w", err, known.Cause)
	}
	return err
}

// outOfMemory says whether a transaction took more memory than the server gives.
func outOfMemory(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && strings.Contains(server.Title(), "OutOfMemory")
}

// terminated says whether the server ended a transaction, as it does before it stops.
func terminated(server *neo4j.Neo4jError) bool {
	return server.Title() == "Terminated" || server.Title() == "LockClientStopped"
}

// overtaken says whether somebody else was making the same constraints and indexes: the database then undoes
// the work of one of the two.
func overtaken(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && (server.Title() == "DeadlockDetected" || server.Category() == "Schema" && strings.HasSuffix(server.Title(), "AlreadyExists"))
}

// retryable says whether the same question may be answered in a moment.
func retryable(err error) bool {
	var connectivity *neo4j.ConnectivityError
	var network net.Error
	var server *neo4j.Neo4jError
	switch {
	case errors.As(err, &server):
		return (server.IsRetriable() || terminated(server)) && !outOfMemory(err)
	default:
		return errors.As(err, &connectivity) || errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	}
}
