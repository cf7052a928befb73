package graph

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"orggraph/internal/store"
)

// coded makes an error that clients see as it is.
func coded(code store.Code, format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": string(code)}
	return err
}

// codeOf is the code of an error that clients see; empty where it has none of ours.
func codeOf(err *gqlerror.Error) store.Code {
	code, _ := err.Extensions["code"].(string)
	return store.Code(code)
}

// present makes what clients see of an error: its code and message if it has a code of ours, else
// INTERNAL and nothing of its text, which goes to the log.
func (e *Engine) present(ctx context.Context, err error) *gqlerror.Error {
	var shown *gqlerror.Error
	if errors.As(err, &shown) && codeOf(shown) != "" {
		return shown
	}
	var known *store.Error
	switch {
	case errors.As(err, &known):
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		known = store.Errorf(store.Timeout, "the time for this operation is over")
	default:
		known = &store.Error{Code: store.Internal, Message: "something went wrong in the server", Cause: err}
	}
	if known.Cause != nil || known.Code == store.Internal {
		level := slog.LevelError
		if known.Code == store.Timeout { // its client has asked for too much, or is gone
			level = slog.LevelInfo
		}
		e.log.Log(ctx, level, "operation failed", "code", known.Code, "error", known.Message, "cause", known.Cause)
	}
	presented := coded(known.Code, "%s", known.Message)
	if known.Code == store.Timeout {
		nameTimeout(ctx, presented)
	}
	if shown != nil {
		presented.Path, presented.Locations = shown.Path, shown.Locations
	} else if graphql.GetFieldContext(ctx) != nil {
		presented.Path = graphql.GetPath(ctx)
	}
	return presented
}

// recovered turns a panic into an error, and logs where it happened.
func (e *Engine) recovered(ctx context.Context, p any) error {
	e.log.ErrorContext(ctx, "operation panicked", "panic", p, "stack", string(debug.Stack()))
	return store.Errorf(store.Internal, "something went wrong in the server")
}

// nullError says that a value is missing where the schema promises one.
func nullError(f store.FieldError) *gqlerror.Error {
	err := coded(store.Internal, "Cannot return null for non-nullable field %s.", f.Type)
	for _, step := range f.Path {
		switch step := step.(type) {
		case string:
			err.Path = append(err.Path, ast.PathName(step))
		case int:
			err.Path = append(err.Path, ast.PathIndex(step))
		}
	}
	return err
}

// requestErrors gives the errors of parsing, validation and variables their code.
func requestErrors(errs gqlerror.List) gqlerror.List {
	for _, err := range errs {
		code := store.BadUserInput
		if err.Rule == rules.MaxIntrospectionDepth.Name {
			code = store.TooComplex
		}
		err.Extensions = map[string]any{"code": string(code)}
		// gqlparser gives the place in the variables as a path, which it is not.
		if len(err.Path) > 0 && err.Path[0] == ast.PathName("variable") {
			err.Message = "$" + err.Path[1:].String() + " " + err.Message
			err.Path = nil
		}
	}
	return errs
}

// longestMessage is how many bytes of a message clients see.
const longestMessage = 1000

// capped leaves out what is above the limit, and says so in one more error. leftOut says that some were
// left out before.
func (l Limits) capped(errs gqlerror.List, leftOut bool) gqlerror.List {
	if len(errs) > l.Errors {
		errs, leftOut = errs[:l.Errors:l.Errors], true
	}
	for _, err := range errs {
		if len(err.Message) > longestMessage { // it quotes what was sent
			err.Message = strings.ToValidUTF8(err.Message[:longestMessage], "") + "…"
		}
	}
	if leftOut {
		more := coded(codeOf(errs[len(errs)-1]), "more errors are left out: an answer tells of at most %d", l.Errors)
		more.Extensions["limit"], more.Extensions["max"] = limitErrors, l.Errors
		errs = append(errs, more)
	}
	return errs
}
