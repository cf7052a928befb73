package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/store"
	"orggraph/internal/store/neo4j/cypher"
)

// readNodes reads the nodes kind by kind, in the order of their codes.
func (s *Store) readNodes(ctx context.Context, g *store.Graph) error {
	for _, k := range g.Catalog.Kinds {
		var stored []*catalog.Property
		list := "n.code, n.lifeFrom, n.lifeTo, n.listed"
		for _, p := range k.Properties() {
			if p.Stored() {
				stored = append(stored, p.Property)
				list += ", n." + p.Name
			}
		}
		rows, err := s.read(ctx, statement{text: "MATCH (n:" + cypher.NodeLabel + ":" + k.Label + ") RETURN [" + list + "] AS row ORDER BY n.code"})
		if err != nil {
			return err
		}
		for _, row := range rows {
			values, _ := row[0].([]any)
			n := store.NewNode(g.Catalog, k, text(values[0]))
			n.Life = day.Interval{From: number(values[1]), To: number(values[2])}
			n.Listed, _ = values[3].(bool)
			for i, p := range stored {
				if n.Values[p.Index], err = thaw(p, values[4+i]); err != nil {
					return fmt.Errorf("%s %s: %s: %w", k.Name, n.Code, p.Name, err)
				}
			}
			g.Nodes = append(g.Nodes, n)
		}
	}
	return nil
}

// readEdges reads the edges type by type, the preferred one of a source first.
func (s *Store) readEdges(ctx context.Context, g *store.Graph) error {
	nodes := make(map[string]*store.Node, len(g.Nodes))
	for _, n := range g.Nodes {
		nodes[n.Code] = n
	}
	list := "a.code, b.code, e.lifeFrom, e.lifeTo, e.validFrom, e.validTo, e.vintage, e.origin, e.release, e.file, e.record"
	own := strings.Count(list, ",") + 1
	for _, p := range g.Catalog.EdgeProperties {
		list += ", e." + p.Name
	}
	for _, t := range g.Catalog.EdgeTypes {
		rows, err := s.read(ctx, statement{text: "MATCH (a:" + cypher.NodeLabel + ")-[e:" + t.Name + "]->(b:" + cypher.NodeLabel +
			") RETURN [" + list + "] AS row ORDER BY a.code, e.pref"})
		if err != nil {
			return err
		}
		for _, row := range rows {
			v, _ := row[0].([]any)
			e := &store.Edge{
				Type: t, From: nodes[text(v[0])], To: nodes[text(v[1])], Life: day.Interval{From: number(v[2]), To: number(v[3])},
				Origin: store.Origin(text(v[7])),
				Source: store.Source{Release: text(v[8]), File: text(v[9]), Record: text(v[10])},
			}
			for _, d := range []struct {
				into   *day.Day
				value  any
				absent day.Day
			}{{&e.ValidFrom, v[4], day.Min}, {&e.ValidTo, v[5], day.Max}, {&e.Source.Vintage, v[6], day.Min}} {
				if *d.into = d.absent; d.value != nil {
					if *d.into, err = day.Parse(text(d.value)); err != nil {
						return fmt.Errorf("%s from %s to %s: %w", t.Name, text(v[0]), text(v[1]), err)
					}
				}
			}
			for i, p := range g.Catalog.EdgeProperties {
				if v[own+i] == nil {
					continue
				}
				value, err := thaw(p, v[own+i])
				if err != nil {
					return fmt.Errorf("%s from %s to %s: %s: %w", t.Name, text(v[0]), text(v[1]), p.Name, err)
				}
				e.Set(g.Catalog, p.Name, value)
			}
			if e.From == nil || e.To == nil {
				return fmt.Errorf("%s from %s to %s: there is no such node", t.Name, text(v[0]), text(v[1]))
			}
			g.Edges = append(g.Edges, e)
		}
	}
	return nil
}

func text(v any) string { s, _ := v.(string); return s }

func number(v any) day.Day { i, _ := v.(int64); return day.Day(i) }

// thaw returns the Go value of a property, as cypher.NodeProperties keeps it.
func thaw(p *catalog.Property, v any) (any, error) {
	switch {
	case v == nil:
		return nil, nil
	case p.Type == catalog.Object:
		d := json.NewDecoder(strings.NewReader(text(v)))
		d.UseNumber()
		var parsed any
		if err := d.Decode(&parsed); err != nil {
			return nil, err
		}
		return thawJSON(p, parsed)
	case p.List:
		return thawTexts(v)
	default:
		return thawScalar(p, v)
	}
}

// thawJSON is thaw for what stood in a JSON text.
func thawJSON(p *catalog.Property, v any) (any, error) {
	list, isList := v.([]any)
	switch {
	case v == nil:
		return nil, nil
	case !isList && (p.List || p.Type == catalog.Object):
		return nil, fmt.Errorf("%v is no list", v)
	case p.List && p.Type == catalog.Object:
		var err error
		for i, item := range list {
			if item == nil {
				continue
			}
			if list[i], err = thawObject(p.Value, item); err != nil {
				return nil, err
			}
		}
		return list, nil
	case p.List:
		return thawTexts(list)
	case p.Type == catalog.Object:
		return thawObject(p.Value, v)
	default:
		return thawScalar(p, v)
	}
}

func thawObject(t *catalog.ValueType, v any) ([]any, error) {
	fields, _ := v.([]any)
	if len(fields) != len(t.Fields) {
		return nil, fmt.Errorf("%v is no %s", v, t.Name)
	}
	for i, f := range t.Fields {
		var err error
		if fields[i], err = thawJSON(f, fields[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return fields, nil
}

func thawTexts(v any) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%v is no list", v)
	}
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = text(item)
	}
	return texts, nil
}

func thawScalar(p *catalog.Property, v any) (any, error) {
	if n, ok := v.(json.Number); ok {
		if p.Type == catalog.Float {
			return n.Float64()
		}
		i, err := n.Int64()
		return int(i), err
	}
	switch v := v.(type) {
	case int64:
		return int(v), nil
	case string:
		if p.Type == catalog.Date {
			return day.Parse(v)
		}
	}
	return v, nil
}
