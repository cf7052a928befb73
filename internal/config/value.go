package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parse reads a value as an option or a variable has it. The error says what it should be.
func (s *Setting) parse(text string) (any, error) {
	switch s.Kind {
	case List:
		items := []string{}
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		return items, nil
	case Number:
		n, err := strconv.ParseUint(text, 10, 63)
		return int64(n), s.inRange(text, int64(n), err)
	case Size:
		n, err := parseSize(text)
		return n, s.inRange(text, n, err)
	case Duration:
		d, err := time.ParseDuration(text)
		return d, s.inRange(text, int64(d), err)
	case Boolean:
		if text != "true" && text != "false" {
			return nil, s.wrong(text)
		}
		return text == "true", nil
	case Choice:
		if !slices.Contains(s.Choices, text) {
			return nil, s.wrong(text)
		}
		return text, nil
	default:
		return text, nil
	}
}

func (s *Setting) inRange(text string, n int64, err error) error {
	if err != nil || n < s.Least || n > s.Most {
		return s.wrong(text)
	}
	return nil
}

// wrong says of a text what it is not.
func (s *Setting) wrong(text string) error {
	const longest = 40
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return fmt.Errorf("%q is no %s", text, s.Form())
}

// Form says what a value looks like: "whole number from 1 to 1000".
func (s *Setting) Form() string {
	switch s.Kind {
	case List:
		return "list of texts"
	case Number:
		return "whole number from " + s.Range()
	case Size:
		return "size from " + s.Range()
	case Duration:
		return "duration from " + s.Range()
	case Boolean:
		return "true or false"
	case Choice:
		return "value of " + strings.Join(s.Choices, ", ")
	default:
		return "text"
	}
}

// Range says from where to where values go; empty where there is no range.
func (s *Setting) Range() string {
	switch s.Kind {
	case Number:
		return fmt.Sprintf("%s to %s", s.write(s.Least), s.write(s.Most))
	case Size:
		return fmt.Sprintf("%s to %s", s.write(s.Least), s.write(s.Most))
	case Duration:
		return fmt.Sprintf("%s to %s", s.write(time.Duration(s.Least)), s.write(time.Duration(s.Most)))
	default:
		return ""
	}
}

// write is a value as a file has it, and as it is read again.
func (s *Setting) write(value any) string {
	switch v := value.(type) {
	case []string:
		quoted := make([]string, len(v))
		for i, item := range v {
			quoted[i] = strconv.Quote(item)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case int64:
		if s.Kind == Size {
			return writeSize(v)
		}
		return strconv.FormatInt(v, 10)
	case time.Duration:
		return writeDuration(v)
	case bool:
		return strconv.FormatBool(v)
	case string:
		if s.Kind == Choice {
			return v
		}
		return strconv.Quote(v)
	default:
		return ""
	}
}

var units = []struct {
	name  string
	bytes int64
}{{"GiB", gib}, {"MiB", mib}, {"KiB", kib}, {"B", 1}, {"", 1}}

func parseSize(text string) (int64, error) {
	for _, u := range units {
		if digits, ok := strings.CutSuffix(text, u.name); ok {
			n, err := strconv.ParseUint(digits, 10, 63)
			if err != nil || int64(n) > math.MaxInt64/u.bytes {
				return 0, strconv.ErrRange
			}
			return int64(n) * u.bytes, nil
		}
	}
	return 0, strconv.ErrSyntax
}

func writeSize(n int64) string {
	for _, u := range units {
		if u.bytes > 1 && n > 0 && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return strconv.FormatInt(n, 10)
}

// writeDuration leaves out the units at the end that are 0.
func writeDuration(d time.Duration) string {
	text := d.String()
	if short, ok := strings.CutSuffix(text, "m0s"); ok {
		text = short + "m"
		if short, ok := strings.CutSuffix(text, "h0m"); ok {
			text = short + "h"
		}
	}
	return text
}
