// Package plan is the traversal that a GraphQL operation becomes: plain, immutable data that stores
// run and people read. It holds no GraphQL type, driver or context, and imports nothing of ours but
// catalog and day. Values never stand in a plan: they are arguments, found by slot, so that one plan
// serves every request of the same shape.
package plan

import "orggraph/internal/catalog"

// Slot is the place of a value in Args.
type Slot int

// None marks a value that was not given.
const None Slot = -1

// Args are the values of one execution, by slot. A date is a day.Day, a list []any, a cursor *Cursor,
// keys are string or []string, numbers int or float64.
type Args []any

// Plan is a compiled operation: one Root for each root field that reads the graph.
type Plan struct {
	Roots []*Root
	Slots int // number of arguments
	Ops   int // number of operators that produce rows
}

// Op is an operator that produces rows; ID counts them through the plan in the order of printing.
type Op struct{ ID int }

// Root is one root field.
type Root struct {
	Op
	Key  string // response key
	Root *catalog.Root
	AsOf Slot

	// Look-ups:
	Keys   Slot // string or []string, codes in upper case or ids as given
	Object *Object
	// Scans:
	Connection *Connection // its Op is the root's
}

// Object renders a node: one list of fields for each concrete kind that it may be.
type Object struct {
	ByKind [][]Field // by Kind.Index; nil for a kind that can't occur
	// Follows are those of these fields that follow edges, each once, in the order of their operators: whoever
	// reckons what a plan costs need not look at all others.
	Follows []Follow
}

// Follow is a field that follows edges, and the kinds that have it.
type Follow struct {
	Field Field // One, Link or Many
	Kinds catalog.KindSet
}

// Field renders one response key. The set is sealed.
type Field interface{ ResponseKey() string }

// Key is a response key: an alias, or the field's name.
type Key string

// ResponseKey returns the key as text.
func (k Key) ResponseKey() string { return string(k) }

type (
	// Constant is a value known from the plan alone: __typename.
	Constant struct {
		Key
		Value string
	}
	// Scalar is a property that is no object, or a list of such.
	Scalar struct {
		Key
		Property *catalog.Property
		NonNull  bool
		AsOf     Slot // the date of a measure
	}
	// Record is a property that is an object without identity, or a list of such.
	Record struct {
		Key
		Property *catalog.Property
		NonNull  bool
		Fields   []Field // Constant, Scalar, Record
	}
	// One is the node that a to-one relation reaches, or null.
	One struct {
		Op
		Key
		Relation *catalog.Relation
		AsOf     Slot
		Object   *Object
	}
	// Link is the edge of a to-one relation, or null.
	Link struct {
		Op
		Key
		Relation *catalog.Relation
		AsOf     Slot
		Fields   []Field // Constant, EdgeValue, EdgeSource, Spells, End
	}
	// Many is a connection below a node.
	Many struct {
		Key
		Connection *Connection
	}

	// EdgeValue is a value of the edge in hand.
	EdgeValue struct {
		Key
		Value EdgeProperty
		Of    *catalog.Property // for OfType
	}
	// EdgeSource is where the edge in hand comes from.
	EdgeSource struct {
		Key
		Fields []Field // Constant, Scalar: fields of the value type Source
	}
	// Spells are all edges of the relation's type between the pair in hand, valid or not, by validFrom.
	Spells struct {
		Key
		Fields []Field // Constant, EdgeValue, EdgeSource
	}
	// End is the node at the far end of the edge in hand.
	End struct {
		Key
		Object *Object
	}
)

// EdgeProperty is a value of an edge.
type EdgeProperty int

// The edge properties. Cursor is of connection edges alone, and OfType stands for one that edges of some
// types have.
const (
	ValidFrom EdgeProperty = iota // published first day, null where none was stated
	ValidTo                       // published last day
	Origin
	EdgeCursor
	OfType
)

// Connection is a list of targets, each once, filtered, ordered and paged.
type Connection struct {
	Op
	Relation      *catalog.Relation // nil at a root: all nodes of the kinds
	Kinds         catalog.KindSet
	AsOf          Slot
	IncludeClosed Slot      // roots alone; a boolean
	Where         Predicate // on the target and the edge that leads to it; nil for all
	Order         []Order   // empty: by code
	First, Last   Slot      // int, 0 or more
	After, Before Slot      // *Cursor
	Fields        []Field   // Constant, TotalCount, Aggregate, Nodes, Edges, PageInfo
}

type (
	// TotalCount is the number of targets before paging.
	TotalCount struct{ Key }
	// Aggregate are figures of the targets before paging, on the day of the connection.
	Aggregate struct {
		Key
		Fields []Field // Constant, Figures
	}
	// Figures are those of the values of a property that are not null. The property is an Int, a Float or a Date.
	Figures struct {
		Key
		Property *catalog.Property
		Fields   []Field // Constant, Figure
	}
	// Figure is one of them.
	Figure struct {
		Key
		Value FigureValue
	}
	// Nodes are the targets of the page.
	Nodes struct {
		Key
		Object *Object
	}
	// Edges are the edges of the page.
	Edges struct {
		Key
		Fields []Field // Constant, EdgeValue, EdgeSource, Spells, End
	}
	// PageInfo tells where the page lies.
	PageInfo struct {
		Key
		Fields []Field // Constant, PageValue
	}
	// PageValue is a value of the page.
	PageValue struct {
		Key
		Value PageProperty
	}
)

// FigureValue is what a figure tells of values.
type FigureValue int

// The figures. Of no values, the last three are null.
const (
	FigureCount   FigureValue = iota // how many there are
	FigureSum                        // of an Int alone, in 64 bits
	FigureAverage                    // of an Int alone: the sum by the count, both as float64
	FigureMin
	FigureMax
)

// PageProperty is a value that every page has.
type PageProperty int

// The page properties.
const (
	HasNextPage     PageProperty = iota // a target of the filtered list follows the page
	HasPreviousPage                     // a target of the filtered list precedes the page
	StartCursor                         // null on an empty page
	EndCursor
)

// Order is one sort key. Nulls come last in both directions; the tie-break by code is implied.
type Order struct {
	Through  []*catalog.Relation // to-one relations from the target to where the value stands
	Property *catalog.Property   // the value, unless Count is set
	Count    *Count
	Desc     bool
}

// Count is the number of targets of a relation that meet a condition.
type Count struct {
	Relation *catalog.Relation
	Where    Predicate // on the target and its edge; nil for all
}
