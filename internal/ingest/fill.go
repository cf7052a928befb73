package ingest

import (
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// unallocated is the PCN of a practice that the map places in none. It is no evidence.
const unallocated = "U"

// fillFromOthers fills the gaps of organisations with what files say of them that are about something
// else, the newest first, and keeps what they say otherwise as conflicts.
func (d *deriver) fillFromOthers() {
	networks, _ := d.newest(ods.EPCN)
	maps, _ := d.newest(ods.PracticeMap)
	if networks > maps {
		d.fillFromPartners()
	}
	d.fillFromMaps()
	if networks <= maps {
		d.fillFromPartners()
	}
	for i := range slices.Backward(d.Sizes) {
		s := &d.Sizes[i]
		d.offer(d.nodes[s.Practice], "postcode", standardPostcode(s.Postcode), d.sourceValue(s.At, ""), true)
	}
	for _, x := range d.Named {
		if n := d.nodes[x.Code]; d.refOnly[n] {
			d.gapName(n, x.Name)
		}
	}
}

func (d *deriver) fillFromPartners() {
	for i := range d.Partners {
		p := &d.Partners[i]
		source := d.sourceValue(p.At, sheetPartners)
		d.offer(d.nodes[p.Practice], "name", p.PracticeName, source, true)
		d.offer(d.nodes[p.PCN], "name", p.PCNName, source, true)
	}
}

// fillFromMaps takes all maps for gaps, and the newest for what it says otherwise.
func (d *deriver) fillFromMaps() {
	for age, m := range slices.Backward(d.Maps) {
		newest := age == len(d.Maps)-1
		for i := range m.Rows {
			r := &m.Rows[i]
			source := d.sourceValue(at{m.File, r.Line}, "")
			n := d.nodes[r.Practice]
			used := d.offer(n, "name", r.PracticeName, source, newest)
			used = d.offer(n, "postcode", standardPostcode(r.PracticePostcode), source, newest) || used
			if r.Supplier != "" && d.has(n, "systemSupplier") && d.get(n, "systemSupplier") == nil {
				d.set(n, "systemSupplier", r.Supplier)
				used = true
			}
			if used || newest {
				d.sources[n] = append(d.sources[n], source)
			}
			if newest {
				d.contrast(n, "nationalGrouping", r.Region, source)
				d.contrast(n, "highLevelHealthGeography", r.ICB, source)
			}
			if r.PCN != unallocated {
				d.offer(d.nodes[r.PCN], "name", r.PCNName, source, newest)
			}
			d.offer(d.nodes[r.SubICB], "name", r.SubICBName, source, newest)
		}
	}
}

// offer fills a text that is null. One that differs is kept as a conflict, once.
func (d *deriver) offer(n *store.Node, property, value string, source []any, keep bool) (used bool) {
	if n == nil || value == "" {
		return false
	}
	if d.get(n, property) == nil {
		d.set(n, property, value)
		if d.refOnly[n] && d.sources[n] == nil && property == "name" {
			d.sources[n] = append(d.sources[n], source)
		}
		return true
	}
	if keep {
		d.contrast(n, property, value, source)
	}
	return false
}

// contrast keeps a text that differs from the one that a property has.
func (d *deriver) contrast(n *store.Node, property, value string, source []any) {
	have, _ := d.get(n, property).(string)
	if have != "" && value != "" && !sameText(have, value) && !d.inConflict(n, property, value) {
		d.addConflict(n, property, value, source)
	}
}

// sameText says whether two texts differ in nothing but case and spaces.
func sameText(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(strings.Join(strings.Fields(a), ""), strings.Join(strings.Fields(b), ""))
}

func (d *deriver) inConflict(n *store.Node, subject, value string) bool {
	t := d.catalog.Value("Conflict")
	return slices.ContainsFunc(d.conflicts[n], func(c any) bool {
		v := c.([]any)
		return v[t.Field("subject").Index] == subject && v[t.Field("value").Index] == value
	})
}

// onsClaim is one statement of an ONS code.
type onsClaim struct {
	code, ons string
	since     day.Day
	source    []any
}

// fillONSCodes sets the newest ONS code that any record states; the others are conflicts.
func (d *deriver) fillONSCodes() {
	claims := map[string][]onsClaim{}
	add := func(c onsClaim) {
		if n := d.nodes[c.code]; n == nil || c.ons == "" || slices.ContainsFunc(claims[c.code], func(x onsClaim) bool {
			return x.ons == c.ons && x.since >= c.since
		}) {
			return
		}
		claims[c.code] = append(claims[c.code], c)
	}
	for _, c := range d.Codes {
		add(onsClaim{c.Code, c.ONS, d.vintage(c.At), d.sourceValue(c.At, "")})
	}
	for _, n := range d.Names {
		add(onsClaim{n.Value.ODS, n.Value.ONS, d.vintage(n.At), d.sourceValue(n.At, "")})
	}
	for _, m := range d.Maps {
		vintage := d.Files[m.File].Vintage
		for i := range m.Rows {
			r := &m.Rows[i]
			for _, c := range [][2]string{{r.SubICB, r.SubICBONS}, {r.ICB, r.ICBONS}, {r.Region, r.RegionONS}} {
				if !d.claimed(claims[c[0]], c[1], vintage) {
					add(onsClaim{c[0], c[1], vintage, d.sourceValue(at{m.File, r.Line}, "")})
				}
			}
		}
	}
	for _, c := range slices.Concat(d.ref.ONSCodes, d.own.ONSCodes) {
		if d.described(&c.Mark, c.Code, "onsCode") != nil {
			add(onsClaim{c.Code, c.ONS, c.Since, referenceSource(&c.Mark).Value(d.catalog.Value("Source"))})
		}
	}
	for code, list := range claims {
		newest := slices.MaxFunc(list, func(a, b onsClaim) int { return int(a.since) - int(b.since) })
		n := d.nodes[code]
		d.set(n, "onsCode", newest.ons)
		for _, c := range list {
			if c.ons != newest.ons && !d.inConflict(n, "onsCode", c.ons) {
				d.addConflict(n, "onsCode", c.ons, c.source)
			}
		}
	}
}

func (d *deriver) claimed(list []onsClaim, ons string, since day.Day) bool {
	return slices.ContainsFunc(list, func(x onsClaim) bool { return x.ons == ons && x.since >= since })
}

// fillBoardNames sets the names of boards as published: from their own file, else from the newest map.
func (d *deriver) fillBoardNames() {
	for _, n := range d.Names {
		if node := d.nodes[n.Value.ODS]; node != nil && d.has(node, "boardName") {
			d.set(node, "boardName", n.Value.Name)
			d.addSource(node, n.At)
		}
	}
	for age, m := range slices.Backward(d.Maps) {
		for i := range m.Rows {
			if n := d.nodes[m.Rows[i].ICB]; n != nil && d.has(n, "boardName") {
				d.offer(n, "boardName", m.Rows[i].ICBName, d.sourceValue(at{m.File, m.Rows[i].Line}, ""), age == len(d.Maps)-1)
			}
		}
	}
}
