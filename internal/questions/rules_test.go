//go:build national

package questions

import (
	"maps"
	"slices"
)

// isPractice says whether a prescribing cost centre is a GP practice.
func (o *organisation) isPractice() bool { return o.column26 == "4" }

// isEnglish says whether an organisation lies in one of the regions of today. No row that is open names a
// region of the past.
func (e *england) isEnglish(o *organisation) bool { return e.regions[o.grouping] != "" }

// networkOn is the spell of a practice that holds on a day.
func (e *england) networkOn(practice, on string) (spell, bool) {
	for _, s := range e.spells[practice] {
		if s.life.holds(on) {
			return s, true
		}
	}
	return spell{}, false
}

// commissionerOn is the commissioner of a cost centre on a day.
func (e *england) commissionerOn(o *organisation, on string) string {
	if r := e.mapped[o.code]; r != nil && on >= mapDay && o.life.holds(on) {
		return r["SUB_ICB_LOCATION_CODE"]
	}
	edge := o.joined.both(o.life)
	if c := e.commissioners[o.parent]; c != nil {
		edge = edge.both(c.life)
	}
	if edge.holds(on) {
		return o.parent
	}
	return ""
}

// The boards of 1 April 2026: those that merged whole, and the sub-ICB locations of those that were split.
var (
	systemsBegin = "2022-07-01"
	merged       = "2026-04-01"
	mergedWhole  = map[string]string{
		"QHG": "S1Y5D", "QUE": "S1Y5D", "QH8": "D7T5G", "QMM": "T6Y0W", "QU9": "S0E4D", "QXU": "S9B9J", "QNX": "S9B9J",
		"QMJ": "Z9B2Z", "QRV": "Z9B2Z",
	}
	split = map[string]map[string]string{
		"QM7": {"06K": "S1Y5D", "06N": "S1Y5D", "07H": "D7T5G"},
		"QJG": {"06T": "D7T5G", "06L": "T6Y0W", "07K": "T6Y0W"},
		"QNQ": {},
	}
	mergedNames = map[string]string{
		"S1Y5D": "Central East", "D7T5G": "Essex", "T6Y0W": "Norfolk and Suffolk", "S0E4D": "Thames Valley",
		"S9B9J": "Surrey and Sussex", "Z9B2Z": "West and North London",
	}
)

// systemOn is the integrated care system on a day of what belongs to a board of 2022. subICB is the
// location by which it does, empty where it does so itself.
func systemOn(board, subICB, on string) string {
	switch {
	case board == "" || on < systemsBegin:
		return ""
	case on < merged:
		return board
	case mergedWhole[board] != "":
		return mergedWhole[board]
	case split[board] != nil:
		return split[board][subICB]
	}
	return board
}

// systemOfCostCentre is the integrated care system of a cost centre on a day, by its sub-ICB location.
func (e *england) systemOfCostCentre(o *organisation, on string) string {
	subICB := e.commissionerOn(o, on)
	return systemOn(e.boardOf[subICB], subICB, on)
}

// systemOfDispenser is the board in column 24 of a pharmacy or contractor, which has no dates.
func (e *england) systemOfDispenser(o *organisation, on string) string {
	if e.boards[o.column24] == "" {
		return ""
	}
	return systemOn(o.column24, "", on)
}

// systemOfDentist is the board that commissions a dental practice, in column 15.
func (e *england) systemOfDentist(o *organisation, on string) string {
	if e.boards[o.parent] == "" || !o.joined.holds(on) {
		return ""
	}
	return systemOn(o.parent, "", on)
}

// systemOfTrust is the board in column 4 of a trust.
func (e *england) systemOfTrust(o *organisation, on string) string {
	if e.boards[o.geography] == "" {
		return ""
	}
	return systemOn(o.geography, "", on)
}

// parentOfBranch is the practice or cost centre that operates a branch on a day.
func (e *england) parentOfBranch(o *organisation, on string) *organisation {
	parent := e.costCentres[o.parent]
	if parent == nil || !o.joined.both(o.life).both(parent.life).holds(on) {
		return nil
	}
	return parent
}

// provider is the organisation that runs a cost centre: column 24, where it is not the commissioner of
// column 15 and commissions nothing.
func (e *england) provider(o *organisation) string {
	code := o.column24
	if code == o.parent || e.commissioners[code] != nil || e.boards[code] != "" || e.regions[code] != "" || e.commissioning[code] {
		return ""
	}
	return code
}

// open are those that are open on a day, by code.
func open(all map[string]*organisation, on string) []*organisation {
	var list []*organisation
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if all[code].life.holds(on) {
			list = append(list, all[code])
		}
	}
	return list
}
