//go:build recipes

package recipes

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"
)

// started is the server of all tests. It is built and started as README.md says, but at a port that is free.
var started = sync.OnceValues(func() (*server, error) {
	build := exec.Command("make", "build")
	build.Dir, build.Stdout, build.Stderr = "../..", os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("make build: %w", err)
	}
	c := exec.Command("bin/orggraph", "serve", "--listen", "127.0.0.1:0")
	c.Dir, c.Stderr = "../..", os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	s := &server{command: c}
	address := regexp.MustCompile(`GraphQL +http://(\S+)/graphql$`)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if m := address.FindStringSubmatch(lines.Text()); m != nil {
			s.address = m[1]
			return s, nil
		}
	}
	return s, errors.New("the server tells no address")
})

type server struct {
	command *exec.Cmd
	address string
}

// served is the address of the server, host and port.
func served(t *testing.T) string {
	t.Helper()
	s, err := started()
	if err != nil {
		t.Fatal(err)
	}
	return s.address
}

func TestMain(m *testing.M) {
	status := m.Run()
	if s, _ := started(); s != nil {
		_ = s.command.Process.Signal(os.Interrupt)
		if err := s.command.Wait(); err != nil {
			fmt.Fprintln(os.Stderr, "the server ended with", err)
			status = 1
		}
	}
	os.Exit(status)
}
