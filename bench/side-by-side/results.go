//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// results are all that a run found.
type results struct {
	Date       string              `json:"date"`
	Machine    machine             `json:"machine"`
	Release    string              `json:"release"`
	Nodes      int                 `json:"nodes"`
	Edges      int                 `json:"edges"`
	Rounds     int                 `json:"rounds"`
	Turn       string              `json:"turn"`
	Contenders []*contender        `json:"contenders"`
	Rows       []*row              `json:"operations"`
	Mixed      map[string]*mixture `json:"mixed,omitempty"` // by letter
	Growth     *grown              `json:"growth,omitempty"`
}

// machine is what everything ran on, clients and databases alike.
type machine struct {
	System    string   `json:"system"`
	Processor string   `json:"processor"`
	Cores     int      `json:"cores"`
	Memory    string   `json:"memory"`
	Versions  []string `json:"versions"`
}

func (b *bench) newResults() *results {
	return &results{
		Date: time.Now().UTC().Format(time.DateOnly), Machine: b.machine(),
		Release: b.graph.Dataset.Release, Nodes: len(b.graph.Nodes), Edges: len(b.graph.Edges),
		Rounds: b.rounds, Turn: b.each.String(),
	}
}

func (b *bench) machine() machine {
	m := machine{System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(), Processor: "unknown", Memory: "unknown"}
	m.Processor = factOf("/proc/cpuinfo", "model name", m.Processor)
	m.Memory = factOf("/proc/meminfo", "MemTotal", m.Memory)
	if kB, err := strconv.Atoi(strings.TrimSuffix(m.Memory, " kB")); err == nil {
		m.Memory = fmt.Sprintf("%d GB", (kB+512<<10)>>20)
	}
	m.Versions = []string{runtime.Version()}
	for _, v := range [][]string{{"java", "--version"}, {"psql", "--version"}} {
		if printed, err := exec.Command(v[0], v[1:]...).Output(); err == nil {
			line, _, _ := strings.Cut(string(printed), "\n")
			m.Versions = append(m.Versions, line)
		}
	}
	for _, peer := range []string{"neo4j-graphql", "postgraphile"} {
		for _, of := range b.packages(peer) {
			if !slices.Contains(m.Versions, of) {
				m.Versions = append(m.Versions, of)
			}
		}
	}
	return m
}

// packages are what a peer is made of.
func (b *bench) packages(peer string) (list []string) {
	var p struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	text, err := os.ReadFile(filepath.Join(b.top, "bench", "side-by-side", peer, "package.json"))
	if err == nil && json.Unmarshal(text, &p) == nil {
		for name, version := range p.Dependencies {
			list = append(list, name+" "+version)
		}
	}
	slices.Sort(list)
	return list
}

// factOf is a value in one of the kernel's files.
func factOf(path, name, otherwise string) string {
	text, _ := os.ReadFile(path)
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return otherwise
}

// write prints the tables, and puts them and all figures where they can be read again.
func (b *bench) write(r *results) error {
	tables := r.markdown()
	figures, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	fmt.Println(tables)
	err = errors.Join(
		os.WriteFile(filepath.Join(b.work, "side-by-side.md"), []byte(tables), 0o644),
		os.WriteFile(filepath.Join(b.work, "side-by-side.json"), append(figures, '\n'), 0o644))
	if err != nil || !b.docs {
		return err
	}
	return errors.Join(
		replaceSection(filepath.Join(b.top, "docs", "benchmarks.md"), tables),
		replaceSection(filepath.Join(b.top, "README.md"), r.summary()),
		os.WriteFile(filepath.Join(b.top, "docs", "benchmarks.json"), append(figures, '\n'), 0o644))
}

// Between these two lines a page holds what was measured last.
const (
	sectionBegins = "<!-- measured: begin -->\n"
	sectionEnds   = "<!-- measured: end -->\n"
)

func replaceSection(path, text string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(page), sectionBegins)
	_, after, ends := strings.Cut(rest, sectionEnds)
	if !begins || !ends {
		return fmt.Errorf("%s: there is no place for what was measured", path)
	}
	return os.WriteFile(path, []byte(before+sectionBegins+text+sectionEnds+after), 0o644)
}
