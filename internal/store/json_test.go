package store

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"orggraph/internal/day"
)

// What AppendString writes is the shortest JSON of the text that encoding/json reads back.
func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", `"`, `\`, "a\x00\x1f\x7f\n\r\t\b\f", "ä\u2028\u2029<>&", "\xff", "a\xc3", "\xed\xa0\x80", "\U0001F600"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := AppendString([]byte("before"), s)[len("before"):]
		var decoded string
		if err := json.Unmarshal(text, &decoded); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if want := strings.ToValidUTF8(s, "\uFFFD"); utf8.ValidString(s) && decoded != want {
			t.Errorf("%q, want %q", decoded, want)
		}
		if !utf8.Valid(text) {
			t.Errorf("%q is no UTF-8", text)
		}
		for _, b := range text {
			if b < ' ' {
				t.Errorf("%q holds a control character", text)
			}
		}
	})
}

func TestAppendStringEscapesWhatJSONRequires(t *testing.T) {
	for s, want := range map[string]string{
		"a\"b\\c\n\r\t\x00\x1f": `"a\"b\\c\n\r\t\u0000\u001f"`,
		"</é\u2028😀\x7f":        "\"</é\u2028😀\x7f\"",
		"a\xffb\xc3":            "\"a\uFFFDb\uFFFD\"",
	} {
		if got := string(AppendString(nil, s)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestAppendValue(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, "null"},
		{"a", `"a"`},
		{-7, "-7"},
		{true, "true"},
		{51.500001, "51.500001"},
		{1e21, "1000000000000000000000"},
		{1e-7, "0.0000001"},
		{math.NaN(), "null"},
		{math.Inf(-1), "null"},
		{day.Of(2026, 4, 1), `"2026-04-01"`},
		{day.Min, "null"},
		{day.Max, "null"},
	} {
		if got := string(AppendValue(nil, c.value)); got != c.want {
			t.Errorf("%v: %s, want %s", c.value, got, c.want)
		}
	}
}
