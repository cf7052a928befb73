package reference

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Setting is a prescribing setting, with the ids of the roles that it stands for.
type Setting struct {
	Mark
	Code  int
	Name  string
	Roles []string
}

// Setting returns the prescribing setting of that code; an unknown one is named after its code.
func (d *Data) Setting(code int) Setting {
	if s := d.settings[code]; s != nil {
		return *s
	}
	return Setting{Code: code, Name: fmt.Sprintf("Unknown (%d)", code)}
}

// SettingOfRole returns the prescribing setting that stands for that role alone.
func (d *Data) SettingOfRole(role string) (Setting, bool) {
	for _, s := range d.Settings {
		if len(s.Roles) == 1 && s.Roles[0] == role {
			return s, true
		}
	}
	return Setting{}, false
}

// Role returns the name of a role; empty where it is unknown.
func (d *Data) Role(id string) string { return d.roles[id] }

// County returns the English county, old or new, that a line of an address names.
func (d *Data) County(line string) (name string, ok bool) {
	name, ok = d.counties[fold(line)]
	return name, ok
}

// fold is how a line of an address is compared: upper case, single spaces.
func fold(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

// The lists that are no graph: the program's own alone.
const (
	countyList  = "counties.csv"
	roleList    = "roles.csv"
	settingList = "prescribing-settings.csv"
)

var roleID = regexp.MustCompile(`^RO[0-9]+$`)

func (l *loader) addRole(r *row) error {
	id, name := r.values[0], r.values[1]
	switch {
	case !roleID.MatchString(id):
		return r.Errorf("%q is no role id: write RO and a number", id)
	case name == "":
		return r.Errorf("%s has no name", id)
	case l.roles[id] != "":
		return r.Errorf("%s is stated already: remove one of the two", id)
	}
	l.roles[id] = name
	return nil
}

func (l *loader) addSetting(r *row) error {
	code, err := strconv.Atoi(r.values[0])
	if err != nil || code < 0 {
		return r.Errorf("%q is no code of a setting: write a number", r.values[0])
	}
	s := &Setting{Mark: r.Mark, Code: code, Name: r.values[1]}
	if r.values[2] != "" {
		s.Roles = strings.Split(r.values[2], "|")
	}
	switch {
	case s.Name == "":
		return r.Errorf("%d has no name", code)
	case l.settings[code] != nil:
		return r.Errorf("%d is stated in line %d already: remove one of the two", code, l.settings[code].Line)
	}
	l.Settings = append(l.Settings, *s)
	l.settings[code] = s
	return nil
}

// checkSettings runs when every role is known.
func (l *loader) checkSettings() error {
	for i := range l.Settings {
		for _, id := range l.Settings[i].Roles {
			if l.roles[id] == "" {
				return l.Settings[i].Errorf("unknown role %q: add it to %s", id, roleList)
			}
		}
	}
	return nil
}

func (l *loader) addCounty(r *row) error {
	name, county := fold(r.values[0]), r.values[1]
	switch {
	case name == "" || county == "":
		return r.Errorf("no county: state its name in both columns")
	case l.counties[name] != "":
		return r.Errorf("%s is stated already: remove one of the two", r.values[0])
	}
	l.counties[name] = county
	return nil
}
