package ods

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show prints rows one a line: number, cells, problem.
func show(text string) string {
	var b strings.Builder
	decoded, _, err := decode([]byte(text))
	if err != nil {
		return err.Error()
	}
	for ln := range lines(decoded) {
		fmt.Fprintf(&b, "%d %q %s\n", ln.number, ln.cells, ln.problem)
	}
	return b.String()
}

func TestLines(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"plain":                  {"a,b\nc,d\n", "1 [\"a\" \"b\"] \n2 [\"c\" \"d\"] \n"},
		"no end of line":         {"a,b", "1 [\"a\" \"b\"] \n"},
		"CRLF":                   {"a,b\r\nc,d\r\n", "1 [\"a\" \"b\"] \n2 [\"c\" \"d\"] \n"},
		"byte order mark":        {"\ufeff\"a\",b\n", "1 [\"a\" \"b\"] \n"},
		"Windows-1252":           {"caf\xe9,\x80\n", "1 [\"café\" \"€\"] \n"},
		"UTF-8":                  {"café,Ŵ\n", "1 [\"café\" \"Ŵ\"] \n"},
		"blank lines":            {"\n \r\na\n\n\nb\n", "3 [\"a\"] \n6 [\"b\"] \n"},
		"quotes":                 {`"a ""b"" c","d,e",""` + "\n", "1 [\"a \\\"b\\\" c\" \"d,e\" \"\"] \n"},
		"line break in quotes":   {"\"a\nb\",c\nd,e\n", "1 [\"a b\" \"c\"] \n3 [\"d\" \"e\"] \n"},
		"CRLF in quotes":         {"\"a\r\n\r\nb\",c\r\nd,e\r\n", "1 [\"a  b\" \"c\"] \n4 [\"d\" \"e\"] \n"},
		"quote that never ends":  {"a,\"b\nc,d\ne,f\n", "1 [\"a,\\\"b\"] a quoted text is not closed or holds a lone quote mark, at byte 6\n2 [\"c\" \"d\"] \n3 [\"e\" \"f\"] \n"},
		"two quotes far apart":   {"a,\"b\n\"c\",\"d\"\n\"e\",f\"\n", "1 [\"a,\\\"b\"] a quoted text is not closed or holds a lone quote mark, at byte 6\n2 [\"c\" \"d\"] \n3 [\"\\\"e\\\",f\\\"\"] a quote mark stands within an unquoted text, at byte 6\n"},
		"quote in unquoted text": {"a\"b\",c\nd\n", "1 [\"a\\\"b\\\",c\"] a quote mark stands within an unquoted text, at byte 2\n2 [\"d\"] \n"},
		"control character":      {"a,b\x00c\nd\te\n", "1 [\"a\" \"b\\x00c\"] column 2 holds the control character 0x00\n2 [\"d\\te\"] \n"},
		"lone carriage return":   {"a\rb\n", "1 [\"a b\"] \n"},
		"nothing":                {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, show(c.text)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A quote that is never closed costs one line, however long the file.
func TestUnclosedQuoteCostsOneLine(t *testing.T) {
	text := "\"a\n" + strings.Repeat("\"b\",\"c\"\n", 100)
	good, bad := 0, 0
	for ln := range lines([]byte(text)) {
		if ln.problem == "" {
			good++
		} else {
			bad++
		}
	}
	if good != 100 || bad != 1 {
		t.Errorf("%d good and %d bad rows", good, bad)
	}
}
