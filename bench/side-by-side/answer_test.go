//go:build linux

package main

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"fields by name", `{"data":{"b":1,"a":null}}`, `{"a":null,"b":1}`},
		{"what is no data", `{"data":{"__typename":"Query"},"extensions":{"x":1}}`, `{}`},
		{"nodes", `{"data":{"x":{"nodes":[{"a":1}],"pageInfo":{"endCursor":"c"}}}}`, `{"x":[{"a":1}]}`},
		{"edges", `{"data":{"x":{"edges":[{"cursor":"c","node":{"a":1},"properties":{"b":2},"d":3}]}}}`, `{"x":[{"a":1,"b":2,"d":3}]}`},
		{"one edge", `{"data":{"x":{"node":{"a":1},"spells":[]}}}`, `{"x":{"a":1,"spells":[]}}`},
		{"a count of its own", `{"data":{"x":{"totalCount":2,"nodes":[{"a":1}]}}}`, `{"x":{"nodes":[{"a":1}],"totalCount":2}}`},
		{"a count that is the length", `{"data":{"x":{"totalCount":1,"nodes":[{"a":1}]}}}`, `{"x":[{"a":1}]}`},
		{"a count from elsewhere", `{"data":{"x":{"totalCount":2},"x_nodes":[{"a":1}]}}`, `{"x":{"nodes":[{"a":1}],"totalCount":2}}`},
		{"a count from elsewhere that is the length", `{"data":{"x_nodes":[{"a":1}],"x":{"totalCount":1}}}`, `{"x":[{"a":1}]}`},
		{"an empty list", `{"data":{"x":{"nodes":[]}}}`, `{"x":[]}`},
		{
			"a level between", `{"data":{"x_via":[{"y":[{"odsCode":"B"},{"odsCode":"C"}]},{"y":{"nodes":[{"odsCode":"A"}]}}]}}`,
			`{"x":[{"odsCode":"A"},{"odsCode":"B"},{"odsCode":"C"}]}`,
		},
		{"two levels between", `{"data":{"x_via":[{"y_via":[{"z":{"odsCode":"B"}},{"z":{"odsCode":"A"}}]}]}}`, `{"x":[{"odsCode":"A"},{"odsCode":"B"}]}`},
		{"nobody on the level between", `{"data":{"x_via":[{"y":null}]}}`, `{"x":[]}`},
		{"one of a list", `{"data":{"x_one":[{"a":1}],"y_one":{"nodes":[]}}}`, `{"x":{"a":1},"y":null}`},
		{"one through a level between", `{"data":{"x_one":{"nodes":[{"a":1}]}}}`, `{"x":{"a":1}}`},
		{"flat", `{"data":{"x":{"a":1,"y_flat":{"b":2},"z_flat":null}}}`, `{"x":{"a":1,"b":2}}`},
		{"numbers", `{"data":{"a_number":"62345678","b_number":8043.123456789012,"c_number":null}}`, `{"a":62345678,"b":8043.12346,"c":null}`},
		{"a key with a line in it", `{"data":{"x_y":1}}`, `{"x_y":1}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := canonical([]byte(c.body))
			if err != nil || got != c.want {
				t.Errorf("%s, %v; not %s", got, err, c.want)
			}
		})
	}
}

// What can't be reduced is an error, never a smaller answer.
func TestCanonicalRefuses(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"no JSON", `<html>`, "no JSON"},
		{"errors", `{"data":{"a":null},"errors":[{"message":"no"}]}`, "errors"},
		{"two of one name", `{"data":{"x":{"a":1,"y_flat":{"a":2}}}}`, "a is there twice"},
		{"more than one", `{"data":{"x_one":[1,2]}}`, "no list of at most one"},
		{"more than a level", `{"data":{"x_via":[{"a":1,"b":2}]}}`, "not one field"},
		{"edges and nodes", `{"data":{"x":{"edges":[],"nodes":[]}}}`, "at once"},
		{"nodes of nothing", `{"data":{"x_nodes":[1]}}`, "nothing stands beside"},
		{"nodes twice", `{"data":{"x":{"nodes":[],"a":1},"x_nodes":[]}}`, "nodes is there twice"},
		{"a number that is none", `{"data":{"x_number":"many"}}`, "many"},
		{"a flat list", `{"data":{"x_flat":[1]}}`, "no object"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := canonical([]byte(c.body)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %v; not an error with %q", got, err, c.want)
			}
		})
	}
}

func TestDifference(t *testing.T) {
	if how := difference("same", "same"); how != "" {
		t.Error(how)
	}
	if how := difference(`{"a":1,"b":2}`, `{"a":1,"b":3}`); !strings.Contains(how, "byte 11 of 13") {
		t.Error(how)
	}
	if how := difference(`[1,2]`, `[1,2`); !strings.Contains(how, "byte 4 of 4") {
		t.Error(how)
	}
}
