// Package reference turns the small files beside it into records of what no published file holds:
// NHS England and its regions, the boards and their mergers, the ICS of each sub-ICB location, and the
// lists that names and towns are read with. Each record says its source, its days and its origin.
// It imports nothing of ours but day.
package reference

import (
	"embed"
	"fmt"

	"orggraph/internal/day"
)

// Files are the reference files of this version of the project.
//
//go:embed *.csv
var Files embed.FS

// Mark is what every record says of itself.
type Mark struct {
	File   string
	Line   int
	Source string  // who states it
	Since  day.Day // first day; day.Min for none
	Until  day.Day // last day; day.Max for none
	Origin string  // PUBLISHED or DERIVED
}

// Holds says whether the record holds on a day.
func (m Mark) Holds(d day.Day) bool { return m.Since <= d && d <= m.Until }

// The kinds of Organisation, as the schema names them.
const (
	NhsEngland           = "NhsEngland"
	Region               = "Region"
	IntegratedCareSystem = "IntegratedCareSystem"
)

// Organisation is NHS England, a region, or an integrated care system under its board's code.
// The mark's days are its life.
type Organisation struct {
	Mark
	Code, Kind, Name string
	Parent           string // NHS England of a region, the region of a system
}

// ONSCode is the code that the Office for National Statistics gives an organisation for some days.
type ONSCode struct {
	Mark
	Code, ONS string
}

// SubICB places a sub-ICB location in a system for some days.
type SubICB struct {
	Mark
	Code, System string
}

// Merger is a board that went into another, wholly or in part, on the mark's first day.
type Merger struct {
	Mark
	Predecessor, Successor string
	Whole                  bool
}

// Setting is a prescribing setting, with the ids of the roles that it stands for.
type Setting struct {
	Mark
	Code  int
	Name  string
	Roles []string
}

// Data is the content of the reference folder. It is immutable.
type Data struct {
	Organisations []Organisation
	ONSCodes      []ONSCode
	SubICBs       []SubICB
	Mergers       []Merger
	Settings      []Setting

	organisations map[string]*Organisation
	settings      map[int]*Setting
	roles         map[string]string
	counties      map[string]string
}

// Organisation returns the organisation with that code, or nil.
func (d *Data) Organisation(code string) *Organisation { return d.organisations[code] }

// IsRegion says whether the code is that of one of the regions.
func (d *Data) IsRegion(code string) bool {
	o := d.organisations[code]
	return o != nil && o.Kind == Region
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

// IsSubICB says whether the code is that of a sub-ICB location on some day.
func (d *Data) IsSubICB(code string) bool {
	for i := range d.SubICBs {
		if d.SubICBs[i].Code == code {
			return true
		}
	}
	return false
}
