package random

import "maps"

// scope is what an object of the answer is asked for, over all selection sets that merge into it.
type scope map[string]*entry

// entry is what stands under one response key.
type entry struct {
	typeName string            // of the field
	uses     map[string]string // field and arguments, by type that they are asked of
	leaf     bool
	child    scope // of a field that is an object
}

// fits says whether a field may stand under a key beside what stands there: the same field with the same
// arguments, or, of two kinds that no object can both be, another leaf of the same type.
func (s scope) fits(w *World, key string, e *entry) bool {
	there := s[key]
	if there == nil {
		return true
	}
	if there.typeName != e.typeName {
		return false
	}
	for of, use := range there.uses {
		for ofNew, useNew := range e.uses {
			disjoint := of != ofNew && w.Catalog.Kind(of) != nil && w.Catalog.Kind(ofNew) != nil
			if use == useNew || disjoint && e.leaf {
				continue
			}
			return false
		}
	}
	return true
}

// add puts a field under a key where it fits, and gives what then stands there.
func (s scope) add(key string, e *entry) *entry {
	if s[key] == nil {
		s[key] = &entry{typeName: e.typeName, uses: map[string]string{}, leaf: e.leaf, child: scope{}}
	}
	maps.Copy(s[key].uses, e.uses)
	return s[key]
}

// takes says whether all of another scope fits in.
func (s scope) takes(w *World, other scope) bool {
	for key, e := range other {
		if !s.fits(w, key, e) || s[key] != nil && !s[key].child.takes(w, e.child) {
			return false
		}
	}
	return true
}

// merge adds all of another scope.
func (s scope) merge(other scope) {
	for key, e := range other {
		s.add(key, e).child.merge(e.child)
	}
}
