package server

import (
	"context"

	"orggraph/internal/store"
)

// Engine answers GraphQL operations. It is safe for concurrent use and heeds the deadline of ctx.
type Engine interface {
	Do(ctx context.Context, r Request) *Response
}

// Request is one GraphQL request.
type Request struct {
	Query, OperationName string
	Variables            map[string]any // numbers are json.Number
	ReadOnly             bool           // only a query is to be answered
}

// Response is a finished answer.
type Response struct {
	Body []byte     // JSON
	Data bool       // whether the operation was executed
	Code store.Code // why not, if it was not
}
