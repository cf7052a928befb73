// Package reference turns small files of one format, those beside it and those of a user, into checked records
// of nodes and edges that no published file holds, and into the lists that names and towns are read with. Each
// record says its source, its days and its origin. It imports nothing of ours but catalog, which says what a
// file may hold, and day.
package reference

import (
	"embed"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// Files are the reference files of this version of the project.
//
//go:embed *.csv
var Files embed.FS

// Mark is what every record says of itself.
type Mark struct {
	File   string
	Line   int
	Source string  // who states it
	Since  day.Day // first day; day.Min where none is stated
	Until  day.Day // last day; day.Max where none is stated
	Origin string  // PUBLISHED, DERIVED or SYNTHETIC
	Own    bool    // from a user's own files
}

// Holds says whether the record holds on a day.
func (m *Mark) Holds(d day.Day) bool { return m.Since <= d && d <= m.Until }

func (m *Mark) mark() *Mark { return m }

// Value is what a record states of one property, in the Go type that catalog.Type names.
type Value struct {
	Property *catalog.Property
	Value    any
}

// Node is something with a code, such as a region or a local network. The mark's days are its life.
type Node struct {
	Mark
	Kind   *catalog.Kind
	Code   string
	Values []Value
}

// Name returns the name; empty where the record states none.
func (n *Node) Name() string { return text(n.Values, "name") }

// text is a text or an enum value among values; empty where there is none.
func text(values []Value, property string) string {
	for _, v := range values {
		if v.Property.Name == property {
			text, _ := v.Value.(string)
			return text
		}
	}
	return ""
}

// Edge is a statement that holds between two codes for some days. Published files may describe either.
type Edge struct {
	Mark
	Type     *catalog.EdgeType
	From, To string
	Values   []Value
}

// FormerName is a name that a node had for some days.
type FormerName struct {
	Mark
	Code, Name string
}

// ONSCode is the code that the Office for National Statistics gives an organisation for some days.
type ONSCode struct {
	Mark
	Code, ONS string
}

// Data is the content of a folder of reference files, in the order of their names and lines. It is immutable.
type Data struct {
	Nodes       []*Node
	Edges       []*Edge
	FormerNames []*FormerName
	ONSCodes    []*ONSCode
	Settings    []Setting
	Counts      []Count

	nodes    map[string]*Node
	edges    map[string][]*Edge // by type
	settings map[int]*Setting
	roles    map[string]string
	counties map[string]string
	subICBs  map[string]bool
	mergers  []Merger
}

// Count is the number of records of a file.
type Count struct {
	File    string
	Records int
}

// Node returns the node with that code, or nil.
func (d *Data) Node(code string) *Node { return d.nodes[code] }
