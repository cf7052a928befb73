//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// The packages that hold the benchmarks, and the build tags that they know.
const (
	memoryPackage = "./internal/store/memory"
	stockPackage  = "./bench/stock"
	serverPackage = "./internal/server"
	tagNational   = "national" // on published files
	tagUndated    = "undated"  // the writer has no comparisons of dates
)

// measureBenchmarks runs the benchmarks and sets them against each other.
func measureBenchmarks(ctx context.Context, national bool, count int) ([]figure, error) {
	var tags []string
	if national {
		tags = append(tags, tagNational)
	}
	memory, err := benchmark(ctx, memoryPackage, "^Benchmark(England|Network)$", tags, count)
	if err != nil {
		return nil, err
	}
	undated, err := benchmark(ctx, memoryPackage, "^BenchmarkEngland$/^writer$", append(tags, tagUndated), count)
	if err != nil {
		return nil, err
	}
	stock, err := benchmark(ctx, stockPackage, "^Benchmark(England|Network|Nothing)$", tags, count)
	if err != nil {
		return nil, err
	}
	server, err := benchmark(ctx, serverPackage, "^BenchmarkEngland$", tags, count)
	if err != nil {
		return nil, err
	}
	engine, writer := memory["England/engine"], memory["England/writer"]
	network, floor := memory["Network"], stock["Nothing"]
	return []figure{
		{"England, in-process", engine.nanoseconds / 1e6, "ms", 0},
		{"  by an append writer", writer.nanoseconds / 1e6, "ms", 0},
		{"  ratio of the two", engine.nanoseconds / writer.nanoseconds, "", 1.5},
		{"  by stock gqlgen", stock["England"].nanoseconds / 1e6, "ms", 0},
		{"  allocations", engine.allocations, "allocations", 0},
		{"  allocations of stock gqlgen", stock["England"].allocations, "allocations", 0},
		{"  over HTTP, CPU above ready bytes", server["England/engine"].cpu - server["England/ready"].cpu, "ms", 3},
		{"asOf: writer with and without comparisons", writer.nanoseconds / undated["England/writer"].nanoseconds, "", 1.1},
		{"one network, in-process", network.nanoseconds / 1e3, "µs", 25},
		{"  allocations above stock gqlgen's for nothing", network.allocations - floor.allocations, "allocations", 60},
		{"  by stock gqlgen", stock["Network"].nanoseconds / 1e3, "µs", 0},
		{"  nothing, by stock gqlgen", floor.nanoseconds / 1e3, "µs", 0},
	}, nil
}

// result is the least of the runs of a benchmark: what else the machine did only adds.
type result struct{ nanoseconds, allocations, cpu float64 } // cpu in milliseconds

// benchmark runs the benchmarks of a package that match a pattern, and returns their results by name.
func benchmark(ctx context.Context, pkg, pattern string, tags []string, count int) (map[string]result, error) {
	c := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", pattern, "-benchmem",
		"-count", strconv.Itoa(count), "-tags", strings.Join(tags, ","), pkg)
	printed, err := c.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%v: %w\n%s", c, err, printed)
	}
	runs := map[string][]result{}
	for lines := bufio.NewScanner(bytes.NewReader(printed)); lines.Scan(); {
		if name, r, ok := parse(lines.Text()); ok {
			runs[name] = append(runs[name], r)
		}
	}
	results := map[string]result{}
	for name, all := range runs {
		results[name] = result{
			nanoseconds: least(all, func(r result) float64 { return r.nanoseconds }),
			allocations: least(all, func(r result) float64 { return r.allocations }),
			cpu:         least(all, func(r result) float64 { return r.cpu }),
		}
	}
	if len(results) == 0 {
		return nil, fmt.Errorf("%v: no benchmark ran\n%s", c, printed)
	}
	return results, nil
}

// parse reads a line such as `BenchmarkEngland/writer-2  1000  123 ns/op  4 B/op  5 allocs/op`.
func parse(line string) (name string, r result, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return "", r, false
	}
	name = strings.TrimPrefix(fields[0], "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i > 0 { // the number of processors
		name = name[:i]
	}
	for i := 2; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return "", r, false
		}
		switch fields[i+1] {
		case "ns/op":
			r.nanoseconds = value
		case "allocs/op":
			r.allocations = value
		case "cpu-ms/op":
			r.cpu = value
		}
	}
	return name, r, true
}

func least(all []result, of func(result) float64) float64 {
	value := of(all[0])
	for _, r := range all[1:] {
		value = min(value, of(r))
	}
	return value
}
