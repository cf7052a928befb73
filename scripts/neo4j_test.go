//go:build neo4j

package scripts

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// did is what became of one call of the script.
type did struct {
	out, log string
	code     int
}

func call(t *testing.T, environment []string, arguments ...string) did {
	t.Helper()
	var out, log bytes.Buffer
	c := exec.Command("./neo4j", arguments...)
	c.Stdout, c.Stderr, c.Env = &out, &log, append(os.Environ(), environment...)
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return did{out.String(), log.String(), c.ProcessState.ExitCode()}
}

func TestStartAndStop(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	neo4j := func(command string, code int) string {
		t.Helper()
		d := call(t, nil, "--jars", "--dir", dir, command)
		if d.code != code {
			t.Fatalf("%s ended with %d, want %d:\n%s", command, d.code, code, d.log)
		}
		return d.out
	}
	t.Cleanup(func() { neo4j("stop", 0) })

	if out := neo4j("status", 3); out != "" {
		t.Errorf("status of what does not run printed %q", out)
	}
	neo4j("stop", 0)
	address := neo4j("start", 0)
	port, ok := strings.CutPrefix(strings.TrimSpace(address), "bolt://127.0.0.1:")
	if !ok {
		t.Fatalf("start printed %q", address)
	}
	pid := read(t, filepath.Join(dir, "pid"))
	if again := neo4j("start", 0); again != address || read(t, filepath.Join(dir, "pid")) != pid {
		t.Errorf("a second start printed %q, the first %q", again, address)
	}
	if out := neo4j("status", 0); out != address {
		t.Errorf("status printed %q, start %q", out, address)
	}
	if out := neo4j("logs", 0); !strings.Contains(out, "Started.") {
		t.Errorf("logs printed %q", out)
	}

	neo4j("stop", 0)
	neo4j("status", 3)
	if answers("127.0.0.1:" + port) {
		t.Error("something answers after it was stopped")
	}
	if again := neo4j("start", 0); again != address {
		t.Errorf("started again, it is at %q, before at %q", again, address)
	}
}

// A process that has the number of one that is gone is not stopped.
func TestStopOfAnother(t *testing.T) {
	dir := t.TempDir()
	other := exec.Command("sleep", "60")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- other.Wait() }()
	t.Cleanup(func() { other.Process.Kill() }) //nolint:errcheck // it ends by itself too
	write(t, filepath.Join(dir, "pid"), []byte(strconv.Itoa(other.Process.Pid)), 0o600)
	if d := call(t, nil, "--dir", dir, "stop"); d.code != 0 {
		t.Errorf("stop ended with %d: %s", d.code, d.log)
	}
	select {
	case err := <-ended:
		t.Errorf("another's process was stopped: %v", err)
	case <-time.After(500 * time.Millisecond):
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	d := call(t, nil, "--jars", "run", "bash", "-c", `echo "$ORGGRAPH_TEST_NEO4J"; exit 7`)
	address, ok := strings.CutPrefix(strings.TrimSpace(d.out), "bolt://")
	if d.code != 7 || !ok {
		t.Fatalf("ended with %d and printed %q, want the command's own 7 and an address:\n%s", d.code, d.out, d.log)
	}
	if answers(address) {
		t.Error("the server runs although the command has ended")
	}
}

func TestWithoutJava(t *testing.T) {
	d := call(t, []string{"JAVA_HOME=" + t.TempDir()}, "--jars", "--dir", t.TempDir(), "start")
	if d.code != 1 || !strings.Contains(d.log, "apt-get install openjdk") || d.out != "" {
		t.Errorf("ended with %d and printed %q, %q", d.code, d.out, d.log)
	}
}

// What Docker is asked for, seen by a program that stands in its place.
func TestDocker(t *testing.T) {
	dir, bin := t.TempDir(), t.TempDir()
	asked := filepath.Join(bin, "asked")
	write(t, filepath.Join(bin, "docker"), []byte(`#!/usr/bin/env bash
echo "$*" >>"`+asked+`"
case $1 in
run) echo container1 ;;
inspect) echo true ;;
logs) echo Started. ;;
esac
`), 0o700)
	environment := []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")}

	port := make(chan string, 1)
	go func() { port <- answerAt(asked) }()
	d := call(t, environment, "--dir", dir, "--password", "not secret", "start")
	published := <-port
	if d.code != 0 || d.out != "bolt://127.0.0.1:"+published+"\n" {
		t.Fatalf("ended with %d and printed %q:\n%s", d.code, d.out, d.log)
	}
	call(t, environment, "--dir", dir, "stop")

	version := regexp.MustCompile(`<neo4j.version>(.*)</`).FindStringSubmatch(read(t, "pom.xml"))[1]
	text := read(t, asked)
	for _, want := range []string{
		"--publish 127.0.0.1:" + published + ":7687", "NEO4J_AUTH=neo4j/not secret", "NEO4J_dbms_usage__report_enabled=false",
		"NEO4J_server_memory_heap_max__size=3g", "--volume " + dir + "/data:/data", " neo4j:" + version + "\n",
		"\nstop --time 30 container1\n", "\nrm --force container1\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("docker was not asked for %q:\n%s", want, text)
		}
	}
}

// answerAt answers one handshake at the port that docker was asked to publish, and returns the port.
func answerAt(asked string) string {
	published := regexp.MustCompile(`--publish 127\.0\.0\.1:(\d+):7687`)
	for range 200 {
		text, _ := os.ReadFile(asked) // it is there once docker was asked
		if found := published.FindSubmatch(text); found != nil {
			port := string(found[1])
			l, err := net.Listen("tcp", "127.0.0.1:"+port)
			if err != nil {
				return err.Error()
			}
			defer l.Close() //nolint:errcheck // it answered
			c, err := l.Accept()
			if err != nil {
				return err.Error()
			}
			defer c.Close() //nolint:errcheck // it answered
			if _, err := io.ReadFull(c, make([]byte, 20)); err != nil {
				return err.Error()
			}
			if _, err := c.Write([]byte{0, 0, 4, 5}); err != nil {
				return err.Error()
			}
			return port
		}
		time.Sleep(50 * time.Millisecond)
	}
	return "docker was not asked to run anything"
}

func answers(address string) bool {
	c, err := net.Dial("tcp", address)
	if err == nil {
		c.Close() //nolint:errcheck // nothing was sent
	}
	return err == nil
}

func write(t *testing.T, name string, content []byte, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(name, content, mode); err != nil {
		t.Fatal(err)
	}
}
