package graph

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

func TestDocumentCache(t *testing.T) {
	c := newDocumentCache(100 * documentSize("a"))
	add := func(text string) *ast.QueryDocument {
		d := &ast.QueryDocument{}
		c.Add(t.Context(), text, d)
		return d
	}
	has := func(text string) bool {
		_, ok := c.Get(t.Context(), text)
		return ok
	}
	first := add("a")
	add("a")
	if got, ok := c.Get(t.Context(), "a"); !ok || got != first {
		t.Error("the document that was kept first is not found")
	}
	if add("a b"); has("a b") {
		t.Error("a document is kept that is larger than its part of the cache")
	}
	for i := range 200 {
		add(strings.Repeat(" ", i) + "b")
		has("a")
	}
	if !has("a") {
		t.Error("a document is gone that was used")
	}
	if has("b") {
		t.Error("a document is kept that was used longest ago")
	}
	if c.size > c.limit {
		t.Errorf("%d bytes are kept, %d are allowed", c.size, c.limit)
	}
	size := 0
	for e := c.recent.Front(); e != nil; e = e.Next() {
		size += e.Value.(*cachedDocument).size
	}
	if size != c.size || len(c.entries) != c.recent.Len() {
		t.Errorf("%d bytes counted, %d kept; %d entries, %d in order", c.size, size, len(c.entries), c.recent.Len())
	}
}

func TestDocumentSizeGrowsWithWords(t *testing.T) {
	if documentSize("{ a b c }") <= documentSize("{ abcde }") {
		t.Error("three words cost no more than one")
	}
}
