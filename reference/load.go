package reference

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"orggraph/internal/day"
)

// Load reads and checks the reference files. Every error names file and line.
func Load(files fs.FS) (*Data, error) {
	l := loader{files: files, Data: &Data{
		organisations: map[string]*Organisation{}, settings: map[int]*Setting{},
		roles: map[string]string{}, counties: map[string]string{},
	}}
	for _, step := range []func() error{
		l.loadOrganisations, l.loadONSCodes, l.loadSubICBs, l.loadMergers, l.loadRoles, l.loadSettings, l.loadCounties,
	} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("reference: %w", err)
		}
	}
	return l.Data, nil
}

type loader struct {
	*Data
	files fs.FS
}

var (
	odsCode = regexp.MustCompile(`^[A-Z0-9-]{1,12}$`)
	onsCode = regexp.MustCompile(`^[EW][0-9]{8}$`)
	roleID  = regexp.MustCompile(`^RO[0-9]+$`)
)

// parents are the kinds that the parent of a kind may have.
var parents = map[string]string{NhsEngland: "", Region: NhsEngland, IntegratedCareSystem: Region}

func (l *loader) loadOrganisations() error {
	rows, err := table(l.files, "organisations.csv", "code", "kind", "name", "parent")
	if err != nil {
		return err
	}
	l.Organisations = make([]Organisation, len(rows)) // whole before anything points into it
	for i := range rows {
		r := &rows[i]
		o := Organisation{Mark: r.Mark, Code: r.values[0], Kind: r.values[1], Name: r.values[2], Parent: r.values[3]}
		parent, known := parents[o.Kind]
		switch {
		case !odsCode.MatchString(o.Code):
			return r.fail("%q is no ODS code", o.Code)
		case l.organisations[o.Code] != nil:
			return r.fail("%s is stated in line %d already", o.Code, l.organisations[o.Code].Line)
		case !known:
			return r.fail("kind %q is none of %s, %s, %s", o.Kind, NhsEngland, Region, IntegratedCareSystem)
		case o.Name == "":
			return r.fail("%s has no name", o.Code)
		case parent == "" && o.Parent != "":
			return r.fail("%s has a parent", o.Kind)
		case parent != "" && (l.organisations[o.Parent] == nil || l.organisations[o.Parent].Kind != parent):
			return r.fail("parent %q is no %s of an earlier line", o.Parent, parent)
		}
		l.Organisations[i] = o
		l.organisations[o.Code] = &l.Organisations[i]
	}
	return nil
}

// known returns the organisation of that kind, or says that there is none.
func (l *loader) known(r *row, code, kind string) (*Organisation, error) {
	o := l.organisations[code]
	if o == nil {
		return nil, r.fail("unknown code %q", code)
	}
	if kind != "" && o.Kind != kind {
		return nil, r.fail("%s is no %s", code, kind)
	}
	return o, nil
}

// within fails where the record reaches beyond the life of the organisation.
func (r *row) within(o *Organisation) error {
	if r.Since < o.Since {
		return r.fail("begins on %s, before %s is born on %s", show(r.Since), o.Code, show(o.Since))
	}
	if r.Until > o.Until {
		return r.fail("ends on %s, after %s has ended on %s", show(r.Until), o.Code, show(o.Until))
	}
	return nil
}

func show(d day.Day) string {
	switch d {
	case day.Min:
		return "no first day"
	case day.Max:
		return "no last day"
	}
	return d.String()
}

func (l *loader) loadONSCodes() error {
	rows, err := table(l.files, "ons-codes.csv", "code", "ons")
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		o, err := l.known(r, r.values[0], "")
		if err != nil {
			return err
		}
		if !onsCode.MatchString(r.values[1]) {
			return r.fail("%q is no ONS code", r.values[1])
		}
		if err := r.within(o); err != nil {
			return err
		}
		for _, other := range l.ONSCodes {
			if other.Code == o.Code && other.Since <= r.Until && r.Since <= other.Until {
				return r.fail("%s has the code %s on the same days, in line %d", o.Code, other.ONS, other.Line)
			}
		}
		l.ONSCodes = append(l.ONSCodes, ONSCode{r.Mark, o.Code, r.values[1]})
	}
	return nil
}

func (l *loader) loadSubICBs() error {
	rows, err := table(l.files, "sub-icb-locations.csv", "code", "system")
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if !odsCode.MatchString(r.values[0]) || l.organisations[r.values[0]] != nil {
			return r.fail("%q is no code of a sub-ICB location", r.values[0])
		}
		o, err := l.known(r, r.values[1], IntegratedCareSystem)
		if err != nil {
			return err
		}
		if err := r.within(o); err != nil {
			return err
		}
		for _, other := range l.SubICBs {
			if other.Code == r.values[0] && other.Since <= r.Until && r.Since <= other.Until {
				return r.fail("%s lies in %s on the same days, in line %d", other.Code, other.System, other.Line)
			}
		}
		l.SubICBs = append(l.SubICBs, SubICB{r.Mark, r.values[0], o.Code})
	}
	return nil
}

func (l *loader) loadMergers() error {
	rows, err := table(l.files, "mergers.csv", "predecessor", "successor", "extent")
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		from, err := l.known(r, r.values[0], IntegratedCareSystem)
		if err != nil {
			return err
		}
		to, err := l.known(r, r.values[1], IntegratedCareSystem)
		if err != nil {
			return err
		}
		m := Merger{Mark: r.Mark, Predecessor: from.Code, Successor: to.Code, Whole: r.values[2] == "whole"}
		switch {
		case r.values[2] != "whole" && r.values[2] != "part":
			return r.fail("extent %q is neither whole nor part", r.values[2])
		case from.Until == day.Max || r.Since != from.Until+1:
			return r.fail("is not on the day after %s ends", from.Code)
		case r.Since < to.Since:
			return r.fail("is before %s is born on %v", to.Code, to.Since)
		}
		for _, other := range l.Mergers {
			if other.Predecessor == m.Predecessor && (other.Whole || m.Whole || other.Successor == m.Successor) {
				return r.fail("%s went into %s already, in line %d", from.Code, other.Successor, other.Line)
			}
		}
		l.Mergers = append(l.Mergers, m)
	}
	return nil
}

func (l *loader) loadRoles() error {
	rows, err := table(l.files, "roles.csv", "id", "name")
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		id, name := r.values[0], r.values[1]
		switch {
		case !roleID.MatchString(id):
			return r.fail("%q is no role id", id)
		case name == "":
			return r.fail("%s has no name", id)
		case l.roles[id] != "":
			return r.fail("%s is stated already", id)
		}
		l.roles[id] = name
	}
	return nil
}

func (l *loader) loadSettings() error {
	rows, err := table(l.files, "prescribing-settings.csv", "code", "name", "roles")
	if err != nil {
		return err
	}
	l.Settings = make([]Setting, len(rows))
	for i := range rows {
		r := &rows[i]
		code, err := strconv.Atoi(r.values[0])
		if err != nil || code < 0 {
			return r.fail("%q is no code of a setting", r.values[0])
		}
		s := Setting{Mark: r.Mark, Code: code, Name: r.values[1]}
		if r.values[2] != "" {
			s.Roles = strings.Split(r.values[2], "|")
		}
		switch {
		case s.Name == "":
			return r.fail("%d has no name", code)
		case l.settings[code] != nil:
			return r.fail("%d is stated in line %d already", code, l.settings[code].Line)
		}
		for _, id := range s.Roles {
			if l.roles[id] == "" {
				return r.fail("unknown role %q", id)
			}
		}
		l.Settings[i] = s
		l.settings[code] = &l.Settings[i]
	}
	return nil
}

func (l *loader) loadCounties() error {
	rows, err := table(l.files, "counties.csv", "name", "county")
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		name, county := fold(r.values[0]), r.values[1]
		switch {
		case name == "" || county == "":
			return r.fail("no county")
		case l.counties[name] != "":
			return r.fail("%s is stated already", r.values[0])
		}
		l.counties[name] = county
	}
	return nil
}
