// Package catalog turns the executable GraphQL schema into the shape of the graph: kinds of node,
// their properties, edge types and the fields that follow them. It is the only place where GraphQL
// names meet labels and edge types. It imports nothing of ours.
package catalog

import "slices"

// Catalog is the shape of the graph. It is immutable.
type Catalog struct {
	Kinds      []*Kind      // by Kind.Index
	Properties []*Property  // by Property.Index; a name means the same property on every kind
	EdgeTypes  []*EdgeType  // by EdgeType.Index
	Values     []*ValueType // object types without identity
	Roots      []*Root      // root fields that read the graph
	// EdgeProperties are what edges of some types say beside what every edge does, by Property.Index.
	EdgeProperties []*Property

	kinds      map[string]*Kind
	properties map[string]*Property
	edgeTypes  map[string]*EdgeType
	values     map[string]*ValueType
	roots      map[string]*Root
	abstract   map[string]KindSet              // interface, union or object type -> the kinds it may be
	relations  map[string]map[string]*Relation // GraphQL type (kind or interface) -> field -> relation
}

// Kind returns the kind of a GraphQL object type, or nil.
func (c *Catalog) Kind(typeName string) *Kind { return c.kinds[typeName] }

// KindOf returns the kind with this value of the enum Kind, or nil.
func (c *Catalog) KindOf(enum string) *Kind {
	i := slices.IndexFunc(c.Kinds, func(k *Kind) bool { return k.Enum == enum })
	if i < 0 {
		return nil
	}
	return c.Kinds[i]
}

// Property returns the property of that name, or nil.
func (c *Catalog) Property(name string) *Property { return c.properties[name] }

// EdgeType returns the edge type of that name, or nil.
func (c *Catalog) EdgeType(name string) *EdgeType { return c.edgeTypes[name] }

// EdgeProperty returns the property of edges of that name, or nil.
func (c *Catalog) EdgeProperty(name string) *Property {
	i := slices.IndexFunc(c.EdgeProperties, func(p *Property) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return c.EdgeProperties[i]
}

// Value returns the value type of that name, or nil.
func (c *Catalog) Value(typeName string) *ValueType { return c.values[typeName] }

// Root returns the root field of that name, or nil where it does not read the graph.
func (c *Catalog) Root(field string) *Root { return c.roots[field] }

// KindsOf returns the kinds that a GraphQL type may be; empty for a type that is no node.
func (c *Catalog) KindsOf(typeName string) KindSet { return c.abstract[typeName] }

// Relation returns what a field of a kind or interface follows, or nil.
func (c *Catalog) Relation(typeName, field string) *Relation { return c.relations[typeName][field] }

// Kind is a kind of node: a GraphQL object type with @node.
type Kind struct {
	Index int
	Name  string // GraphQL type
	Label string // label in the graph
	Enum  string // value of the enum Kind

	properties []KindProperty
}

// KindProperty is a property as one kind declares it.
type KindProperty struct {
	*Property
	NonNull bool
}

// Properties are the stored properties of the kind, in the order of the schema.
func (k *Kind) Properties() []KindProperty { return k.properties }

// Property returns the property of that name as the kind declares it.
func (k *Kind) Property(name string) (KindProperty, bool) {
	i := slices.IndexFunc(k.properties, func(p KindProperty) bool { return p.Name == name })
	if i < 0 {
		return KindProperty{}, false
	}
	return k.properties[i], true
}

// Type is what a property's values are.
type Type int

// The types and the Go values that hold them; an absent value is nil.
const (
	String  Type = iota // string
	ID                  // string
	Int                 // int
	Float               // float64
	Boolean             // bool
	Date                // day.Day
	Enum                // string, the enum value
	Object              // []any, positional by ValueType.Fields
)

// Property is a named value of nodes (or of edges, or a field of a value type).
type Property struct {
	Index     int // within Catalog.Properties, Catalog.EdgeProperties or ValueType.Fields
	Name      string
	Type      Type
	GraphQL   string     // name of the GraphQL type
	Value     *ValueType // for Object
	Allowed   []string   // for Enum: its values
	List      bool       // a list of such values: []string for scalars, []any of []any for objects
	ItemsNull bool       // the list may hold nulls
	NonNull   bool       // of a value type's field; on kinds see KindProperty

	Computed Computed // made from the node itself, never stored
	Measure  *Measure // read from a series by date, never stored
}

// Stored says whether nodes carry the property.
func (p *Property) Stored() bool { return p.Computed == NotComputed && p.Measure == nil }

// Computed names a property that every node has by being a node.
type Computed int

// The computed properties.
const (
	NotComputed Computed = iota
	GlobalID             // id
	Code                 // code
	ODSCode              // odsCode: the code where it is one of the ODS, else null
	KindEnum             // kind
)

// Measure says that a property is the newest point of a series that is not after a day; of several on
// one day, the first.
type Measure struct {
	Series *Property // list of objects with a Date field On
	On     int       // index of the date in the series' value type: its first Date field
	Value  int       // index of the value
}

// ValueType is an object without identity, such as a role or a source.
type ValueType struct {
	Name   string
	Fields []*Property
}

// Field returns the field of that name, or nil.
func (v *ValueType) Field(name string) *Property {
	i := slices.IndexFunc(v.Fields, func(p *Property) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return v.Fields[i]
}

// EdgeType is one meaning that an edge can have.
type EdgeType struct {
	Index int
	Name  string
	// ToOne says that some field follows the type outwards to a single target, so that ingest makes
	// its spells exclusive and filters, orderings and paths take one edge.
	ToOne bool
	// Sources and Targets are the kinds that some field says may stand at its ends.
	Sources, Targets KindSet
}

// Step is one edge of a path.
type Step struct {
	Type *EdgeType
	In   bool // from target to source
}

// Shape is how a relation is asked for.
type Shape int

// The shapes of relation fields.
const (
	One  Shape = iota // an object
	Link              // the edge to an object: the companion of One, `xEdge`
	Many              // a connection
)

// Relation is a field that follows edges.
type Relation struct {
	Name   string
	Shape  Shape
	Steps  []Step // one for @edge, more for @path
	Target string // GraphQL type of the node reached
	Kinds  KindSet
}

// Ends are the kinds that may stand where the last step leads to, whether the relation asks for them or not.
func (r *Relation) Ends() KindSet {
	last := r.Steps[len(r.Steps)-1]
	if last.In {
		return last.Type.Sources
	}
	return last.Type.Targets
}

// Access is how a root field finds its nodes.
type Access int

// The root accesses.
const (
	Scan    Access = iota // a connection over all nodes of the kinds
	ByCode                // odsCode: ID! or code: ID!
	ByCodes               // odsCodes: [ID!]!
	ByID                  // id: ID!
	ByIDs                 // ids: [ID!]!
)

// Root is a root field that reads the graph.
type Root struct {
	Name    string
	Access  Access
	Target  string // GraphQL type of the nodes
	Kinds   KindSet
	NonNull bool
}

// KindSet is a set of kinds, by Kind.Index. There are at most 64 kinds.
type KindSet uint64

// Has says whether the kind is in the set.
func (s KindSet) Has(k *Kind) bool { return s&(1<<k.Index) != 0 }

// HasIndex says whether the kind of that index is in the set.
func (s KindSet) HasIndex(i int) bool { return s&(1<<i) != 0 }

// Set returns the set of the given kinds.
func Set(kinds ...*Kind) (s KindSet) {
	for _, k := range kinds {
		s |= 1 << k.Index
	}
	return s
}

// NameOf returns the name of the set: that of the kind, or of the interface of those kinds; empty where there is none.
func (c *Catalog) NameOf(s KindSet) (name string) {
	for n, kinds := range c.abstract {
		if kinds == s && (name == "" || n < name) {
			name = n
		}
	}
	return name
}

// In returns the kinds of the set, by index.
func (c *Catalog) In(s KindSet) []*Kind {
	var kinds []*Kind
	for _, k := range c.Kinds {
		if s.Has(k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}
