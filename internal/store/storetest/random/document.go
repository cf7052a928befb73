package random

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
	"orggraph/internal/store"
)

// Document is a valid operation about one graph.
type Document struct {
	Text string
	// Lists are the response keys of lists that take cursors from variables. Where Text asks for such a
	// list, it asks for its cursors under CursorKey.
	Lists []string
	// Uses are the features of GraphQL that leave no trace in a plan.
	Uses map[string]bool

	variables []*variable
	shape     bool // other values leave the plan and the statement as they are
}

// CursorKey is the response key of a list's cursors.
func CursorKey(list string) string { return "cursor_" + list }

// GoString prints the document.
func (d *Document) GoString() string { return "\n" + d.Text }

type variable struct {
	name     string
	place    place
	fallback string // default value, as text
	fixed    bool   // it keeps its value: cursors or the shape are bound to it
	cursorOf string // the list that it is a cursor of
	draw     func(source) any
}

// Values are the variables of one request.
type Values map[string]any

// GoString prints the variables as JSON.
func (v Values) GoString() string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts, numbers, booleans, lists and objects
	}
	return string(text)
}

// Values draws values for the document's variables. Those that an ordering depends on keep the values that
// they had in earlier, if that is not nil; those of a shape stay alike. cursors are places in the document's lists, by
// response key.
func (d *Document) Values(earlier Values, cursors map[string][]string) *rapid.Generator[Values] {
	return rapid.Custom(func(t *rapid.T) Values {
		s := source{t}
		s.chance(0) // rapid wants something to be drawn
		values := Values{}
		again := earlier != nil
		for _, v := range d.variables {
			was, had := earlier[v.name]
			switch known := cursors[v.cursorOf]; {
			case v.cursorOf != "" && d.shape:
				if len(known) > 0 {
					values[v.name] = another(was, func() any { return pick(s, known) })
				}
			case v.cursorOf != "":
				if len(known) > 0 && s.chance(80) {
					values[v.name] = pick(s, known)
				} else if s.chance(30) {
					values[v.name] = nil
				}
			case again && (v.fixed || d.shape && was == nil):
				if had {
					values[v.name] = was
				}
			case again && d.shape:
				values[v.name] = another(was, func() any { return v.draw(s) })
			case v.place.null && s.chance(5):
				values[v.name] = nil
			case (v.place.absent || v.fallback != "") && s.chance(10):
			default:
				values[v.name] = v.draw(s)
			}
		}
		return values
	})
}

// Cursor draws a place in an ordering that no answer gave, mostly among the values of the graph.
func (w *World) Cursor(g Graph, order []plan.Order) *rapid.Generator[plan.Cursor] {
	return rapid.Custom(func(t *rapid.T) plan.Cursor {
		in := inputs{source: source{t}, world: w, known: knownValues(g.Graph)}
		c := plan.Cursor{Code: pick(in.source, slices.Concat(codes, ownCodes))}
		for _, o := range order {
			switch {
			case in.chance(20):
				c.Values = append(c.Values, nil)
			case o.Count != nil:
				c.Values = append(c.Values, in.below(3))
			default:
				c.Values = append(c.Values, in.value(o.Property.Name, o.Property.GraphQL))
			}
		}
		return c
	})
}

// Document draws a document about a graph.
func (w *World) Document(g Graph) *rapid.Generator[*Document] { return w.document(g, false) }

// Shape draws a document of one root field whose values are all variables, so that with other values it is the same
// plan, and nearly always the same statement.
func (w *World) Shape(g Graph) *rapid.Generator[*Document] { return w.document(g, true) }

func (w *World) document(g Graph, shape bool) *rapid.Generator[*Document] {
	return rapid.Custom(func(t *rapid.T) *Document {
		d := &writer{world: w, source: source{t}, nodes: g.Nodes, doc: &Document{Uses: map[string]bool{}, shape: shape}, budget: 40}
		d.in = inputs{source: d.source, world: w, known: knownValues(g.Graph), lift: d.lift}
		for _, n := range g.Nodes {
			d.in.kinds |= catalog.Set(n.Kind)
		}
		d.operation()
		return d.doc
	})
}

// writer writes one document.
type writer struct {
	source
	world *World
	in    inputs
	nodes []*store.Node

	doc       *Document
	fragments []*fragment
	aliases   int
	budget    int // fields that may still be asked for
}

// lift puts a variable in place of a value, once in six; of a shape, in place of every scalar.
func (d *writer) lift(in inputs, p place, value literal, again func(inputs) literal) literal {
	if d.doc.shape && !value.scalar() || !d.doc.shape && !d.chance(16) {
		return value
	}
	v := &variable{
		name: fmt.Sprintf("v%d", len(d.doc.variables)+1), place: p, fixed: in.fixed,
		draw: func(s source) any {
			in.source, in.lift = s, nil
			return again(in).json
		},
	}
	switch {
	case strings.HasSuffix(p.typeName, "!"):
		v.place.null, v.place.absent = false, false
	case d.chance(20):
		v.place = place{typeName: p.typeName + "!"}
	case d.chance(30):
		v.fallback = value.text
		d.doc.Uses["default value of a variable"] = true
	}
	d.doc.variables = append(d.doc.variables, v)
	return literal{text: "$" + v.name, variable: true}
}

var mention = regexp.MustCompile(`\$\w+`)

// operation writes the whole document. Only what a fragment in use mentions is declared.
func (d *writer) operation() {
	body := d.query()
	for _, f := range d.fragments {
		body += fmt.Sprintf("\nfragment %s on %s %s", f.name, f.on, f.body)
	}
	used := map[string]bool{}
	for _, name := range mention.FindAllString(body, -1) {
		used[name[1:]] = true
	}
	var declared []string
	var variables []*variable
	for _, v := range d.doc.variables {
		if !used[v.name] {
			continue
		}
		variables = append(variables, v)
		text := "$" + v.name + ": " + v.place.typeName
		if v.fallback != "" {
			text += " = " + v.fallback
		}
		declared = append(declared, text)
	}
	d.doc.variables = variables
	d.doc.Text = "query " + body
	if declared != nil {
		d.doc.Text = "query Q(" + strings.Join(declared, ", ") + ") " + body
	}
}

// key draws a code or an id to look something up by: mostly of a node that the field can find.
func (d *writer) key(in inputs, root *catalog.Root, by string) literal {
	var found []string
	for _, n := range d.nodes {
		if root.Kinds.Has(n.Kind) && (by != "odsCode" || catalog.IsODSCode(n.Code)) {
			found = append(found, n.Code)
		}
	}
	code := pick(in.source, codes)
	if by != "odsCode" && in.chance(50) {
		code = pick(in.source, ownCodes)
	}
	if len(found) > 0 && !in.chance(10) {
		code = pick(in.source, found)
	}
	switch {
	case by == "id" && in.chance(5):
		code = pick(in.source, texts) // an id is opaque: any text may be one
	case by == "id":
		code = store.GlobalID(code)
	case in.chance(20):
		code = " " + code + " "
		if by == "odsCode" {
			code = strings.ToLower(code)
		}
	}
	return constant("ID", code)
}
