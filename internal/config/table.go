package config

import "time"

// The groups of settings, in their order.
const (
	GroupGraph     = "Graph"
	GroupServer    = "Server"
	GroupOperation = "Limits of an operation"
	GroupClients   = "Limits of the server"
	GroupTimes     = "Time limits"
	GroupLog       = "Log"
)

const (
	kib, mib, gib = 1 << 10, 1 << 20, 1 << 30
	shortest      = int64(time.Millisecond)
	longest       = int64(time.Hour)
)

// Settings are all that a user can set.
var Settings = []Setting{
	{
		Name: "config", Group: GroupGraph, Jobs: All, OptionOnly: true,
		Usage: "read settings from a YAML `FILE`",
	},

	{
		Name: "data", Group: GroupGraph, Jobs: All, Imports: "england.orggraph",
		Usage: "the `FILE` that holds the graph; without one, and without a database, there is a synthetic England",
	},
	{
		Name: "store", Group: GroupGraph, Jobs: All,
		Usage: "the graph in a Neo4j database, at this `URI`: neo4j://HOST:PORT, bolt://HOST:PORT or one of these with +s",
	},
	{
		Name: "store-user", Group: GroupGraph, Jobs: All,
		Usage: "the `NAME` of the database's user, where it asks for one",
	},
	{
		Name: "store-password", Group: GroupGraph, Jobs: All, Secret: true,
		Usage: "that user's `PASSWORD`; as an option, others on this machine can see it",
	},
	{
		Name: "store-password-file", Group: GroupGraph, Jobs: All,
		Usage: "a `FILE` that holds the password",
	},
	{
		Name: "store-database", Group: GroupGraph, Jobs: All, Default: "neo4j",
		Usage: "the `NAME` of the database on its server",
	},

	{
		Name: "listen", Group: GroupServer, Jobs: Serve, Default: "127.0.0.1:8080",
		Usage: "the `ADDRESS` to serve at; :8080 is every address of this machine, and port 0 any port that is free",
	},
	{
		Name: "host", Kind: List, Group: GroupServer, Jobs: Serve,
		Usage: "a further `NAME` by which a proxy on this machine calls the server",
	},
	{
		Name: "allow-origin", Kind: List, Group: GroupServer, Jobs: Serve,
		Usage: "an `ORIGIN`, such as https://maps.example.org, whose pages may read answers (CORS)",
	},
	{
		Name: "playground", Kind: Boolean, Group: GroupServer, Jobs: Serve, Default: "true",
		Usage: "whether there is a page to write queries in; --playground=false leaves it out",
	},

	{
		Name: "limit-tokens", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "1000", Least: 1, Most: 100_000,
		Usage: "words and signs in a document, comments among them",
	},
	{
		Name: "limit-depth", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "20", Least: 1, Most: 1000,
		Usage: "fields within fields",
	},
	{
		Name: "limit-fields", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "5000", Least: 1, Most: 1_000_000,
		Usage: "fields in an operation, with each fragment counted wherever it is spread",
	},
	{
		Name: "limit-root-fields", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "50", Least: 1, Most: 10_000,
		Usage: "fields at the root of an operation, with fragments spread",
	},
	{
		Name: "limit-aliases", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "100", Least: 0, Most: 100_000,
		Usage: "aliases in an operation, with fragments spread",
	},
	{
		Name: "limit-directives", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "50", Least: 0, Most: 10_000,
		Usage: "directives in a document",
	},
	{
		Name: "limit-introspection", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "200000", Least: 0, Most: 100_000_000,
		Usage: "values of the schema in an answer, estimated; 0 allows none",
	},
	{
		Name: "limit-errors", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "20", Least: 1, Most: 1000,
		Usage: "errors that an answer tells of",
	},
	{
		Name: "limit-cost", Kind: Number, Group: GroupOperation, Jobs: Serve | Query, Default: "500000", Least: 0, Most: 1_000_000_000,
		Usage: "rows that an operation may come to, reckoned before it runs",
	},
	{
		Name: "limit-answer", Kind: Size, Group: GroupOperation, Jobs: Serve | Query, Default: "16MiB", Least: kib, Most: gib,
		Usage: "size of the answer to an operation",
	},

	{
		Name: "limit-body", Kind: Size, Group: GroupClients, Jobs: Serve, Default: "256KiB", Least: kib, Most: 64 * mib,
		Usage: "bytes of a request's body",
	},
	{
		Name: "limit-header", Kind: Size, Group: GroupClients, Jobs: Serve, Default: "16KiB", Least: kib, Most: mib,
		Usage: "bytes of a request's line and headers, a URL with a query among them",
	},
	{
		Name: "limit-running", Kind: Number, Group: GroupClients, Jobs: Serve, Default: "64", Least: 1, Most: 10_000,
		Usage: "operations that run at a time",
	},
	{
		Name: "limit-queue", Kind: Number, Group: GroupClients, Jobs: Serve, Default: "128", Least: 0, Most: 100_000,
		Usage: "operations that wait for their turn",
	},
	{
		Name: "limit-untaken", Kind: Size, Group: GroupClients, Jobs: Serve, Default: "256MiB", Least: mib, Most: 1024 * gib,
		Usage: "bytes of answers that their clients have not taken yet",
	},
	{
		Name: "cache-documents", Kind: Size, Group: GroupClients, Jobs: Serve, Default: "16MiB", Least: 0, Most: 4 * gib,
		Usage: "memory for documents that are kept parsed; 0 keeps none",
	},

	{
		Name: "timeout-answer", Kind: Duration, Group: GroupTimes, Jobs: Serve | Query, Default: "10s", Least: shortest, Most: longest,
		Usage: "for an operation to be answered",
	},
	{
		Name: "timeout-queue", Kind: Duration, Group: GroupTimes, Jobs: Serve, Default: "2s", Least: shortest, Most: longest,
		Usage: "for an operation to wait for its turn",
	},
	{
		Name: "timeout-header", Kind: Duration, Group: GroupTimes, Jobs: Serve, Default: "5s", Least: shortest, Most: longest,
		Usage: "for the headers of a request to arrive",
	},
	{
		Name: "timeout-read", Kind: Duration, Group: GroupTimes, Jobs: Serve, Default: "15s", Least: shortest, Most: longest,
		Usage: "for a whole request to arrive",
	},
	{
		Name: "timeout-write", Kind: Duration, Group: GroupTimes, Jobs: Serve, Default: "30s", Least: shortest, Most: longest,
		Usage: "for an answer to be taken",
	},
	{
		Name: "timeout-idle", Kind: Duration, Group: GroupTimes, Jobs: Serve, Default: "2m", Least: shortest, Most: longest,
		Usage: "for the next request on a connection",
	},
	{
		Name: "timeout-shutdown", Kind: Duration, Group: GroupTimes, Jobs: Serve, Default: "15s", Least: shortest, Most: longest,
		Usage: "for running requests to end when the server stops",
	},

	{
		Name: "log-level", Kind: Choice, Group: GroupLog, Jobs: All, Default: "info", Choices: []string{"debug", "info", "warn", "error"},
		Usage: "the least level that is logged",
	},
	{
		Name: "log-format", Kind: Choice, Group: GroupLog, Jobs: All, Default: "text", Choices: []string{"text", "json"},
		Usage: "how the log is written",
	},
}

// alternatives are settings of which one counts: the one from the more explicit source.
var alternatives = [][2]string{{"data", "store"}, {"store-password", "store-password-file"}}
