package storetest

import (
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// The fixture as it is on the day of the questions, 1 April 2024, with what was before in brackets.
//
//	                              X24 NHS England
//	                 ┌───── PART_OF ───┴───────────────┐
//	              Y1 North                          Y2 South
//	   ┌──── IN_REGION ─┴──────┐                       │ IN_REGION
//	QA Dales        [QC Moors, closed 31 March]     QB Coast ◄──COMMISSIONED_BY── pharmacies F1 … F9
//	   │ from 1 April   [until 31 March]               │                              │ OPERATED_BY
//	   └── IN_AREA_OF ──────┘                          │                              ▼
//	        01A Hill      13H Hub              02B Shore, 03C Cliff     OP1, OP2, OP9 (never open)
//	   ▲ COMMISSIONED_BY   ▲                           ▲
//	   │                   │                           │
//	U1 Alpha ── A1 … A4, C1 partner to it        U2 beta ── A5, [A1] partner to it; U3 without partners
//
//	A1 Abbey       partner to U1, then U2, then U1 again; run by A2, which A1 runs: a cycle
//	A2 abbey       commissioned by 13H since 2020, and by 01A since 2013 all the same
//	A3 (no name)   partner to U1 by two edges that both hold; runs itself
//	A4 Church      closed on 31 March 2024
//	A5 Dale        open from 1 April 2024
//	A6 Mill        proposed
//	C1 Walk-in     a cost centre; commissioned by 02B and 03C, both of QB
//
// Pharmacies have the names that text is hard with, and F9 has none although it should. F4 to F8 have two
// operators each, or one twice, and differ in what tells which is taken.
const fixtureNodes = `
kind                   code  first       last        name
NhsEngland             X24   -           -           NHS England
Region                 Y1    -           -           North
Region                 Y2    -           -           South
IntegratedCareSystem   QA    2024-04-01  -           Dales
IntegratedCareSystem   QB    2022-07-01  -           Coast
IntegratedCareSystem   QC    2022-07-01  2024-03-31  Moors
SubIcbLocation         01A   2013-04-01  -           Hill
SubIcbLocation         02B   2013-04-01  -           Shore
SubIcbLocation         03C   2013-04-01  -           Cliff
CommissioningHub       13H   2013-04-01  -           Hub
PrimaryCareNetwork     U1    2019-07-01  -           Alpha
PrimaryCareNetwork     U2    2019-07-01  -           beta
PrimaryCareNetwork     U3    2023-01-01  -           -
Practice               A1    1990-01-01  -           Abbey
Practice               A2    -           -           abbey
Practice               A3    2000-02-29  -           -
Practice               A4    1990-01-01  2024-03-31  Church
Practice               A5    2024-04-01  -           Dale
Practice               A6    never       -           Mill
PrescribingCostCentre  C1    -           -           Walk-in
Pharmacy               F1    -           -           a
Pharmacy               F2    -           -           B
Pharmacy               F3    -           -           Ä
Pharmacy               F4    -           -           A + combining diaeresis
Pharmacy               F5    -           -           Straße
Pharmacy               F6    -           -           STRASSE
Pharmacy               F7    -           -           ﬀ
Pharmacy               F8    -           -           😀
Pharmacy               F9    -           -           -
PharmacyOperator       OP1   2010-01-01  -           -
PharmacyOperator       OP2   -           -           -
PharmacyOperator       OP9   unlisted    -           -
`

const fixtureEdges = `
type             from  to   first       last        origin     vintage     file
PART_OF          Y1    X24  -           -           PUBLISHED  -           reference
PART_OF          Y2    X24  -           -           PUBLISHED  -           reference
IN_REGION        QA    Y1   -           -           PUBLISHED  -           reference
IN_REGION        QB    Y2   -           -           PUBLISHED  -           reference
IN_REGION        QC    Y1   -           -           PUBLISHED  -           reference
IN_REGION        01A   Y1   -           -           PUBLISHED  2024-03-31  locations
IN_REGION        A1    Y1   -           -           DERIVED    2024-03-31  practices
IN_REGION        A5    Y2   -           -           PUBLISHED  2024-03-31  practices
IN_AREA_OF       01A   QC   2022-07-01  2024-03-31  PUBLISHED  -           reference
IN_AREA_OF       01A   QA   2024-04-01  -           DERIVED    -           reference
IN_AREA_OF       02B   QB   2022-07-01  -           PUBLISHED  -           reference
IN_AREA_OF       03C   QB   2022-07-01  -           PUBLISHED  -           reference
COMMISSIONED_BY  U1    01A  -           -           PUBLISHED  2024-03-31  networks
COMMISSIONED_BY  U2    02B  -           -           PUBLISHED  2024-03-31  networks
COMMISSIONED_BY  U3    02B  -           -           PUBLISHED  2024-03-31  networks
COMMISSIONED_BY  A1    01A  2013-04-01  -           PUBLISHED  2024-03-31  practices
COMMISSIONED_BY  A2    01A  2013-04-01  -           PUBLISHED  2024-03-31  practices
COMMISSIONED_BY  A2    13H  2020-01-01  -           PUBLISHED  2023-03-31  practices
COMMISSIONED_BY  A4    01A  2013-04-01  2024-03-31  PUBLISHED  2024-03-31  practices
COMMISSIONED_BY  A5    02B  2024-04-01  -           PUBLISHED  2024-03-31  practices
COMMISSIONED_BY  C1    02B  2013-04-01  -           PUBLISHED  2024-03-31  centres
COMMISSIONED_BY  C1    03C  2023-01-01  -           PUBLISHED  2023-03-31  centres
COMMISSIONED_BY  F1    QB   -           -           PUBLISHED  2024-03-31  pharmacies
COMMISSIONED_BY  F2    QB   -           -           PUBLISHED  2024-03-31  pharmacies
PARTNER_TO       A1    U1   2019-07-01  2021-03-31  PUBLISHED  2023-03-31  networks
PARTNER_TO       A1    U2   2021-04-01  2023-03-31  PUBLISHED  2023-03-31  networks
PARTNER_TO       A1    U1   2023-04-01  -           PUBLISHED  2024-03-31  networks
PARTNER_TO       A2    U1   2020-01-01  -           PUBLISHED  2024-03-31  networks
PARTNER_TO       A3    U1   2020-01-01  -           PUBLISHED  2024-03-31  networks
PARTNER_TO       A3    U1   2022-01-01  -           DERIVED    2023-03-31  map
PARTNER_TO       A4    U1   2019-07-01  2024-03-31  PUBLISHED  2024-03-31  networks
PARTNER_TO       A5    U2   2024-04-01  -           PUBLISHED  2024-03-31  networks
PARTNER_TO       C1    U1   2021-01-01  -           PUBLISHED  2024-03-31  networks
OPERATED_BY      A1    A2   -           -           PUBLISHED  2024-03-31  practices
OPERATED_BY      A2    A1   -           -           PUBLISHED  2024-03-31  practices
OPERATED_BY      A3    A3   -           -           PUBLISHED  2024-03-31  practices
OPERATED_BY      F1    OP1  2015-01-01  -           PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F2    OP1  2012-01-01  2024-04-01  PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F3    OP1  2012-01-01  2024-03-31  PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F4    OP1  -           -           PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F4    OP2  1900-01-01  -           PUBLISHED  2023-03-31  pharmacies
OPERATED_BY      F5    OP1  2012-01-01  2025-12-31  PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F5    OP2  2012-01-01  -           PUBLISHED  2023-03-31  pharmacies
OPERATED_BY      F6    OP1  2012-01-01  -           PUBLISHED  2023-03-31  pharmacies
OPERATED_BY      F6    OP2  2012-01-01  -           PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F7    OP2  2012-01-01  -           PUBLISHED  2024-03-31  contractors
OPERATED_BY      F7    OP1  2012-01-01  -           PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F8    OP1  2012-01-01  -           PUBLISHED  2024-03-31  pharmacies
OPERATED_BY      F8    OP1  2012-01-01  -           DERIVED    2024-03-31  contractors
`

// Fixture is the graph of the documented questions.
func Fixture(c *catalog.Catalog) *store.Graph {
	f := fixture{&store.Graph{Catalog: c, Dataset: &store.Dataset{Release: "fixture", Title: "Fixture"}}}
	for _, row := range rows(fixtureNodes, 5) {
		f.node(row)
	}
	for _, row := range rows(fixtureEdges, 8) {
		f.edge(row)
	}
	f.values()
	return f.Graph
}

type fixture struct{ *store.Graph }

// rows are the lines of a table below its head; what is left over belongs to the last column.
func rows(table string, columns int) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
		fields := strings.Fields(line)
		rows = append(rows, append(fields[:columns-1:columns-1], strings.Join(fields[columns-1:], " ")))
	}
	return rows
}

func (f fixture) node(row []string) {
	n := store.NewNode(f.Catalog, f.Catalog.Kind(row[0]), row[1])
	n.Life = interval(row[2], row[3])
	n.Listed = row[2] != "unlisted"
	if row[2][0] != '-' && n.Life != day.Never {
		n.Set(f.Catalog, "openedOn", n.Life.From)
	}
	if n.Life.To != day.Max && n.Life != day.Never {
		n.Set(f.Catalog, "closedOn", n.Life.To-1)
	}
	switch row[4] {
	case "-":
	case "A + combining diaeresis":
		n.Set(f.Catalog, "name", "A\u0308")
	default:
		n.Set(f.Catalog, "name", row[4])
	}
	n.Set(f.Catalog, "recordStatus", map[bool]string{true: "FULL", false: "REF_ONLY"}[row[0] != "PharmacyOperator"])
	n.Set(f.Catalog, "origin", "SYNTHETIC")
	f.Nodes = append(f.Nodes, n)
}

func (f fixture) edge(row []string) {
	e := &store.Edge{
		Type: f.Catalog.EdgeType(row[0]), From: f.Find(row[1]), To: f.Find(row[2]), ValidFrom: day.Min, ValidTo: day.Max,
		Origin: store.Origin(row[5]), Source: store.Source{Release: "fixture", File: row[7], Record: row[1] + ":" + row[2], Vintage: day.Min},
	}
	stated := interval(row[3], row[4])
	e.Life = stated.Clip(e.From.Life).Clip(e.To.Life)
	e.ValidFrom = stated.From
	if stated.To != day.Max {
		e.ValidTo = stated.To - 1
	}
	if row[6] != "-" {
		e.Source.Vintage = date(row[6])
	}
	f.Edges = append(f.Edges, e)
}

// values gives the properties that only some cases look at.
func (f fixture) values() {
	set := func(code, property string, value any) { f.Find(code).Set(f.Catalog, property, value) }
	set("A1", "listSizes", []any{[]any{date("2023-03-31"), 900}, []any{date("2024-04-01"), 1000}})
	set("A2", "listSizes", []any{[]any{date("2024-04-02"), 2000}})
	set("A5", "listSizes", []any{[]any{date("2024-03-31"), 1000}})
	set("A4", "listSizes", []any{[]any{date("2024-03-01"), 850}, []any{date("2024-03-30"), nil}})
	set("A1", "latitude", 51.507351)
	set("A1", "longitude", -0.000001)
	set("A2", "latitude", 0.0)
	set("A5", "latitude", 51.0)
	set("A1", "easting", 2147483647)
	set("A2", "easting", -1)
	set("A1", "northing", 2147483647)
	set("A2", "northing", 2147483646)
	set("A1", "amended", true)
	set("A2", "amended", false)
	set("A1", "status", "ACTIVE")
	set("A4", "status", "INACTIVE")
	set("A6", "status", "PROPOSED")
	set("A1", "town", "line one\nline \"two\" \\ \u2028 \u0001 <&>")
	set("A2", "town", "")
	set("A1", "addressLines", []string{"1 High Street", "", "Town"})
	set("A2", "addressLines", []string{}) // A3 has none
	set("A1", "roles", []any{
		[]any{"RO76", "GP PRACTICE", true, date("1990-01-01"), nil},
		[]any{"RO177", nil, false, nil, nil},
	})
	set("A2", "roles", []any{[]any{"RO76", nil, nil, nil, nil}})
}

// interval reads the first and last day of a row.
func interval(first, last string) day.Interval {
	i := day.Always
	switch first {
	case "never", "unlisted":
		return day.Never
	case "-":
	default:
		i.From = date(first)
	}
	if last != "-" {
		i.To = date(last) + 1
	}
	return i
}

func date(text string) day.Day {
	d, err := day.Parse(text)
	if err != nil {
		panic(err) // written above
	}
	return d
}
