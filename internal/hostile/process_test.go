//go:build hostile

package hostile

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// process is a program that is looked at from outside.
type process int

// cpu is what the process has had of the processors, user and system: its own clock, which counts
// nanoseconds where /proc counts hundredths of a second.
func (p process) cpu(t *testing.T) time.Duration {
	t.Helper()
	const ofProcess = 2 // CPUCLOCK_SCHED
	clock := int32(^p)<<3 | ofProcess
	var at syscall.Timespec
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, uintptr(clock), uintptr(unsafe.Pointer(&at)), 0); errno != 0 {
		t.Fatalf("the clock of process %d: %v", p, errno)
	}
	return time.Duration(at.Nano())
}

// quiet returns the clock once the process has stopped spending.
func (p process) quiet(t *testing.T) time.Duration {
	t.Helper()
	before := p.cpu(t)
	for range 500 {
		time.Sleep(5 * time.Millisecond)
		now := p.cpu(t)
		if now-before < 200*time.Microsecond {
			return now
		}
		before = now
	}
	t.Fatal("the server does not come to rest")
	return 0
}

// memory is what the process has of memory now, and the most that it had since forget, in MB.
func (p process) memory(t *testing.T) (now, most float64) {
	t.Helper()
	return p.status(t, "VmRSS:") / 1024, p.status(t, "VmHWM:") / 1024
}

// forget makes the most that the process had what it has now.
func (p process) forget(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p), []byte("5"), 0); err != nil {
		t.Fatal(err)
	}
}

func (p process) status(t *testing.T, name string) float64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), name)
	value, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// files counts the open files and connections of the process.
func (p process) files(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p))
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
