//go:build national

package questions

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// succession is what took the place of an organisation, or a part of it.
type succession struct{ from, to, extent, since, origin, file string }

// successions are those that a reference record states, and those that practices tell.
func (e *england) successions() []succession {
	var all []succession
	stated := map[string]bool{}
	for _, r := range e.reference["SUCCEEDED_BY"] {
		stated[r["from"]] = true
		all = append(all, succession{r["from"], r["to"], r["extent"], r["since"], r["origin"], "reference/SUCCEEDED_BY.csv"})
	}
	for code, o := range e.commissioners {
		if last := o.life.last; !stated[code] && last >= sizesDay && last < mapDay {
			all = append(all, e.whereItsPracticesWent(code, dayAfter(last))...)
		}
	}
	return all
}

// whereItsPracticesWent compares the list sizes with the practice map: a group closed between the two.
func (e *england) whereItsPracticesWent(code, since string) (list []succession) {
	went, all := map[string]int{}, 0
	for practice, group := range e.counted {
		if r := e.mapped[practice]; group == code && r != nil {
			went[r["SUB_ICB_LOCATION_CODE"]]++
			all++
		}
	}
	if all < 5 {
		return nil
	}
	for to, practices := range went {
		if practices*10 < all || to == code || !e.commissioners[to].life.holds(since) {
			continue
		}
		extent := "PART"
		if practices*20 >= all*19 {
			extent = "WHOLE"
		}
		list = append(list, succession{code, to, extent, since, "DERIVED", "gp-reg-pat-prac-all.csv"})
	}
	return list
}

// following is what can be reached by successions: since when, and whether all of it.
type following struct {
	since string
	whole bool
}

// follow walks all ways of successions from one organisation: to the next one that `next` gives.
func follow(start string, all []succession, next func(succession) (from, to string)) map[string]following {
	reached := map[string]following{}
	var walk func(way []string, so following)
	walk = func(way []string, so following) {
		for _, s := range all {
			from, to := next(s)
			if from != way[len(way)-1] || slices.Contains(way, to) {
				continue
			}
			now := following{max(so.since, s.since), so.whole && s.extent == "WHOLE"}
			if known, ok := reached[to]; !ok || now.since < known.since || now.since == known.since && now.whole {
				reached[to] = now
			}
			walk(append(slices.Clone(way), to), now)
		}
	}
	walk([]string{start}, following{begin, true})
	return reached
}

// life is when an organisation of any kind that can have a successor was open, and its name and kind.
func (e *england) life(code string) (life days, name, kind string) {
	switch {
	case e.commissioners[code] != nil:
		kind = "CLINICAL_COMMISSIONING_GROUP"
		if e.boardOf[code] != "" {
			kind = "SUB_ICB_LOCATION"
		}
		return e.commissioners[code].life, e.commissioners[code].name, kind
	case e.trusts[code] != nil:
		return e.trusts[code].life, e.trusts[code].name, "TRUST"
	case mergedNames[code] != "":
		life = days{merged, forever}
	case mergedWhole[code] != "" || split[code] != nil:
		life = days{systemsBegin, dayBefore(merged)}
	default:
		life = days{systemsBegin, forever}
	}
	return life, e.place(code), "INTEGRATED_CARE_SYSTEM"
}

// 8: what replaced an organisation, and what became of another?
func whatReplacedWhat(e *england, v variables) any {
	on, all := text(v, "on"), e.successions()
	onward := func(s succession) (string, string) { return s.from, s.to }
	back := func(s succession) (string, string) { return s.to, s.from }
	var list []any
	codes, _ := v["codes"].([]any)
	for _, item := range codes {
		code, _ := item.(string)
		life, name, kind := e.life(code)
		if name == "" {
			list = append(list, nil)
			continue
		}
		o := object{
			"odsCode": code, "name": name, "kind": kind, "openedOn": date(life.first), "closedOn": date(life.last),
			"successors": e.stated(code, on, all, onward), "allSuccessors": followed(code, on, all, onward),
			"predecessors": e.stated(code, on, all, back), "allPredecessors": followed(code, on, all, back),
		}
		if kind == "SUB_ICB_LOCATION" {
			system := systemOn(e.boardOf[code], code, on)
			o["integratedCareSystem"] = named(system, e.place(system))
			o["roles"] = e.commissioners[code].roles()
		}
		list = append(list, o)
	}
	return object{"organisationsByCode": list}
}

// roles are those of a sub-ICB location: that of a group all its life, and those of its sub-type.
func (o *organisation) roles() []any {
	list := []any{object{"id": "RO98", "validFrom": date(o.life.first)}}
	for _, role := range strings.Split(o.subType, "|") {
		first := o.life.first
		if role == "RO319" {
			first = max(systemsBegin, first)
		}
		list = append(list, object{"id": role, "validFrom": date(first)})
	}
	return list
}

// stated are the successions of an organisation that hold on a day.
func (e *england) stated(code, on string, all []succession, next func(succession) (from, to string)) object {
	edges := []any{}
	slices.SortFunc(all, func(a, b succession) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for _, s := range all {
		from, to := next(s)
		if from != code || s.since > on {
			continue
		}
		life, name, _ := e.life(to)
		edges = append(edges, object{
			"extent": s.extent, "validFrom": s.since, "origin": s.origin, "source": object{"file": s.file},
			"node": object{"odsCode": to, "name": name, "openedOn": date(life.first), "closedOn": date(life.last)},
		})
	}
	return object{"edges": edges}
}

// followed are the organisations that are reached by successions on a day.
func followed(code, on string, all []succession, next func(succession) (from, to string)) object {
	reached := follow(code, all, next)
	maps.DeleteFunc(reached, func(_ string, f following) bool { return f.since > on })
	edges := []any{}
	for _, to := range slices.Sorted(maps.Keys(reached)) {
		extent := "PART"
		if reached[to].whole {
			extent = "WHOLE"
		}
		edges = append(edges, object{
			"extent": extent, "validFrom": reached[to].since, "origin": "DERIVED", "node": object{"odsCode": to},
		})
	}
	return object{"totalCount": len(edges), "edges": edges}
}

// 9: which systems changed on a day, and where are the practices of those that closed?
func systemsThatChanged(e *england, v variables) any {
	day, before := text(v, "day"), text(v, "before")
	regionOf := maps.Clone(e.within)
	for _, r := range e.reference["IN_REGION"] {
		regionOf[r["from"]] = r["to"]
	}
	predecessors := map[string][]any{}
	for _, s := range e.successions() {
		if life, name, kind := e.life(s.from); kind == "INTEGRATED_CARE_SYSTEM" && s.since == day {
			predecessors[s.to] = append(predecessors[s.to], object{
				"extent": s.extent, "node": object{"odsCode": s.from, "name": name, "closedOn": date(life.last)},
			})
		}
	}
	var regions []any
	for _, region := range slices.Sorted(maps.Keys(e.regions)) {
		closed, changed := []any{}, []any{}
		for _, board := range slices.Sorted(maps.Keys(e.boards)) {
			if life, name, _ := e.life(board); regionOf[board] == region && life.last == before {
				closed = append(closed, named(board, name))
			}
		}
		for _, system := range slices.Sorted(maps.Keys(predecessors)) {
			if regionOf[system] != region {
				continue
			}
			life, name, _ := e.life(system)
			list := predecessors[system]
			slices.SortFunc(list, func(a, b any) int {
				return cmp.Compare(fmt.Sprint(a.(object)["node"].(object)["odsCode"]), fmt.Sprint(b.(object)["node"].(object)["odsCode"]))
			})
			changed = append(changed, object{
				"odsCode": system, "name": name, "openedOn": date(life.first), "predecessors": object{"edges": list},
			})
		}
		regions = append(regions, object{
			"odsCode": region, "name": e.regions[region],
			"closed": object{"nodes": closed}, "changed": object{"nodes": changed},
		})
	}
	practices, undecided := []any{}, []any{}
	for _, o := range open(e.costCentres, before) {
		was := e.systemOfCostCentre(o, before)
		if life, _, _ := e.life(was); !o.isPractice() || was == "" || life.last != before {
			continue
		}
		now, candidates := e.systemOfCostCentre(o, day), []any{}
		for _, code := range e.candidates(o, day) {
			candidates = append(candidates, object{"odsCode": code})
		}
		practices = append(practices, object{
			"odsCode": o.code, "name": o.name, "before": named(was, e.place(was)), "now": named(now, e.place(now)),
			"candidates": object{"nodes": candidates},
		})
	}
	for _, o := range open(e.costCentres, day) {
		if edges := e.reasons(o, day); o.isPractice() && len(edges) > 0 {
			undecided = append(undecided, object{"odsCode": o.code, "name": o.name, "candidates": object{"edges": edges}})
		}
	}
	list := func(all []any) object { return object{"totalCount": len(all), "nodes": page(v, all)} }
	return object{"regions": object{"nodes": regions}, "practices": list(practices), "undecided": list(undecided)}
}

// candidates are the successors of a board that was divided, for a practice that is in none of its new places.
func (e *england) candidates(o *organisation, day string) (codes []string) {
	subICB := e.commissionerOn(o, day)
	board := e.boardOf[subICB]
	if split[board] == nil || split[board][subICB] != "" || day < merged {
		return nil
	}
	for _, r := range e.reference["SUCCEEDED_BY"] {
		if r["from"] == board {
			codes = append(codes, r["to"])
		}
	}
	slices.Sort(codes)
	return codes
}

// reasons say why a practice may belong to each of its candidates.
func (e *england) reasons(o *organisation, day string) (list []any) {
	codes, subICB := e.candidates(o, day), e.commissionerOn(o, day)
	if codes == nil {
		return nil
	}
	board, last := e.boardOf[subICB], len(codes)-1
	reason := fmt.Sprintf("%s, which commissions it, was in %s; %s was divided on %s between %s and %s, and no file says to which of them it went.",
		subICB, board, board, merged, strings.Join(codes[:last], ", "), codes[last])
	for _, code := range codes {
		list = append(list, object{"reason": reason, "node": named(code, e.place(code))})
	}
	return list
}
