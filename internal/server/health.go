package server

import (
	"context"
	"net/http"
	"time"
)

// readyWithin is how long the question whether the store is ready may take.
const readyWithin = 2 * time.Second

// live says that the program runs.
func live(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	write(w, http.StatusOK, mediaJSON, []byte(`{"status":"live"}`))
}

// ready says whether operations can be answered: 503 while not.
func ready(check func(context.Context) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		if check(ctx) != nil {
			write(w, http.StatusServiceUnavailable, mediaJSON, []byte(`{"status":"not ready"}`))
			return
		}
		write(w, http.StatusOK, mediaJSON, []byte(`{"status":"ready"}`))
	})
}
