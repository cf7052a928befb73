//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"orggraph/bench/operations"
)

// contender is one server that answers the operations.
type contender struct {
	Letter string `json:"letter"`
	Name   string `json:"name"`
	// FirstAnswer is the time from its start to its first answer, in milliseconds.
	FirstAnswer float64 `json:"firstAnswerMs"`
	// Memory is the most that the server held, and its database, in bytes.
	Memory         int64 `json:"memoryBytes"`
	DatabaseMemory int64 `json:"databaseMemoryBytes"`

	url      string // with the slug of the operation at its end, where each has a URL of its own
	texts    texts
	server   *process
	database func() []int // the processes of its database
	requests map[string]*request
}

// texts are a contender's own words for the operations.
type texts interface {
	// of returns the text of an operation and, where something is to be asked before, that; empty, and why, where the
	// operation can't be expressed.
	of(o *operations.Operation) (query, before, cannot string, err error)
}

// ours are the operations as our API takes them.
type ours struct{}

func (ours) of(o *operations.Operation) (query, before, cannot string, err error) {
	return o.Query, o.Before, "", nil
}

// byHand are they as they go to the database.
type byHand struct{}

func (byHand) of(o *operations.Operation) (query, before, cannot string, err error) {
	return o.Cypher, "", "", nil
}

// folder holds a text for each operation, SLUG.graphql, and what is to be asked before it, SLUG.before.graphql; or
// SLUG.cannot, which says why there is none.
type folder struct{ fs.FS }

func (f folder) of(o *operations.Operation) (query, before, cannot string, err error) {
	read := func(end string) string {
		text, failed := fs.ReadFile(f, o.Slug+end)
		if failed != nil && !errors.Is(failed, fs.ErrNotExist) {
			err = failed
		}
		return string(text)
	}
	query, before, cannot = read(".graphql"), read(".before.graphql"), strings.TrimSpace(read(".cannot"))
	if err == nil && (query == "") == (cannot == "") {
		err = fmt.Errorf("%s: either %s.graphql or %s.cannot has to be there", o.Slug, o.Slug, o.Slug)
	}
	return query, before, cannot, err
}

// prepare makes the request of an operation; nil, and why, where it can't be expressed.
func (c *contender) prepare(ctx context.Context, by client, o *operations.Operation, variables map[string]any) (*request, string, error) {
	query, before, cannot, err := c.texts.of(o)
	if err != nil || cannot != "" {
		return nil, cannot, err
	}
	if before != "" {
		cursor, err := c.cursor(ctx, by, before, variables)
		if err != nil {
			return nil, "", err
		}
		variables = maps.Clone(variables)
		variables["cursor"] = cursor
	}
	r, err := c.request(o, query, operations.Used(query, variables))
	return r, "", err
}

func (c *contender) request(o *operations.Operation, query string, variables map[string]any) (*request, error) {
	if _, ok := c.texts.(byHand); ok {
		body, err := json.Marshal(variables)
		return &request{url: c.url + "/" + o.Slug, body: body}, err
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	return &request{url: c.url, body: body}, err
}

// cursor is the first end of a page in the answer to a query.
func (c *contender) cursor(ctx context.Context, by client, query string, variables map[string]any) (string, error) {
	r, err := c.request(nil, query, operations.Used(query, variables))
	if err != nil {
		return "", err
	}
	var answer bytes.Buffer
	if _, err := by.ask(ctx, r, &answer); err != nil {
		return "", err
	}
	_, rest, found := strings.Cut(answer.String(), `"endCursor":`)
	var cursor string
	if err := json.NewDecoder(strings.NewReader(rest)).Decode(&cursor); err != nil || !found {
		return "", fmt.Errorf("no endCursor in %.300s", &answer)
	}
	return cursor, nil
}

// usage is what a contender has taken until now.
type usage struct{ server, database time.Duration }

func (c *contender) usage() usage {
	return usage{cpu(c.server.command.Process.Pid), cpu(c.database()...)}
}

func (u usage) since(before usage) usage {
	return usage{u.server - before.server, u.database - before.database}
}

func (c *contender) stop() {
	c.Memory, c.DatabaseMemory = peak(c.server.command.Process.Pid), peak(c.database()...)
	c.server.stop()
}

// top is the folder of the project, in which the command has to be started.
func top() (string, error) {
	dir, err := os.Getwd()
	if err == nil {
		if _, err = os.Stat(filepath.Join(dir, "bench", "side-by-side", "main.go")); err != nil {
			err = errors.New("start it in the folder of the project: go run ./bench/side-by-side")
		}
	}
	return dir, err
}
