package reference

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"orggraph/internal/catalog"
)

// Load reads and checks the project's own files. Every error names file and line.
func Load(files fs.FS, c *catalog.Catalog) (*Data, error) {
	folder, err := ReadFolder(files)
	if err != nil {
		return nil, fmt.Errorf("reference: %w", err)
	}
	d, err := load(folder, c, nil)
	if err != nil {
		return nil, fmt.Errorf("reference: %w", err)
	}
	return d, nil
}

// LoadOwn reads and checks a user's own files, which add to the built-in ones. Every error names file and line.
func LoadOwn(folder Folder, c *catalog.Catalog, builtIn *Data) (*Data, error) {
	return load(folder, c, builtIn)
}

// loader reads files. What is built in is nil while that is read itself.
type loader struct {
	*Data
	files   Folder
	catalog *catalog.Catalog
	builtIn *Data
	records int
}

// The files of dated properties, named after them.
const (
	formerNameFile = "formerNames.csv"
	onsCodeFile    = "onsCode.csv"
)

func load(folder Folder, c *catalog.Catalog, builtIn *Data) (*Data, error) {
	l := loader{files: folder, catalog: c, builtIn: builtIn, Data: &Data{
		nodes: map[string]*Node{}, edges: map[string][]*Edge{}, settings: map[int]*Setting{},
		roles: map[string]string{}, counties: map[string]string{}, subICBs: map[string]bool{},
	}}
	for _, name := range slices.Sorted(maps.Keys(folder)) {
		if err := l.loadFile(name); err != nil {
			return nil, err
		}
	}
	l.index()
	for _, check := range []func() error{
		l.checkSettings, l.checkFormerNames, l.checkONSCodes, l.checkEnds, l.checkTwice, l.checkWhole, l.checkCycles,
	} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return l.Data, nil
}

// loadFile reads a file by what its name says that it holds.
func (l *loader) loadFile(name string) error {
	before := l.records
	subject := strings.TrimSuffix(name, ".csv")
	var err error
	switch kind, edge := l.catalog.Kind(subject), l.catalog.EdgeType(subject); {
	case name == subject:
		err = l.unknownFile(name)
	case kind != nil:
		err = l.loadNodes(name, kind)
	case subject == derivedAlone:
		err = fmt.Errorf("%s:1: follows from %s.csv by itself: state the single steps there", name, succeededBy)
	case edge != nil:
		err = l.loadEdges(name, edge)
	case name == formerNameFile:
		err = l.read(name, form{first: []string{"code", "name"}}, l.addFormerName)
	case name == onsCodeFile:
		err = l.read(name, form{first: []string{"code", "ons"}}, l.addONSCode)
	case name == countyList || name == roleList || name == settingList:
		err = l.loadList(name)
	default:
		err = l.unknownFile(name)
	}
	l.Counts = append(l.Counts, Count{name, l.records - before})
	return err
}

// derivedAlone is the edge type that follows from another, and that nobody states.
const derivedAlone = "FOLLOWED_BY"

func (l *loader) loadList(name string) error {
	if l.builtIn != nil {
		return fmt.Errorf("%s:1: is a list of the program: a folder of your own can't have it", name)
	}
	switch name {
	case roleList:
		return l.read(name, form{first: []string{"id", "name"}}, l.addRole)
	case settingList:
		return l.read(name, form{first: []string{"code", "name", "roles"}}, l.addSetting)
	default:
		return l.read(name, form{first: []string{"name", "county"}}, l.addCounty)
	}
}

// unknownFile says what the name of a file could be.
func (l *loader) unknownFile(name string) error {
	var kinds, types []string
	for _, k := range l.catalog.Kinds {
		kinds = append(kinds, k.Name)
	}
	for _, t := range l.catalog.EdgeTypes {
		if t.Name != derivedAlone {
			types = append(types, t.Name)
		}
	}
	slices.Sort(types)
	return fmt.Errorf("%s:1: no file has this name: it is %s, %s, a kind with .csv (%s) or an edge type with .csv (%s)",
		name, formerNameFile, onsCodeFile, strings.Join(kinds, ", "), strings.Join(types, ", "))
}

func (l *loader) loadNodes(name string, kind *catalog.Kind) error {
	columns := ColumnsOf(kind)
	f := form{first: []string{"code"}, of: "kind " + kind.Name}
	for _, p := range columns {
		f.more = append(f.more, p.Name)
	}
	parse := valueReader(f, func(name string) *catalog.Property { return l.catalog.Property(name) })
	needsODS := false
	if p, ok := kind.Property("odsCode"); ok {
		needsODS = p.NonNull
	}
	return l.read(name, f, func(r *row) error {
		n := &Node{Mark: r.Mark, Kind: kind, Code: r.values[0]}
		if err := r.checkCode(n.Code, needsODS, kind); err != nil {
			return err
		}
		if other := l.node(n.Code); other != nil {
			return r.Errorf("%s is stated in %s already: remove one of the two", n.Code, place(&other.Mark))
		}
		var err error
		if n.Values, err = parse(r); err != nil {
			return err
		}
		for _, p := range columns {
			stated := slices.ContainsFunc(n.Values, func(v Value) bool { return v.Property == p.Property })
			if p.NonNull && !p.List && !stated {
				return r.Errorf("%s has no %s: every %s needs one%s", n.Code, p.Name, kind.Name, oneOf(p.Property))
			}
		}
		l.Nodes = append(l.Nodes, n)
		l.nodes[n.Code] = n
		return nil
	})
}

func (l *loader) loadEdges(name string, t *catalog.EdgeType) error {
	f := form{first: []string{"from", "to"}, of: "an edge"}
	for _, p := range l.catalog.EdgeProperties {
		f.more = append(f.more, p.Name)
	}
	parse := valueReader(f, l.catalog.EdgeProperty)
	return l.read(name, f, func(r *row) error {
		e := &Edge{Mark: r.Mark, Type: t, From: r.values[0], To: r.values[1]}
		for _, code := range []string{e.From, e.To} {
			if err := r.checkCode(code, false, nil); err != nil {
				return err
			}
		}
		if e.From == e.To {
			return r.Errorf("%s leads to itself: state the code of another", e.From)
		}
		var err error
		if e.Values, err = parse(r); err != nil {
			return err
		}
		l.Edges = append(l.Edges, e)
		return nil
	})
}

func (l *loader) addFormerName(r *row) error {
	if r.values[1] == "" {
		return r.Errorf("no name: state the name that %s had", r.values[0])
	}
	l.FormerNames = append(l.FormerNames, &FormerName{r.Mark, r.values[0], r.values[1]})
	return r.checkCode(r.values[0], false, nil)
}

var onsCode = regexp.MustCompile(`^[EW][0-9]{8}$`)

func (l *loader) addONSCode(r *row) error {
	if !onsCode.MatchString(r.values[1]) {
		return r.Errorf("%q is no ONS code: write E or W and eight digits", r.values[1])
	}
	l.ONSCodes = append(l.ONSCodes, &ONSCode{r.Mark, r.values[0], r.values[1]})
	return r.checkCode(r.values[0], false, nil)
}

// node is the node that these files or the built-in ones state; nil for none.
func (l *loader) node(code string) *Node {
	if n := l.nodes[code]; n != nil || l.builtIn == nil {
		return n
	}
	return l.builtIn.nodes[code]
}
