package naive

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"orggraph/internal/day"
)

// object is an object of the answer, its members in the order asked for.
type object []member

type member struct {
	key   string
	value any
}

// encode writes an answer without white space.
func encode(value any) []byte {
	var buf bytes.Buffer
	write(&buf, value)
	return buf.Bytes()
}

func write(buf *bytes.Buffer, value any) {
	switch v := value.(type) {
	case object:
		buf.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				buf.WriteByte(',')
			}
			write(buf, m.key)
			buf.WriteByte(':')
			write(buf, m.value)
		}
		buf.WriteByte('}')
	case []any:
		buf.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				buf.WriteByte(',')
			}
			write(buf, item)
		}
		buf.WriteByte(']')
	case string:
		buf.WriteString(text(v))
	case day.Day:
		buf.WriteString(text(v.String()))
	case float64:
		// semantics: Values
		buf.WriteString(strconv.FormatFloat(v, 'f', -1, 64))
	default: // null, int, bool
		buf.WriteString(marshal(v))
	}
}

// text is a JSON string. encoding/json escapes two separators of lines that JSON does not ask to be
// escaped, and has short forms for two control characters that stores write in the long one.
func text(s string) string {
	return strings.NewReplacer(
		`\\`, `\\`, // so that an escaped backslash takes nothing of what follows
		`\u2028`, "\u2028", `\u2029`, "\u2029",
		`\b`, `\u0008`, `\f`, `\u000c`,
	).Replace(marshal(s))
}

func marshal(v any) string {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // text, a number, a boolean or null
	}
	return strings.TrimSuffix(buf.String(), "\n")
}
