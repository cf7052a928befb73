package plan

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"orggraph/internal/catalog"
)

// Format prints the plan as a stable tree, a line for each operator and condition. note, if not nil,
// is asked for each operator and its answer put at the end of its line.
func Format(w io.Writer, c *catalog.Catalog, p *Plan, note func(op int) string) error {
	f := formatter{catalog: c, note: note}
	for _, r := range p.Roots {
		f.root(r)
	}
	_, err := io.WriteString(w, f.String())
	return err
}

// formatter writes the tree. Fields stand in the order of the answer, as key:name where they have an
// alias, with ! where null is an error.
type formatter struct {
	strings.Builder
	catalog *catalog.Catalog
	note    func(op int) string
	depth   int
}

func (f *formatter) line(format string, args ...any) {
	f.WriteString(strings.Repeat("  ", f.depth))
	fmt.Fprintf(f, format, args...)
	f.WriteByte('\n')
}

func (f *formatter) op(id int, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if f.note != nil {
		text += "  " + f.note(id)
	}
	f.line("%s", text)
}

func (f *formatter) root(r *Root) {
	if r.Connection != nil {
		f.connection(r.Key, r.Connection)
		return
	}
	access := map[catalog.Access]string{
		catalog.ByCode: "code", catalog.ByCodes: "codes", catalog.ByID: "id", catalog.ByIDs: "ids",
	}[r.Root.Access]
	f.op(r.ID, "%s: look up %s by %s %v asOf %v", r.Key, r.Root.Target, access, r.Keys, r.AsOf)
	f.object(r.Object)
}

// object prints one list where all kinds print alike, and else each list with its kinds.
func (f *formatter) object(o *Object) {
	f.depth++
	var texts []string
	kinds := map[string][]string{}
	for i, fields := range o.ByKind {
		if fields == nil {
			continue
		}
		text := f.printed(fields)
		if kinds[text] == nil {
			texts = append(texts, text)
		}
		kinds[text] = append(kinds[text], f.catalog.Kinds[i].Name)
	}
	if len(texts) == 1 {
		f.WriteString(texts[0])
	} else {
		for _, text := range texts {
			if text != "" {
				f.line("on %s", strings.Join(kinds[text], ", "))
				f.WriteString(indentation.ReplaceAllString(text, "  $0"))
			}
		}
	}
	f.depth--
}

var indentation = regexp.MustCompile("(?m)^.")

// printed is what fields prints, apart.
func (f *formatter) printed(fields []Field) string {
	apart := formatter{catalog: f.catalog, note: f.note, depth: f.depth}
	apart.fields(fields)
	return apart.String()
}

// fields prints neighbours that open no level in one line.
func (f *formatter) fields(fields []Field) {
	var line []string
	flush := func() {
		if line != nil {
			f.line("%s", strings.Join(line, " "))
			line = nil
		}
	}
	for _, field := range fields {
		if text := inline(field); text != "" {
			line = append(line, text)
			continue
		}
		flush()
		f.nested(field)
	}
	flush()
}

// inline prints a field that opens no level; nothing for one that does.
func inline(field Field) string {
	switch field := field.(type) {
	case *Constant:
		return named(field.Key, "__typename")
	case *Scalar:
		return named(field.Key, field.Property.Name) + mark(field.NonNull)
	case *Record:
		return named(field.Key, field.Property.Name) + mark(field.NonNull) + braced(field.Fields)
	case *EdgeValue:
		return named(field.Key, edgeName(field.Value, field.Of))
	case *EdgeSource:
		return named(field.Key, "source") + braced(field.Fields)
	case *Spells:
		return named(field.Key, "spells") + braced(field.Fields)
	case *TotalCount:
		return named(field.Key, "totalCount")
	case *Aggregate:
		return named(field.Key, "aggregate") + braced(field.Fields)
	case *Figures:
		return named(field.Key, field.Property.Name) + braced(field.Fields)
	case *Figure:
		return named(field.Key, field.Value.String())
	case *PageInfo:
		return named(field.Key, "pageInfo") + braced(field.Fields)
	case *PageValue:
		return named(field.Key, field.Value.String())
	default:
		return ""
	}
}

func braced(fields []Field) string {
	texts := make([]string, len(fields))
	for i, field := range fields {
		texts[i] = inline(field)
	}
	return "{" + strings.Join(texts, " ") + "}"
}

func mark(nonNull bool) string {
	if nonNull {
		return "!"
	}
	return ""
}

func (f *formatter) nested(field Field) {
	switch field := field.(type) {
	case *One:
		f.op(field.ID, "%s: one %s to %s asOf %v", field.Key, formatSteps(field.Relation), f.kinds(field.Relation.Kinds), field.AsOf)
		f.object(field.Object)
	case *Link:
		f.op(field.ID, "%s: link %s to %s asOf %v", field.Key, formatSteps(field.Relation), f.kinds(field.Relation.Kinds), field.AsOf)
		f.indented(field.Fields)
	case *Many:
		f.connection(string(field.Key), field.Connection)
	case *Nodes:
		f.line("%s", named(field.Key, "nodes"))
		f.object(field.Object)
	case *End:
		f.line("%s", named(field.Key, "node"))
		f.object(field.Object)
	case *Edges:
		f.line("%s", named(field.Key, "edges"))
		f.indented(field.Fields)
	default:
		panic(fmt.Sprintf("field %T", field))
	}
}

func (f *formatter) indented(fields []Field) {
	f.depth++
	f.fields(fields)
	f.depth--
}

func (f *formatter) kinds(set catalog.KindSet) string {
	if name := f.catalog.NameOf(set); name != "" {
		return name
	}
	var names []string
	for _, k := range f.catalog.In(set) {
		names = append(names, k.Name)
	}
	return strings.Join(names, "|")
}

func (f *formatter) connection(key string, c *Connection) {
	text := key + ": scan " + f.kinds(c.Kinds)
	if c.Relation != nil {
		text = fmt.Sprintf("%s: many %s to %s", key, formatSteps(c.Relation), f.kinds(c.Kinds))
	}
	text += fmt.Sprintf(" asOf %v", c.AsOf)
	for _, extra := range []struct {
		name string
		slot Slot
	}{{"includeClosed", c.IncludeClosed}, {"first", c.First}, {"after", c.After}, {"last", c.Last}, {"before", c.Before}} {
		if extra.slot != None {
			text += fmt.Sprintf(" %s %v", extra.name, extra.slot)
		}
	}
	f.op(c.ID, "%s", text)
	f.depth++
	defer func() { f.depth-- }()
	if all, is := c.Where.(And); is && len(all) > 0 {
		word := "where"
		for _, p := range all {
			f.line("%s %s", word, formatPredicate(p, Slot.String))
			word = "  and"
		}
	} else if c.Where != nil {
		f.line("where %s", formatPredicate(c.Where, Slot.String))
	}
	if len(c.Order) > 0 {
		var keys []string
		for _, o := range c.Order {
			keys = append(keys, formatOrder(o, Slot.String))
		}
		f.line("order by %s", strings.Join(keys, ", "))
	}
	f.fields(c.Fields)
}

func named(key Key, name string) string {
	if string(key) == name {
		return name
	}
	return string(key) + ":" + name
}

// String prints a slot as it stands in a plan.
func (s Slot) String() string {
	if s == None {
		return "-"
	}
	return fmt.Sprintf("$%d", int(s))
}

// String is the value's name in GraphQL, but for OfType.
func (p EdgeProperty) String() string {
	return [...]string{"validFrom", "validTo", "origin", "cursor", "a property of its type"}[p]
}

// edgeName is a value's name in GraphQL.
func edgeName(p EdgeProperty, of *catalog.Property) string {
	if p == OfType {
		return of.Name
	}
	return p.String()
}

// String is the figure's name in GraphQL.
func (v FigureValue) String() string {
	return [...]string{"count", "sum", "average", "min", "max"}[v]
}

// String is the value's name in GraphQL.
func (p PageProperty) String() string {
	return [...]string{"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"}[p]
}
