//go:build linux

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// canonical reduces an answer to what it says, however its server words that, so that answers of different servers
// can be compared as text. From the bottom up:
//
//   - an object with nodes or edges is a list. What the object holds beside the list stays beside it, but for a
//     totalCount that is the length of the list.
//   - node and properties, as edges have them, become fields of the object around them.
//   - x_via, a list of objects (or one) with one field each, becomes x: the values of those, lists or not, in one list,
//     by odsCode. It is for levels that lie between what is asked for, such as a table of links.
//   - x_one, a list of at most one, becomes x: that one, or null.
//   - x_flat, an object, becomes the fields of the object around it.
//   - x_nodes, a list, becomes the nodes of x, an object beside it.
//   - x_number, a number or a text that is one, becomes x: that number with nine digits.
//   - __typename, pageInfo and cursor are left out.
func canonical(body []byte) (string, error) {
	var answer struct {
		Data   any
		Errors json.RawMessage
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&answer); err != nil {
		return "", fmt.Errorf("no JSON: %w: %.200s", err, body)
	}
	if len(answer.Errors) > 0 {
		return "", fmt.Errorf("it has errors: %.1000s", answer.Errors)
	}
	v, err := reduce(answer.Data)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(v) // the fields of an object by name
	return string(text), err
}

func reduce(v any) (any, error) {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v)) // never null
		for i, item := range v {
			reduced, err := reduce(item)
			if err != nil {
				return nil, err
			}
			list[i] = reduced
		}
		return list, nil
	case map[string]any:
		return reduceObject(v)
	default:
		return v, nil
	}
}

func reduceObject(v map[string]any) (any, error) {
	object := map[string]any{}
	for key, value := range v {
		if key == "__typename" || key == "pageInfo" || key == "cursor" {
			continue
		}
		reduced, err := reduce(value)
		if err == nil {
			err = put(object, key, reduced)
		}
		if err != nil {
			return nil, err
		}
	}
	for key, nodes := range object {
		if name, ok := strings.CutSuffix(key, "_nodes"); ok {
			delete(object, key)
			whole, err := withNodes(object[name], nodes)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
			object[name] = whole
		}
	}
	return list(object)
}

// withNodes makes one of what stands beside a list, an object, and the list.
func withNodes(beside, nodes any) (any, error) {
	whole := map[string]any{"nodes": nodes}
	if beside == nil {
		return nil, fmt.Errorf("nothing stands beside it")
	}
	if err := splice(whole, beside); err != nil {
		return nil, err
	}
	return list(whole)
}

// put puts a reduced value into an object, as the end of its key says.
func put(object map[string]any, key string, value any) error {
	name, how := key, ""
	if i := strings.LastIndexByte(key, '_'); i >= 0 {
		name, how = key[:i], key[i+1:]
	}
	if key == "node" || key == "properties" {
		return splice(object, value)
	}
	var err error
	switch how {
	case "via":
		value, err = via(value)
	case "one":
		value, err = atMostOne(value)
	case "number":
		value, err = number(value)
	case "flat":
		return splice(object, value)
	default:
		name = key
	}
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return splice(object, map[string]any{name: value})
}

// splice puts the fields of a value, an object or null, into an object that does not have them.
func splice(object map[string]any, value any) error {
	if value == nil {
		return nil
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("no object: %.100v", value)
	}
	for key, v := range fields {
		if _, twice := object[key]; twice {
			return fmt.Errorf("%s is there twice", key)
		}
		object[key] = v
	}
	return nil
}

// list turns an object that holds a list as a connection does into that list.
func list(object map[string]any) (any, error) {
	if edges, ok := object["edges"]; ok {
		if _, both := object["nodes"]; both {
			return nil, fmt.Errorf("edges and nodes at once")
		}
		delete(object, "edges")
		object["nodes"] = edges
	}
	nodes, ok := object["nodes"].([]any)
	if !ok {
		return object, nil
	}
	if total, ok := object["totalCount"].(json.Number); ok && string(total) == strconv.Itoa(len(nodes)) {
		delete(object, "totalCount") // it says nothing that the list does not
	}
	if len(object) == 1 {
		return nodes, nil
	}
	return object, nil
}

func via(value any) (any, error) {
	between, ok := value.([]any)
	if !ok && value != nil {
		between = []any{value}
	}
	joined := []any{}
	for _, item := range between {
		object, _ := item.(map[string]any)
		if len(object) != 1 {
			return nil, fmt.Errorf("not one field: %.100v", item)
		}
		for _, v := range object {
			if values, ok := v.([]any); ok {
				joined = append(joined, values...)
			} else if v != nil {
				joined = append(joined, v)
			}
		}
	}
	slices.SortStableFunc(joined, func(a, b any) int { return cmp.Compare(odsCode(a), odsCode(b)) })
	return joined, nil
}

func odsCode(v any) string {
	object, _ := v.(map[string]any)
	code, _ := object["odsCode"].(string)
	return code
}

func atMostOne(value any) (any, error) {
	values, ok := value.([]any)
	switch {
	case !ok || len(values) > 1:
		return nil, fmt.Errorf("no list of at most one: %.100v", value)
	case len(values) == 0:
		return nil, nil
	default:
		return values[0], nil
	}
}

func number(value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	n, err := strconv.ParseFloat(fmt.Sprint(value), 64)
	return json.Number(strconv.FormatFloat(n, 'g', 9, 64)), err
}

// difference says where two canonical answers part, and how each goes on there; nothing where they are equal.
func difference(got, want string) string {
	if got == want {
		return ""
	}
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	from := max(0, at-60)
	return fmt.Sprintf("they part at byte %d of %d:\n  got  %.200s\n  want %.200s", at, len(want), got[from:], want[from:])
}
