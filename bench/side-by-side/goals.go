//go:build linux

package main

import (
	"fmt"
	"math"
)

// goals shows what is aimed at, and what was reached.
func (r *results) goals(p *page) {
	p.head("Goals", "goal", "aim", "reached", "")
	goal := func(what, aim string, reached float64, holds bool) {
		verdict := "holds"
		if !holds {
			verdict = "**missed**"
		}
		p.row(what, aim, figure(reached), verdict)
	}
	atLeast := func(what string, aim, reached float64) {
		if reached > 0 && !math.IsInf(reached, 0) {
			goal(what, fmt.Sprintf("at least %.3g", aim), reached, reached >= aim)
		}
	}
	atMost := func(what string, aim, reached float64) {
		if reached > 0 && !math.IsInf(reached, 0) {
			goal(what, fmt.Sprintf("at most %.3g", aim), reached, reached <= aim)
		}
	}
	limit := func(what string, reached float64) {
		if reached > 0 {
			p.row(what+", for comparison", "-", figure(reached), "")
		}
	}
	least, middle, _ := r.across("c", "b")
	atLeast("c : b, the least of the operations", 1, least)
	atLeast("c : b, the median", 5, middle)
	_, middle, _ = r.across("c", "e")
	limit("c : e, the median", middle)
	_, middle, _ = r.across("d", "b")
	atLeast("d : b, the median", 1, middle)
	_, middle, _ = r.across("d", "e")
	limit("d : e, the median", middle)
	_, middle, most := r.across("b", "e")
	atMost("b : e, the median", 1.15, middle)
	atMost("b : e, the most", 1.5, most)
	for _, other := range []string{"b", "c", "d", "e"} {
		least, _, _ = r.across(other, "a")
		atLeast(other+" : a, the least of the operations", 1, least)
	}
	for _, row := range r.Rows {
		if row.Slug == "england" {
			atLeast("c : a, all England", 20, row.ratio([2]string{"c", "a"}, one).value)
			atLeast("d : a, all England", 10, row.ratio([2]string{"d", "a"}, one).value)
		}
	}
	var shares []float64
	for _, row := range r.Rows {
		if b, c := row.Cells["b"], row.Cells["c"]; b != nil && c != nil && len(b.Loads) > 0 && len(c.Loads) > 0 && c.Loads[one].ServerCPU > 0 {
			shares = append(shares, b.Loads[one].ServerCPU/c.Loads[one].ServerCPU)
		}
	}
	atMost("time of processors of b's server : c's, the median", 1.0/3, median(shares))
	for _, c := range r.Contenders {
		if c.Letter == "a" {
			atMost("a, from its start to its first answer, ms", 500, c.FirstAnswer)
		}
		if m := r.Mixed[c.Letter]; m != nil && (c.Letter == "a" || c.Letter == "b") {
			atMost(c.Letter+", mixed: p99 : p50, the median of the operations", 5, m.Spread)
			atMost(c.Letter+", mixed: p99 : p50, of all requests", 5, m.P99/m.P50)
			goal(c.Letter+", mixed: failed", "0", float64(m.Failed), m.Failed == 0)
		}
	}
}

// across is how many times as long one contender takes as another: the least, the median and the most of the operations
// that both can do.
func (r *results) across(letter, than string) (least, middle, most float64) {
	var values []float64
	least = math.Inf(1)
	for _, row := range r.Rows {
		if v := row.ratio([2]string{letter, than}, one).value; v > 0 {
			values = append(values, v)
			least, most = min(least, v), max(most, v)
		}
	}
	return least, median(values), most
}
