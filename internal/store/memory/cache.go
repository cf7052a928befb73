package memory

import (
	"runtime"
	"sync"
	"weak"

	"orggraph/internal/plan"
)

// programs are the compiled roots of the plans that somebody still holds: whoever caches plans bounds
// them, and a program goes when its plan does.
type programs struct {
	mu    sync.RWMutex
	known map[weak.Pointer[plan.Root]]*program
}

func (s *snapshot) program(r *plan.Root) *program {
	key := weak.Make(r)
	s.programs.mu.RLock()
	p := s.programs.known[key]
	s.programs.mu.RUnlock()
	if p != nil {
		return p
	}
	p = s.compile(r)
	s.programs.mu.Lock()
	defer s.programs.mu.Unlock()
	if known := s.programs.known[key]; known != nil {
		return known
	}
	s.programs.known[key] = p
	runtime.AddCleanup(r, s.programs.forget, key)
	return p
}

func (ps *programs) forget(key weak.Pointer[plan.Root]) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	delete(ps.known, key)
}
