package ingest

import (
	"slices"
	"strconv"
	"strings"

	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// describe sets what an organisation's own row says of it.
func (d *deriver) describe(n *store.Node, r *row) {
	d.set(n, "recordStatus", full)
	d.set(n, "origin", string(store.Published))
	d.setText(n, "name", r.Name)
	d.setText(n, "status", string(r.Status))
	if r.Opened.Set {
		d.set(n, "openedOn", r.Opened.Day)
	}
	if r.Closed.Set {
		d.set(n, "closedOn", r.Closed.Day)
	}
	d.setText(n, "telephone", r.Telephone)
	d.setText(n, "nationalGrouping", r.NationalGrouping)
	d.setText(n, "highLevelHealthGeography", r.HighLevelHealthGeography)
	d.setText(n, "subType", r.SubType)
	if r.Format == ods.Etr || r.Format == ods.Ebranchs {
		d.setText(n, "typeCode", r.Column24)
	}
	if r.Amended == "0" || r.Amended == "1" {
		d.set(n, "amended", r.Amended == "1")
	}
	if d.has(n, "country") {
		d.setText(n, "country", country(r.NationalGrouping, d.ref))
	}
	d.describeAddress(n, r)
	d.describeSetting(n, r)
	d.set(n, "roles", d.roleValues(n, r.roles(d.ref), r.RoleBegins, r.FormerRoles))
	var former []any
	for _, f := range r.Former {
		former = append(former, d.object("FormerName", map[string]any{"name": f.Name, "validTo": f.To}))
	}
	if former != nil {
		d.set(n, "formerNames", former)
	}
	d.addSource(n, r.At)
}

// country is what a national grouping says of the country; empty for most that are no region.
func country(grouping string, ref *reference.Data) string {
	switch {
	case ref.IsRegion(grouping) || isOldRegion(grouping):
		return "ENGLAND"
	case grouping == "W00":
		return "WALES"
	}
	return ""
}

// describeSetting sets the prescribing setting.
func (d *deriver) describeSetting(n *store.Node, r *row) {
	if r.Format != ods.Epraccur || r.Column26 == "" {
		return
	}
	switch s, known := r.setting(d.ref); {
	case known:
		d.set(n, "prescribingSetting", s.Name)
		d.set(n, "prescribingSettingCode", s.Code)
	case d.ref.Role(r.Column26) != "":
		d.set(n, "prescribingSetting", d.ref.Role(r.Column26))
	default:
		d.set(n, "prescribingSetting", "Unknown ("+r.Column26+")")
	}
}

// setting is the prescribing setting of column 26, which is a number in the legacy dialect and the id of a
// role in the newer one; false where it has no number.
func (r *row) setting(ref *reference.Data) (reference.Setting, bool) {
	if strings.HasPrefix(r.Column26, "RO") {
		return ref.SettingOfRole(r.Column26)
	}
	number, err := strconv.ParseInt(r.Column26, 10, 32)
	if err != nil {
		return reference.Setting{}, false
	}
	return ref.Setting(int(number)), true
}

// fillMeasures sets list sizes and disease registers.
func (d *deriver) fillMeasures() {
	d.fillSizes()
	registers := map[string][]*register{}
	for i := range d.Registers {
		r := &d.Registers[i]
		registers[r.Practice] = append(registers[r.Practice], r)
	}
	for code, list := range registers {
		n := d.nodes[code]
		if !d.has(n, "diseaseRegisters") {
			continue
		}
		slices.SortStableFunc(list, func(a, b *register) int {
			if a.At.File != b.At.File {
				return int(d.vintage(a.At)) - int(d.vintage(b.At))
			}
			return strings.Compare(a.Group, b.Group)
		})
		values := make([]any, len(list))
		last := -1
		for i, r := range list {
			values[i] = d.object("DiseaseRegister", map[string]any{
				"on": d.vintage(r.At), "group": r.Group, "register": r.Register.Register, "listType": r.ListType, "listSize": r.ListSize,
			})
			if r.At.File != last {
				d.addSource(n, r.At)
				last = r.At.File
			}
		}
		d.set(n, "diseaseRegisters", values)
	}
}

// fillSizes sets the list sizes of each practice, one a day: of two, the one of the newer file.
func (d *deriver) fillSizes() {
	sizes := map[string][]*size{}
	for i := range d.Sizes {
		s := &d.Sizes[i]
		sizes[s.Practice] = append(sizes[s.Practice], s)
	}
	for code, list := range sizes {
		n := d.nodes[code]
		if !d.has(n, "listSizes") {
			continue
		}
		slices.SortStableFunc(list, func(a, b *size) int { return int(d.vintage(a.At)) - int(d.vintage(b.At)) })
		var values []any
		for i, s := range list {
			on := d.vintage(s.At)
			if i+1 < len(list) && d.vintage(list[i+1].At) == on {
				if list[i+1].Patients != s.Patients {
					d.addConflict(n, "listSizes", strconv.Itoa(s.Patients), d.sourceValue(s.At, ""))
				}
				continue
			}
			values = append(values, d.object("ListSize", map[string]any{"on": on, "patients": s.Patients}))
			if d.Files[s.At.File].Format != string(ods.DiseaseRegister) {
				d.addSource(n, s.At)
			}
		}
		d.set(n, "listSizes", values)
	}
}

// finishNodes sets what is known of a node only in the end: its sources and conflicts, and the name that is
// remembered of one that no record describes.
func (d *deriver) finishNodes() {
	d.sourceNamed()
	for n, list := range d.sources {
		d.set(n, "sources", list)
	}
	for n, list := range d.conflicts {
		d.set(n, "conflicts", list)
	}
	for i := range d.Named {
		if n := d.nodes[d.Named[i].Code]; d.refOnly[n] {
			d.Named[i].Name, _ = d.get(n, "name").(string)
		}
	}
}
