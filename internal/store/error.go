package store

import (
	"errors"
	"fmt"
)

// Code is the kind of an error, as clients see it in extensions.code. The set is closed.
type Code string

// The codes.
const (
	BadUserInput    Code = "BAD_USER_INPUT"
	NotFound        Code = "NOT_FOUND"
	Unauthenticated Code = "UNAUTHENTICATED"
	Forbidden       Code = "FORBIDDEN"
	TooComplex      Code = "TOO_COMPLEX"
	RateLimited     Code = "RATE_LIMITED"
	Timeout         Code = "TIMEOUT"
	Unavailable     Code = "UNAVAILABLE"
	Internal        Code = "INTERNAL"
)

// Error is an error that clients may see: its message holds no driver's text, path or secret.
type Error struct {
	Code    Code
	Message string
	Cause   error // for the log alone
}

// Errorf makes an error with a message.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// ErrMoved says that the release a view pins is gone. Nothing is wrong: whoever runs an operation begins it
// anew with another view, as long as there is time.
var ErrMoved = Errorf(Unavailable, "the graph was changed while it was read: ask again")

// CodeOf returns the code of an error: INTERNAL where it has none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
