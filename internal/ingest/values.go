package ingest

import (
	"fmt"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// The values of recordStatus.
const (
	full    = "FULL"
	refOnly = "REF_ONLY"
)

func (d *deriver) get(n *store.Node, property string) any { return n.Get(d.catalog, property) }

func (d *deriver) set(n *store.Node, property string, value any) { n.Set(d.catalog, property, value) }

// setText sets a text that may be empty, which is null.
func (d *deriver) setText(n *store.Node, property, value string) {
	if value != "" {
		d.set(n, property, value)
	}
}

// setDay sets a day that may be none, which is null.
func (d *deriver) setDay(n *store.Node, property string, v day.Day) {
	if v != day.Min && v != day.Max {
		d.set(n, property, v)
	}
}

// has says whether the kind of the node has the property.
func (d *deriver) has(n *store.Node, property string) bool {
	_, ok := n.Kind.Property(property)
	return ok
}

// object makes a value of an object type from its fields by name; nil is null.
func (d *deriver) object(typeName string, fields map[string]any) []any {
	t := d.catalog.Value(typeName)
	v := make([]any, len(t.Fields))
	for name, value := range fields {
		v[t.Field(name).Index] = value
	}
	return v
}

// dayValue is a day as a value; nil for none.
func dayValue(v day.Day) any {
	if v == day.Min || v == day.Max {
		return nil
	}
	return v
}

// source is where a record stands.
func (d *deriver) source(a at) store.Source {
	f := &d.Files[a.File]
	return store.Source{Release: f.Release, File: f.Name, Record: d.record(a, sheetNetworks), Vintage: f.Vintage}
}

// record names a record of a file: its line, or sheet and row of a workbook.
func (d *deriver) record(a at, sheet string) string {
	if d.Files[a.File].Format == string(ods.EPCN) {
		return fmt.Sprintf("%s row %d", sheet, a.Line)
	}
	return fmt.Sprintf("line %d", a.Line)
}

// The releases of what stands in no published file: in the project's own files and in those of its users.
const (
	builtInRelease = "reference"
	ownRelease     = "local"
)

// referenceSource is where a reference record stands.
func referenceSource(m *reference.Mark) store.Source {
	s := store.Source{Release: ownRelease, File: m.File, Record: fmt.Sprintf("line %d: %s", m.Line, m.Source), Vintage: day.Min}
	if !m.Own {
		s.Release, s.File = builtInRelease, "reference/"+m.File
	}
	return s
}

// sourceValues are the parts of a file's sources that all its records share.
type sourceValues struct{ release, file, vintage any }

// sourceValue is where a record stands, as a value.
func (d *deriver) sourceValue(a at, sheet string) []any {
	if d.files == nil {
		for _, f := range d.Files {
			d.files = append(d.files, sourceValues{f.Release, f.Name, dayValue(f.Vintage)})
		}
	}
	f := &d.files[a.File]
	return d.shape.make(f.release, f.file, d.record(a, sheet), f.vintage)
}

// sourceShape is where the fields of the type Source stand.
type sourceShape struct{ fields, release, file, record, vintage int }

func newSourceShape(c *catalog.Catalog) sourceShape {
	t := c.Value("Source")
	return sourceShape{
		len(t.Fields), t.Field("release").Index, t.Field("file").Index, t.Field("record").Index, t.Field("vintage").Index,
	}
}

func (s sourceShape) make(release, file, record, vintage any) []any {
	v := make([]any, s.fields)
	v[s.release], v[s.file], v[s.record], v[s.vintage] = release, file, record, vintage
	return v
}

// addSource adds a record to those that describe a node.
func (d *deriver) addSource(n *store.Node, a at) {
	d.sources[n] = append(d.sources[n], d.sourceValue(a, sheetNetworks))
}

func (d *deriver) addReferenceSource(n *store.Node, m *reference.Mark) {
	d.sources[n] = append(d.sources[n], referenceSource(m).Value(d.catalog.Value("Source")))
}

// addConflict keeps a statement that was not taken.
func (d *deriver) addConflict(n *store.Node, subject, value string, source []any) {
	d.conflicts[n] = append(d.conflicts[n], d.object("Conflict", map[string]any{
		"subject": subject, "value": value, "source": source,
	}))
}
