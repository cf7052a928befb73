package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"orggraph/internal/catalog"
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

// placeFlags say where a graph is kept.
func (p *program) placeFlags(usage, otherwise string) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{
			Name: "data", Usage: usage + " (environment: ORGGRAPH_DATA)",
			Value: cmp.Or(p.getenv("ORGGRAPH_DATA"), otherwise), TakesFile: true,
		},
		&cli.StringFlag{
			Name: "store", Usage: "the same in a Neo4j database: neo4j://HOST:PORT, bolt://HOST:PORT or one of these with +s (environment: ORGGRAPH_STORE)",
			Value: p.getenv("ORGGRAPH_STORE"), HideDefault: true, // who puts a password into it shall not find it in the help
		},
		&cli.StringFlag{
			Name: "store-user", Usage: "its user, none where it asks for none (environment: ORGGRAPH_STORE_USER)",
			Value: p.getenv("ORGGRAPH_STORE_USER"),
		},
		&cli.StringFlag{Name: "store-password", Usage: "the user's password, which others on this machine can see here (environment: ORGGRAPH_STORE_PASSWORD)"},
		&cli.StringFlag{
			Name: "store-password-file", Usage: "a file that holds the password (environment: ORGGRAPH_STORE_PASSWORD_FILE)",
			Value: p.getenv("ORGGRAPH_STORE_PASSWORD_FILE"), TakesFile: true,
		},
		&cli.StringFlag{
			Name: "store-database", Usage: "which database of the server (environment: ORGGRAPH_STORE_DATABASE)",
			Value: cmp.Or(p.getenv("ORGGRAPH_STORE_DATABASE"), neo4j.DefaultDatabase),
		},
	}
}

// place reads the flags of placeFlags. An option counts more than the environment.
func (p *program) place(c *cli.Command) (place, error) {
	uri := c.String("store")
	switch {
	case c.IsSet("data") && c.IsSet("store"):
		return place{}, usagef(c, "there is both a file and a database: give either --data or --store")
	case uri == "" || c.IsSet("data"):
		return place{data: c.String("data")}, nil
	}
	password, err := p.password(c)
	if err != nil {
		return place{}, err
	}
	o := neo4j.Options{URI: uri, User: c.String("store-user"), Database: c.String("store-database"), Password: password}
	if o.User == "" && password != "" {
		return place{}, usagef(c, "there is a password of the database, and nobody whose it is: give --store-user")
	}
	return place{database: o}, nil
}

// password is that of the database; empty where none is given.
func (p *program) password(c *cli.Command) (string, error) {
	given, file := c.String("store-password"), c.String("store-password-file")
	switch stated := p.getenv("ORGGRAPH_STORE_PASSWORD"); {
	case given != "" && c.IsSet("store-password-file"):
		return "", usagef(c, "there are two passwords of the database: give either --store-password or --store-password-file")
	case given != "":
		return given, nil
	case stated != "" && !c.IsSet("store-password-file"):
		return stated, nil
	case file == "":
		return "", nil
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
