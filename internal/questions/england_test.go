//go:build national

package questions

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// days are the days from first to last, both included, as ISO dates, which compare as text.
type days struct{ first, last string }

const (
	begin   = "0000-00-00" // before every day
	forever = "9999-99-99" // after every day
)

func (d days) holds(day string) bool { return d.first <= day && day <= d.last }

func (d days) both(other days) days {
	return days{max(d.first, other.first), min(d.last, other.last)}
}

// between reads two dates of the form yyyymmdd, either of which may be missing.
func between(first, last string) days {
	return days{iso(first, begin), iso(last, forever)}
}

func iso(compact, otherwise string) string {
	if len(compact) != 8 {
		return otherwise
	}
	return compact[:4] + "-" + compact[4:6] + "-" + compact[6:]
}

func dayBefore(day string) string { return otherDay(day, -1) }

func dayAfter(day string) string { return otherDay(day, 1) }

func otherDay(day string, later int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t.AddDate(0, 0, later).Format(time.DateOnly)
}

// organisation is a row of a 27-column file.
type organisation struct {
	code, name          string
	postcode            string
	grouping, geography string // columns 3 and 4
	life                days
	status              string
	subType             string // column 14
	parent              string
	joined              days // when the parent is one
	column24, column26  string
}

// spell is a time for which a practice belongs to a network.
type spell struct {
	network   string
	published days // as stated, ended by what contradicts it
	life      days // clipped to the lives of practice and network
	derived   bool // by the practice map
}

// england is what the files state, with the rules of docs/semantics.md applied where they bear on the
// questions.
type england struct {
	costCentres   map[string]*organisation // practices among them
	commissioners map[string]*organisation
	trusts        map[string]*organisation
	dispensers    map[string]*organisation
	dentists      map[string]*organisation
	branches      map[string]*organisation
	networks      map[string]*organisation
	spells        map[string][]spell // by practice, in order

	boards        map[string]string // board of 2022 -> its name, as published
	regions       map[string]string // region -> name
	boardOf       map[string]string // sub-ICB location -> board of 2022
	within        map[string]string // board of 2022 -> region
	mapped        map[string]record // practice -> row of the practice map
	commissioning map[string]bool   // what cost centres name as their commissioner

	counted   map[string]string   // practice -> its group in the list sizes
	positions map[string]position // by postcode
	reference map[string][]record // by kind, edge type or list
}

// position is where a postcode lies.
type position struct {
	easting, northing int
	country           string
}

// The days of the practice map and of the list sizes.
const (
	mapDay   = "2026-01-01"
	sizesDay = "2021-01-01"
)

// theEngland reads the files once.
var theEngland = sync.OnceValues(func() (*england, error) {
	e := &england{
		networks: map[string]*organisation{}, spells: map[string][]spell{}, boards: map[string]string{},
		regions: map[string]string{}, boardOf: map[string]string{}, within: map[string]string{}, mapped: map[string]record{},
		commissioning: map[string]bool{}, counted: map[string]string{}, positions: map[string]position{},
	}
	for _, f := range []struct {
		name string
		into *map[string]*organisation
	}{
		{"epraccur.csv", &e.costCentres},
		{"eccg.csv", &e.commissioners},
		{"etr.csv", &e.trusts},
		{"edispensary.csv", &e.dispensers},
		{"egdpprac.csv", &e.dentists},
		{"ebranchs.csv", &e.branches},
	} {
		rows, err := table(f.name)
		if err != nil {
			return nil, err
		}
		*f.into = organisations(rows)
	}
	for _, o := range e.costCentres {
		e.commissioning[o.parent] = true
	}
	rows, err := table("icb_names_codes_dec_2024.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range records(rows) {
		e.boards[r["ICB24CDH"]] = r["ICB24NM"]
	}
	if rows, err = table("gp-reg-pat-prac-map.csv"); err != nil {
		return nil, err
	}
	for _, r := range records(rows) {
		e.mapped[r["PRACTICE_CODE"]] = r
		e.boardOf[r["SUB_ICB_LOCATION_CODE"]] = r["ICB_CODE"]
		e.within[r["ICB_CODE"]] = r["COMM_REGION_CODE"]
		e.regions[r["COMM_REGION_CODE"]] = r["COMM_REGION_NAME"]
	}
	if rows, err = table("gp-reg-pat-prac-all.csv"); err != nil {
		return nil, err
	}
	for _, r := range records(rows) {
		e.counted[r["CODE"]] = r["CCG_CODE"]
	}
	if rows, err = table("postcode_centroids.csv"); err != nil {
		return nil, err
	}
	for _, r := range records(rows) {
		easting, east := strconv.Atoi(r["easting"])
		northing, north := strconv.Atoi(r["northing"])
		if err := errors.Join(east, north); err != nil {
			return nil, fmt.Errorf("%s: %w", r["postcode"], err)
		}
		e.positions[r["postcode"]] = position{easting, northing, r["country_code"]}
	}
	if e.reference, err = referenced(builtIn); err != nil {
		return nil, err
	}
	return e, e.readNetworks()
})

func organisations(rows [][]string) map[string]*organisation {
	all := make(map[string]*organisation, len(rows))
	for _, r := range rows {
		o := &organisation{
			code: r[0], name: r[1], postcode: r[9], grouping: r[2], geography: r[3], life: between(r[10], r[11]), status: r[12], subType: r[13],
			parent: r[14], joined: between(r[15], r[16]), column24: r[23], column26: r[25],
		}
		if o.status == "P" { // proposed: never open
			o.life = days{forever, begin}
		}
		all[o.code] = o
	}
	return all
}

// readNetworks reads the workbook of networks and settles the spells of each practice.
func (e *england) readNetworks() error {
	sheets, err := workbook("ePCN.xlsx")
	if err != nil {
		return err
	}
	for name, rows := range sheets {
		if strings.Contains(strings.ToLower(strings.Join(rows[0], " ")), "payee") {
			return fmt.Errorf("%s names payees, which no question here expects", name)
		}
	}
	for _, r := range records(sheets["PCNDetails"]) {
		e.networks[r["PCN Code"]] = &organisation{
			code: r["PCN Code"], name: r["PCN Name"], life: between(r["Open Date"], r["Close Date"]), parent: r["Current Sub ICB Loc Code"],
		}
	}
	for _, r := range records(sheets["PCN Core Partner Details"]) {
		practice, network := r["Partner Organisation Code"], r["PCN Code"]
		if e.costCentres[practice] == nil || e.networks[network] == nil {
			return fmt.Errorf("%s in %s: a file does not know them", practice, network)
		}
		stated := between(r["Practice to PCN Relationship Start Date"], r["Practice to PCN Relationship End Date"])
		e.spells[practice] = append(e.spells[practice], spell{
			network: network, published: stated, life: stated.both(e.costCentres[practice].life).both(e.networks[network].life),
		})
	}
	for practice, spells := range e.spells {
		e.spells[practice] = exclusive(spells)
	}
	for practice, r := range e.mapped {
		e.applyMap(practice, r["PCN_CODE"], r["PCN_NAME"])
	}
	return nil
}

// exclusive leaves one spell at a time: an earlier one ends on the day before the next begins, and of two
// that begin together the one that ends first is dropped.
func exclusive(spells []spell) []spell {
	spells = slices.DeleteFunc(spells, func(s spell) bool { return s.life.first > s.life.last })
	slices.SortFunc(spells, func(a, b spell) int {
		return strings.Compare(a.life.first+a.life.last, b.life.first+b.life.last)
	})
	var kept []spell
	for _, s := range spells {
		if n := len(kept); n > 0 {
			switch before := &kept[n-1]; {
			case before.life.first == s.life.first:
				kept = kept[:n-1]
			case before.life.last >= s.life.first:
				before.life.last = dayBefore(s.life.first)
				before.published.last = before.life.last
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// applyMap applies what the practice map says of a practice. It is newer than the workbook.
func (e *england) applyMap(practice, network, name string) {
	o := e.costCentres[practice]
	if network == "U" || o == nil || !o.life.holds(mapDay) {
		return
	}
	if e.networks[network] == nil { // known by code and name only
		e.networks[network] = &organisation{code: network, name: name, life: days{mapDay, forever}}
	}
	spells := e.spells[practice]
	for i := range spells {
		if s := &spells[i]; s.life.holds(mapDay) {
			if s.network == network {
				return
			}
			s.life.last, s.published.last = dayBefore(mapDay), dayBefore(mapDay)
		}
	}
	from := days{mapDay, forever}
	e.spells[practice] = append(spells, spell{network: network, published: from, life: from.both(o.life), derived: true})
}
