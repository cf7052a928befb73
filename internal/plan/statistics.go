package plan

// Statistics are figures of one release, from which a bound of what a plan reads follows. They are not to be changed.
type Statistics struct {
	Nodes []int       `json:"nodes"` // how many there are of each kind, by Kind.Index
	Edges [][]Degrees `json:"edges"` // for each pair of kinds that edges of a type lead between, by EdgeType.Index
}

// Degrees are of the edges of one type that lead from one kind to another. Days make a bound tight: over the years a
// node has many edges where on each day it has one.
type Degrees struct {
	Source int `json:"source"` // Kind.Index
	Target int `json:"target"`
	Edges  int `json:"edges"` // how many there are, over all days
	Out    int `json:"out"`   // the most that go out of one node on one day
	In     int `json:"in"`    // the most that come into one node on one day
}

// Total is the number of edges of a type.
func (s *Statistics) Total(edgeType int) (total int) {
	for _, d := range s.Edges[edgeType] {
		total += d.Edges
	}
	return total
}
