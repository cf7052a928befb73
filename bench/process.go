//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// measureProcesses measures the program from outside: an import, if there are files, then a server.
func measureProcesses(ctx context.Context, binary, from, data string) ([]figure, error) {
	var figures []figure
	serve := []string{"serve"}
	if from != "" {
		c := exec.CommandContext(ctx, binary, "import", "--from", from, "--data", data)
		began := time.Now()
		if err := execute(c); err != nil {
			return nil, err
		}
		took := time.Since(began)
		figures = append(figures,
			figure{"import", took.Seconds(), "s", 5},
			figure{"  peak memory", peak(c.ProcessState), "MB", 400})
		serve = append(serve, "--data", data)
	}
	start, memory, err := measureServer(ctx, binary, serve)
	if err != nil {
		return nil, err
	}
	return append(figures,
		figure{"start until ready", start.Seconds() * 1e3, "ms", 300},
		figure{"peak memory of the server", memory, "MB", 250}), nil
}

// requests is how often a server is asked for all of England before its memory is read.
const requests = 200

// measureServer starts a server, waits until it is ready, has it work, and stops it.
func measureServer(ctx context.Context, binary string, args []string) (start time.Duration, memory float64, err error) {
	address, err := freeAddress()
	if err != nil {
		return 0, 0, err
	}
	c := exec.CommandContext(ctx, binary, append(args, "--listen", address)...)
	var log bytes.Buffer
	c.Stderr = &log
	began := time.Now()
	if err := c.Start(); err != nil {
		return 0, 0, err
	}
	err = ready(ctx, "http://"+address+"/health/ready", began.Add(10*time.Second))
	start = time.Since(began)
	for range requests {
		if err != nil {
			break
		}
		err = ask("http://" + address + "/graphql")
	}
	err = errors.Join(err, c.Process.Signal(syscall.SIGTERM), c.Wait())
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, &log)
	}
	return start, peak(c.ProcessState), err
}

// peak is the peak memory of a process in MB.
func peak(state *os.ProcessState) float64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return float64(usage.Maxrss) / 1e6
	}
	return float64(usage.Maxrss) * 1024 / 1e6
}

// freeAddress is an address that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// ready waits for 200.
func ready(ctx context.Context, url string, until time.Time) error {
	for time.Now().Before(until) && ctx.Err() == nil {
		if response, err := http.Get(url); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		time.Sleep(time.Millisecond)
	}
	return fmt.Errorf("%s: not ready", url)
}

const england = `{"query": "{ regions { nodes { odsCode name integratedCareSystems { nodes { odsCode name ` +
	`primaryCareNetworks { totalCount nodes { odsCode name practices { nodes { ` +
	`odsCode name town postcode openedOn listSize latitude longitude } } } } } } } } }"}`

// ask asks for all of England and reads the answer.
func ask(url string) error {
	response, err := http.Post(url, "application/json", strings.NewReader(england))
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // it is read to its end
	n, err := io.Copy(io.Discard, response.Body)
	if err == nil && (response.StatusCode != http.StatusOK || n < 1000) {
		err = fmt.Errorf("all of England: status %d, %d bytes", response.StatusCode, n)
	}
	return err
}
