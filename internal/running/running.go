// Package running builds the program and starts its server the way people do, so that a test meets what
// they meet: the process, its ports and its limits. Tests alone use it; it knows the program from outside
// and must not import anything of ours.
package running

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// Program is a server that runs until its test ends.
type Program struct {
	Address string // host and port
	PID     int

	process *os.Process
	stderr  *output
	ended   chan error
	dumped  bool
}

var address = regexp.MustCompile(`GraphQL +http://(\S+)/graphql$`)

// Build builds the program and returns its path.
func Build(t testing.TB) string {
	t.Helper()
	_, file, _, _ := runtime.Caller(0)
	path := filepath.Join(t.TempDir(), "orggraph")
	build := exec.Command("go", "build", "-trimpath", "-o", path, "./cmd/orggraph")
	build.Dir = filepath.Join(filepath.Dir(file), "..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// Serve starts a program's server at a free port, with further options and nothing in its environment but
// what is given, and waits until it listens. When the test ends it is interrupted, and has to end well.
func Serve(t testing.TB, path string, environment []string, options ...string) *Program {
	t.Helper()
	c := exec.Command(path, append([]string{"serve", "--listen", "127.0.0.1:0"}, options...)...)
	c.Env = append([]string{"HOME=" + t.TempDir()}, environment...)
	p := &Program{stderr: &output{}, ended: make(chan error, 1)}
	c.Stderr = p.stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if p.dumped {
			return
		}
		_ = c.Process.Signal(os.Interrupt)
		if err := <-p.ended; err != nil {
			t.Errorf("the server ended with %v\n%s", err, p.Log())
		}
	})
	p.process, p.PID = c.Process, c.Process.Pid
	lines := bufio.NewScanner(stdout)
	for p.Address == "" && lines.Scan() {
		if m := address.FindStringSubmatch(lines.Text()); m != nil {
			p.Address = m[1]
		}
	}
	go func() {
		for lines.Scan() { // so that it never waits for its reader
		}
		p.ended <- c.Wait()
	}()
	if p.Address == "" {
		t.Fatalf("the server tells no address\n%s", p.Log())
	}
	return p
}

// GraphQL is the URL that takes operations.
func (p *Program) GraphQL() string { return "http://" + p.Address + "/graphql" }

// Goroutines ends the program with a dump of what it was doing, and counts its goroutines in that.
func (p *Program) Goroutines() int {
	p.dumped = true
	_ = p.process.Signal(syscall.SIGQUIT)
	<-p.ended
	return strings.Count(p.Log(), "\ngoroutine ")
}

// Log is what the program has logged so far.
func (p *Program) Log() string { return p.stderr.String() }

// output is what a program writes, while it is written.
type output struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buffer.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buffer.String()
}
