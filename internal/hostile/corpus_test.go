//go:build hostile

package hostile

import (
	"testing"
	"time"

	"orggraph/internal/running"
)

// What one attack may cost.
const (
	mostCPU    = 75 * time.Millisecond
	mostMemory = 32 // MB
	// idle is how far from where it was the memory may come to rest, in MB: what documents may be kept
	// (cache-documents), and what the allocator keeps at hand.
	idle = 16 + 12
)

// TestCorpus sends each attack to two servers: one as people start it, whose processor time is taken, and
// one that collects garbage early, so that the memory it takes is what the attack needs and not what has
// not been collected yet. What a server happens to do meanwhile is no cost of an attack, so the least of a
// few runs counts.
func TestCorpus(t *testing.T) {
	path := running.Build(t)
	plain := running.Serve(t, path, []string{"GOTRACEBACK=all"})
	frugal := running.Serve(t, path, []string{"GOGC=10"})
	fresh := running.Serve(t, path, []string{"GOTRACEBACK=all"})
	var all []attack
	for _, part := range [][]attack{nesting(), documents(), introspections(), values(), requests()} {
		all = append(all, part...)
	}
	for _, p := range []*running.Program{plain, frugal, fresh} {
		warm(t, p)
	}
	files := process(plain.PID).files(t)
	base := rest(t, frugal)
	now := base
	for _, a := range all {
		t.Run(a.name, func(t *testing.T) {
			cpu, seen := cost(t, plain, a)
			memory, back := growth(t, frugal, a, now, base)
			now = back
			t.Logf("%-22s %8.2f ms %6.1f MB", seen.String(), float64(cpu)/1e6, memory)
			switch {
			case cpu > mostCPU:
				t.Errorf("%v of the processor", cpu)
			case memory > mostMemory:
				t.Errorf("%.0f MB", memory)
			case back > base+idle:
				t.Errorf("afterwards it keeps %.0f MB", back-base)
			}
		})
	}
	if now := settled(files, func() int { return process(plain.PID).files(t) }); now > files {
		t.Errorf("%d open files became %d", files, now)
	}
	// The dumps of one that has been through all this and of one that has not tell of as many goroutines.
	if was, is := fresh.Goroutines(), plain.Goroutines(); is > was+2 {
		t.Errorf("%d goroutines became %d", was, is)
	}
}

// warm asks what people ask, until a server has what it keeps for that.
func warm(t *testing.T, p *running.Program) {
	t.Helper()
	ask := post(operation("{practices(first:500){nodes{name}}}", ""))
	for i := range 200 {
		if o := ask(p.Address); o.String() != legal {
			t.Fatal(i, o)
		}
	}
}

// cost sends an attack a few times and returns the least that it cost of the processor.
func cost(t *testing.T, p *running.Program, a attack) (least time.Duration, seen outcome) {
	t.Helper()
	least = time.Hour
	for run := 0; run < 3 || run < 12 && least > mostCPU/2; run++ {
		before := process(p.PID).quiet(t)
		seen = a.send(p.Address)
		if err := a.check(seen); err != nil {
			t.Fatal(err)
		}
		least = min(least, process(p.PID).quiet(t)-before)
	}
	return least, seen
}

// growth sends an attack a few times and returns by how much the memory grew at least, and where it came
// to rest.
func growth(t *testing.T, p *running.Program, a attack, now, base float64) (least, back float64) {
	t.Helper()
	least, back = 1<<20, now
	for run := 0; run < 1 || run < 6 && least > mostMemory/2; run++ {
		process(p.PID).forget(t)
		a.send(p.Address)
		process(p.PID).quiet(t)
		_, most := process(p.PID).memory(t)
		least = min(least, most-back)
		back = settled(base+idle, func() float64 { return rest(t, p) })
	}
	return max(least, 0), back
}

// rest is the memory of a server that has had something small to do, which is when it collects garbage.
func rest(t *testing.T, p *running.Program) float64 {
	t.Helper()
	ask := post(operation("{practices(first:500){nodes{name}}}", ""))
	for range 3 {
		ask(p.Address)
	}
	process(p.PID).quiet(t)
	now, _ := process(p.PID).memory(t)
	return now
}

// settled waits until a value has come down to what it should be, for as long as that may take, and
// returns it.
func settled[T int | float64](should T, value func() T) (now T) {
	for range 100 {
		if now = value(); now <= should {
			return now
		}
		time.Sleep(100 * time.Millisecond)
	}
	return now
}
