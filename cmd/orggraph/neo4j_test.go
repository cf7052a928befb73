//go:build neo4j

package main

import (
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// databasePassword must not stand in anything that the program prints.
const databasePassword = "of-no-worth-7493"

// TestNeo4j runs scripts over a Neo4j of their own, which is empty at first and asks for a password.
func TestNeo4j(t *testing.T) {
	dir := t.TempDir()
	script := func(command string) string {
		t.Helper()
		c := exec.Command("../../scripts/neo4j", "--dir", dir, "--password", databasePassword, command)
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err != nil {
			t.Fatalf("scripts/neo4j %s: %v", command, err)
		}
		return strings.TrimSpace(string(out))
	}
	t.Cleanup(func() { script("stop") })
	bolt := script("start")
	_, address, _ := strings.Cut(bolt, "://")
	website := httptest.NewServer(nil)
	t.Cleanup(website.Close)

	testscript.Run(t, testscript.Params{
		Dir:  filepath.Join("testdata", "neo4j"),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"url": url},
		Setup: func(e *testscript.Env) error {
			e.Setenv("BOLT", bolt)
			e.Setenv("ADDRESS", address)
			e.Setenv("WEBSITE", website.Listener.Addr().String())
			e.Setenv("HANGS_UP", stranger(t, ""))
			e.Setenv("MAIL", stranger(t, "220 mail.invalid ESMTP\r\n"))
			e.Setenv("SECRET", databasePassword)
			return os.WriteFile(e.Cd+"/password", []byte(databasePassword+"\n"), 0o600)
		},
	})
}

// stranger is the address of a server that is no Neo4j: it greets, and hangs up.
func stranger(t *testing.T, greeting string) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = c.Write([]byte(greeting))
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}
