// Package ods reads the files that the Organisation Data Service and its neighbours publish, and
// turns each row into a typed record with its line. It knows formats, not the graph: it imports
// nothing of ours but day.
package ods

import "orggraph/internal/day"

// Format is what a file was recognised as.
type Format string

// The formats, named after the publications.
const (
	Epraccur        Format = "epraccur"           // GP practices and prescribing cost centres
	Eccg            Format = "eccg"               // closed CCGs, sub-ICB locations, hubs, reporting entities
	Etr             Format = "etr"                // NHS trusts
	Edispensary     Format = "edispensary"        // pharmacies, appliance contractors
	Egdpprac        Format = "egdpprac"           // dental practices
	Ebranchs        Format = "ebranchs"           // branch surgeries
	EPCN            Format = "ePCN"               // PCNs and their core partners (workbook of two sheets)
	PracticeMap     Format = "practice-map"       // practice -> PCN -> sub-ICB -> ICB -> region
	Patients        Format = "patients"           // patients registered at a GP practice
	DiseaseRegister Format = "disease-registers"  // QOF prevalence: registers and list sizes
	ICBNames        Format = "icb-names"          // ICB names with ONS and ODS codes
	Centroids       Format = "postcode-centroids" // latitude and longitude of postcodes
)

// Dialect is the flavour of a 27-column file.
type Dialect string

// The dialects of domain files: Legacy writes status A/C/D/P and setting numbers, Newer writes
// ACTIVE/INACTIVE/DORMANT/PROPOSED and role ids. Other formats have none.
const (
	Legacy Dialect = "legacy"
	Newer  Dialect = "newer"
)

// File is one recognised file, read whole.
type File struct {
	Name        string // base name
	Format      Format
	Dialect     Dialect
	Publication string  // from manifest.csv, else empty
	Vintage     day.Day // day.Min where none could be found
	VintageFrom string  // "manifest", "extract date", "name", "latest event"
	SHA256      string  // of the bytes, hex
	Encoding    string  // "UTF-8" or "Windows-1252"; empty for a workbook
	Rows        int     // data rows seen: len(records) + len(Rejects)
	Rejects     []Reject

	// Exactly one of these is filled, by Format.
	Organisations []Organisation // the six 27-column formats
	PCNs          []PCN          // EPCN, first sheet
	Partners      []CorePartner  // EPCN, second sheet
	MapRows       []MapRow
	ListSizes     []ListSize
	Registers     []Register
	Names         []ICBName
	Postcodes     []Centroid
}

// Reject is a row that could not be read.
type Reject struct {
	File   string
	Line   int    // 1-based physical line where the row starts; for a workbook the row number
	Sheet  string // workbooks only
	Reason string
	Row    []string
}

// Status is the published status of a row, the same for both dialects; empty where the file has none.
type Status string

// The published statuses.
const (
	Active   Status = "ACTIVE"
	Inactive Status = "INACTIVE"
	Dormant  Status = "DORMANT"
	Proposed Status = "PROPOSED"
)

// Date is an optional published date.
type Date struct {
	Day day.Day
	Set bool
}

// Organisation is one row of a 27-column file. Text is trimmed, codes are upper case.
type Organisation struct {
	Line                     int
	Code                     string    // column 1
	Name                     string    // 2
	NationalGrouping         string    // 3
	HighLevelHealthGeography string    // 4
	Address                  [5]string // 5-9
	Postcode                 string    // 10, as published
	Opened, Closed           Date      // 11, 12
	Status                   Status    // 13
	SubType                  string    // 14
	Parent                   string    // 15
	JoinedParent, LeftParent Date      // 16, 17
	Telephone                string    // 18
	Amended                  string    // 22: "0", "1" or empty
	Column24                 string    // commissioner, provider or type code, by format
	Column26                 string    // prescribing setting or role id, by dialect
}

// PCN is a row of the sheet PCNDetails.
type PCN struct {
	Line               int
	Code, Name         string
	SubICB, SubICBName string // current lead sub-ICB location
	Opened, Closed     Date
	Address            [5]string // lines 1-5 (the last may be a county), as published
	Postcode           string
}

// CorePartner is a row of the sheet PCN Core Partner Details.
type CorePartner struct {
	Line                   int
	Practice, PracticeName string
	PracticeSubICB         string
	PCN, PCNName           string
	PCNSubICB              string
	Start, End             Date
}

// MapRow is a row of a practice map, of either layout; columns that a layout lacks are empty.
type MapRow struct {
	Line                                     int
	ExtractDate                              Date
	Practice, PracticeName, PracticePostcode string
	PCN, PCNName                             string // PCN is "U" where unallocated
	SubICB, SubICBName, SubICBONS            string
	ICB, ICBName, ICBONS                     string
	Region, RegionName, RegionONS            string
	Supplier                                 string // GP system supplier
}

// ListSize is the number of patients registered at a practice on a day.
type ListSize struct {
	Line                          int
	Practice                      string
	ExtractDate                   Date
	Commissioner, CommissionerONS string
	Postcode                      string
	Patients                      int
}

// Register is a practice's count on one disease register.
type Register struct {
	Line     int
	Practice string
	Group    string // disease group, e.g. AF
	Register int    // patients on the register
	ListType string // TOTAL, 18OV …
	ListSize int    // patients of that list type
}

// ICBName is a row of the ICB names file.
type ICBName struct {
	Line           int
	ONS, ODS, Name string
}

// Centroid is where a postcode lies. Latitude and longitude are degrees (WGS 84).
type Centroid struct {
	Line                            int
	Postcode                        string // without spaces, upper case
	Quality                         int
	Easting, Northing               int
	Latitude, Longitude             float64
	Country, County, District, Ward string // ONS codes
}
