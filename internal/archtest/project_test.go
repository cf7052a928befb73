package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// project is what the rules are about.
type project struct {
	files    map[string]string    // text by path
	sources  map[string]*source   // Go files by path
	packages map[string][]*source // by folder
	names    []string             // paths of files, sorted
	folders  []string             // of packages, sorted
}

// source is a Go file.
type source struct {
	path      string
	name      string // of the package
	doc       string
	imports   []string
	test      bool
	generated bool
}

// readProject reads all files but those that git ignores (see .gitignore) and those of test data in Go.
func readProject(files fs.FS) (*project, error) {
	p := &project{files: map[string]string{}, sources: map[string]*source{}, packages: map[string][]*source{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{".git", ".work", "bin", "data", "internal/web/dist"}, name),
			entry.IsDir() && slices.Contains([]string{"node_modules", ".venv"}, path.Base(name)):
			return fs.SkipDir
		case !entry.Type().IsRegular(), name == ".git", // of a worktree
			path.Ext(name) == ".orggraph", strings.HasSuffix(name, ".rejects.csv"):
			return nil
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		p.files[name] = string(text)
		p.names = append(p.names, name)
		if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") {
			return nil
		}
		return p.add(name, text)
	})
	slices.Sort(p.names)
	for folder := range p.packages {
		p.folders = append(p.folders, folder)
	}
	slices.Sort(p.folders)
	return p, err
}

// add reads a Go file, whatever its build tags.
func (p *project) add(name string, text []byte) error {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s := &source{
		path: name, name: file.Name.Name, doc: file.Doc.Text(),
		test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(file),
	}
	for _, i := range file.Imports {
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s.imports = append(s.imports, imported)
	}
	p.sources[name] = s
	folder := path.Dir(name)
	p.packages[folder] = append(p.packages[folder], s)
	return nil
}

// lines yields the lines of a file's text, counted from 1.
func lines(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		number := 0
		for line := range strings.Lines(text) {
			number++
			if !yield(number, strings.TrimRight(line, "\r\n")) {
				return
			}
		}
	}
}

// folderOf is the folder of a source, which is its package.
func folderOf(s *source) string { return path.Dir(s.path) }
