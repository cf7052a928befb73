package demo

import "orggraph/internal/day"

// addGroups appends the patient participation groups of the practices of an area: most practices have one, a
// few have had one, some have none.
func (b *builder) addGroups(a *area) {
	for _, p := range a.practices {
		opened, closed := max(p.opened, b.date(2006, 2024)), p.closed
		switch draw := b.rand.IntN(1000); {
		case draw < 350 || opened > closed:
			continue
		case draw < 370:
			closed = min(closed, opened+day.Day(400+b.rand.IntN(1500)))
		}
		name := "Patient Participation Group of " + p.node.Values[b.at.name].(string)
		n := b.organisation("PatientParticipationGroup", b.code("demo-ppg-", a.letter, 5), name, opened, closed)
		b.link("GROUP_OF", n, p.node, opened, closed)
		a.groups = append(a.groups, n)
	}
}
