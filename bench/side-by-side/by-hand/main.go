// Command by-hand answers the operations that are compared from Neo4j with nothing in between: a statement written by
// hand for each, the driver, and net/http. It is the limit that servers over Neo4j are measured against, and must not
// import anything of the program but how text becomes JSON.
//
//	POST /SLUG   the parameters of the statement as JSON; answers {"data": …}
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"orggraph/bench/operations"
)

func main() {
	if err := serve(os.Getenv("NEO4J_URI"), os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(uri, port string) error {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth(), func(c *config.Config) {
		c.FetchSize = neo4j.FetchAll
		c.ReadBufferSize = 64 << 10
		c.TelemetryDisabled = true
		c.NotificationsMinSeverity = "OFF"
	})
	if err != nil {
		return err
	}
	defer driver.Close(context.Background()) //nolint:errcheck // the process ends
	mux := http.NewServeMux()
	for _, o := range operations.All() {
		mux.Handle("POST /"+o.Slug, &handler{driver: driver, operation: o})
	}
	l, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	return (&http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}).Serve(l)
}

type handler struct {
	driver    neo4j.DriverWithContext
	operation *operations.Operation
	size      atomic.Int64 // of the last answer: room for the next one
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h.answer(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h.size.Store(int64(len(answer)))
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	_, _ = w.Write(answer) // a client that is gone needs none
}

func (h *handler) answer(r *http.Request) ([]byte, error) {
	var params map[string]any
	if err := json.NewDecoder(r.Body).Decode(&params); err != nil {
		return nil, err
	}
	for name, v := range params {
		if number, ok := v.(float64); ok { // a plan is made for each type of a parameter
			params[name] = int64(number)
		}
	}
	session := h.driver.NewSession(r.Context(), neo4j.SessionConfig{
		AccessMode: neo4j.AccessModeRead, DatabaseName: "neo4j", FetchSize: neo4j.FetchAll,
	})
	defer session.Close(r.Context()) //nolint:errcheck // what went wrong was said by the statement
	result, err := session.Run(r.Context(), h.operation.Cypher, params, neo4j.WithTxTimeout(30*time.Second))
	if err != nil {
		return nil, err
	}
	var rows [][]any
	for result.Next(r.Context()) {
		rows = append(rows, result.Record().Values)
	}
	if err := result.Err(); err != nil {
		return nil, err
	}
	buf := append(make([]byte, 0, h.size.Load()+64), `{"data":`...)
	return append(h.operation.Write(buf, rows), '}'), nil
}
