package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/vektah/gqlparser/v2/ast"
)

// Build reads the shape of the graph from the executable schema.
// It fails on a schema that says two things of one name, or follows an edge without an end.
func Build(schema *ast.Schema) (*Catalog, error) {
	b := builder{schema: schema, Catalog: &Catalog{
		kinds: map[string]*Kind{}, properties: map[string]*Property{}, edgeTypes: map[string]*EdgeType{},
		values: map[string]*ValueType{}, roots: map[string]*Root{}, abstract: map[string]KindSet{},
		relations: map[string]map[string]*Relation{},
	}}
	for _, step := range []func() error{
		b.addKinds, b.addAbstract, b.addFields, b.addEdgeProperties, b.checkSteps, b.addMeasures, b.addRoots,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.Catalog, nil
}

type builder struct {
	*Catalog
	schema *ast.Schema
}

// typeNames are the schema's types in a fixed order.
func (b *builder) typeNames() []string {
	names := make([]string, 0, len(b.schema.Types))
	for name := range b.schema.Types {
		if !strings.HasPrefix(name, "__") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (b *builder) addKinds() error {
	for _, name := range b.typeNames() {
		def := b.schema.Types[name]
		node := def.Directives.ForName("node")
		if node == nil {
			continue
		}
		k := &Kind{Index: len(b.Kinds), Name: name, Label: argument(node, "label"), Enum: EnumValue(name)}
		b.Kinds = append(b.Kinds, k)
		b.kinds[name] = k
		b.abstract[name] = Set(k)
	}
	if len(b.Kinds) > 64 {
		return fmt.Errorf("%d kinds: a KindSet holds 64", len(b.Kinds))
	}
	return nil
}

// EnumValue is the value of the enum Kind for a GraphQL type: PrimaryCareNetwork -> PRIMARY_CARE_NETWORK.
func EnumValue(typeName string) string {
	var out strings.Builder
	for i, r := range typeName {
		if i > 0 && unicode.IsUpper(r) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToUpper(r))
	}
	return out.String()
}

func (b *builder) addAbstract() error {
	for _, name := range b.typeNames() {
		def := b.schema.Types[name]
		if !def.IsAbstractType() {
			continue
		}
		for _, possible := range b.schema.GetPossibleTypes(def) {
			b.abstract[name] |= b.abstract[possible.Name]
		}
	}
	return nil
}

func (b *builder) addFields() error {
	for _, name := range b.typeNames() {
		def := b.schema.Types[name]
		kind := b.kinds[name]
		if kind == nil && (def.Kind != ast.Interface || b.abstract[name] == 0) {
			continue
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if err := b.addField(def, kind, f); err != nil {
				return fmt.Errorf("%s.%s: %w", name, f.Name, err)
			}
		}
	}
	return nil
}

func (b *builder) addField(def *ast.Definition, kind *Kind, f *ast.FieldDefinition) error {
	steps, err := b.steps(f)
	if err != nil {
		return err
	}
	if steps == nil {
		p, err := b.property(f)
		if err == nil && kind != nil {
			kind.properties = append(kind.properties, KindProperty{p, f.Type.NonNull})
		}
		return err
	}
	r := &Relation{Name: f.Name, Steps: steps}
	returned := f.Type.Name()
	switch fields := b.schema.Types[returned].Fields; {
	case b.abstract[returned] != 0:
		r.Shape, r.Target = One, returned
	case fields.ForName("nodes") != nil:
		r.Shape, r.Target = Many, fields.ForName("nodes").Type.Name()
	case fields.ForName("node") != nil:
		r.Shape, r.Target = Link, fields.ForName("node").Type.Name()
	default:
		return fmt.Errorf("follows edges, but %s is no node, link or connection", returned)
	}
	r.Kinds = b.abstract[r.Target]
	if len(steps) == 1 {
		t, here, there := steps[0].Type, b.abstract[def.Name], r.Kinds
		if steps[0].In {
			here, there = there, here
		}
		t.Sources, t.Targets = t.Sources|here, t.Targets|there
	}
	if r.Shape == One && len(steps) == 1 && !steps[0].In {
		steps[0].Type.ToOne = true
	}
	if b.relations[def.Name] == nil {
		b.relations[def.Name] = map[string]*Relation{}
	}
	b.relations[def.Name][f.Name] = r
	return nil
}

// steps reads @edge or @path; nil for a field that follows none.
func (b *builder) steps(f *ast.FieldDefinition) ([]Step, error) {
	if d := f.Directives.ForName("edge"); d != nil {
		return []Step{{Type: b.edgeType(argument(d, "type")), In: argument(d, "to") == "IN"}}, nil
	}
	d := f.Directives.ForName("path")
	if d == nil {
		return nil, nil
	}
	var steps []Step
	for _, child := range d.Arguments.ForName("steps").Value.Children {
		text := child.Value.Raw
		switch {
		case strings.HasSuffix(text, ">"):
			steps = append(steps, Step{Type: b.edgeType(text[:len(text)-1])})
		case strings.HasPrefix(text, "<"):
			steps = append(steps, Step{Type: b.edgeType(text[1:]), In: true})
		default:
			return nil, fmt.Errorf("step %q is neither TYPE> nor <TYPE", text)
		}
	}
	if len(steps) < 2 {
		return nil, fmt.Errorf("@path has %d steps: one step is an @edge", len(steps))
	}
	return steps, nil
}

func (b *builder) edgeType(name string) *EdgeType {
	t := b.edgeTypes[name]
	if t == nil {
		t = &EdgeType{Index: len(b.EdgeTypes), Name: name}
		b.EdgeTypes = append(b.EdgeTypes, t)
		b.edgeTypes[name] = t
	}
	return t
}

func (b *builder) property(f *ast.FieldDefinition) (*Property, error) {
	p, err := b.typed(f)
	if err != nil {
		return nil, err
	}
	switch f.Name {
	case "id":
		p.Computed = GlobalID
	case "code":
		p.Computed = Code
	case "odsCode":
		p.Computed = ODSCode
	case "kind":
		p.Computed = KindEnum
	}
	if known := b.properties[f.Name]; known != nil {
		if known.GraphQL != p.GraphQL || known.List != p.List {
			return nil, fmt.Errorf("is %s here and %s elsewhere", written(p), written(known))
		}
		return known, nil
	}
	p.Index = len(b.Properties)
	b.Properties = append(b.Properties, p)
	b.properties[f.Name] = p
	return p, nil
}

// written is the type of a property as GraphQL writes it, whatever may be null.
func written(p *Property) string {
	if p.List {
		return "[" + p.GraphQL + "]"
	}
	return p.GraphQL
}

func (b *builder) typed(f *ast.FieldDefinition) (*Property, error) {
	p := &Property{Name: f.Name, GraphQL: f.Type.Name(), List: f.Type.Elem != nil, NonNull: f.Type.NonNull}
	p.ItemsNull = p.List && !f.Type.Elem.NonNull
	def := b.schema.Types[p.GraphQL]
	switch {
	case b.abstract[def.Name] != 0:
		return nil, fmt.Errorf("follows no edge, but %s is a node", def.Name)
	case def.Kind == ast.Enum:
		p.Type = Enum
		for _, v := range def.EnumValues {
			p.Allowed = append(p.Allowed, v.Name)
		}
	case def.Kind == ast.Object:
		v, err := b.value(def)
		if err != nil {
			return nil, err
		}
		p.Type, p.Value = Object, v
	case def.Name == "String":
		p.Type = String
	case def.Name == "ID":
		p.Type = ID
	case def.Name == "Int":
		p.Type = Int
	case def.Name == "Float":
		p.Type = Float
	case def.Name == "Boolean":
		p.Type = Boolean
	case def.Name == "Date":
		p.Type = Date
	default:
		return nil, fmt.Errorf("%s is no property type", p.GraphQL)
	}
	return p, nil
}

func (b *builder) value(def *ast.Definition) (*ValueType, error) {
	if v := b.values[def.Name]; v != nil {
		return v, nil
	}
	v := &ValueType{Name: def.Name}
	b.values[def.Name] = v
	b.Values = append(b.Values, v)
	for _, f := range def.Fields {
		p, err := b.typed(f)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", def.Name, f.Name, err)
		}
		p.Index = len(v.Fields)
		v.Fields = append(v.Fields, p)
	}
	return v, nil
}

// addEdgeProperties reads what edges say from the type that every edge field leads to: that of spells.
func (b *builder) addEdgeProperties() error {
	def := b.schema.Types["Spell"]
	if def == nil {
		return nil // a schema without edges
	}
	for _, f := range def.Fields {
		switch f.Name {
		case "validFrom", "validTo", "origin", "source":
			continue
		}
		p, err := b.typed(f)
		if err == nil && (p.List || p.NonNull || p.Type == Object) {
			err = fmt.Errorf("%s: a property of edges is a single value that may be null", f.Type)
		}
		if err != nil {
			return fmt.Errorf("Spell.%s: %w", f.Name, err)
		}
		p.Index = len(b.EdgeProperties)
		b.EdgeProperties = append(b.EdgeProperties, p)
	}
	return nil
}

// checkSteps runs when every edge type is known to be followed to one target or not: a field that leads
// to one node can't follow edges of which several hold.
func (b *builder) checkSteps() error {
	for _, name := range b.typeNames() {
		for _, field := range slices.Sorted(maps.Keys(b.relations[name])) {
			r := b.relations[name][field]
			several := func(s Step) bool { return s.In || !s.Type.ToOne }
			if i := slices.IndexFunc(r.Steps, several); r.Shape != Many && i >= 0 {
				return fmt.Errorf("%s.%s: leads to one node over %s, which may lead to several", name, field, r.Steps[i].Type.Name)
			}
		}
	}
	return nil
}

// addMeasures runs when every series is known.
func (b *builder) addMeasures() error {
	for _, k := range b.Kinds {
		for _, f := range b.schema.Types[k.Name].Fields {
			d := f.Directives.ForName("measure")
			if d == nil {
				continue
			}
			series := b.properties[argument(d, "series")]
			if series == nil || series.Value == nil || !series.List {
				return fmt.Errorf("%s.%s: @measure needs a series that is a list of objects", k.Name, f.Name)
			}
			on := slices.IndexFunc(series.Value.Fields, func(p *Property) bool { return p.Type == Date })
			value := series.Value.Field(argument(d, "value"))
			if on < 0 || value == nil {
				return fmt.Errorf("%s.%s: %s has no date or no %q", k.Name, f.Name, series.Value.Name, argument(d, "value"))
			}
			b.properties[f.Name].Measure = &Measure{Series: series, On: on, Value: value.Index}
		}
	}
	return nil
}

func (b *builder) addRoots() error {
	for _, f := range b.schema.Query.Fields {
		returned := f.Type.Name()
		r := &Root{Name: f.Name, Target: returned, NonNull: f.Type.NonNull}
		if def := b.schema.Types[returned]; b.abstract[returned] == 0 {
			nodes := def.Fields.ForName("nodes")
			if nodes == nil || b.abstract[nodes.Type.Name()] == 0 {
				continue // it does not read the graph
			}
			r.Target = nodes.Type.Name()
		} else {
			switch {
			case f.Arguments.ForName("odsCode") != nil, f.Arguments.ForName("code") != nil:
				r.Access = ByCode
			case f.Arguments.ForName("odsCodes") != nil:
				r.Access = ByCodes
			case f.Arguments.ForName("id") != nil:
				r.Access = ByID
			case f.Arguments.ForName("ids") != nil:
				r.Access = ByIDs
			default:
				return fmt.Errorf("Query.%s: no argument says which node", f.Name)
			}
		}
		r.Kinds = b.abstract[r.Target]
		b.Roots = append(b.Roots, r)
		b.roots[f.Name] = r
	}
	return nil
}

func argument(d *ast.Directive, name string) string {
	if a := d.Arguments.ForName(name); a != nil {
		return a.Value.Raw
	}
	return ""
}
