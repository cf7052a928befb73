package plan

import (
	"fmt"
	"io"
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

func (f *formatter) object(o *Object) {
	f.depth++
	defer func() { f.depth-- }()
	var first []Field
	same := true
	for _, fields := range o.ByKind {
		if fields == nil {
			continue
		}
		if first != nil && (len(first) == 0 || len(fields) == 0 || &first[0] != &fields[0]) {
			same = false
		}
		first = fields
	}
	if same {
		f.fields(first)
		return
	}
	for i, fields := range o.ByKind {
		if len(fields) == 0 {
			continue
		}
		f.line("on %s", f.catalog.Kinds[i].Name)
		f.depth++
		f.fields(fields)
		f.depth--
	}
}

// fields prints what stands in one line first, then what opens a level.
func (f *formatter) fields(fields []Field) {
	var plain []string
	for _, field := range fields {
		switch field := field.(type) {
		case *Constant:
			plain = append(plain, named(field.Key, "__typename"))
		case *Scalar:
			plain = append(plain, named(field.Key, field.Property.Name))
		case *Record:
			plain = append(plain, named(field.Key, field.Property.Name))
		case *EdgeValue:
			plain = append(plain, named(field.Key, field.Value.String()))
		case *EdgeSource:
			plain = append(plain, named(field.Key, "source"))
		case *Spells:
			plain = append(plain, named(field.Key, "spells"))
		case *PageValue:
			plain = append(plain, named(field.Key, field.Value.String()))
		case *TotalCount:
			plain = append(plain, named(field.Key, "totalCount"))
		}
	}
	if plain != nil {
		f.line("%s", strings.Join(plain, " "))
	}
	for _, field := range fields {
		f.nested(field)
	}
}

func (f *formatter) nested(field Field) {
	switch field := field.(type) {
	case *One:
		f.op(field.ID, "%s: one %s asOf %v", field.Key, formatRelation(field.Relation), field.AsOf)
		f.object(field.Object)
	case *Link:
		f.op(field.ID, "%s: link %s asOf %v", field.Key, formatRelation(field.Relation), field.AsOf)
		f.depth++
		f.fields(field.Fields)
		f.depth--
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
		f.depth++
		f.fields(field.Fields)
		f.depth--
	case *PageInfo:
		f.line("%s", named(field.Key, "pageInfo"))
		f.depth++
		f.fields(field.Fields)
		f.depth--
	}
}

func (f *formatter) connection(key string, c *Connection) {
	var names []string
	for _, k := range f.catalog.In(c.Kinds) {
		names = append(names, k.Name)
	}
	what := strings.Join(names, "|")
	if len(names) == len(f.catalog.Kinds) {
		what = "any kind"
	}
	if c.Relation == nil {
		what = "scan " + what
	} else {
		what = "many " + formatRelation(c.Relation) + " to " + what
	}
	text := fmt.Sprintf("%s: %s asOf %v", key, what, c.AsOf)
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
	if c.Where != nil {
		f.line("where %s", formatPredicate(c.Where, Slot.String))
	}
	if len(c.Order) > 0 {
		var keys []string
		for _, o := range c.Order {
			keys = append(keys, formatOrder(o, Slot.String))
		}
		f.line("order %s", strings.Join(keys, ", "))
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

// String is the value's name in GraphQL.
func (p EdgeProperty) String() string {
	return [...]string{"validFrom", "validTo", "origin", "cursor"}[p]
}

// String is the value's name in GraphQL.
func (p PageProperty) String() string {
	return [...]string{"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"}[p]
}

func formatRelation(r *catalog.Relation) string {
	var out strings.Builder
	for i, s := range r.Steps {
		if i > 0 {
			out.WriteByte(' ')
		}
		if s.In {
			out.WriteString("<" + s.Type.Name)
		} else {
			out.WriteString(s.Type.Name + ">")
		}
	}
	return out.String()
}

func formatOrder(o Order, value func(Slot) string) string {
	var out strings.Builder
	for _, r := range o.Through {
		out.WriteString(r.Name + ".")
	}
	if o.Count != nil {
		out.WriteString(formatCount(*o.Count, value))
	} else {
		out.WriteString(o.Property.Name)
	}
	if o.Desc {
		out.WriteString(" desc")
	}
	return out.String()
}

func formatCount(c Count, value func(Slot) string) string {
	return "count(" + c.Relation.Name + where(c.Where, value) + ")"
}

func where(p Predicate, value func(Slot) string) string {
	if p == nil {
		return ""
	}
	return " where " + formatPredicate(p, value)
}

func formatPredicate(p Predicate, value func(Slot) string) string {
	join := func(ps []Predicate, word string) string {
		if len(ps) == 0 {
			return map[string]string{" and ": "true", " or ": "false"}[word]
		}
		parts := make([]string, len(ps))
		for i, p := range ps {
			parts[i] = formatPredicate(p, value)
		}
		return "(" + strings.Join(parts, word) + ")"
	}
	switch p := p.(type) {
	case And:
		return join(p, " and ")
	case Or:
		return join(p, " or ")
	case *Not:
		return "not " + formatPredicate(p.Of, value)
	case *Compare:
		if p.Fold {
			return fmt.Sprintf("fold(%s) %v fold(%s)", p.Property.Name, p.Operator, value(p.Arg))
		}
		return fmt.Sprintf("%s %v %s", p.Property.Name, p.Operator, value(p.Arg))
	case *IsNull:
		return fmt.Sprintf("%s isNull %s", p.Property.Name, value(p.Arg))
	case *CompareEdge:
		return fmt.Sprintf("edge.%v %v %s", p.Value, p.Operator, value(p.Arg))
	case *IsNullEdge:
		return fmt.Sprintf("edge.%v isNull %s", p.Value, value(p.Arg))
	case *Quantified:
		return fmt.Sprintf("%v(%s%s)", p.Quantifier, p.Relation.Name, where(p.Where, value))
	case *CompareCount:
		return fmt.Sprintf("%s %v %s", formatCount(p.Count, value), p.Operator, value(p.Arg))
	case *Reach:
		return fmt.Sprintf("one(%s%s)", p.Relation.Name, where(p.Where, value))
	case *Exists:
		return fmt.Sprintf("%s exists %s", p.Relation.Name, value(p.Arg))
	default:
		panic(fmt.Sprintf("predicate %T", p))
	}
}
