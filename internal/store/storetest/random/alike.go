package random

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// another draws a value in place of one that was: alike, or the same where no such is found. It is free where none was.
func another(was any, draw func() any) any {
	for range 20 {
		value := draw()
		if was == nil || outline(was) == outline(value) {
			return value
		}
	}
	return was
}

// outline is what values that are alike have in common. Neo4j plans a statement anew for texts of another order of
// magnitude, and the statement itself is another for texts with characters that UTF-16 sorts elsewhere.
func outline(value any) string {
	text, ok := value.(string)
	if !ok {
		return fmt.Sprint(value == nil)
	}
	if parts := cursorParts(text); parts != nil {
		all := "cursor"
		for _, part := range parts {
			all += " " + outline(part)
		}
		return all
	}
	size, magnitude := len(utf16.Encode([]rune(text))), 0
	for magnitude < size {
		magnitude = max(1, 10*magnitude)
	}
	return fmt.Sprint(magnitude, strings.IndexFunc(text, func(r rune) bool { return r >= 0xD800 }) >= 0)
}

// cursorParts are the sort values in the text of a cursor; nil of another text.
func cursorParts(text string) (parts []any) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &parts) != nil {
		return nil
	}
	return parts
}
