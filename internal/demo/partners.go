package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// partner is an organisation that can be a partner of networks, with its sector.
type partner struct {
	node   *store.Node
	sector string
}

// The sorts of community partner that are neither trusts nor pharmacies.
const (
	authority = iota
	community
	mentalHealth
	federation
	socialCare
	voluntary
)

var locals = [...]struct {
	kind, letter string
	digits       int
	total        int      // in England
	sector       string   // of its partnerships
	perThousand  int      // networks that have one as a partner
	names        []string // after that of the town
}{
	authority:    {"LocalAuthority", "L", 3, 150, "SOCIAL_CARE", 400, []string{"Borough Council", "District Council", "City Council"}},
	community:    {"CommunityProvider", "M", 3, 150, "COMMUNITY", 500, []string{"Community Services", "Community Health"}},
	mentalHealth: {"CommunityProvider", "M", 3, 100, "MENTAL_HEALTH", 400, []string{"Talking Therapies", "Wellbeing Service"}},
	federation:   {"CommunityProvider", "M", 3, 150, "COMMUNITY", 100, []string{"Federation of Practices"}},
	socialCare:   {"SocialCareProvider", "S", 4, 1300, "SOCIAL_CARE", 600, []string{"Care Home", "Home Care", "Supported Living"}},
	voluntary:    {"VoluntaryOrganisation", "demo-voluntary-", 4, 1300, "VOLUNTARY", 800, []string{"Befrienders", "Carers Centre", "Community Kitchen", "Walking Group"}},
}

// addLocals appends the community partners of an area; the first of each sort is open.
func (b *builder) addLocals(a *area) {
	for i := range locals {
		sort := &locals[i]
		for j := range a.share(sort.total) {
			s, closed := b.newSpot(a), day.Max
			if j > 0 && b.chance(60) {
				closed = b.date(2021, 2026)
			}
			n := b.organisation(sort.kind, b.code(sort.letter, a.letter, sort.digits), s.town+" "+pick(b.rand, sort.names), b.date(1974, 2019), closed)
			b.locate(n, a, s, 2)
			if sort.kind == "LocalAuthority" {
				b.link("IN_REGION", n, a.region, day.Min, day.Max)
			} else {
				b.follow("IN_AREA_OF", n, a)
			}
			a.locals[i] = append(a.locals[i], n)
		}
	}
}

// addPartners draws the community partners of a network, with the days on which they are, and its teams. Its
// pharmacies are those that are nearest to it, from the first day of both.
func (b *builder) addPartners(a *area, w *network) {
	var partnerships []*store.Edge
	add := func(n *store.Node, sector string, perThousand int) {
		if !b.chance(perThousand) {
			return
		}
		first, last := networksBegan+day.Day(b.rand.IntN(1800)), day.Max
		if b.chance(120) {
			last = first + day.Day(200+b.rand.IntN(600))
		}
		partnerships = append(partnerships, b.partner(n, w, sector, first, last))
	}
	for _, t := range a.trusts {
		add(t.node, t.sector, 500)
	}
	for i := range locals {
		add(pick(b.rand, a.locals[i]), locals[i].sector, locals[i].perThousand)
	}
	for _, n := range w.pharmacies {
		b.partner(n, w, "PHARMACY", max(networksBegan, n.Life.From), day.Max)
	}
	if b.chance(500) {
		b.addTeam(a, w, partnerships)
	}
}

func (b *builder) partner(n *store.Node, w *network, sector string, first, last day.Day) *store.Edge {
	e := b.link("PARTNER_OF", n, w.node, first, last)
	e.Set(b.catalog, "sector", sector)
	return e
}

// addTeam appends a multi-disciplinary team, of which most partners are members while they are partners.
func (b *builder) addTeam(a *area, w *network, partnerships []*store.Edge) {
	opened := networksBegan + day.Day(b.rand.IntN(2000))
	if opened > w.closed {
		return
	}
	name := w.spot.town + " " + pick(b.rand, teamTypes)
	n := b.organisation("MultidisciplinaryTeam", b.code("demo-team-", a.letter, 4), name, opened, w.closed)
	b.link("TEAM_OF", n, w.node, opened, w.closed)
	for _, e := range partnerships {
		if !e.Life.Empty() && b.chance(700) {
			b.link("MEMBER_OF", e.From, n, e.ValidFrom, e.ValidTo)
		}
	}
}

// addPayee draws who receives the payments of a network: a member of it, a federation or a trust; some
// federations took over from a member, and of some networks the payee is not known.
func (b *builder) addPayee(a *area, w *network) {
	members := w.members
	switch draw := b.rand.IntN(1000); {
	case len(members) == 0 || draw < 50: // not known
	case draw < 700:
		b.pay(members[0], w, networksBegan, day.Max)
	case draw < 780:
		change := b.date(2021, 2026)
		b.pay(members[0], w, networksBegan, change-1)
		b.pay(pick(b.rand, a.locals[federation]), w, change, day.Max)
	case draw < 920:
		b.pay(pick(b.rand, a.locals[federation]), w, networksBegan, day.Max)
	default:
		b.pay(a.trust, w, networksBegan, day.Max)
	}
}

func (b *builder) pay(n *store.Node, w *network, first, last day.Day) {
	b.link("NOMINATED_PAYEE_FOR", n, w.node, first, last)
}
