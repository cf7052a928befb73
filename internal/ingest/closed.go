package ingest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// When practices tell what took the place of a group that closed: how many there have to be, and which share
// of them has to be in one place for all or for a part of the group to have gone there.
const (
	fewestPractices = 5
	shareOfWhole    = 0.95
	shareOfPart     = 0.10
)

// statement is what one file says of who commissions each practice on its day.
type statement struct {
	file         int
	commissioner map[string]string // of a practice, by code
}

// statements are those of list sizes and practice maps, oldest first.
func (d *deriver) statements() []statement {
	byFile := map[int]map[string]string{}
	add := func(file int, practice, commissioner string) {
		if commissioner == "" {
			return
		}
		if byFile[file] == nil {
			byFile[file] = map[string]string{}
		}
		byFile[file][practice] = commissioner
	}
	for i := range d.Sizes {
		add(d.Sizes[i].At.File, d.Sizes[i].Practice, d.Sizes[i].Commissioner)
	}
	for _, m := range d.Maps {
		for i := range m.Rows {
			add(m.File, m.Rows[i].Practice, m.Rows[i].SubICB)
		}
	}
	var list []statement
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		list = append(list, statement{file, byFile[file]})
	}
	slices.SortStableFunc(list, func(a, b statement) int {
		return cmp.Compare(d.Files[a.file].Vintage, d.Files[b.file].Vintage)
	})
	return list
}

// addClosedGroups derives what took the place of each clinical commissioning group that closed, and of each
// sub-ICB location, from where its practices are: the last file before says which these were, the first one
// after says where they are.
func (d *deriver) addClosedGroups() {
	stated := map[*store.Node]bool{}
	for _, e := range d.edges {
		if e.Type.Name == succeededBy {
			stated[e.From] = true
		}
	}
	statements := d.statements()
	for _, r := range d.order {
		n := d.nodes[r.Code]
		if r.Format != ods.Eccg || n.Kind.Name != kindCCG && n.Kind.Name != kindSubICB || n.Life.Empty() || n.Life.To == day.Max || stated[n] {
			continue
		}
		after := slices.IndexFunc(statements, func(s statement) bool { return d.Files[s.file].Vintage >= n.Life.To })
		if after > 0 {
			d.followPractices(n, statements[after-1], statements[after])
		}
	}
}

// followPractices compares two statements, of before and after a group closed.
func (d *deriver) followPractices(n *store.Node, before, after statement) {
	went, all := map[string]int{}, 0
	for practice, commissioner := range before.commissioner {
		if to := after.commissioner[practice]; commissioner == n.Code && to != "" {
			went[to]++
			all++
		}
	}
	if all < fewestPractices {
		return
	}
	since := n.Life.To
	for _, code := range slices.Sorted(maps.Keys(went)) {
		to, share := d.nodes[code], float64(went[code])/float64(all)
		if share < shareOfPart || to == nil || to == n || !to.Life.Holds(since) || to.Kind.Name != kindCCG && to.Kind.Name != kindSubICB {
			continue
		}
		extent := extentPart
		if share >= shareOfWhole {
			extent = extentWhole
		}
		file := d.Files[before.file]
		d.succeed(n, to, since, extent, store.Derived, store.Source{
			Release: file.Release, File: file.Name, Vintage: file.Vintage,
			Record: fmt.Sprintf("%s: %d of %d practices are under %s in %s", n.Code, went[code], all, code, d.Files[after.file].Name),
		})
	}
}
