package reference

import (
	"cmp"
	"slices"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
)

// checkEnds checks each edge against what the files say of its ends. What published files describe is left to
// whoever has read them.
func (l *loader) checkEnds() error {
	for _, e := range l.Edges {
		from, to := l.node(e.From), l.node(e.To)
		if err := e.CheckKinds(l.catalog, kindOf(from), kindOf(to)); err != nil {
			return err
		}
		check := l.checkLives
		if e.Type.Name == succeededBy {
			check = l.checkSuccession
		}
		if err := check(e, from, to); err != nil {
			return err
		}
	}
	return nil
}

func kindOf(n *Node) *catalog.Kind {
	if n == nil {
		return nil
	}
	return n.Kind
}

// CheckKinds fails where no fields connect nodes of these kinds by an edge; nil is a kind that is not known.
func (e *Edge) CheckKinds(c *catalog.Catalog, from, to *catalog.Kind) error {
	switch {
	case from != nil && !e.Type.Sources.Has(from):
		return e.Errorf("%s is of kind %s: %s leads from %s", e.From, from.Name, e.Type.Name, names(c, e.Type.Sources))
	case to != nil && !e.Type.Targets.Has(to):
		return e.Errorf("%s is of kind %s: %s leads to %s", e.To, to.Name, e.Type.Name, names(c, e.Type.Targets))
	case from != nil && to != nil && !c.Connects(e.Type, from, to):
		var reached catalog.KindSet
		for _, k := range c.In(e.Type.Targets) {
			if c.Connects(e.Type, from, k) {
				reached |= catalog.Set(k)
			}
		}
		return e.Errorf("%s is of kind %s: from kind %s, %s leads to %s", e.To, to.Name, from.Name, e.Type.Name, names(c, reached))
	}
	return nil
}

func names(c *catalog.Catalog, set catalog.KindSet) string {
	var list []string
	for _, k := range c.In(set) {
		list = append(list, k.Name)
	}
	if list == nil {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// checkLives fails where a day is stated that lies outside the life of an end, or no day is left.
func (l *loader) checkLives(e *Edge, from, to *Node) error {
	since, until := e.Since, e.Until
	for _, n := range []*Node{from, to} {
		if n == nil {
			continue
		}
		if err := e.within(n); err != nil {
			return err
		}
		since, until = max(since, n.Since), min(until, n.Until)
	}
	if since > until {
		return e.Errorf("no day is left on which both %s and %s are there", e.From, e.To)
	}
	return nil
}

// within fails where a record states a day on which the node is not there.
func (m *Mark) within(n *Node) error {
	for _, d := range []day.Day{m.Since, m.Until} {
		verb := "begins"
		if d == m.Until {
			verb = "ends"
		}
		switch {
		case d == day.Min || d == day.Max:
		case d < n.Since:
			return m.Errorf("%s on %v, before %s is there, on %v (%s)", verb, d, n.Code, n.Since, place(&n.Mark))
		case d > n.Until:
			return m.Errorf("%s on %v, after the last day of %s, %v (%s)", verb, d, n.Code, n.Until, place(&n.Mark))
		}
	}
	return nil
}

// checkSuccession: what takes the place of something begins when that has ended.
func (l *loader) checkSuccession(e *Edge, from, to *Node) error {
	switch {
	case e.Since == day.Min:
		return e.Errorf("no day: state in since the first day on which %s is in the place of %s", e.To, e.From)
	case from != nil && e.Since <= from.Until:
		last := "none is stated"
		if from.Until != day.Max {
			last = from.Until.String()
		}
		return e.Errorf("begins on %v, not after the last day of %s, %s (%s)", e.Since, e.From, last, place(&from.Mark))
	case to != nil && e.Since < to.Since:
		return e.Errorf("begins on %v, before %s is there, on %v (%s)", e.Since, e.To, to.Since, place(&to.Mark))
	case to != nil && e.Since > to.Until:
		return e.Errorf("begins on %v, after the last day of %s, %v (%s)", e.Since, e.To, to.Until, place(&to.Mark))
	}
	return nil
}

// byPlace orders records: the built-in ones first.
func byPlace(a, b *Mark) int {
	if a.Own != b.Own {
		if a.Own {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// all are the built-in records and those of the files.
func all[T any](l *loader, of func(*Data) []T) []T {
	if l.builtIn == nil {
		return slices.Clone(of(l.Data))
	}
	return slices.Concat(of(l.builtIn), of(l.Data))
}

// overlap finds two records of the same subject that hold on the same days; the later one comes second.
// The list is sorted by that.
func overlap[T interface{ mark() *Mark }](list []T, subject func(a, b T) int) (first, second T, found bool) {
	slices.SortFunc(list, func(a, b T) int {
		return cmp.Or(subject(a, b), cmp.Compare(a.mark().Since, b.mark().Since), byPlace(a.mark(), b.mark()))
	})
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if subject(a, b) != 0 || b.mark().Since > a.mark().Until {
			continue
		}
		if byPlace(a.mark(), b.mark()) > 0 {
			a, b = b, a
		}
		return a, b, true
	}
	return first, second, false
}

// checkTwice finds edges that are there twice, and second ones of a type that leads to one node at a time.
func (l *loader) checkTwice() error {
	target := func(e *Edge) string {
		if e.Type.ToOne {
			return ""
		}
		return e.To
	}
	a, b, found := overlap(all(l, func(d *Data) []*Edge { return d.Edges }), func(a, b *Edge) int {
		return cmp.Or(cmp.Compare(a.Type.Index, b.Type.Index), cmp.Compare(a.From, b.From), cmp.Compare(target(a), target(b)))
	})
	switch {
	case !found:
		return nil
	case a.To == b.To:
		return b.Errorf("%s to %s is stated on the same days in %s already: remove one of the two", b.From, b.To, place(&a.Mark))
	default:
		return b.Errorf("%s leads to %s on the same days, in %s: it leads to one at a time", b.From, a.To, place(&a.Mark))
	}
}

// checkWhole: what went whole into one went into no other.
func (l *loader) checkWhole() error {
	before := map[string]*Edge{}
	for _, e := range all(l, func(d *Data) []*Edge { return d.edges[succeededBy] }) {
		other := before[e.From]
		if other != nil && other.To != e.To && (text(other.Values, "extent") == "WHOLE" || text(e.Values, "extent") == "WHOLE") {
			return e.Errorf("%s went into %s too, in %s: then neither has the extent WHOLE", e.From, other.To, place(&other.Mark))
		}
		before[e.From] = e
	}
	return nil
}

func (l *loader) checkFormerNames() error {
	for _, f := range l.FormerNames {
		if err := f.of(l.node(f.Code), "formerNames", "former names"); err != nil {
			return err
		}
	}
	a, b, found := overlap(all(l, func(d *Data) []*FormerName { return d.FormerNames }), func(a, b *FormerName) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name))
	})
	if found {
		return b.Errorf("%s has this name on the same days in %s: remove one of the two", b.Code, place(&a.Mark))
	}
	return nil
}

func (l *loader) checkONSCodes() error {
	for _, c := range l.ONSCodes {
		if err := c.of(l.node(c.Code), "onsCode", "ONS code"); err != nil {
			return err
		}
	}
	a, b, found := overlap(all(l, func(d *Data) []*ONSCode { return d.ONSCodes }), func(a, b *ONSCode) int {
		return cmp.Compare(a.Code, b.Code)
	})
	if found {
		return b.Errorf("%s has the code %s on the same days, in %s: remove one of the two", b.Code, a.ONS, place(&a.Mark))
	}
	return nil
}

// of fails where a node has no such property, or is not there on the days of the record; nil is a node that is
// not known.
func (m *Mark) of(n *Node, property, called string) error {
	if n == nil {
		return nil
	}
	if _, ok := n.Kind.Property(property); !ok {
		return m.Errorf("%s is of kind %s, which has no %s", n.Code, n.Kind.Name, called)
	}
	return m.within(n)
}
