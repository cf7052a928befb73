//go:build national

package questions

import (
	"cmp"
	"slices"
	"strings"
)

// partner is a pharmacy, and when it is a partner of a network.
type partner struct {
	pharmacy *organisation
	network  string
	life     days
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

// partners makes each pharmacy that is open on a day a partner of the networks of its nearest practice, by looking
// at every practice.
func (e *england) partners(asked string) (list []partner) {
	members := map[string][]site{} // by day
	for _, o := range e.dispensers {
		at, known := e.positions[o.postcode]
		if !known || at.country != "E92000001" || o.subType != "1" || !o.life.holds(asked) {
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
		runs = append(runs, partner{pharmacy, s.network, s.life})
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
		pharmacies, edges := partners[o.code], []any{}
		slices.SortFunc(pharmacies, func(a, b partner) int { return strings.Compare(a.pharmacy.code, b.pharmacy.code) })
		for _, p := range pharmacies {
			edges = append(edges, object{
				"origin": "DERIVED", "validFrom": date(p.life.first), "node": object{"code": p.pharmacy.code, "name": p.pharmacy.name},
			})
		}
		network := object{
			"odsCode": o.code, "name": o.name, "pharmacy": object{"totalCount": len(edges), "edges": edges},
		}
		for _, sector := range []string{"community", "hospital", "mentalHealth", "socialCare", "voluntary"} {
			network[sector] = object{"totalCount": 0}
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
