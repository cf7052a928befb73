package memory

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.OneOf(
			rapid.String(), rapid.StringN(60, 70, -1), rapid.SampledFrom([]string{"", `"`, `\`, "a\nb", "\u2028", strings.Repeat("x", 10_000)}),
		)).Draw(t, "values")
		b := newTextBuilder()
		var at []uint32
		for _, v := range values {
			at = append(at, b.value(v))
		}
		list := b.strings(values)
		for i, v := range values {
			if got := b.texts.raw(at[i]); got != v {
				t.Fatalf("%q, want %q", got, v)
			}
			var decoded string
			if err := json.Unmarshal(b.texts.append(nil, at[i]), &decoded); err != nil || decoded != v {
				t.Fatalf("%s: %v", b.texts.json(at[i]), err)
			}
			if j := slices.Index(values, v); at[j] != at[i] {
				t.Fatalf("%q is kept twice", v)
			}
		}
		if got := b.texts.strings(list); !slices.Equal(got, values) {
			t.Fatalf("%q, want %q", got, values)
		}
	})
}

func TestTextsBeginWithWhatHasFixedPlaces(t *testing.T) {
	b := newTextBuilder()
	for at, want := range map[uint32]string{textNull: "null", textFalse: "false", textTrue: "true", textEmpty: "[]"} {
		if got := string(b.texts.json(at)); got != want {
			t.Errorf("%s at %d, want %s", got, at, want)
		}
	}
	if b.value(nil) != textNull || b.value(false) != textFalse || b.value(true) != textTrue || b.strings(nil) != textEmpty {
		t.Error("fixed values are kept twice")
	}
}
