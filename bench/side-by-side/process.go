//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a server that runs.
type process struct {
	command *exec.Cmd
	began   time.Time
	stderr  tail
	ended   chan error
}

// start starts a server and waits until a line on its standard output contains a word.
func start(ctx context.Context, c *exec.Cmd, word string, within time.Duration) (*process, error) {
	p := &process{command: c, ended: make(chan error, 1)}
	c.Stderr = &p.stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.began = time.Now()
	if err := c.Start(); err != nil {
		return nil, err
	}
	said := make(chan struct{})
	go func() {
		lines, once := bufio.NewScanner(stdout), sync.Once{}
		for lines.Scan() {
			if strings.Contains(lines.Text(), word) {
				once.Do(func() { close(said) })
			}
		}
		_, _ = io.Copy(io.Discard, stdout)
		p.ended <- c.Wait()
	}()
	select {
	case <-said:
		return p, nil
	case err := <-p.ended:
		return nil, fmt.Errorf("%v ended before it was ready: %w\n%s", c, err, p.stderr.String())
	case <-time.After(within):
		p.stop()
		return nil, fmt.Errorf("%v is not ready after %v\n%s", c, within, p.stderr.String())
	case <-ctx.Done():
		p.stop()
		return nil, ctx.Err()
	}
}

// stop interrupts the server, and ends it where it does not heed that.
func (p *process) stop() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		_ = p.command.Process.Kill()
		<-p.ended
	}
}

// tail keeps the end of what a server writes.
type tail struct {
	mu  sync.Mutex
	end []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = append(t.end, b...)
	t.end = t.end[max(0, len(t.end)-4000):]
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.end)
}

// ticks is the unit in which Linux counts the time of a processor.
const ticks = 10 * time.Millisecond

// cpu is the time of processors that the processes and their children have taken, those that ended included.
func cpu(pids ...int) (sum time.Duration) {
	for _, pid := range withChildren(pids) {
		stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
		_, rest, ok := bytes.Cut(stat, []byte(") ")) // the name before may hold anything
		fields := strings.Fields(string(rest))
		if err != nil || !ok || len(fields) < 15 {
			continue // it has just ended: its parent counts it
		}
		for _, field := range fields[11:15] { // its own, and those of children it has waited for
			n, _ := strconv.Atoi(field)
			sum += time.Duration(n) * ticks
		}
	}
	return sum
}

// peak is the most memory that the processes and their children held, in bytes. Shared memory counts for each.
func peak(pids ...int) (sum int64) {
	for _, pid := range withChildren(pids) {
		status, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
		_, rest, ok := strings.Cut(string(status), "VmHWM:")
		if fields := strings.Fields(rest); ok && len(fields) > 0 {
			kB, _ := strconv.ParseInt(fields[0], 10, 64)
			sum += kB << 10
		}
	}
	return sum
}

func withChildren(pids []int) (all []int) {
	for _, pid := range pids {
		all = append(all, pid)
		lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
		for _, list := range lists {
			text, _ := os.ReadFile(list)
			for _, field := range strings.Fields(string(text)) {
				if child, err := strconv.Atoi(field); err == nil {
					all = append(all, withChildren([]int{child})...)
				}
			}
		}
	}
	return all
}

// freePort is a port that nobody listens on.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}

// execute runs a command and returns its standard output; where it fails, what it printed is in the error.
func execute(c *exec.Cmd) (string, error) {
	var stderr tail
	c.Stderr = &stderr
	printed, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%v: %w\n%s%s", c, err, printed, stderr.String())
	}
	return string(printed), nil
}
