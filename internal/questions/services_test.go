//go:build national

package questions

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
