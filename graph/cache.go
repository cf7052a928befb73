package graph

import (
	"container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// documentCache keeps parsed documents up to a number of bytes; those that were used longest ago go first.
// It is bounded by size because a thousand large documents would hold a gigabyte.
type documentCache struct {
	limit int

	mu      sync.Mutex
	size    int
	recent  *list.List // of *cachedDocument, the latest first
	entries map[string]*list.Element
}

type cachedDocument struct {
	text     string
	document *ast.QueryDocument
	size     int
}

// One document may take this part of the cache: a few large ones must not empty it.
const largestPart = 64

func newDocumentCache(limit int) *documentCache {
	return &documentCache{limit: limit, recent: list.New(), entries: map[string]*list.Element{}}
}

// Get finds a document.
func (c *documentCache) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[text]
	if e == nil {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cachedDocument).document, true
}

// Add keeps a document, unless it is too large.
func (c *documentCache) Add(_ context.Context, text string, document *ast.QueryDocument) {
	size := documentSize(text)
	if size > c.limit/largestPart {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[text] != nil {
		return
	}
	c.entries[text] = c.recent.PushFront(&cachedDocument{text, document, size})
	c.size += size
	for c.size > c.limit {
		last := c.recent.Back()
		old := c.recent.Remove(last).(*cachedDocument)
		delete(c.entries, old.text)
		c.size -= old.size
	}
}

// wordBytes is about what the parser makes of one word of a document: 90 to 200 were measured.
const wordBytes = 200

// documentSize is about the memory of a parsed document: its text, and something for every word in it.
func documentSize(text string) int {
	words := 0
	inWord := false
	for i := range len(text) {
		b := text[i]
		letter := b == '_' || '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z'
		if letter && !inWord {
			words++
		}
		inWord = letter
	}
	return len(text) + words*wordBytes
}
