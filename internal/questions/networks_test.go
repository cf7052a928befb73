//go:build national

package questions

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
		} else if optician := e.optician(code); optician != nil {
			o, kind, profession = optician, "OPTICAL_PRACTICE", "EYE_HEALTH"
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
	opticians := []any{}
	for _, r := range e.reference["OpticalPractice"] {
		if o := e.optician(r["code"]); o.life.holds(on) {
			opticians = append(opticians, object{
				"odsCode": o.code, "name": o.name, "localProfessionalNetworks": object{"edges": e.covering(o, "EYE_HEALTH", on)},
			})
		}
	}
	return object{
		"organisationsByCode": list,
		"opticalPractices":    object{"totalCount": len(opticians), "nodes": opticians},
		"dataset":             dataset("21"),
	}
}

// optician is an optical practice, which only somebody's own records state, with its region; nil where there is none.
func (e *england) optician(code string) *organisation {
	r := e.one("OpticalPractice", code)
	if r == nil {
		return nil
	}
	o := &organisation{code: code, name: r["name"], life: r.stated()}
	for _, in := range e.of("IN_REGION", "from", code, "to") {
		o.grouping = in["to"]
	}
	return o
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
