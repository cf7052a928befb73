//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"orggraph/bench/operations"
)

// servers are how the contenders are started, by letter.
var servers = []struct {
	letter, name string
	start        func(b *bench, ctx context.Context, c *contender) error
}{
	{"a", "orggraph, embedded", (*bench).startEmbedded},
	{"b", "orggraph over Neo4j", (*bench).startOverNeo4j},
	{"c", "@neo4j/graphql", (*bench).startLibrary},
	{"d", "PostGraphile", (*bench).startPostGraphile},
	{"e", "Cypher by hand", (*bench).startByHand},
}

// patience is how long a server may take until it is ready.
const patience = time.Minute

func (b *bench) startEmbedded(ctx context.Context, c *contender) error {
	return b.startOurs(ctx, c, "--data", b.file)
}

func (b *bench) startOverNeo4j(ctx context.Context, c *contender) error {
	c.database = b.neo4j.pids
	return b.startOurs(ctx, c, "--store", b.neo4j.uri)
}

// startOurs starts the program with its defaults, but for a line of its log for each request: the others write none.
func (b *bench) startOurs(ctx context.Context, c *contender, where ...string) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	c.url, c.texts = "http://127.0.0.1:"+port+"/graphql", ours{}
	command := exec.CommandContext(ctx, b.program("orggraph"), append([]string{
		"serve", "--listen", "127.0.0.1:" + port, "--log-level", "warn",
	}, where...)...)
	c.server, err = start(ctx, command, "Ctrl-C", patience)
	return err
}

func (b *bench) startByHand(ctx context.Context, c *contender) error {
	c.texts, c.database = byHand{}, b.neo4j.pids
	err := b.startScript(ctx, c, exec.CommandContext(ctx, b.program("by-hand")), "NEO4J_URI="+b.neo4j.uri)
	c.url = strings.TrimSuffix(c.url, "/graphql")
	return err
}

func (b *bench) startLibrary(ctx context.Context, c *contender) error {
	return b.startLibraryWith(ctx, c)
}

// startLibraryWith starts it with more in its environment.
func (b *bench) startLibraryWith(ctx context.Context, c *contender, environment ...string) error {
	dir, err := b.install(ctx, "neo4j-graphql")
	if err != nil {
		return err
	}
	c.texts, c.database = folder{os.DirFS(filepath.Join(dir, "operations"))}, b.neo4j.pids
	command := exec.CommandContext(ctx, filepath.Join(dir, "node_modules", ".bin", "node"), "server.mjs")
	command.Dir = dir
	return b.startScript(ctx, c, command, append(environment, "NEO4J_URI="+b.neo4j.uri)...)
}

func (b *bench) startPostGraphile(ctx context.Context, c *contender) error {
	dir, err := b.install(ctx, "postgraphile")
	if err != nil {
		return err
	}
	c.texts, c.database = folder{os.DirFS(filepath.Join(dir, "operations"))}, b.postgres.pids
	command := exec.CommandContext(ctx, filepath.Join(dir, "node_modules", ".bin", "node"), "server.mjs")
	command.Dir = dir
	return b.startScript(ctx, c, command, "DATABASE_URL="+b.postgres.url)
}

// startScript starts a server that takes its port from PORT and says when it is ready.
func (b *bench) startScript(ctx context.Context, c *contender, command *exec.Cmd, environment ...string) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	c.url = "http://127.0.0.1:" + port + "/graphql"
	command.Env = append(append(os.Environ(), "NODE_ENV=production", "PORT="+port), environment...)
	c.server, err = start(ctx, command, "ready", patience)
	return err
}

// program is where a program of ours was built.
func (b *bench) program(name string) string { return filepath.Join(b.work, name) }

func (b *bench) build(ctx context.Context) error {
	for name, folder := range map[string]string{"orggraph": "./cmd/orggraph", "by-hand": "./bench/side-by-side/by-hand"} {
		if _, err := execute(exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", b.program(name), folder)); err != nil {
			return err
		}
	}
	return nil
}

// install puts a peer with the packages it needs into a folder of its own, again only where its lock file changed.
func (b *bench) install(ctx context.Context, peer string) (dir string, err error) {
	source, dir := filepath.Join(b.top, "bench", "side-by-side", peer), filepath.Join(b.work, peer)
	lock, err := os.ReadFile(filepath.Join(source, "package-lock.json"))
	if err != nil {
		return "", err
	}
	installed := filepath.Join(dir, "node_modules", "installed")
	if before, err := os.ReadFile(installed); err != nil || !bytes.Equal(before, lock) {
		if err := os.RemoveAll(dir); err != nil {
			return "", err
		}
	}
	if _, err := execute(exec.CommandContext(ctx, "mkdir", "-p", dir)); err != nil {
		return "", err
	}
	if _, err := execute(exec.CommandContext(ctx, "cp", "-R", source+"/.", dir)); err != nil {
		return "", err
	}
	if _, err := os.Stat(installed); err == nil {
		return dir, nil
	}
	b.say("installing %s", peer)
	npm := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = dir
	if _, err := execute(npm); err != nil {
		return "", err
	}
	return dir, os.WriteFile(installed, lock, 0o600)
}

// startAll starts the contenders, one after the other, and has each answer once.
func (b *bench) startAll(ctx context.Context, letters string) error {
	for _, s := range servers {
		if !strings.Contains(letters, s.letter) {
			continue
		}
		c := &contender{Letter: s.letter, Name: s.name, requests: map[string]*request{}, database: func() []int { return nil }}
		if err := s.start(b, ctx, c); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		b.contenders = append(b.contenders, c)
		point := operations.All()[0]
		r, cannot, err := c.prepare(ctx, b.client, point, b.variables)
		if err == nil && cannot != "" {
			err = fmt.Errorf("%s", cannot)
		}
		if err == nil {
			_, err = b.client.first(ctx, r, patience)
		}
		if err != nil {
			return fmt.Errorf("%s: %s: %w", s.name, point.Slug, err)
		}
		c.FirstAnswer = milliseconds(time.Since(c.server.began))
		b.say("%s: first answer after %.0f ms", s.name, c.FirstAnswer)
	}
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
