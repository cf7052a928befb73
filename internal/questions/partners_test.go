//go:build national

package questions

import (
	"cmp"
	"slices"
	"strings"
)

// partner is an organisation, and when it is a partner of a network.
type partner struct {
	code, name, sector, network, origin string
	life                                days
}

// site is a practice and where it is.
type site struct {
	practice string
	at       position
}

// members are the practices that are in a network on a day, as far as it is known where they are.
func (e *england) members(on string) (list []site) {
	for _, o := range e.costCentres {
		at, known := e.positions[o.postcode]
		if _, member := e.networkOn(o.code, on); known && member && o.isPractice() {
			list = append(list, site{o.code, at})
		}
	}
	return list
}

// partners are those that a record states, and each other pharmacy that is open on a day as one of the networks of
// its nearest practice, by looking at every practice.
func (e *england) partners(asked string) (list []partner) {
	stated := map[string]bool{}
	for _, r := range e.reference["PARTNER_OF"] {
		stated[r["from"]] = true
		name, _, life := e.party(r["from"])
		life = life.both(r.stated()).both(e.networks[r["to"]].life)
		list = append(list, partner{r["from"], name, r["sector"], r["to"], r["origin"], life})
	}
	members := map[string][]site{} // by day
	for _, o := range e.dispensers {
		at, known := e.positions[o.postcode]
		if !known || stated[o.code] || at.country != "E92000001" || o.subType != "1" || !o.life.holds(asked) {
			continue
		}
		on, nearest, least := min(o.life.last, mapDay), "", 0
		if members[on] == nil {
			members[on] = e.members(on)
		}
		for _, m := range members[on] {
			x, y := at.easting-m.at.easting, at.northing-m.at.northing
			if away := x*x + y*y; nearest == "" || away < least || away == least && m.practice < nearest {
				nearest, least = m.practice, away
			}
		}
		list = append(list, e.partnersBy(nearest, o)...)
	}
	return list
}

// partnersBy are the networks of a practice, as those of a pharmacy. Spells in one network that touch are one.
func (e *england) partnersBy(practice string, pharmacy *organisation) (list []partner) {
	var runs []partner
	for _, s := range e.spells[practice] {
		if n := len(runs); n > 0 && runs[n-1].network == s.network && dayAfter(runs[n-1].life.last) == s.life.first {
			runs[n-1].life.last = s.life.last
			continue
		}
		runs = append(runs, partner{pharmacy.code, pharmacy.name, "PHARMACY", s.network, "DERIVED", s.life})
	}
	for _, r := range runs {
		if r.life = r.life.both(pharmacy.life); r.life.first <= r.life.last {
			list = append(list, r)
		}
	}
	return list
}

// leadOn is the sub-ICB location that leads a network on a day. One without a record is led by the one that all
// its members share.
func (e *england) leadOn(network *organisation, on string) string {
	if !network.life.holds(on) {
		return ""
	}
	if network.parent != "" {
		return network.parent
	}
	leads := map[string]bool{}
	lead := ""
	for _, r := range e.mapped {
		if r["PCN_CODE"] == network.code {
			lead = r["SUB_ICB_LOCATION_CODE"]
			leads[lead] = true
		}
	}
	if len(leads) != 1 {
		return ""
	}
	return lead
}

// 27: what is the partner mix of each network of a system?
func partnersBySector(e *england, v variables) any {
	system, on := text(v, "system"), text(v, "on")
	partners := map[string][]partner{}
	for _, p := range e.partners(on) {
		if p.life.holds(on) {
			partners[p.network] = append(partners[p.network], p)
		}
	}
	var networks []*organisation
	for _, o := range open(e.networks, on) {
		if lead := e.leadOn(o, on); system == systemOn(e.boardOf[lead], lead, on) {
			networks = append(networks, o)
		}
	}
	slices.SortStableFunc(networks, func(a, b *organisation) int { return cmp.Compare(len(partners[b.code]), len(partners[a.code])) })
	nodes := []any{}
	for _, o := range page(v, networks) {
		all := partners[o.code]
		slices.SortFunc(all, func(a, b partner) int { return strings.Compare(a.code, b.code) })
		edges, counts := []any{}, map[string]int{}
		for _, p := range all {
			if counts[p.sector]++; p.sector == "PHARMACY" {
				edges = append(edges, object{
					"origin": p.origin, "validFrom": date(p.life.first), "node": object{"code": p.code, "name": p.name},
				})
			}
		}
		network := object{"odsCode": o.code, "name": o.name, "pharmacy": object{"totalCount": len(edges), "edges": edges}}
		for field, sector := range map[string]string{
			"community": "COMMUNITY", "hospital": "HOSPITAL", "mentalHealth": "MENTAL_HEALTH", "socialCare": "SOCIAL_CARE", "voluntary": "VOLUNTARY",
		} {
			network[field] = object{"totalCount": counts[sector]}
		}
		nodes = append(nodes, network)
	}
	return object{
		"integratedCareSystem": object{
			"odsCode": system, "name": e.place(system), "primaryCareNetworks": object{"totalCount": len(networks), "nodes": nodes},
		},
		"dataset": dataset("27"),
	}
}
