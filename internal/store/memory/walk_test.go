package memory

import (
	"fmt"
	"strings"
	"testing"

	"orggraph/internal/day"
)

// reached gathers the targets of a field and prints them: code, then the days of the edge or path.
func reached(s *snapshot, kind, field, code string, on day.Day, byCode bool) string {
	x := s.run()
	x.left = stride
	w := s.walk(s.catalog.Relation(kind, field))
	node, _ := s.find(code)
	var out []string
	for _, t := range x.targets[x.gather(w, node, on, byCode):] {
		from, to := t.from, t.to
		if t.edge != noRow {
			from, to = s.edges.validFrom.day(t.edge), s.edges.validTo.day(t.edge)
		}
		out = append(out, fmt.Sprintf("%s(%d,%d)", s.code(t.node), from, to))
	}
	return strings.NewReplacer("-2147483648", "", "2147483647", "").Replace(strings.Join(out, " "))
}

// Ann knows Bob twice, a club that sorts between, and others.
//
//	                 ┌─ 1-5 ──► Bob      ┌─ 10- ► Ann
//	Ann ── KNOWS ────┼─ 3-  ──► Bob     Bob
//	                 ├─ 2-  ──► Alf      └─ 10- ► Bob
//	                 ├─ 0-4 ──► Cat
//	                 └─ 1-  ──► Baa (a club)
func TestGatherOutwards(t *testing.T) {
	p := newPeople(t)
	for _, code := range []string{"Ann", "Bob", "Alf", "Cat"} {
		p.node("Person", code)
	}
	p.node("Club", "Baa")
	p.edge("KNOWS", "Ann", "Bob", 1, 6)
	p.edge("KNOWS", "Ann", "Bob", 3, day.Max)
	p.edge("KNOWS", "Ann", "Alf", 2, day.Max)
	p.edge("KNOWS", "Ann", "Cat", 0, 5)
	p.edge("KNOWS", "Ann", "Baa", 1, day.Max)
	p.edge("KNOWS", "Bob", "Ann", 10, day.Max)
	p.edge("KNOWS", "Bob", "Bob", 10, day.Max)
	s := p.build()
	for _, c := range []struct {
		field, code string
		on          day.Day
		want        string
	}{
		{"knownPeople", "Ann", 0, "Cat(0,4)"},
		{"knownPeople", "Ann", 4, "Alf(2,) Bob(3,) Cat(0,4)"},
		{"knownPeople", "Ann", 5, "Alf(2,) Bob(3,)"},
		{"knows", "Ann", 4, "Alf(2,) Baa(1,) Bob(3,) Cat(0,4)"},
		{"knows", "Bob", 9, ""},
		{"knows", "Bob", 10, "Ann(10,) Bob(10,)"},
		{"knows", "Cat", 10, ""},
	} {
		if got := reached(s, "Person", c.field, c.code, c.on, true); got != c.want {
			t.Errorf("%s of %s on %d: %s, want %s", c.field, c.code, c.on, got, c.want)
		}
	}
	if got := reached(s, "Person", "knows", "Ann", 4, false); got != "Baa(1,) Alf(2,) Bob(3,) Cat(0,4)" {
		t.Errorf("by id, clubs come first: %s", got)
	}
}

// A club's members come by code, whatever their kind; of parallel edges the newest that holds counts.
//
//	A (person) ─ 1-3, 4-8 ─► X ◄─ 1- ─ B (club)
//	C (person) ─ 1-, 2-   ─► X
func TestGatherInwards(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A")
	p.node("Club", "B")
	p.node("Person", "C")
	p.node("Club", "X")
	p.edge("MEMBER_OF", "A", "X", 1, 4)
	p.edge("MEMBER_OF", "A", "X", 4, 9)
	p.edge("MEMBER_OF", "B", "X", 1, day.Max)
	p.edge("MEMBER_OF", "C", "X", 1, day.Max)
	p.edge("MEMBER_OF", "C", "X", 2, day.Max)
	s := p.build()
	for on, want := range map[day.Day]string{
		0: "", 1: "A(1,3) B(1,) C(1,)", 3: "A(1,3) B(1,) C(2,)", 4: "A(4,8) B(1,) C(2,)", 9: "B(1,) C(2,)",
	} {
		if got := reached(s, "Club", "members", "X", on, true); got != want {
			t.Errorf("on %d: %s, want %s", on, got, want)
		}
	}
}

// Paths to one target: the latest first day counts, then the latest last day.
//
//	X ◄─ 1- ─ A ─ 5-  ─► T
//	X ◄─ 1- ─ B ─ 7-9 ─► T
//	X ◄─ 1- ─ C ─ 7-  ─► T
//	X ◄─ 1- ─ A ─ 2-  ─► S
func TestGatherPaths(t *testing.T) {
	p := newPeople(t)
	p.node("Club", "X")
	for _, code := range strings.Fields("A B C S T") {
		p.node("Person", code)
	}
	for _, code := range strings.Fields("A B C") {
		p.edge("MEMBER_OF", code, "X", 1, day.Max)
	}
	p.edge("KNOWS", "A", "T", 5, day.Max)
	p.edge("KNOWS", "B", "T", 7, 10)
	p.edge("KNOWS", "C", "T", 7, day.Max)
	p.edge("KNOWS", "A", "S", 2, day.Max)
	s := p.build()
	for on, want := range map[day.Day]string{
		1: "", 2: "S(2,)", 6: "S(2,) T(5,)", 7: "S(2,) T(7,)", 11: "S(2,) T(7,)",
	} {
		if got := reached(s, "Club", "friends", "X", on, true); got != want {
			t.Errorf("on %d: %s, want %s", on, got, want)
		}
	}
}

// Of two friends who agree in all but their code the first stands for the path; an undated step counts
// from the day on which it holds.
//
//	W ◄─ 1- ─ A ─ 1- ─► M ─ 1-        ─► T
//	W ◄─ 1- ─ A ─ 1- ─► N ─ 1-        ─► T
//	W ◄─ 1- ─ B ─ 1- ─► L ─ (from 6)  ─► T
func TestGatherPathsOfThreeSteps(t *testing.T) {
	p := newPeople(t)
	p.node("Club", "W")
	for _, code := range strings.Fields("A B L M N T") {
		p.node("Person", code)
	}
	p.edge("MEMBER_OF", "A", "W", 1, day.Max)
	p.edge("MEMBER_OF", "B", "W", 1, day.Max)
	for _, pair := range strings.Fields("AM BL AN MT LT NT") {
		p.edge("KNOWS", pair[:1], pair[1:], 1, day.Max)
	}
	p.edge("KNOWS", "L", "T", day.Min, day.Max).Life.From = 6 // it states no day and holds from the sixth on
	s := p.build()
	for on, want := range map[day.Day]string{5: "T(1,)", 6: "T(6,)"} {
		if got := reached(s, "Club", "friendsOfFriends", "W", on, true); got != want {
			t.Errorf("on %d: %s, want %s", on, got, want)
		}
	}
}
