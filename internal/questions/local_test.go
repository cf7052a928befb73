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

// ownKinds are the kinds that only reference records state, and their values of the enum.
var ownKinds = map[string]string{
	"CommunityProvider": "COMMUNITY_PROVIDER", "SocialCareProvider": "SOCIAL_CARE_PROVIDER", "VoluntaryOrganisation": "VOLUNTARY_ORGANISATION",
}

// party is an organisation that can be a payee or a partner: its name, its kind, and when it is open.
func (e *england) party(code string) (name, kind string, life days) {
	for _, known := range []struct {
		kind string
		of   map[string]*organisation
	}{{"PRACTICE", e.costCentres}, {"TRUST", e.trusts}, {"PHARMACY", e.dispensers}} {
		if o := known.of[code]; o != nil {
			return o.name, known.kind, o.life
		}
	}
	for kind, enum := range ownKinds {
		if r := e.one(kind, code); r != nil {
			return r["name"], enum, r.stated()
		}
	}
	return "", "", days{forever, begin}
}

// 19: who is the payee of a network? No file has a column for it, but somebody's own records may say so.
func nominatedPayees(e *england, v variables) any {
	network, on := text(v, "network"), text(v, "on")
	partners := 0
	for practice := range e.spells {
		if s, ok := e.networkOn(practice, on); ok && s.network == network {
			partners++
		}
	}
	payees, outside, others := []any{}, []any{}, 0
	for _, r := range e.of("NOMINATED_PAYEE_FOR", "to", network, "from") {
		name, kind, life := e.party(r["from"])
		if life = life.both(r.stated()).both(e.networks[network].life); !life.holds(on) {
			continue
		}
		payees = append(payees, object{
			"validFrom": date(life.first), "origin": r["origin"], "node": object{"code": r["from"], "name": name, "kind": kind},
		})
		if kind != "PRACTICE" {
			others++
			continue
		}
		if s, ok := e.networkOn(r["from"], on); !ok || s.network != network {
			var member any
			if ok {
				member = object{"odsCode": s.network}
			}
			outside = append(outside, object{"odsCode": r["from"], "name": name, "primaryCareNetwork": member})
		}
	}
	return object{
		"primaryCareNetwork": object{
			"odsCode": network, "name": e.networks[network].name, "corePartners": object{"totalCount": partners},
			"nominatedPayees": object{"edges": payees}, "noPractices": object{"totalCount": others},
		},
		"practicesThatAreNoMembers": object{"totalCount": len(outside), "nodes": outside},
		"dataset":                   dataset("19"),
	}
}

// 23: how many patient groups are there, and which practices have none? Only somebody's own records list any.
func patientParticipationGroups(e *england, v variables) any {
	on := text(v, "on")
	groups := map[string]int{} // by practice
	for _, r := range e.reference["GROUP_OF"] {
		if r.stated().both(e.one("PatientParticipationGroup", r["from"]).stated()).holds(on) {
			groups[r["to"]]++
		}
	}
	type count struct{ groups, practices, without int }
	counts, without := map[string]count{}, []any{}
	for _, o := range open(e.costCentres, on) {
		if !o.isPractice() {
			continue
		}
		system := e.systemOfCostCentre(o, on)
		n := counts[system]
		n.practices++
		if n.groups += groups[o.code]; groups[o.code] == 0 {
			n.without++
			if e.isEnglish(o) && o.status == "A" {
				without = append(without, object{
					"odsCode": o.code, "name": o.name, "integratedCareSystem": named(system, e.place(system)),
				})
			}
		}
		counts[system] = n
	}
	systems := []any{}
	for _, code := range e.systemsOn(on) {
		n := counts[code]
		systems = append(systems, object{
			"odsCode": code, "name": e.place(code), "patientParticipationGroups": object{"totalCount": n.groups},
			"practices": object{"totalCount": n.practices}, "without": object{"totalCount": n.without},
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
