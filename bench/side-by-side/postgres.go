//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// postgres is a server of PostgreSQL with a database of its own.
type postgres struct {
	url string

	bin, home string
	process   *exec.Cmd
	ended     chan error
	log       *bytes.Buffer
}

// startPostgres makes a database in a new folder and starts a server for it on a free port of this machine.
// Its settings are in settings, a postgresql.conf. The folder is removed when the server is stopped.
func startPostgres(ctx context.Context, settings []byte) (*postgres, error) {
	bin, err := postgresPrograms(ctx)
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "orggraph-postgres-")
	if err != nil {
		return nil, err
	}
	p := &postgres{bin: bin, home: home, ended: make(chan error, 1), log: &bytes.Buffer{}}
	if err := p.start(ctx, settings); err != nil {
		return nil, errors.Join(err, os.RemoveAll(home))
	}
	return p, nil
}

func (p *postgres) start(ctx context.Context, settings []byte) error {
	owner, err := unprivileged()
	if err != nil {
		return err
	}
	if owner != nil {
		if err := os.Chown(p.home, int(owner.Uid), int(owner.Gid)); err != nil {
			return err
		}
	}
	program := func(ctx context.Context, name string, args ...string) *exec.Cmd {
		c := exec.CommandContext(ctx, filepath.Join(p.bin, name), args...)
		c.Dir = p.home
		// Not in our process group, so that an interrupt leaves the time to stop it in order.
		c.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Setpgid: true}
		return c
	}
	data := filepath.Join(p.home, "data")
	initialise := program(ctx, "initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C", "--no-sync")
	if out, err := initialise.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", initialise, err, out)
	}
	if err := os.WriteFile(filepath.Join(data, "postgresql.conf"), settings, 0o644); err != nil { //nolint:gosec // the server's user reads it
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	p.url = fmt.Sprintf("postgres://postgres@127.0.0.1:%s/postgres", port)
	// What ends it is stop, which lets it end in order.
	p.process = program(context.WithoutCancel(ctx), "postgres", "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-p", port)
	p.process.Stderr = p.log
	if err := p.process.Start(); err != nil {
		return err
	}
	go func() { p.ended <- p.process.Wait() }()
	return p.ready(ctx)
}

// pids are the process that all others of the server are children of.
func (p *postgres) pids() []int { return []int{p.process.Process.Pid} }

// ready waits until the server takes connections.
func (p *postgres) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		if exec.CommandContext(ctx, filepath.Join(p.bin, "pg_isready"), "--dbname", p.url, "--quiet").Run() == nil {
			return nil
		}
		select {
		case err := <-p.ended:
			return fmt.Errorf("PostgreSQL ended before it was ready: %w\n%s", err, p.log)
		case <-ctx.Done():
			return errors.Join(ctx.Err(), p.stop())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the server, which breaks off what is running, and removes its folder.
func (p *postgres) stop() error {
	err := p.process.Process.Signal(os.Interrupt)
	if err == nil {
		err = <-p.ended
	}
	return errors.Join(err, os.RemoveAll(p.home))
}

// load fills the database: the tables of schema.sql, their rows, then what indexes.sql says.
func (p *postgres) load(ctx context.Context, folder fs.FS, g *store.Graph, on day.Day) error {
	if err := p.script(ctx, folder, "schema.sql"); err != nil {
		return err
	}
	for _, t := range tables(g, on) {
		rows, err := t.appendCopy(nil)
		if err != nil {
			return err
		}
		copying := fmt.Sprintf("COPY %s (%s) FROM STDIN", t.name, strings.Join(t.columns, ", "))
		if err := p.psql(ctx, rows, "--command", copying); err != nil {
			return err
		}
	}
	return p.script(ctx, folder, "indexes.sql")
}

// script runs a file of SQL.
func (p *postgres) script(ctx context.Context, folder fs.FS, name string) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	return p.psql(ctx, text, "--file", "-")
}

func (p *postgres) psql(ctx context.Context, stdin []byte, args ...string) error {
	args = append([]string{"--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", p.url}, args...)
	c := exec.CommandContext(ctx, filepath.Join(p.bin, "psql"), args...)
	c.Stdin = bytes.NewReader(stdin)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", c, err, out)
	}
	return nil
}

// postgresPrograms is the folder of PostgreSQL's programs, which Debian does not put on the path. Where there
// is none and we may, its package is installed.
func postgresPrograms(ctx context.Context) (string, error) {
	if bin := newestPostgres(); bin != "" {
		return bin, nil
	}
	if os.Geteuid() != 0 {
		return "", errors.New("PostgreSQL is not installed: install Debian's package postgresql, or run this as root")
	}
	for _, args := range [][]string{{"update"}, {"install", "--yes", "--no-install-recommends", "postgresql"}} {
		c := exec.CommandContext(ctx, "apt-get", args...)
		c.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := c.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%v: %w\n%s", c, err, out)
		}
	}
	if bin := newestPostgres(); bin != "" {
		return bin, nil
	}
	return "", errors.New("the package postgresql holds no /usr/lib/postgresql/*/bin/initdb")
}

// newestPostgres is the folder of the newest PostgreSQL that is installed, or "".
func newestPostgres() string {
	var newest string
	version := -1
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	for _, initdb := range found {
		bin := filepath.Dir(initdb)
		if v, err := strconv.Atoi(filepath.Base(filepath.Dir(bin))); err == nil && v > version {
			newest, version = bin, v
		}
	}
	return newest
}

// unprivileged is whom the server runs as, since it refuses to run as root; nil for ourselves.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}
