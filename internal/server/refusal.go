package server

import (
	"fmt"
	"net/http"

	"orggraph/internal/store"
)

// refusal is a request that is not a GraphQL request, or none that is answered now.
type refusal struct {
	status  int
	code    store.Code
	message string // holds nothing of the request's body
}

func refuse(status int, format string, args ...any) *refusal {
	return &refusal{status, store.BadUserInput, fmt.Sprintf(format, args...)}
}

// body is the refusal in the form of a GraphQL error.
func (r *refusal) body() []byte {
	body := store.AppendString([]byte(`{"errors":[{"message":`), r.message)
	body = append(body, `,"extensions":{"code":`...)
	return append(store.AppendString(body, string(r.code)), `}}]}`...)
}

func (r *refusal) write(w http.ResponseWriter, media string) {
	write(w, r.status, media, r.body())
}
