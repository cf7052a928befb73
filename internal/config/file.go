package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// mostFile is how large a file may be.
const mostFile = mib

// fromFile reads the settings of a file that nobody has stated elsewhere, and checks all.
func (v *Values) fromFile(path string, wrong *mistakes) {
	text, err := readFile(path)
	if err != nil {
		wrong.add(v.values["config"].where, "%v", err)
		return
	}
	f := file{path: path, wrong: wrong}
	for _, entry := range f.entries(text) {
		f.entry(v, entry)
	}
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, mostFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > mostFile:
		return nil, fmt.Errorf("%s is larger than 1 MiB", path)
	case !utf8.Valid(text):
		return nil, fmt.Errorf("%s is not UTF-8", path)
	}
	return bytes.TrimPrefix(text, []byte("\ufeff")), nil
}

// file is a file of settings that is being read. What it says of mistakes holds no line of the file, which
// may be one with a password.
type file struct {
	path  string
	wrong *mistakes
}

func (f *file) fail(line int, format string, args ...any) {
	f.wrong.add(fmt.Sprintf("%s:%d", f.path, line), format, args...)
}

// entries are the keys of the file and what stands beside them.
func (f *file) entries(text []byte) []*ast.MappingValueNode {
	parsed, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	var syntax *yaml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		f.fail(syntax.GetToken().Position.Line, "this is no YAML")
		return nil
	case err != nil:
		f.wrong.add(f.path, "this is no YAML")
		return nil
	}
	if len(parsed.Docs) == 0 { // "..." alone
		return nil
	}
	if len(parsed.Docs) > 1 {
		f.fail(lineOf(parsed.Docs[1].Body), "a second document begins here, and a file of settings is one, without directives")
		return nil
	}
	switch body := parsed.Docs[0].Body.(type) {
	case nil:
		return nil
	case *ast.MappingNode:
		return body.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{body}
	default:
		f.fail(lineOf(body), "settings are written as NAME: VALUE")
		return nil
	}
}

// entry takes one setting.
func (f *file) entry(v *Values, entry *ast.MappingValueNode) {
	line := lineOf(entry.Key)
	key, ok := entry.Key.(*ast.StringNode)
	if !ok {
		f.fail(line, "settings are written as NAME: VALUE")
		return
	}
	s := setting(key.Value)
	if s == nil || s.OptionOnly {
		f.fail(line, "there is no setting %.40q%s", key.Value, suggestion(key.Value, keys()))
		return
	}
	where := fmt.Sprintf("%s:%d", f.path, line)
	read, err := s.read(entry.Value)
	if err == nil {
		err = v.check(s, read)
	}
	if err != nil {
		f.fail(line, "%s: %v", s.Name, err)
	}
	switch before := v.values[s.Name]; {
	case before.rank == byFile:
		f.fail(line, "%s stands in %s already", s.Name, before.where)
	case before.rank > byFile || read == "" || err != nil:
	default:
		v.values[s.Name] = value{value: read, rank: byFile, where: where}
	}
}

// read is the value of a setting in a file, where it has to be written as its kind is.
func (s *Setting) read(n ast.Node) (any, error) {
	switch n := n.(type) {
	case *ast.SequenceNode:
		if s.Kind != List {
			return nil, fmt.Errorf("is a list: give one %s", s.Form())
		}
		items := []string{}
		for _, item := range n.Values {
			text, ok := item.(*ast.StringNode)
			if !ok {
				return nil, errors.New("an item of the list is no text: put it between quotes")
			}
			items = append(items, text.Value)
		}
		return items, nil
	case *ast.StringNode:
		switch s.Kind {
		case List:
			return nil, fmt.Errorf("is one text: write a list, [%q]", "…")
		case Number, Boolean:
			return nil, fmt.Errorf("is a text: give a %s, without quotes", s.Form())
		}
		return s.parse(n.Value)
	case *ast.IntegerNode, *ast.BoolNode, *ast.FloatNode:
		if s.Kind == Text {
			return nil, errors.New("is no text: put it between quotes")
		}
		return s.parse(n.GetToken().Value)
	case *ast.NullNode:
		return nil, errors.New("has no value: give one, or leave the line out")
	default:
		return nil, fmt.Errorf("is written in a way that settings are not: give a %s", s.Form())
	}
}

func lineOf(n ast.Node) int {
	if n == nil || n.GetToken() == nil {
		return 1
	}
	return n.GetToken().Position.Line
}
