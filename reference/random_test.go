package reference_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/reference"
)

// drawer draws records that are right.
type drawer struct {
	*rapid.T
	catalog *catalog.Catalog
	serial  int
}

func (d *drawer) code(kind *catalog.Kind) string {
	d.serial++
	if p, ok := kind.Property("odsCode"); ok && (p.NonNull || rapid.Bool().Draw(d.T, "ods")) {
		return fmt.Sprintf("X-%d", d.serial)
	}
	return fmt.Sprintf("own-%d", d.serial)
}

var text = rapid.Custom(func(t *rapid.T) string {
	return rapid.StringMatching(`[a-zéß"',;# ]{0,8}[A-Z"]`).Filter(func(s string) bool { return strings.TrimSpace(s) == s }).Draw(t, "text")
})

func (d *drawer) mark(file string, line int) reference.Mark {
	m := reference.Mark{File: file, Line: line, Source: text.Draw(d.T, "source"), Since: day.Min, Until: day.Max, Own: true}
	m.Origin = rapid.SampledFrom([]string{"PUBLISHED", "DERIVED", "SYNTHETIC"}).Draw(d.T, "origin")
	if rapid.Bool().Draw(d.T, "begins") {
		m.Since = day.Day(rapid.IntRange(-719162, 2932895).Draw(d.T, "since"))
	}
	if rapid.Bool().Draw(d.T, "ends") {
		m.Until = day.Day(rapid.IntRange(max(-719162, int(m.Since)), 2932896).Draw(d.T, "until"))
	}
	return m
}

func (d *drawer) value(p *catalog.Property) any {
	switch {
	case p.List:
		return rapid.SliceOfN(text, 1, 3).Draw(d.T, p.Name)
	case p.Type == catalog.Int:
		return rapid.IntRange(math.MinInt32, math.MaxInt32).Draw(d.T, p.Name)
	case p.Type == catalog.Float:
		return rapid.Float64Range(-1e9, 1e9).Draw(d.T, p.Name)
	case p.Type == catalog.Boolean:
		return rapid.Bool().Draw(d.T, p.Name)
	case p.Type == catalog.Date:
		return day.Day(rapid.IntRange(-719162, 2932896).Draw(d.T, p.Name))
	case p.Type == catalog.Enum:
		return rapid.SampledFrom(p.Allowed).Draw(d.T, p.Name)
	}
	return text.Draw(d.T, p.Name)
}

// columns draws some of the columns that a file may have, in any order; what must have a value is always there.
func (d *drawer) columns(all []catalog.KindProperty) []catalog.KindProperty {
	some := slices.DeleteFunc(slices.Clone(all), func(p catalog.KindProperty) bool {
		return (!p.NonNull || p.List) && !rapid.Bool().Draw(d.T, "has "+p.Name)
	})
	return rapid.Permutation(some).Draw(d.T, "columns")
}

func (d *drawer) values(columns []catalog.KindProperty) (list []reference.Value) {
	for _, p := range columns {
		if p.NonNull && !p.List || rapid.Bool().Draw(d.T, "states "+p.Name) {
			list = append(list, reference.Value{Property: p.Property, Value: d.value(p.Property)})
		}
	}
	return list
}

// written is a value as a file has it.
func written(v any) string {
	switch v := v.(type) {
	case []string:
		return strings.Join(v, "|")
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// record is a line of a file.
func record(first []string, columns []catalog.KindProperty, values []reference.Value, m reference.Mark) []string {
	for _, p := range columns {
		i := slices.IndexFunc(values, func(v reference.Value) bool { return v.Property == p.Property })
		if i < 0 {
			first = append(first, "")
		} else {
			first = append(first, written(values[i].Value))
		}
	}
	date := func(d day.Day) string { return strings.Trim(d.String(), "-") }
	return append(first, m.Source, date(m.Since), date(m.Until), m.Origin)
}

func (d *drawer) file(records [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = rapid.Bool().Draw(d.T, "CRLF")
	if err := w.WriteAll(records); err != nil {
		d.Fatal(err)
	}
	return b.Bytes()
}

func header(first []string, columns []catalog.KindProperty) []string {
	for _, p := range columns {
		first = append(first, p.Name)
	}
	return append(first, "source", "since", "until", "origin")
}

// What is written comes back, whatever it is.
func TestRandomRecordsComeBack(t *testing.T) {
	c := shape(t)
	ref := builtIn(t, c)
	edgeColumns := make([]catalog.KindProperty, len(c.EdgeProperties))
	for i, p := range c.EdgeProperties {
		edgeColumns[i] = catalog.KindProperty{Property: p}
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := &drawer{T: rt, catalog: c}
		folder := reference.Folder{}
		var nodes []*reference.Node
		var edges []*reference.Edge
		for _, kind := range rapid.SliceOfNDistinct(rapid.SampledFrom(c.Kinds), 0, 4, func(k *catalog.Kind) string { return k.Name }).Draw(rt, "kinds") {
			file, columns := kind.Name+".csv", d.columns(reference.ColumnsOf(kind))
			records := [][]string{header([]string{"code"}, columns)}
			for i := range rapid.IntRange(0, 3).Draw(rt, "nodes") {
				n := &reference.Node{Mark: d.mark(file, i+2), Kind: kind, Code: d.code(kind), Values: d.values(columns)}
				nodes = append(nodes, n)
				records = append(records, record([]string{n.Code}, columns, n.Values, n.Mark))
			}
			folder[file] = d.file(records)
		}
		stated := slices.DeleteFunc(slices.Clone(c.EdgeTypes), func(t *catalog.EdgeType) bool { return t.Name == "FOLLOWED_BY" || t.Name == "SUCCEEDED_BY" })
		for _, edgeType := range rapid.SliceOfNDistinct(rapid.SampledFrom(stated), 0, 3, func(t *catalog.EdgeType) string { return t.Name }).Draw(rt, "edge types") {
			file, columns := edgeType.Name+".csv", d.columns(edgeColumns)
			records := [][]string{header([]string{"from", "to"}, columns)}
			for i := range rapid.IntRange(0, 3).Draw(rt, "edges") {
				d.serial += 2 // ends that published files describe
				e := &reference.Edge{
					Mark: d.mark(file, i+2), Type: edgeType, From: fmt.Sprintf("P%d", d.serial), To: fmt.Sprintf("P%d", d.serial-1), Values: d.values(columns),
				}
				edges = append(edges, e)
				records = append(records, record([]string{e.From, e.To}, columns, e.Values, e.Mark))
			}
			folder[file] = d.file(records)
		}
		own, err := reference.LoadOwn(folder, c, ref)
		if err != nil {
			rt.Fatalf("%v in\n%s", err, folder)
		}
		byFile := cmpopts.SortSlices(func(a, b *reference.Node) bool { return a.File < b.File || a.File == b.File && a.Line < b.Line })
		edgesByFile := cmpopts.SortSlices(func(a, b *reference.Edge) bool { return a.File < b.File || a.File == b.File && a.Line < b.Line })
		same := cmp.Options{
			byFile, edgesByFile, cmpopts.EquateEmpty(),
			cmp.Comparer(func(a, b *catalog.Kind) bool { return a == b }),
			cmp.Comparer(func(a, b *catalog.Property) bool { return a == b }),
			cmp.Comparer(func(a, b *catalog.EdgeType) bool { return a == b }),
		}
		if diff := cmp.Diff(nodes, own.Nodes, same); diff != "" {
			rt.Fatalf("nodes (-written +read):\n%s", diff)
		}
		if diff := cmp.Diff(edges, own.Edges, same); diff != "" {
			rt.Fatalf("edges (-written +read):\n%s", diff)
		}
	})
}

// Whatever the bytes of a file, they are taken or refused with its name and a line.
func FuzzLoad(f *testing.F) {
	c := shape(f)
	ref := builtIn(f, c)
	names := []string{"VoluntaryOrganisation.csv", "VERSION_OF.csv", "Document.csv", "formerNames.csv", "onsCode.csv", "SUCCEEDED_BY.csv", "Practice.csv"}
	for i, seed := range []string{
		"code,name,addressLines,source,since,until,origin\nx-1,\"Name, quoted\",a|b,s,2020-01-01,,SYNTHETIC\n",
		"from,to,source,since,until,origin\nparticipation-policy,x-2,s,,,SYNTHETIC\n",
		"code,name,documentType,source,since,until,origin\r\nx-1,Name,GUIDE,s,,,SYNTHETIC\r\n",
		"code,name,source,since,until,origin\nQRL,Old,s,2023-01-01,2023-02-01,DERIVED\n",
		"code,ons,source,since,until,origin\nA81001,E40000003,s,,,DERIVED\n",
		"from,to,extent,source,since,until,origin\nA1,A2,WHOLE,s,2020-01-01,,PUBLISHED\n",
		"code,name,latitude,easting,amended,source,since,until,origin\nA1,N,51.5,1,true,s,,,PUBLISHED\n",
		"\uFEFFcode", "code,\xff", "\"",
	} {
		f.Add(uint(i), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, file uint, content []byte) {
		name := names[file%uint(len(names))]
		own, err := reference.LoadOwn(reference.Folder{name: content}, c, ref)
		if (own == nil) != (err != nil) {
			t.Fatalf("%v and %v", own, err)
		}
		if err == nil {
			return
		}
		rest, named := strings.CutPrefix(err.Error(), name+":")
		line, _, _ := strings.Cut(rest, ":")
		if n, bad := strconv.Atoi(line); !named || bad != nil || n < 1 || n > bytes.Count(content, []byte("\n"))+1 {
			t.Errorf("the error names no line: %v", err)
		}
	})
}
