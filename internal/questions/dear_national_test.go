//go:build national

package questions

import "testing"

// The same operations are refused on published files.
func TestDearOperationsOfEngland(t *testing.T) { dear(t, theEngine(t).Do, "national.txt") }
