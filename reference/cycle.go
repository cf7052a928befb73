package reference

import (
	"strings"

	"orggraph/internal/catalog"
)

// checkCycles finds what leads back to itself by edges that lead to one node: a version of its own versions.
func (l *loader) checkCycles() error {
	for _, t := range l.catalog.EdgeTypes {
		if !t.ToOne || t.Sources&t.Targets == 0 {
			continue
		}
		if err := checkCycle(t, all(l, func(d *Data) []*Edge { return d.edges[t.Name] })); err != nil {
			return err
		}
	}
	return nil
}

// checkCycle takes away what leads nowhere, again and again: what is left leads round in circles.
func checkCycle(t *catalog.EdgeType, list []*Edge) error {
	leaving, arriving := map[string]int{}, map[string][]*Edge{}
	for _, e := range list {
		leaving[e.From]++
		arriving[e.To] = append(arriving[e.To], e)
	}
	var ends []string
	for code := range arriving {
		if leaving[code] == 0 {
			ends = append(ends, code)
		}
	}
	for len(ends) > 0 {
		code := ends[len(ends)-1]
		ends = ends[:len(ends)-1]
		for _, e := range arriving[code] {
			if leaving[e.From]--; leaving[e.From] == 0 {
				ends = append(ends, e.From)
			}
		}
	}
	next := map[string]*Edge{}
	start := ""
	for _, e := range list {
		if leaving[e.From] > 0 && leaving[e.To] > 0 {
			next[e.From] = e
			start = e.From
		}
	}
	if start == "" {
		return nil
	}
	seen := map[string]bool{}
	for ; !seen[start]; start = next[start].To {
		seen[start] = true
	}
	return circle(t, next, start)
}

// circle names the codes that lead round from one of them, at the record that came last.
func circle(t *catalog.EdgeType, next map[string]*Edge, start string) error {
	const told = 8
	last, codes := next[start], []string{start}
	for code := next[start].To; code != start; code = next[code].To {
		codes = append(codes, code)
		if byPlace(&next[code].Mark, &last.Mark) > 0 {
			last = next[code]
		}
	}
	if len(codes) > told {
		codes = append(codes[:told], "…")
	}
	return last.Errorf("%s leads round in a circle, %s to %s: remove one of these", t.Name, strings.Join(codes, " to "), start)
}
