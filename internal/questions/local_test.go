//go:build national

package questions

import (
	"cmp"
	"maps"
	"slices"
)

// stated are the days that a reference record states.
func (r record) stated() days { return days{cmp.Or(r["since"], begin), cmp.Or(r["until"], forever)} }

// of are the reference records of a kind, or of an edge type, where a column has a value, by code or the code at
// the other end.
func (e *england) of(file, column, value, order string) []record {
	var list []record
	for _, r := range e.reference[file] {
		if r[column] == value {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b record) int { return cmp.Compare(a[order], b[order]) })
	return list
}

// one is the reference record of a kind with a code; nil where there is none.
func (e *england) one(kind, code string) record {
	for _, r := range e.of(kind, "code", code, "code") {
		return r
	}
	return nil
}

// regionNamed is a region by code and name.
func (e *england) regionNamed(code string) any { return named(code, e.regions[code]) }

// orNull is a text of a record; null where it is empty.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// 19: who is the payee of a network? No file has a column for it.
func nominatedPayees(e *england, v variables) any {
	network, on := text(v, "network"), text(v, "on")
	partners := 0
	for practice := range e.spells {
		if s, ok := e.networkOn(practice, on); ok && s.network == network {
			partners++
		}
	}
	return object{
		"primaryCareNetwork": object{
			"odsCode": network, "name": e.networks[network].name, "corePartners": object{"totalCount": partners},
			"nominatedPayees": object{"edges": []any{}}, "noPractices": object{"totalCount": 0},
		},
		"practicesThatAreNoMembers": object{"totalCount": 0, "nodes": []any{}},
		"dataset":                   dataset("19"),
	}
}

// 21: which network covers a provider? That of its profession which its region hosts.
func networksOfAProvider(e *england, v variables) any {
	on := text(v, "on")
	list := []any{}
	codes, _ := v["codes"].([]any)
	for _, item := range codes {
		code, _ := item.(string)
		o, kind, profession := e.costCentres[code], "PRACTICE", ""
		if e.dispensers[code] != nil {
			o, kind, profession = e.dispensers[code], "PHARMACY", "PHARMACY"
		} else if e.dentists[code] != nil {
			o, kind, profession = e.dentists[code], "DENTAL_PRACTICE", "DENTAL"
		}
		if o == nil {
			list = append(list, nil)
			continue
		}
		provider := object{"odsCode": code, "name": o.name, "kind": kind}
		if profession != "" {
			var region any
			if o.life.holds(on) {
				region = object{"odsCode": o.grouping}
			}
			provider["region"] = region
			provider["localProfessionalNetworks"] = object{"edges": e.covering(o, profession, on)}
		}
		list = append(list, provider)
	}
	return object{
		"organisationsByCode": list,
		"opticalPractices":    object{"totalCount": 0, "nodes": []any{}},
		"dataset":             dataset("21"),
	}
}

// covering are the networks of a profession that cover a provider on a day.
func (e *england) covering(o *organisation, profession, on string) []any {
	edges := []any{}
	for _, host := range e.of("HOSTED_BY", "to", o.grouping, "from") {
		network := e.one("LocalProfessionalNetwork", host["from"])
		life := host.stated().both(network.stated()).both(o.life)
		if network["profession"] != profession || !life.holds(on) {
			continue
		}
		edges = append(edges, object{
			"validFrom": date(life.first), "validTo": date(life.last), "origin": network["origin"],
			"node": object{
				"code": network["code"], "name": network["name"], "profession": profession, "origin": network["origin"],
				"region": e.regionNamed(o.grouping),
			},
		})
	}
	return edges
}

// 22: which clinical networks work with a local professional network?
func networksThatWorkTogether(e *england, v variables) any {
	code, on := text(v, "network"), text(v, "on")
	lpn := e.one("LocalProfessionalNetwork", code)
	edges, total := map[string][]any{}, 0
	for _, with := range e.of("WORKS_WITH", "from", code, "to") {
		for _, kind := range []string{"StrategicClinicalNetwork", "HealthInnovationNetwork", "ClinicalSenate"} {
			network := e.one(kind, with["to"])
			if network == nil {
				continue
			}
			life := with.stated().both(lpn.stated()).both(network.stated())
			if !life.holds(on) {
				continue
			}
			total++
			node := object{
				"code": network["code"], "name": network["name"], "area": orNull(network["area"]), "origin": network["origin"],
				"region": e.regionOn(network, on),
			}
			switch kind {
			case "StrategicClinicalNetwork":
				node["conditionGroup"] = network["conditionGroup"]
			case "HealthInnovationNetwork":
				former := []any{}
				for _, r := range e.of("formerNames", "code", network["code"], "since") {
					former = append(former, object{"name": r["name"], "validTo": orNull(r["until"])})
				}
				node["formerNames"] = former
			}
			edges[kind] = append(edges[kind], object{
				"validFrom": date(life.first), "origin": with["origin"], "source": object{"file": "reference/WORKS_WITH.csv"}, "node": node,
			})
		}
	}
	list := func(kind string) object { return object{"edges": append([]any{}, edges[kind]...)} }
	region := any(nil)
	for _, host := range e.of("HOSTED_BY", "from", code, "to") {
		if host.stated().both(lpn.stated()).holds(on) {
			region = e.regionNamed(host["to"])
		}
	}
	return object{"localProfessionalNetwork": object{
		"code": code, "name": lpn["name"], "profession": lpn["profession"], "origin": lpn["origin"], "region": region,
		"clinicalNetworks": object{"totalCount": total}, "strategic": list("StrategicClinicalNetwork"),
		"innovation": list("HealthInnovationNetwork"), "senates": list("ClinicalSenate"),
	}}
}

// regionOn is the region of a clinical network on a day.
func (e *england) regionOn(network record, on string) any {
	for _, in := range e.of("IN_REGION", "from", network["code"], "to") {
		if in.stated().both(network.stated()).holds(on) {
			return e.regionNamed(in["to"])
		}
	}
	return nil
}

// 23: how many patient groups are there, and which practices have none? No file lists any.
func patientParticipationGroups(e *england, v variables) any {
	on := text(v, "on")
	practices, without := map[string]int{}, []any{}
	for _, o := range open(e.costCentres, on) {
		if !o.isPractice() {
			continue
		}
		system := e.systemOfCostCentre(o, on)
		practices[system]++
		if e.isEnglish(o) && o.status == "A" {
			without = append(without, object{
				"odsCode": o.code, "name": o.name, "integratedCareSystem": named(system, e.place(system)),
			})
		}
	}
	systems := []any{}
	for _, code := range e.systemsOn(on) {
		systems = append(systems, object{
			"odsCode": code, "name": e.place(code), "patientParticipationGroups": object{"totalCount": 0},
			"practices": object{"totalCount": practices[code]}, "without": object{"totalCount": practices[code]},
		})
	}
	return object{
		"integratedCareSystems": object{"totalCount": len(systems), "nodes": page(v, systems)},
		"without":               object{"totalCount": len(without), "nodes": page(v, without)},
		"dataset":               dataset("23"),
	}
}

// systemsOn are the systems of a day.
func (e *england) systemsOn(on string) []string {
	systems := map[string]bool{}
	for board := range e.boards {
		if life, _, _ := e.life(board); life.holds(on) {
			systems[board] = true
		}
	}
	for board := range mergedNames {
		if on >= merged {
			systems[board] = true
		}
	}
	return slices.Sorted(maps.Keys(systems))
}

// 24: which services does the contract of a network require, who can deliver them, and whom does it pay for?
func servicesAndRoles(e *england, v variables) any {
	code := text(v, "network")
	network := object{"odsCode": code, "name": e.networks[code].name}
	contract := e.one("Contract", "network-contract-des")
	held := e.networks[code].life.both(contract.stated())
	for prefix, on := range map[string]string{"": text(v, "on"), "later_": text(v, "later")} {
		services, programmes, roles := []any{}, []any{}, []any{}
		paid := map[string]bool{}
		for _, r := range e.of("FUNDS", "from", contract["code"], "to") {
			role := e.one("StaffRole", r["to"])
			life := r.stated().both(held).both(role.stated())
			if !life.holds(on) {
				continue
			}
			paid[role["code"]] = true
			roles = append(roles, object{
				"validFrom": date(life.first), "node": object{"code": role["code"], "name": role["name"]},
			})
		}
		for _, r := range e.of("REQUIRES", "from", contract["code"], "to") {
			if programme := e.one("Programme", r["to"]); programme != nil && r.stated().both(held).both(programme.stated()).holds(on) {
				programmes = append(programmes, object{"code": programme["code"], "name": programme["name"]})
			}
			service := e.one("Service", r["to"])
			if service == nil {
				continue
			}
			life := r.stated().both(held).both(service.stated())
			if !life.holds(on) {
				continue
			}
			can, paidFor := []any{}, []any{}
			for _, by := range e.of("DELIVERED_BY", "from", service["code"], "to") {
				can = append(can, object{"name": e.one("StaffRole", by["to"])["name"]})
				if paid[by["to"]] {
					paidFor = append(paidFor, object{"code": by["to"]})
				}
			}
			services = append(services, object{"validFrom": date(life.first), "node": object{
				"code": service["code"], "name": service["name"],
				"staffRoles": object{"nodes": can}, "paidFor": object{"nodes": paidFor},
			}})
		}
		network[prefix+"requiredServices"] = object{"edges": services}
		network[prefix+"fundedStaffRoles"] = object{"totalCount": len(roles), "edges": roles}
		if prefix == "" {
			network["contract"], network["requiredProgrammes"] = nil, object{"nodes": programmes}
			if held.holds(on) {
				network["contract"] = object{"code": contract["code"], "name": contract["name"]}
			}
		}
	}
	return object{"primaryCareNetwork": network}
}

// 26: which documents are about a topic, for whom, and what are they read with?
func documents(e *england, v variables) any {
	const today = mapDay
	title := func(code string) object {
		d := e.one("Document", code)
		return object{"code": code, "name": d["name"], "documentType": d["documentType"]}
	}
	nodes := []any{}
	for _, d := range e.of("Document", "topic", text(v, "topic"), "code") {
		if !d.stated().holds(today) {
			continue
		}
		audiences, with, beside, versions, networks := []any{}, []any{}, []any{}, []any{}, 0
		for _, r := range e.of("FOR_AUDIENCE", "from", d["code"], "to") {
			audiences = append(audiences, object{
				"origin": r["origin"], "node": object{"code": r["to"], "name": e.one("Audience", r["to"])["name"]},
			})
		}
		for _, r := range e.of("READ_WITH", "from", d["code"], "to") {
			with = append(with, title(r["to"]))
		}
		for _, r := range e.of("READ_WITH", "to", d["code"], "from") {
			beside = append(beside, object{"code": r["from"]})
		}
		for _, r := range e.of("VERSION_OF", "to", d["code"], "from") {
			versions = append(versions, title(r["from"]))
		}
		for _, r := range e.of("COMMITTED_IN", "to", d["code"], "from") {
			if r.stated().holds(today) {
				networks++
			}
		}
		var versionOf any
		for _, r := range e.of("VERSION_OF", "from", d["code"], "to") {
			versionOf = object{"code": r["to"]}
		}
		nodes = append(nodes, object{
			"code": d["code"], "name": d["name"], "documentType": d["documentType"], "publisher": orNull(d["publisher"]), "url": orNull(d["url"]),
			"publishedOn": orNull(d["since"]), "withdrawnOn": orNull(d["until"]), "audiences": object{"edges": audiences},
			"readWith": object{"nodes": with}, "readBeside": object{"nodes": beside}, "versionOf": versionOf,
			"versions": object{"nodes": versions}, "localProfessionalNetworks": object{"totalCount": networks},
		})
	}
	return object{"documents": object{"totalCount": len(nodes), "nodes": nodes}}
}
