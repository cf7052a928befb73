//go:build national

package examples

import (
	"testing"

	"orggraph/internal/national"
)

func TestNational(t *testing.T) { answer(t, national.Graph) }
