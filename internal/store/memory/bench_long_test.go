package memory

import (
	"fmt"
	"sync/atomic"
	"testing"

	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// BenchmarkNumberInList measures a look at lists of numbers: one that is 100 times as long costs little more.
func BenchmarkNumberInList(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		list := make([]any, n)
		for i := range list {
			list[i] = (i * 7919) % n
		}
		in := numberTest(plan.In, list)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if !in(float64(i % n)) {
					b.Fatal(i)
				}
			}
		})
	}
}

// BenchmarkSpells measures the spells of one edge of a person who knows many: 100 times as many cost no more.
func BenchmarkSpells(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		p := newPeople(b)
		p.node("Person", "Ann")
		for i := range n {
			code := fmt.Sprintf("P%05d", i)
			p.node("Person", code)
			p.edge("KNOWS", "Ann", code, 1, day.Max)
		}
		s := p.build()
		x := s.run()
		x.begin(b.Context(), &program{}, nil, nil, &room{all: new(atomic.Int64)})
		w := s.walk(s.catalog.Relation("Person", "knows"))
		ann, _ := s.find("Ann")
		base := x.gather(w, ann, 1, true)
		f := &field{what: spells, walk: w, fields: &fields{end: []byte("{}")}}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.buf = x.buf[:0]
				if !x.spells(f, x.targets[base+i%n]) || string(x.buf) != "[{}]" {
					b.Fatalf("%s", x.buf)
				}
			}
		})
	}
}
