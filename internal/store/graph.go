package store

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// Graph is a whole graph as an importer or a generator makes it, before a store takes it.
type Graph struct {
	Catalog *catalog.Catalog
	Nodes   []*Node
	Edges   []*Edge
	Dataset *Dataset
	// Ledger is what the importer keeps of the files to add the next release on top; a store keeps it
	// as it is, with the graph. It is empty where the graph was not imported.
	Ledger []byte
}

// Node is an organisation, or something else of the domain with a code of its own. One code is one node.
type Node struct {
	Kind *catalog.Kind
	Code string
	// Life is when the node is open; day.Never for one that no list but includeClosed shows.
	Life day.Interval
	// Listed says whether includeClosed shows the node: false for a REF_ONLY node that never lives.
	Listed bool
	// Values are the stored properties, by Property.Index; nil is null. The Go types are those of
	// catalog.Type; a list of scalars is a []string, a list of objects a []any of []any, or of nil for
	// null. A list is never null: nil is an empty one.
	Values []any
}

// NewNode makes a node without properties that lives always.
func NewNode(c *catalog.Catalog, kind *catalog.Kind, code string) *Node {
	return &Node{Kind: kind, Code: code, Life: day.Always, Listed: true, Values: make([]any, len(c.Properties))}
}

// Get returns a stored property; nil is null. An unknown name is a programming error and panics.
func (n *Node) Get(c *catalog.Catalog, property string) any {
	return n.Values[c.Property(property).Index]
}

// Set sets a stored property. An unknown name is a programming error and panics.
func (n *Node) Set(c *catalog.Catalog, property string, value any) {
	n.Values[c.Property(property).Index] = value
}

// ID is the node's global id: opaque, made from namespace and code without the kind.
func (n *Node) ID() string { return GlobalID(n.Code) }

// The namespaces of codes, as they stand before a code in an id.
const (
	odsNamespace = "ods:"
	ownNamespace = "own:"
)

func namespaced(buf []byte, code string) []byte {
	if code != "" && 'a' <= code[0] && code[0] <= 'z' { // see catalog.IsOwnCode
		return append(append(buf, ownNamespace...), code...)
	}
	return append(append(buf, odsNamespace...), code...)
}

// GlobalID is the global id of the node with this code.
func GlobalID(code string) string {
	return base64.RawURLEncoding.EncodeToString(namespaced(nil, code))
}

// AppendGlobalID appends the global id of the node with this code as a JSON string.
func AppendGlobalID(buf []byte, code string) []byte {
	var scratch [96]byte
	buf = append(buf, '"')
	buf = base64.RawURLEncoding.AppendEncode(buf, namespaced(scratch[:0], code))
	return append(buf, '"')
}

// CodeOfID reads a global id back; false where it is none.
func CodeOfID(id string) (code string, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(raw) <= len(odsNamespace) {
		return "", false
	}
	code = string(raw[len(odsNamespace):])
	return code, string(raw) == string(namespaced(nil, code))
}

// Edge is one statement that holds between two nodes for some days.
type Edge struct {
	Type     *catalog.EdgeType
	From, To *Node
	// ValidFrom and ValidTo are the first and the last day that are shown; day.Min and day.Max for none.
	// A first day that no record states is not shown, although the edge may begin to count on one.
	ValidFrom, ValidTo day.Day
	// Life is when the edge counts: the stated days clipped to the lives of both ends, half open.
	Life   day.Interval
	Origin Origin
	Source Source
	// Values are the properties that edges of some types have, by the index of Catalog.EdgeProperties; nil
	// where there are none.
	Values []any
}

// Get returns a property that edges of some types have; nil is null. An unknown name is a programming error
// and panics.
func (e *Edge) Get(c *catalog.Catalog, property string) any {
	p := c.EdgeProperty(property)
	if e.Values == nil {
		return nil
	}
	return e.Values[p.Index]
}

// Set sets such a property.
func (e *Edge) Set(c *catalog.Catalog, property string, value any) {
	if e.Values == nil {
		e.Values = make([]any, len(c.EdgeProperties))
	}
	e.Values[c.EdgeProperty(property).Index] = value
}

// Clip lets an edge count on no other days, and show the first and the last on which it does. One without
// a first day still shows none, and one that is left with no day shows what it did.
func (e *Edge) Clip(days day.Interval) {
	e.Life = e.Life.Clip(days)
	if e.Life.Empty() {
		return
	}
	if e.ValidFrom != day.Min {
		e.ValidFrom = e.Life.From
	}
	e.ValidTo = day.Max
	if e.Life.To != day.Max {
		e.ValidTo = e.Life.To - 1
	}
}

// Origin is how a statement came to be.
type Origin string

// The origins.
const (
	Published Origin = "PUBLISHED"
	Derived   Origin = "DERIVED"
	Synthetic Origin = "SYNTHETIC"
)

// Source is where a statement comes from.
type Source struct {
	Release, File, Record string
	Vintage               day.Day // day.Min where the file has none
}

// Value is the source as a value of the GraphQL type Source, positional.
func (s Source) Value(t *catalog.ValueType) []any {
	v := make([]any, len(t.Fields))
	for _, f := range t.Fields {
		switch f.Name {
		case "release":
			v[f.Index] = s.Release
		case "file":
			v[f.Index] = s.File
		case "record":
			if s.Record != "" {
				v[f.Index] = s.Record
			}
		case "vintage":
			if s.Vintage != day.Min {
				v[f.Index] = s.Vintage
			}
		}
	}
	return v
}

// Compare orders the edges of one node and type by how they are preferred where only one is taken:
// a result above 0 says that e is taken before f. Latest validFrom (none is earliest), latest validTo
// (none is latest), newest source, smallest code of the target; file, record, release and origin
// settle the rest, so that equal edges answer alike.
func (e *Edge) Compare(f *Edge) int {
	for _, c := range []int{
		int(e.ValidFrom) - int(f.ValidFrom), int(e.ValidTo) - int(f.ValidTo),
		int(e.Source.Vintage) - int(f.Source.Vintage),
	} {
		if c != 0 {
			return c
		}
	}
	return cmp.Or(
		strings.Compare(f.To.Code, e.To.Code),
		strings.Compare(f.Source.File, e.Source.File),
		strings.Compare(f.Source.Record, e.Source.Record),
		strings.Compare(f.Source.Release, e.Source.Release),
		strings.Compare(string(f.Origin), string(e.Origin)))
}

// Dataset says what a graph is and where it comes from.
type Dataset struct {
	Release  string     `json:"release"`
	Title    string     `json:"title"`
	Licence  string     `json:"licence"`
	Files    []File     `json:"files"`
	Coverage []Coverage `json:"coverage"`
	// RefOnly is Graph.CountRefOnly.
	RefOnly map[string]int `json:"refOnly,omitempty"`
}

// File is a file that was loaded: rows = loaded + merged + rejected.
type File struct {
	Release     string  `json:"release"`
	Name        string  `json:"name"`
	Publication string  `json:"publication,omitempty"`
	Format      string  `json:"format"`
	Dialect     string  `json:"dialect,omitempty"`
	SHA256      string  `json:"sha256"`
	Vintage     day.Day `json:"vintage"` // day.Min for none
	Rows        int     `json:"rows"`
	Loaded      int     `json:"loaded"`
	Merged      int     `json:"merged"`
	Rejected    int     `json:"rejected"`
}

// Coverage says what is held of a kind or edge type, and what is missing.
type Coverage struct {
	Subject string  `json:"subject"`
	Held    string  `json:"held"`
	Source  string  `json:"source,omitempty"`
	AsOf    day.Day `json:"asOf"` // day.Min for none
	Missing string  `json:"missing,omitempty"`
}

// CountRefOnly counts the nodes of each kind, by its name, that only other records name.
func (g *Graph) CountRefOnly() map[string]int {
	counts := map[string]int{}
	for _, n := range g.Nodes {
		if n.Get(g.Catalog, "recordStatus") == "REF_ONLY" {
			counts[n.Kind.Name]++
		}
	}
	return counts
}

// Find returns the node of that code, or nil. It is slow: for tests and small graphs.
func (g *Graph) Find(code string) *Node {
	i := slices.IndexFunc(g.Nodes, func(n *Node) bool { return n.Code == code })
	if i < 0 {
		return nil
	}
	return g.Nodes[i]
}
