package memory

import (
	"runtime"
	"testing"
	"time"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

func (s *snapshot) lookUpPerson() *plan.Root {
	person := s.catalog.Root("person")
	o := &plan.Object{ByKind: make([][]plan.Field, len(s.catalog.Kinds))}
	o.ByKind[s.catalog.Kind("Person").Index] = []plan.Field{
		&plan.Scalar{Key: "odsCode", Property: s.catalog.Property("odsCode"), NonNull: true},
	}
	return &plan.Root{Key: "person", Root: person, Keys: 0, AsOf: 1, Object: o}
}

func TestProgramsAreCompiledOnceAndGoWithTheirPlan(t *testing.T) {
	p := newPeople(t)
	p.node("Person", "A")
	s := p.build()
	root := s.lookUpPerson()
	compiled := s.program(root)
	if root.Root.Access != catalog.ByCode || s.program(root) != compiled {
		t.Error("one plan is compiled twice")
	}
	if s.program(s.lookUpPerson()) == compiled {
		t.Error("two plans share a program")
	}
	runtime.KeepAlive(root)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		runtime.GC()
		s.programs.mu.RLock()
		left := len(s.programs.known)
		s.programs.mu.RUnlock()
		if left == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d programs are left when their plans are gone", left)
		}
	}
}
