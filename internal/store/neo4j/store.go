// Package neo4j turns plans into answers of a Neo4j database: one statement for each root field, whose rows
// become JSON. It puts graphs into the database, too, and reads them back. It is the only package that
// imports the driver, and nobody sees a word of the driver's; what statements say is package cypher's
// business. It must not know GraphQL, the planner or another store.
package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"orggraph/internal/catalog"
	"orggraph/internal/store"
)

// Options say which database holds the graph.
type Options struct {
	URI      string // neo4j://host:port, bolt://, or one of these with +s
	User     string // empty for a database without authentication
	Password string
	Database string // DefaultDatabase where it is empty
	Catalog  *catalog.Catalog
	Log      *slog.Logger // slog.Default where it is nil; gets what is not for clients
}

// DefaultDatabase is the one database that Neo4j Community has.
const DefaultDatabase = "neo4j"

// Store is a graph in a Neo4j database.
type Store struct {
	driver   neo4j.DriverWithContext
	database string
	catalog  *catalog.Catalog
	log      *slog.Logger

	known    atomic.Pointer[release] // what was read last; nil if it may be no more
	closed   atomic.Bool
	settling sync.Mutex // one at a time looks whether a writer is dead
}

// schemes are those of Bolt, as users write them.
var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// Open makes a store of a database, without asking it yet: whether it can be read is said by Ready. It
// fails on an address that is none.
func Open(o Options) (*Store, error) {
	u, err := url.Parse(o.URI)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the address of the database is no URI: write neo4j://HOST:PORT")
	case !slices.Contains(schemes, u.Scheme) || u.Host == "":
		// It is not repeated: a password may stand anywhere in it.
		return nil, fmt.Errorf("the address of the database is none of a Neo4j: write neo4j://HOST:PORT, or one of %s", strings.Join(schemes, ", "))
	case u.User != nil:
		return nil, fmt.Errorf("the address of the database holds a user: name user and password apart from it")
	}
	auth := neo4j.NoAuth()
	if o.User != "" {
		auth = neo4j.BasicAuth(o.User, o.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(o.URI, auth, settings)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	return &Store{
		driver: driver, database: cmp.Or(o.Database, DefaultDatabase),
		catalog: o.Catalog, log: cmp.Or(o.Log, slog.Default()),
	}, nil
}

// settings are the driver's. What a request waits for is bounded by its own deadline beside these.
func settings(c *config.Config) {
	c.FetchSize = neo4j.FetchAll // records are few and large
	c.MaxConnectionPoolSize = 100
	c.ConnectionAcquisitionTimeout = 5 * time.Second
	c.SocketConnectTimeout = 2 * time.Second
	// A connection that lay idle is tried before it is used: the database may have been restarted.
	c.ConnectionLivenessCheckTimeout = 10 * time.Second
	c.ReadBufferSize = 64 << 10
	c.UserAgent = "orggraph"
	c.TelemetryDisabled = true
	c.NotificationsMinSeverity = "OFF"
}

// Ready asks the database whether there is a graph to read. It fails as View does.
func (s *Store) Ready(ctx context.Context) error {
	if s.closed.Load() {
		return errClosed()
	}
	ctx, cancel := bounded(ctx, longestRead)
	defer cancel()
	_, err := s.look(ctx)
	return err
}

// Close lets go of all connections. Views that are open fail from then on.
func (s *Store) Close() {
	if s.closed.Swap(true) {
		return
	}
	if err := s.driver.Close(context.Background()); err != nil {
		s.log.Warn("closing connections to the database", "error", err)
	}
}

func errClosed() error { return store.Errorf(store.Unavailable, "the graph is closed") }
