//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// mixture is what clients see who ask all operations, in a random order that is the same for all contenders.
type mixture struct {
	Clients int     `json:"clients"`
	Seconds float64 `json:"seconds"`
	Answers int     `json:"answers"`
	Failed  int     `json:"failed"`
	Failure string  `json:"failure,omitempty"`
	Rate    float64 `json:"requestsPerSecond"`
	P50     float64 `json:"p50Ms"` // of all requests, of whatever operation
	P99     float64 `json:"p99Ms"`
	// Spread is the p99 of the requests for one operation, as a multiple of their p50: the median of the operations, and
	// the most.
	Spread    float64 `json:"p99OverP50OfAnOperation"`
	MaxSpread float64 `json:"p99OverP50OfAnOperationMost"`
	Most      string  `json:"operationWithMost"`
}

func (b *bench) measureMixed(ctx context.Context, r *results) error {
	if b.mixed == 0 {
		return nil
	}
	r.Mixed = map[string]*mixture{}
	for _, c := range b.contenders {
		m := b.mixtureOf(ctx, c, r.Rows, b.mixed)
		r.Mixed[c.Letter] = m
		b.say("%s, mixed: %d answers, %d failed %s, p50 %.3g ms, p99 %.3g ms, p99/p50 of an operation %.1f, most %.1f (%s)",
			c.Name, m.Answers, m.Failed, m.Failure, m.P50, m.P99, m.Spread, m.MaxSpread, m.Most)
	}
	return ctx.Err()
}

// warmUp has all contenders answer everything for a while: Neo4j and Node compile what they do often.
func (b *bench) warmUp(ctx context.Context, rows []*row) error {
	b.say("warming up")
	for _, c := range b.contenders {
		if m := b.mixtureOf(ctx, c, rows, b.warm); m.Failed > 0 {
			return fmt.Errorf("%s: %d requests failed: %s", c.Name, m.Failed, m.Failure)
		}
	}
	return ctx.Err()
}

func (b *bench) mixtureOf(ctx context.Context, c *contender, rows []*row, lasts time.Duration) *mixture {
	var slugs []string
	var questions []*request
	for _, row := range rows {
		if r := c.requests[row.Slug]; r != nil {
			slugs, questions = append(slugs, row.Slug), append(questions, r)
		}
	}
	var orders []*rand.Rand // one for each client
	for i := range b.clients {
		orders = append(orders, rand.New(rand.NewPCG(uint64(i), 0)))
	}
	s := b.client.measure(ctx, b.clients, lasts, questions, func(client, _ int) int { return orders[client].IntN(len(questions)) })
	m := &mixture{Clients: b.clients, Seconds: s.lasted.Seconds(), Answers: len(s.took), Failed: s.failed, Failure: s.failure}
	m.Rate = s.rate()
	m.P50, m.P99 = milliseconds(percentile(s.took, 50)), milliseconds(percentile(s.took, 99))
	var spreads []float64
	for which, took := range s.each {
		slices.Sort(took)
		if len(took) == 0 {
			continue
		}
		spread := float64(percentile(took, 99)) / float64(max(percentile(took, 50), time.Nanosecond))
		spreads = append(spreads, spread)
		if spread > m.MaxSpread {
			m.MaxSpread, m.Most = spread, slugs[which]
		}
	}
	m.Spread = median(spreads)
	return m
}
