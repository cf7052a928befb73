package ingest

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// describeAddress sets the address of an organisation's own row, as one unit.
func (d *deriver) describeAddress(n *store.Node, r *row) {
	var lines []string
	for _, line := range r.Address {
		if line != "" {
			lines = append(lines, line)
		}
	}
	if lines != nil {
		d.set(n, "addressLines", lines)
	}
	d.setText(n, "town", d.town(lines))
	d.setText(n, "postcode", standardPostcode(r.Postcode))
}

// town is the last line of an address that is no county; empty where all are.
func (d *deriver) town(lines []string) string {
	for i := len(lines) - 1; i >= 0; i-- {
		if _, county := d.ref.County(lines[i]); !county {
			return lines[i]
		}
	}
	return ""
}

// joinedPostcode is a postcode as it is looked up: upper case without spaces.
func joinedPostcode(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s))
}

var postcodeShape = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$`)

// standardPostcode is a postcode with one space before its last three characters. What is no postcode
// stays as it is.
func standardPostcode(s string) string {
	joined := joinedPostcode(s)
	if !postcodeShape.MatchString(joined) {
		return s
	}
	return joined[:len(joined)-3] + " " + joined[len(joined)-3:]
}

// fillPlaces sets where the postcode of each address lies.
func (d *deriver) fillPlaces() {
	places := make(map[string]*located[ods.Centroid], len(d.Postcodes))
	for i := range d.Postcodes {
		places[joinedPostcode(d.Postcodes[i].Value.Postcode)] = &d.Postcodes[i]
	}
	for _, n := range d.nodes {
		postcode, _ := d.get(n, "postcode").(string)
		place := places[joinedPostcode(postcode)]
		if postcode == "" || place == nil {
			continue
		}
		c := &place.Value
		d.set(n, "latitude", degrees(c.Latitude))
		d.set(n, "longitude", degrees(c.Longitude))
		d.set(n, "easting", c.Easting)
		d.set(n, "northing", c.Northing)
		d.set(n, "positionalQuality", c.Quality)
		d.setText(n, "countryOnsCode", c.Country)
		d.setText(n, "countyOnsCode", c.County)
		d.setText(n, "districtOnsCode", c.District)
		d.setText(n, "wardOnsCode", c.Ward)
		d.addSource(n, place.At)
	}
}

// degrees rounds to six decimals, a tenth of a metre.
func degrees(v float64) float64 { return math.Round(v*1e6) / 1e6 }
