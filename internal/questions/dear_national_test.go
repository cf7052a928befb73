//go:build national

package questions

import "testing"

// The same operations are refused on published files.
func TestDearOperationsOfEngland(t *testing.T) { dear(t, theEngine(t).Do, "national.txt") }

// So are all practices with their region, system and network.
func TestAllPracticesOfEngland(t *testing.T) { allPractices(t, theEngine(t).Do) }
