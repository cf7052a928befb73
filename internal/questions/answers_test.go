//go:build national

package questions

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// object is a JSON object.
type object = map[string]any

// text is the variable of that name.
func text(v variables, name string) string { s, _ := v[name].(string); return s }

// page is the beginning of a list, as the variable `first` has it; all of it where there is none.
func page[T any](v variables, list []T) []T {
	text, limited := v["first"].(json.Number)
	if !limited {
		return list
	}
	first, err := strconv.Atoi(text.String())
	if err != nil {
		panic(err)
	}
	return list[:min(first, len(list))]
}

// named is an organisation by code and name; null where there is none.
func named(code, name string) any {
	if code == "" {
		return nil
	}
	return object{"odsCode": code, "name": name}
}

// date is a published date; null where there is none.
func date(day string) any {
	if day == begin || day == forever {
		return nil
	}
	return day
}

// place is the name of a system: its board's without what all boards have in theirs.
func (e *england) place(system string) string {
	if name := mergedNames[system]; name != "" {
		return name
	}
	return strings.TrimSuffix(strings.TrimPrefix(e.boards[system], "NHS "), " Integrated Care Board")
}

// 2: which network was a practice in on a day?
func networkOnADay(e *england, v variables) any {
	practice := object{
		"odsCode": text(v, "practice"), "name": e.costCentres[text(v, "practice")].name,
		"primaryCareNetwork": nil, "primaryCareNetworkEdge": nil,
	}
	if s, ok := e.networkOn(text(v, "practice"), text(v, "on")); ok {
		origin, file, vintage := "PUBLISHED", "ePCN.xlsx", "2025-01-31"
		if s.derived {
			origin, file, vintage = "DERIVED", "gp-reg-pat-prac-map.csv", mapDay
		}
		practice["primaryCareNetwork"] = named(s.network, e.networks[s.network].name)
		practice["primaryCareNetworkEdge"] = object{
			"validFrom": date(s.published.first), "validTo": date(s.published.last), "origin": origin,
			"source": object{"file": file, "vintage": vintage},
		}
	}
	return object{"practice": practice}
}

// 4: which active practices are in no network?
func practicesWithoutNetwork(e *england, v variables) any {
	on := text(v, "on")
	var list []any
	for _, o := range open(e.costCentres, on) {
		if _, member := e.networkOn(o.code, on); member || !o.isPractice() || !e.isEnglish(o) || o.status != "A" {
			continue
		}
		var subICB any
		if code := e.commissionerOn(o, on); e.boardOf[code] != "" {
			subICB = named(code, e.commissioners[code].name)
		}
		list = append(list, object{"odsCode": o.code, "name": o.name, "openedOn": date(o.life.first), "subIcbLocation": subICB})
	}
	return object{"practices": object{"totalCount": len(list), "nodes": page(v, list)}}
}

// 10: the chain from a practice to its region, on two days.
func chain(e *england, v variables) any {
	o := e.costCentres[text(v, "practice")]
	practice := object{"odsCode": o.code, "name": o.name}
	for prefix, on := range map[string]string{"": text(v, "on"), "later_": text(v, "later")} {
		var network, subICB any
		if s, ok := e.networkOn(o.code, on); ok {
			network = named(s.network, e.networks[s.network].name)
		}
		commissioner := e.commissionerOn(o, on)
		if e.boardOf[commissioner] != "" {
			subICB = named(commissioner, e.commissioners[commissioner].name)
		}
		system := e.systemOfCostCentre(o, on)
		practice[prefix+"primaryCareNetwork"] = network
		practice[prefix+"subIcbLocation"] = subICB
		practice[prefix+"integratedCareSystem"] = named(system, e.place(system))
	}
	practice["region"] = named(o.grouping, e.regions[o.grouping])
	return object{"practice": practice}
}

// 11: how many providers of each kind are there in each region and system?
func providersByPlace(e *england, v variables) any {
	on := text(v, "on")
	counts := map[string]map[string]int{} // place -> kind -> number
	count := func(kind string, places ...string) {
		for _, place := range places {
			if counts[place] == nil {
				counts[place] = map[string]int{}
			}
			counts[place][kind]++
		}
	}
	for _, o := range open(e.costCentres, on) {
		kind := "prescribingCostCentres"
		if o.isPractice() {
			kind = "practices"
		}
		count(kind, o.grouping, e.systemOfCostCentre(o, on))
	}
	for _, o := range open(e.branches, on) {
		if parent := e.parentOfBranch(o, on); parent != nil {
			count("branchSurgeries", parent.grouping)
		}
	}
	for _, o := range open(e.dispensers, on) {
		if kind := map[string]string{"1": "pharmacies", "2": "applianceContractors"}[o.subType]; kind != "" {
			count(kind, o.grouping, e.systemOfDispenser(o, on))
		}
	}
	for _, o := range open(e.dentists, on) {
		count("dentalPractices", o.grouping, e.systemOfDentist(o, on))
	}
	for _, o := range open(e.trusts, on) {
		count("trusts", o.grouping, e.systemOfTrust(o, on))
	}

	place := func(code, name string, kinds ...string) object {
		o := object{"odsCode": code, "name": name}
		for _, kind := range kinds {
			o[kind] = object{"totalCount": counts[code][kind]}
		}
		return o
	}
	kinds := []string{"practices", "prescribingCostCentres", "pharmacies", "applianceContractors", "dentalPractices", "trusts"}
	var regions []any
	for _, code := range slices.Sorted(maps.Keys(e.regions)) {
		region := place(code, e.regions[code], append(kinds, "branchSurgeries")...)
		var systems []any
		for _, board := range slices.Sorted(maps.Keys(e.boards)) {
			if e.within[board] == code {
				systems = append(systems, place(board, e.place(board), kinds...))
			}
		}
		region["integratedCareSystems"] = object{"nodes": systems}
		regions = append(regions, region)
	}
	return object{"regions": object{"nodes": page(v, regions)}}
}

// 14: which company operates most pharmacies in a system?
func operatorsOfMostPharmacies(e *england, v variables) any {
	on := text(v, "on")
	type operator struct {
		code          string
		local, all    int
		firstPharmacy string
	}
	operators := map[string]*operator{}
	for _, o := range open(e.dispensers, on) {
		if o.subType != "1" || o.parent == "" || !o.joined.holds(on) {
			continue
		}
		if operators[o.parent] == nil {
			operators[o.parent] = &operator{code: o.parent}
		}
		of := operators[o.parent]
		of.all++
		if e.systemOfDispenser(o, on) == text(v, "system") {
			of.local++
			if of.local == 1 {
				of.firstPharmacy = o.name
			}
		}
	}
	maps.DeleteFunc(operators, func(_ string, o *operator) bool { return o.local == 0 })
	list := slices.SortedFunc(maps.Values(operators), func(a, b *operator) int {
		return cmp.Or(cmp.Compare(b.local, a.local), strings.Compare(a.code, b.code))
	})
	var nodes []any
	for _, o := range page(v, list) {
		nodes = append(nodes, object{
			"odsCode": o.code, "everywhere": object{"totalCount": o.all},
			"pharmacies": object{"totalCount": o.local, "nodes": []any{object{"name": o.firstPharmacy}}},
		})
	}
	return object{"pharmacyOperators": object{"totalCount": len(list), "nodes": nodes}}
}

// 17: which trusts serve a system?
func trustsOfASystem(e *england, v variables) any {
	system := text(v, "system")
	var list []any
	for _, o := range open(e.trusts, text(v, "on")) {
		if e.systemOfTrust(o, text(v, "on")) == system {
			list = append(list, object{"odsCode": o.code, "name": o.name, "openedOn": date(o.life.first)})
		}
	}
	return object{"integratedCareSystem": object{
		"odsCode": system, "name": e.place(system), "boardName": e.boards[system],
		"trusts": object{"totalCount": len(list), "nodes": page(v, list)},
	}}
}

// 18: what does a provider run?
func runByAProvider(e *england, v variables) any {
	on, code := text(v, "on"), text(v, "provider")
	var practices, others []any
	for _, o := range open(e.costCentres, on) {
		if e.provider(o) != code {
			continue
		}
		var commissioner any
		if c := e.commissioners[e.commissionerOn(o, on)]; c != nil {
			commissioner = named(c.code, c.name)
		}
		run := object{"odsCode": o.code, "name": o.name, "commissioner": commissioner}
		if o.isPractice() {
			practices = append(practices, run)
		} else {
			others = append(others, run)
		}
	}
	var name any
	if trust := e.trusts[code]; trust != nil {
		name = trust.name
	}
	list := func(all []any) object {
		return object{"totalCount": len(all), "nodes": append([]any{}, page(v, all)...)}
	}
	return object{"organisation": object{
		"odsCode": code, "name": name, "practices": list(practices), "prescribingCostCentres": list(others),
	}}
}

// 20: which practices have more than three branch surgeries, and which are these?
func manyBranches(e *england, v variables) any {
	on := text(v, "on")
	branches := map[string][]any{}
	for _, o := range open(e.branches, on) {
		if parent := e.parentOfBranch(o, on); parent != nil && parent.isPractice() {
			branches[parent.code] = append(branches[parent.code], object{"odsCode": o.code, "name": o.name})
		}
	}
	maps.DeleteFunc(branches, func(_ string, list []any) bool { return len(list) <= 3 })
	codes := slices.SortedFunc(maps.Keys(branches), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(branches[b]), len(branches[a])), strings.Compare(a, b))
	})
	var nodes []any
	for _, code := range page(v, codes) {
		nodes = append(nodes, object{
			"odsCode": code, "name": e.costCentres[code].name,
			"branchSurgeries": object{"totalCount": len(branches[code]), "nodes": branches[code]},
		})
	}
	return object{"practices": object{"totalCount": len(codes), "nodes": nodes}}
}
