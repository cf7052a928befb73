package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"orggraph/internal/catalog"
	"orggraph/internal/config"
	"orggraph/internal/store"
	"orggraph/internal/store/memory"
	"orggraph/internal/store/neo4j"
	"orggraph/reference"
)

// place is where a graph is kept: a file, a database, or neither, and then it is the synthetic England.
type place struct {
	data     string
	database neo4j.Options // without a URI there is none
}

// String is what a user calls the place.
func (p place) String() string {
	switch {
	case p.database.URI != "":
		return p.database.URI
	case p.data != "":
		return p.data
	default:
		return "a demo, because neither --data nor --store was given"
	}
}

// placeOf is where the settings say that the graph is kept.
func placeOf(c *cli.Command, v *config.Values) (place, error) {
	uri := v.Text("store")
	if uri == "" {
		return place{data: v.Text("data")}, nil
	}
	password, err := passwordOf(v)
	if err != nil {
		return place{}, err
	}
	o := neo4j.Options{URI: uri, User: v.Text("store-user"), Database: v.Text("store-database"), Password: password}
	if o.User == "" && password != "" {
		return place{}, usagef(c, "there is a password of the database, and nobody whose it is: give store-user")
	}
	return place{database: o}, nil
}

// passwordOf is that of the database; empty where none is given.
func passwordOf(v *config.Values) (string, error) {
	file := v.Text("store-password-file")
	if file == "" {
		return v.Text("store-password"), nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("password of the database: %w", err)
	}
	password := strings.TrimRight(string(text), "\r\n")
	if password == "" {
		return "", fmt.Errorf("password of the database: %s holds none", file)
	}
	return password, nil
}

// withoutUser refuses an address that says who asks: it is shown where a password must not be.
func withoutUser(uri string) error {
	if strings.Contains(uri, "@") {
		return errors.New("holds a user or a password: name them with store-user and store-password-file")
	}
	return nil
}

// graphStore is a store as the jobs use it.
type graphStore interface {
	store.Store
	Close()
}

// open opens the graph that is kept in a place. One in a database is opened whether or not there is one yet.
func (p place) open(ref *reference.Data, c *catalog.Catalog, log *slog.Logger) (graphStore, error) {
	switch {
	case p.database.URI != "":
		return p.openDatabase(c, log)
	case p.data == "":
		return demoStore(ref, c)
	}
	s, err := memory.Open(p.data, c)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w; make it with \"orggraph import --from DIR --data %s\"", err, p.data)
	}
	return s, err
}

func (p place) openDatabase(c *catalog.Catalog, log *slog.Logger) (*neo4j.Store, error) {
	o := p.database
	o.Catalog, o.Log = c, log
	return neo4j.Open(o)
}

// ready fails while there is nothing to read. A database is asked each time: what is pinned says nothing of
// whether it can be reached.
func ready(ctx context.Context, s graphStore) error {
	if database, ok := s.(*neo4j.Store); ok {
		return database.Ready(ctx)
	}
	view, err := s.View(ctx)
	if err != nil {
		return err
	}
	view.Close()
	return nil
}
