package storetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"orggraph/internal/plan"
	"orggraph/internal/store"
	"orggraph/internal/store/storetest/naive"
)

// coverage counts how often each part of the language occurred. A generator that does not generate is a
// check that cannot fail.
type coverage map[string]int

// accesses are the ways to find nodes, by catalog.Access.
var accesses = [...]string{"scan", "look-up by code", "look-up by codes", "look-up by id", "look-up by ids"}

// note counts what a root field's plan and answer hold.
func (c coverage) note(g *store.Graph, r *plan.Root, args plan.Args, answer store.Result) {
	c[accesses[r.Root.Access]]++
	if len(answer.Errors) > 0 {
		c["answer with a null where there can be none"]++
		if string(answer.JSON) == "null" {
			c["answer that is null for want of a value"]++
		}
	}
	v := visitor{coverage: c, args: args, seen: map[plan.Field]bool{}}
	if r.Connection != nil {
		v.connection(r.Connection, r.AsOf)
		c.effect(g, r, args)
	} else {
		v.object(r.Object, r.AsOf)
	}
}

// effect counts what the filter and the ordering of a root list do to it: those that change nothing are
// no test.
func (c coverage) effect(g *store.Graph, r *plan.Root, args plan.Args) {
	list := *r.Connection
	codes := g.Catalog.Property("code")
	object := &plan.Object{ByKind: make([][]plan.Field, len(g.Catalog.Kinds))}
	for i := range object.ByKind {
		object.ByKind[i] = []plan.Field{&plan.Scalar{Key: "code", Property: codes, AsOf: list.AsOf}}
	}
	list.Fields = []plan.Field{&plan.Nodes{Key: "nodes", Object: object}}
	list.First, list.Last, list.After, list.Before = plan.None, plan.None, plan.None, plan.None
	answer := func(list plan.Connection) string {
		return string(naive.Run(g, &plan.Root{Key: r.Key, Root: r.Root, AsOf: r.AsOf, Connection: &list}, args).JSON)
	}
	plain := list
	plain.Order = nil
	byCode := answer(plain)
	if len(list.Order) > 0 && answer(list) != byCode {
		c["order that is not that of codes"]++
	}
	plain.Where = nil
	if all := answer(plain); list.Where != nil && byCode != all && strings.Contains(byCode, `"code"`) {
		c["where that keeps some and drops some"]++
	}
}

// log prints the counts, rarest first.
func (c coverage) log(t *testing.T) {
	var lines []string
	for _, what := range slices.SortedFunc(maps.Keys(c), func(a, b string) int { return c[a] - c[b] }) {
		lines = append(lines, fmt.Sprintf("%7d %s", c[what], what))
	}
	t.Logf("what occurred:\n%s", strings.Join(lines, "\n"))
}

// check fails for what occurred and is not on the list, and, if the run is long enough, for what is on the
// list and never occurred.
func (c coverage) check(t *testing.T, complete bool) {
	wanted := map[string]bool{}
	for _, what := range language() {
		wanted[what] = true
		if complete && c[what] == 0 {
			t.Errorf("never drawn: %s", what)
		}
	}
	for what := range c {
		if !wanted[what] {
			t.Errorf("drawn, and not on the list of what has to be: %s", what)
		}
	}
}
