package demo

import (
	"math/rand/v2"
	"strconv"
)

// The words are chosen so that their compounds read well, belong to no place and name no person.
var (
	townHeads = []string{
		"Badger", "Barley", "Bracken", "Bramble", "Button", "Candle", "Chalk", "Cobble", "Copper", "Curlew",
		"Dapple", "Dew", "Drizzle", "Flint", "Gorse", "Heron", "Kettle", "Kestrel", "Lantern", "Mallow",
		"Marl", "Moss", "Mustard", "Nettle", "Oat", "Osier", "Otter", "Pebble", "Pepper", "Plover",
		"Puddle", "Quill", "Ripple", "Russet", "Saffron", "Sedge", "Shingle", "Sorrel", "Teasel", "Thimble",
		"Thistle", "Tumble", "Walnut", "Whistle", "Yarrow",
	}
	townTails = []string{
		"beck", "bourne", "bridge", "combe", "cote", "dale", "den", "fold", "ford", "gate",
		"holme", "holt", "hurst", "ley", "marsh", "mere", "stead", "stow", "thorpe", "wick",
	}
	townMarks = []string{"", "", "", "", "", "", "", "Great ", "Little ", "Nether ", "Upper ", "Market "}

	landmarks = []string{
		"Abbey Gate", "Almond Court", "Beacon Hill", "Bridge Street", "Canal Side", "Castle View", "Cedar Lane",
		"Church Walk", "Clock Tower", "Corn Exchange", "Cricket Green", "Dovecote", "East Quay", "Elm Row",
		"Ferry Road", "Granary", "Green Lane", "Harbour Street", "High Street", "Hill Top", "Kiln Lane",
		"Lime Tree", "Lockside", "Long Meadow", "Maltings", "Market Square", "Mill Race", "Moat House",
		"North Gate", "Oak Tree", "Old Brewery", "Old Fire Station", "Old Mill", "Old Station", "Orchard",
		"Packhorse", "Park View", "Pump Room", "Quarry Bank", "Riverside", "South Parade", "Spring Gardens",
		"Station Road", "Stone Cross", "Sundial", "Tannery", "Tithe Barn", "Tram Depot", "Viaduct",
		"Watermeadow", "Weavers Yard", "Well Street", "West Wharf", "Windmill", "Wool Hall",
	}
	practiceTypes = []string{"Surgery", "Surgery", "Medical Centre", "Medical Centre", "Health Centre", "Practice", "Family Practice"}
	pharmacyTypes = []string{"Pharmacy", "Pharmacy", "Chemist", "Dispensing Chemist"}
	dentalTypes   = []string{"Dental Practice", "Dental Surgery", "Dental Care", "Dental Centre", "Smile Clinic"}
	networkTypes  = []string{"PCN", "PCN", "PCN", "Network PCN", "Health Partnership PCN"}
	opticalTypes  = []string{"Opticians", "Opticians", "Eye Care", "Optical Centre"}
	trustTypes    = []struct{ name, sector string }{
		{"Hospitals NHS Trust", "HOSPITAL"},
		{"Hospitals NHS Foundation Trust", "HOSPITAL"},
		{"Community Health NHS Trust", "COMMUNITY"},
		{"Mental Health NHS Foundation Trust", "MENTAL_HEALTH"},
		{"Healthcare NHS Foundation Trust", "COMMUNITY"},
	}
	teamTypes       = []string{"Frailty Team", "Care Home Team", "Neighbourhood Team", "Long-term Conditions Team"}
	systemSuppliers = []string{"PAPERLESS", "QUILLWARE", "CAREFOLIO"}
	streets         = []string{"Road", "Street", "Lane", "Way", "Close", "Avenue"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func townName(r *rand.Rand) string {
	return pick(r, townMarks) + pick(r, townHeads) + pick(r, townTails)
}

func practiceName(r *rand.Rand, s spot) string {
	return pick(r, landmarks) + " " + pick(r, practiceTypes) + ", " + s.town
}

// street is an address line.
func street(r *rand.Rand) string {
	return strconv.Itoa(1+r.IntN(180)) + " " + pick(r, townHeads) + " " + pick(r, streets)
}

// telephone is one of the numbers that the regulator keeps free for fiction.
func telephone(r *rand.Rand) string { return "01632 960" + pad(r.IntN(1000), 3) }

// postcode has the standard form, in a postcode area that begins with X, as no real one does.
func postcode(r *rand.Rand, region, district int) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	inward := []byte{' ', byte('0' + r.IntN(10)), letters[r.IntN(len(letters))], letters[r.IntN(len(letters))]}
	return "X" + string(rune('A'+region)) + strconv.Itoa(district) + string(inward)
}

func pad(n, digits int) string {
	text := strconv.Itoa(n)
	for len(text) < digits {
		text = "0" + text
	}
	return text
}
