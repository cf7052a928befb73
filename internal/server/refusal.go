package server

import (
	"fmt"
	"net/http"
	"strconv"

	"orggraph/internal/store"
)

// refusal is a request that is not a GraphQL request, or none that is answered now.
type refusal struct {
	status  int
	code    store.Code
	message string // holds nothing of the request's body
	again   bool   // whether it may be answered in a moment

	limit string // the setting that it goes by; empty for none
	most  any    // int64, or a text such as 10s
}

func refuse(status int, format string, args ...any) *refusal {
	return &refusal{status: status, code: store.BadUserInput, message: fmt.Sprintf(format, args...)}
}

// by says which setting a refusal goes by.
func (r *refusal) by(limit string, most any) *refusal {
	r.limit, r.most = limit, most
	return r
}

// body is the refusal in the form of a GraphQL error.
func (r *refusal) body() []byte {
	body := store.AppendString([]byte(`{"errors":[{"message":`), r.message)
	body = append(body, `,"extensions":{"code":`...)
	body = store.AppendString(body, string(r.code))
	if r.limit != "" {
		body = append(store.AppendString(append(body, `,"limit":`...), r.limit), `,"max":`...)
		if most, is := r.most.(string); is {
			body = store.AppendString(body, most)
		} else {
			body = strconv.AppendInt(body, r.most.(int64), 10)
		}
	}
	return append(body, `}}]}`...)
}

func (r *refusal) write(w http.ResponseWriter, media string) {
	if r.again {
		w.Header().Set("Retry-After", "1")
	}
	write(w, r.status, media, r.body())
}
