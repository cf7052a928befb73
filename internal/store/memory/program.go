package memory

import (
	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// program is a root field of a plan made ready for one snapshot: names have become columns, keys the
// bytes that stand before their values. It holds nothing that belongs to one execution.
type program struct {
	key    string
	access catalog.Access
	kinds  catalog.KindSet
	id     int
	keys   plan.Slot
	object object // of a look-up
	list   *list  // of a scan
	lists  int    // number of lists
}

// object is what is rendered of a node, by kind; nil for a kind that can't occur.
type object []*fields

// fields is one object of the answer.
type fields struct {
	each []field
	end  []byte // what stands behind the last value
}

// field is a value of the answer. Which members it has depends on what it is.
type field struct {
	before  []byte // what stands before the value: brace or comma, constants, the key
	what    what
	nonNull bool
	texts   int  // fields from this on that are texts, as far as atOnce
	items   bool // a list may hold null
	key     string
	owner   string // the type that has the property; "" for nodes
	name    string // of the property
	asOf    plan.Slot
	id      int // of an operator; of figures, the place of their property among those that are tallied; of one, its plan.FigureValue

	column *column
	nulls  *column
	series *series
	walk   *walk
	fields *fields
	object object
	list   *list
}

// what a field is.
type what uint8

const (
	// Of a row of a table: a node, a value without identity, an edge.
	text what = iota
	date      // of an edge
	globalID
	kindEnum
	record
	records
	// Of a node.
	one
	link
	many
	// Of what led to a node.
	end
	pathFrom
	pathTo
	cursor
	source
	spells
	// Of a list.
	total
	aggregate
	nodeList
	edgeList
	pageInfo
	// Of a page.
	hasNext
	hasPrevious
	startCursor
	endCursor
	// Of an aggregate.
	figures
	figure
)

// series is a measure: the newest row of a list that is not after a day.
type series struct {
	list *column
	on   *column
}

// list is a connection.
type list struct {
	index    int // among the lists of the program
	id       int
	walk     *walk // nil for all nodes of the kinds
	kinds    catalog.KindSet
	nodes    nodeRange // of a scan of one kind
	several  bool      // kinds
	sequence *sequence // that its order stands in; nil where it has none, or sorts
	plan     *plan.Connection
	fields   *fields
	ahead    bool // the answer says whether targets precede the page
	behind   bool // the answer says whether targets follow the page
	total    bool // the answer tells something of all targets: how many there are, or figures of them
	tallied  []tallied
}
