//go:build linux

package main

import (
	"fmt"
	"strconv"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// table is what one table of PostgreSQL is filled with.
type table struct {
	name    string
	columns []string
	// rows are positional by columns; nil is null.
	rows [][]any
}

// relation is a table of kinds of nodes: its columns beside ods_code, life_from and life_to, by property.
type relation struct {
	name, kind string
	columns    [][2]string // column, property
}

var relations = []relation{
	{"region", "Region", [][2]string{{"name", "name"}}},
	{"integrated_care_system", "IntegratedCareSystem", [][2]string{{"name", "name"}, {"board_name", "boardName"}}},
	{"sub_icb_location", "SubIcbLocation", [][2]string{{"name", "name"}}},
	{"primary_care_network", "PrimaryCareNetwork", [][2]string{{"name", "name"}, {"town", "town"}, {"postcode", "postcode"}}},
	{"practice", "Practice", [][2]string{
		{"name", "name"},
		{"town", "town"},
		{"postcode", "postcode"},
		{"opened_on", "openedOn"},
		{"latitude", "latitude"},
		{"longitude", "longitude"},
		{"list_size", "listSize"},
	}},
}

// link is a table of edges: those of one type between two kinds.
type link struct {
	name, edgeType       string
	from, to             string // kinds
	fromColumn, toColumn string
}

var links = []link{
	{"system_region", "IN_REGION", "IntegratedCareSystem", "Region", "integrated_care_system_id", "region_id"},
	{"sub_icb_system", "IN_AREA_OF", "SubIcbLocation", "IntegratedCareSystem", "sub_icb_location_id", "integrated_care_system_id"},
	{"network_sub_icb", "COMMISSIONED_BY", "PrimaryCareNetwork", "SubIcbLocation", "primary_care_network_id", "sub_icb_location_id"},
	{"practice_sub_icb", "COMMISSIONED_BY", "Practice", "SubIcbLocation", "practice_id", "sub_icb_location_id"},
	{"practice_network", "PARTNER_TO", "Practice", "PrimaryCareNetwork", "practice_id", "primary_care_network_id"},
}

// tables turns a graph into the rows of PostgreSQL's tables, those that others refer to first. Links are all edges,
// whether they hold or not. A list size is that of the day.
func tables(g *store.Graph, on day.Day) []table {
	out := make([]table, 0, len(relations)+len(links))
	for _, r := range relations {
		out = append(out, r.table(g, on))
	}
	for _, l := range links {
		out = append(out, l.table(g))
	}
	return out
}

func (r relation) table(g *store.Graph, on day.Day) table {
	t := table{name: r.name, columns: []string{"ods_code", "life_from", "life_to"}}
	properties := make([]*catalog.Property, len(r.columns))
	for i, c := range r.columns {
		t.columns = append(t.columns, c[0])
		properties[i] = g.Catalog.Property(c[1])
	}
	for _, n := range g.Nodes {
		if n.Kind.Name != r.kind {
			continue
		}
		row := append(make([]any, 0, len(t.columns)), n.Code, n.Life.From, n.Life.To)
		for _, p := range properties {
			row = append(row, valueOn(n, p, on))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// valueOn is a property of a node, of a measure that of the day: its newest point that is not later.
func valueOn(n *store.Node, p *catalog.Property, on day.Day) any {
	if p.Measure == nil {
		return n.Values[p.Index]
	}
	series, _ := n.Values[p.Measure.Series.Index].([]any)
	var value any
	newest := day.Min
	for _, point := range series {
		fields, _ := point.([]any)
		if d, ok := fields[p.Measure.On].(day.Day); ok && d <= on && d > newest {
			newest, value = d, fields[p.Measure.Value]
		}
	}
	return value
}

func (l link) table(g *store.Graph) table {
	t := table{name: l.name, columns: []string{l.fromColumn, l.toColumn, "valid_from", "valid_to", "life_from", "life_to"}}
	for _, e := range g.Edges {
		if e.Type.Name != l.edgeType || e.From.Kind.Name != l.from || e.To.Kind.Name != l.to {
			continue
		}
		t.rows = append(t.rows, []any{e.From.Code, e.To.Code, stated(e.ValidFrom), stated(e.ValidTo), e.Life.From, e.Life.To})
	}
	return t
}

// stated is a day, or null where there is none to show.
func stated(d day.Day) any {
	if d == day.Min || d == day.Max {
		return nil
	}
	return d
}

// appendCopy appends the rows as the text format of COPY.
func (t table) appendCopy(buf []byte) ([]byte, error) {
	for _, row := range t.rows {
		for i, value := range row {
			if i > 0 {
				buf = append(buf, '\t')
			}
			var err error
			if buf, err = appendField(buf, value); err != nil {
				return nil, fmt.Errorf("%s.%s: %w", t.name, t.columns[i], err)
			}
		}
		buf = append(buf, '\n')
	}
	return buf, nil
}

// unescaped are the characters that COPY reads as something else.
var unescaped = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func appendField(buf []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case nil:
		return append(buf, `\N`...), nil
	case string:
		return append(buf, unescaped.Replace(v)...), nil
	case int:
		return strconv.AppendInt(buf, int64(v), 10), nil
	case float64:
		return strconv.AppendFloat(buf, v, 'g', -1, 64), nil
	case day.Day:
		switch v {
		case day.Min:
			return append(buf, "-infinity"...), nil
		case day.Max:
			return append(buf, "infinity"...), nil
		}
		return v.Append(buf), nil
	}
	return nil, fmt.Errorf("no column takes a %T", value)
}
