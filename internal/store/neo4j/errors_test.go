package neo4j

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"orggraph/internal/store"
)

const secret = "what only the driver knows"

func serverSays(code string) error { return &neo4j.Neo4jError{Code: code, Msg: secret} }

// Each error of the driver has a code, none of its words, and is worth asking again or not.
func TestTranslate(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	refused := &net.OpError{Op: "dial", Err: errors.New(secret)}
	for _, c := range []struct {
		ctx       context.Context
		err       error
		want      store.Code
		retryable bool
	}{
		{t.Context(), &neo4j.ConnectivityError{Inner: refused}, store.Unavailable, true},
		{t.Context(), refused, store.Unavailable, true},
		{t.Context(), io.EOF, store.Unavailable, true},
		{t.Context(), io.ErrUnexpectedEOF, store.Unavailable, true},
		{t.Context(), fmt.Errorf("handshake: %w", io.EOF), store.Unavailable, true},
		{t.Context(), errors.New(secret), store.Unavailable, false},
		{t.Context(), &neo4j.UsageError{Message: secret}, store.Unavailable, false},
		{ended, &neo4j.ConnectivityError{Inner: context.Canceled}, store.Timeout, true},
		{ended, context.Canceled, store.Timeout, false},
		{ended, serverSays("Neo.ClientError.Transaction.Terminated"), store.Timeout, true},

		{t.Context(), serverSays("Neo.ClientError.Transaction.TransactionTimedOut"), store.Timeout, false},
		{t.Context(), serverSays("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"), store.Timeout, false},
		{t.Context(), serverSays("Neo.ClientError.Transaction.Terminated"), store.Unavailable, true},
		{t.Context(), serverSays("Neo.ClientError.Transaction.LockClientStopped"), store.Unavailable, true},
		{t.Context(), serverSays("Neo.TransientError.Transaction.DeadlockDetected"), store.Unavailable, true},
		{t.Context(), serverSays("Neo.TransientError.General.DatabaseUnavailable"), store.Unavailable, true},
		{t.Context(), serverSays("Neo.TransientError.General.MemoryPoolOutOfMemoryError"), store.TooComplex, false},
		{t.Context(), serverSays("Neo.ClientError.Security.Unauthorized"), store.Unavailable, false}, //nolint:misspell // Neo4j's
		{t.Context(), serverSays("Neo.ClientError.Security.AuthenticationRateLimit"), store.Unavailable, false},
		{t.Context(), serverSays("Neo.ClientError.Security.CredentialsExpired"), store.Unavailable, false},
		{t.Context(), serverSays("Neo.ClientError.Database.DatabaseNotFound"), store.Unavailable, false},
		{t.Context(), serverSays("Neo.ClientError.Statement.SyntaxError"), store.Internal, false},
		{t.Context(), serverSays("Neo.DatabaseError.General.UnknownError"), store.Internal, false},
		{t.Context(), store.ErrMoved, store.Unavailable, false},
	} {
		got := translate(c.ctx, c.err)
		if code := store.CodeOf(got); code != c.want {
			t.Errorf("%v: %s, want %s", c.err, code, c.want)
		}
		if strings.Contains(got.Error(), secret) {
			t.Errorf("%v: clients are told %q", c.err, got)
		}
		if !errors.Is(got, c.err) {
			t.Errorf("%v: the log is told %v", c.err, errors.Unwrap(got))
		}
		if got := retryable(c.err); got != c.retryable {
			t.Errorf("%v: asked again: %t", c.err, got)
		}
	}
	if err := translate(ended, nil); err != nil {
		t.Error(err)
	}
}

// An address that is none is refused, without a word of it: a password may stand in it.
func TestOpenRefuses(t *testing.T) {
	for _, uri := range []string{
		"", "h", "h:7687", "http://h", "bolt:", "bolt://", "bolt:u:" + secret, "u:" + secret, "bolt://u:pass@h", "bolt://h:port", "bolt://[h",
	} {
		_, err := Open(Options{URI: uri})
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", uri, err)
		}
	}
}
