package ingest

import (
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// primaryRoles are the primary role of each kind, and the one that makes the kind.
var primaryRoles = map[string][]string{
	kindPractice: {"RO177"}, kindCostCentre: {"RO177"}, kindSubICB: {"RO98"}, kindCCG: {"RO98"}, kindHub: {"RO98"},
	kindReporting: {"RO98"}, kindTrust: {"RO197"}, kindPharmacy: {"RO182"}, kindContractor: {"RO94"},
	kindDental: {"RO110"}, kindBranch: {"RO96"}, kindPCN: {"RO272"},
	kindRegion: {"RO209"}, kindSystem: {"RO261", "RO318"},
}

// formerRole is a role that an older file of the format stated and a newer one does not.
type formerRole struct {
	ID       string
	Primary  bool
	From, To day.Day // day.Min: since the organisation opened
}

// roles are those that a row states, by its kind, its setting or the ids it writes; the first is the
// primary one.
func (r *row) roles(ref *reference.Data) []string {
	ids := slices.Concat(primaryRoles[kindOf(r.Format, &r.Organisation, ref.IsSubICB)], rolesOf(&r.Organisation))
	switch {
	case r.Format != ods.Epraccur:
	case strings.HasPrefix(r.Column26, "RO"):
		ids = append(ids, r.Column26)
	default:
		setting, _ := r.setting(ref)
		ids = append(ids, setting.Roles...)
	}
	return ids
}

// statesRoles says whether the row has a column that tells roles, so that one which is not there is not held.
func (r *row) statesRoles() bool {
	switch r.Format {
	case ods.Epraccur:
		return r.Column26 != ""
	case ods.Edispensary:
		return r.SubType != ""
	default:
		return rolesOf(&r.Organisation) != nil
	}
}

// succeedRoles settles what becomes of the roles of an older row: one that the newer row does not state ended on
// the day before its file, one that only the newer row states began with it. A file that came before the
// opening or after the closing corrects the older one.
func (r *row) succeedRoles(old *row, vintage day.Day, ref *reference.Data) {
	r.FormerRoles = old.FormerRoles
	was, is := old.roles(ref), r.roles(ref)
	if !old.statesRoles() || !r.statesRoles() || !r.open(vintage-1) {
		was = is
	}
	for i, id := range was {
		if !slices.Contains(is, id) {
			r.FormerRoles = append(slices.Clip(r.FormerRoles), formerRole{id, i == 0, beginOf(old.RoleBegins, id), vintage - 1})
		}
	}
	for _, id := range is {
		from := vintage
		if slices.Contains(was, id) {
			from = beginOf(old.RoleBegins, id)
		}
		if from != day.Min {
			r.RoleBegins = append(r.RoleBegins, begin{id, from})
		}
	}
}

// open says whether the days that the row states allow it to be open then.
func (r *row) open(on day.Day) bool { return first(r.Opened) <= on && on <= last(r.Closed) }

// beginOf is the day on which a role or an undated parent began; day.Min for none.
func beginOf(begins []begin, what string) day.Day {
	for _, b := range begins {
		if b.Type == what {
			return b.Day
		}
	}
	return day.Min
}

// roleValues are the roles of an organisation. Each lasts as long as the organisation, but for those that
// came or went between two files.
func (d *deriver) roleValues(n *store.Node, ids []string, begins []begin, former []formerRole) any {
	var values []any
	for i, id := range ids {
		values = append(values, d.roleValue(n, id, i == 0, beginOf(begins, id), day.Max))
	}
	for _, f := range former {
		values = append(values, d.roleValue(n, f.ID, f.Primary, f.From, f.To))
	}
	if values == nil {
		return nil
	}
	return values
}

// roleValue is one role; day.Min and day.Max are the days of the organisation. A clinical commissioning group became
// a sub-ICB location under its code on a day that is known, however late a file says so.
func (d *deriver) roleValue(n *store.Node, id string, primary bool, from, to day.Day) any {
	role := map[string]any{"id": id, "primary": primary, "validFrom": d.get(n, "openedOn"), "validTo": d.get(n, "closedOn")}
	if name := d.ref.Role(id); name != "" {
		role["name"] = name
	}
	if id == roleSubICB && n.Life.Holds(systemsBegin-1) && n.Life.Holds(systemsBegin) {
		from = systemsBegin
	}
	if from != day.Min {
		role["validFrom"] = from
	}
	if to != day.Max {
		role["validTo"] = to
	}
	return d.object("Role", role)
}
