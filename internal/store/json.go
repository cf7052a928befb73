package store

import (
	"math"
	"strconv"
	"unicode/utf8"

	"orggraph/internal/day"
)

const hex = "0123456789abcdef"

// AppendString appends s as a JSON string. Only what JSON requires is escaped; a byte that is no
// UTF-8 becomes U+FFFD.
func AppendString(buf []byte, s string) []byte {
	buf = append(buf, '"')
	start := 0
	for i := 0; i < len(s); {
		b := s[i]
		if b >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				buf = append(append(buf, s[start:i]...), "\uFFFD"...)
				start = i + 1
			}
			i += size
			continue
		}
		if b >= ' ' && b != '"' && b != '\\' {
			i++
			continue
		}
		buf = append(buf, s[start:i]...)
		switch b {
		case '"', '\\':
			buf = append(buf, '\\', b)
		case '\n':
			buf = append(buf, '\\', 'n')
		case '\r':
			buf = append(buf, '\\', 'r')
		case '\t':
			buf = append(buf, '\\', 't')
		default:
			buf = append(buf, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
		}
		i++
		start = i
	}
	return append(append(buf, s[start:]...), '"')
}

// AppendDay appends the date as a JSON string; null for day.Min and day.Max.
func AppendDay(buf []byte, d day.Day) []byte {
	if d == day.Min || d == day.Max {
		return append(buf, "null"...)
	}
	return append(d.Append(append(buf, '"')), '"')
}

// AppendFloat appends f in its shortest form without exponent; null where it is no number.
func AppendFloat(buf []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(buf, "null"...)
	}
	return strconv.AppendFloat(buf, f, 'f', -1, 64)
}

// AppendValue appends a scalar of one of the Go types of catalog.Type; nil is null.
func AppendValue(buf []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return AppendString(buf, v)
	case int:
		return strconv.AppendInt(buf, int64(v), 10)
	case float64:
		return AppendFloat(buf, v)
	case bool:
		return strconv.AppendBool(buf, v)
	case day.Day:
		return AppendDay(buf, v)
	default:
		return append(buf, "null"...)
	}
}
