//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"orggraph/bench/operations"
	"orggraph/internal/store"
)

// cell is what one contender does with one operation.
type cell struct {
	// Cannot says why it can't be asked of it; then all else is empty.
	Cannot string `json:"cannot,omitempty"`
	// Bytes are those of the answer.
	Bytes int `json:"bytes,omitempty"`
	// Hits are the database hits of Neo4j.
	Hits int64 `json:"databaseHits,omitempty"`
	// Loads are by one client, and by several at once.
	Loads []load `json:"loads,omitempty"`
}

// load is what so many clients see, and what it takes. Times are in milliseconds.
type load struct {
	Clients     int       `json:"clients"`
	P50         float64   `json:"p50Ms"`
	P99         float64   `json:"p99Ms"`
	Rate        float64   `json:"requestsPerSecond"`
	ServerCPU   float64   `json:"serverCpuMs"`   // of a request
	DatabaseCPU float64   `json:"databaseCpuMs"` // of a request, in a process of its own
	Rounds      []float64 `json:"p50MsOfEachRound"`

	took   []time.Duration
	lasted time.Duration
	used   usage
}

// row is one operation.
type row struct {
	Slug  string           `json:"slug"`
	Name  string           `json:"name"`
	Note  string           `json:"note,omitempty"`
	Cells map[string]*cell `json:"contenders"` // by letter
}

// variablesOf are those of the operations, or why a graph has none to ask about.
func variablesOf(g *store.Graph) (map[string]any, error) {
	variables := operations.Pick(g)
	for name, v := range variables {
		if v == "" {
			return nil, fmt.Errorf("the graph has no organisation for $%s", name)
		}
	}
	return variables, nil
}

// chosen are the operations that are measured.
func (b *bench) chosen() ([]*operations.Operation, error) {
	if b.only == "" {
		return operations.All(), nil
	}
	var list []*operations.Operation
	for slug := range strings.SplitSeq(b.only, ",") {
		o, err := operationOf(slug)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}

func operationOf(slug string) (*operations.Operation, error) {
	all := operations.All()
	i := slices.IndexFunc(all, func(o *operations.Operation) bool { return o.Slug == slug })
	if i < 0 {
		return nil, fmt.Errorf("there is no operation %q", slug)
	}
	return all[i], nil
}

// compare checks that all contenders give equal answers, and then measures them.
func (b *bench) compare(ctx context.Context) (*results, error) {
	chosen, err := b.chosen()
	if err != nil {
		return nil, err
	}
	r := b.newResults()
	var differ []error
	for _, o := range chosen {
		cells, err := b.check(ctx, o)
		differ = append(differ, err)
		r.Rows = append(r.Rows, &row{o.Slug, o.Name, o.Note, cells})
	}
	if err := errors.Join(differ...); err != nil {
		return nil, err
	}
	b.say("%d operations: all answers are equal", len(chosen))
	if err := b.warmUp(ctx, r.Rows); err != nil {
		return nil, err
	}
	for _, clients := range []int{1, b.clients} {
		for _, row := range r.Rows {
			if err := b.measure(ctx, row, clients); err != nil {
				return nil, err
			}
		}
	}
	return r, ctx.Err()
}

// check asks every contender an operation and fails where one says something else than the first.
func (b *bench) check(ctx context.Context, o *operations.Operation) (map[string]*cell, error) {
	cells := map[string]*cell{}
	var want, first string
	var differ error
	for _, c := range b.contenders {
		got, cell, err := b.answerOf(ctx, c, o)
		if err != nil {
			differ = errors.Join(differ, fmt.Errorf("%s: %s: %w", c.Name, o.Slug, err))
			continue
		}
		cells[c.Letter] = cell
		if cell.Cannot != "" {
			continue
		}
		if first == "" {
			want, first = got, c.Name
		}
		if how := difference(got, want); how != "" {
			differ = errors.Join(differ, fmt.Errorf("%s: %s does not answer as %s does: %s", o.Slug, c.Name, first, how))
		}
	}
	return cells, differ
}

// answerOf asks a contender an operation for the first time, keeps the answer as the right one, and returns what
// it says.
func (b *bench) answerOf(ctx context.Context, c *contender, o *operations.Operation) (string, *cell, error) {
	r, cannot, err := c.prepare(ctx, b.client, o, b.variables)
	if err != nil || cannot != "" {
		return "", &cell{Cannot: cannot}, err
	}
	var answer bytes.Buffer
	if _, err := b.client.ask(ctx, r, &answer); err != nil {
		return "", nil, err
	}
	r.answer = answer.Bytes()
	c.requests[o.Slug] = r
	said, err := canonical(r.answer)
	return said, &cell{Bytes: len(r.answer)}, err
}

// measure gives each contender its turns with one operation, one contender after the other, so that what else the
// machine does is borne by all.
func (b *bench) measure(ctx context.Context, row *row, clients int) error {
	loads := map[string]*load{}
	for round := range b.rounds + 1 {
		for _, c := range b.contenders {
			r, ok := c.requests[row.Slug]
			if !ok {
				continue
			}
			if round == 0 {
				loads[c.Letter] = &load{Clients: clients}
			}
			l := loads[c.Letter]
			before := c.usage()
			s := b.client.measureOne(ctx, clients, b.each, r)
			used := c.usage().since(before)
			if s.failed > 0 {
				return fmt.Errorf("%s: %s: %d requests failed: %s", c.Name, row.Slug, s.failed, s.failure)
			}
			if round == 0 {
				continue // it was to come to this operation from the one before
			}
			l.took, l.lasted = append(l.took, s.took...), l.lasted+s.lasted
			l.used.server, l.used.database = l.used.server+used.server, l.used.database+used.database
			l.Rounds = append(l.Rounds, milliseconds(percentile(s.took, 50)))
		}
	}
	said := ""
	for _, c := range b.contenders {
		if l := loads[c.Letter]; l != nil {
			l.sum()
			row.Cells[c.Letter].Loads = append(row.Cells[c.Letter].Loads, *l)
			said += fmt.Sprintf("  %s %.3g", c.Letter, l.P50)
		}
	}
	b.say("%-18s %d clients:%s ms", row.Slug, clients, said)
	return ctx.Err()
}

// sum turns what was seen into figures.
func (l *load) sum() {
	slices.Sort(l.took)
	n := float64(len(l.took))
	l.P50, l.P99 = milliseconds(percentile(l.took, 50)), milliseconds(percentile(l.took, 99))
	l.Rate = n / l.lasted.Seconds()
	l.ServerCPU, l.DatabaseCPU = milliseconds(l.used.server)/n, milliseconds(l.used.database)/n
}
