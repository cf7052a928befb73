//go:build linux

package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// one and several are where the loads of a cell stand.
const (
	one     = 0
	several = 1
)

// markdown are all tables.
func (r *results) markdown() string {
	var p page
	p.printf("%s, %s, %d cores, %s of memory: %s. Clients, servers and databases share it.\n", r.Date, r.Machine.Processor, r.Machine.Cores,
		r.Machine.Memory, strings.Join(r.Machine.Versions, ", "))
	p.printf("Release %s, %d nodes and %d edges. Each contender had %d turns of %s with each operation, in turn with the others.\n\n",
		r.Release, r.Nodes, r.Edges, r.Rounds, r.Turn)
	for _, c := range r.Contenders {
		p.printf("- **%s**: %s\n", c.Letter, c.Name)
	}
	r.goals(&p)
	r.times(&p, one, "One client: p50 in ms, and how many times as long as others it takes", true)
	r.times(&p, several, fmt.Sprintf("%d clients at once: p50 in ms", r.clients()), false)
	r.table(&p, fmt.Sprintf("%d clients at once: p99 in ms", r.clients()), func(c *cell) string { return figure(c.Loads[several].P99) })
	r.table(&p, fmt.Sprintf("%d clients at once: answers a second", r.clients()), func(c *cell) string { return figure(c.Loads[several].Rate) })
	r.table(&p, "Time of processors for an answer in ms, one client: server + database", func(c *cell) string {
		if c.Loads[one].DatabaseCPU == 0 {
			return figure(c.Loads[one].ServerCPU)
		}
		return figure(c.Loads[one].ServerCPU) + " + " + figure(c.Loads[one].DatabaseCPU)
	})
	r.table(&p, "Bytes of the answer, and database hits of Neo4j", func(c *cell) string {
		if c.Hits == 0 {
			return fmt.Sprint(c.Bytes)
		}
		return fmt.Sprintf("%d / %d", c.Bytes, c.Hits)
	})
	r.processes(&p)
	r.mixtures(&p)
	r.sizes(&p)
	r.remarks(&p)
	return p.String()
}

// summary is the table of the README.
func (r *results) summary() string {
	var p page
	p.printf("%s, %s, %d cores, release %s, p50 in ms over HTTP by one client:\n", r.Date, r.Machine.Processor, r.Machine.Cores, r.Release)
	r.times(&p, one, "", false)
	return p.String() + "\n"
}

func (r *results) clients() int {
	return r.Rows[0].Cells[r.Contenders[0].Letter].Loads[several].Clients
}

// page is text that grows.
type page struct{ strings.Builder }

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *page) row(cells ...string) { p.printf("| %s |\n", strings.Join(cells, " | ")) }

func (p *page) head(title string, columns ...string) {
	if title != "" {
		p.printf("\n### %s\n", title)
	}
	p.printf("\n")
	p.row(columns...)
	line := slices.Repeat([]string{"---:"}, len(columns))
	line[0] = "---"
	p.row(line...)
}

// ratios are what is compared: the first letter's time in times of the second's.
var ratios = [][2]string{{"b", "e"}, {"c", "b"}, {"d", "b"}, {"c", "a"}, {"d", "a"}}

func (r *results) times(p *page, at int, title string, compared bool) {
	columns := []string{"operation"}
	for _, c := range r.Contenders {
		name := c.Letter
		if title == "" {
			name = c.Name
		}
		columns = append(columns, name)
	}
	var pairs [][2]string
	if compared {
		for _, pair := range ratios {
			if r.has(pair[0]) && r.has(pair[1]) {
				pairs, columns = append(pairs, pair), append(columns, pair[0]+" : "+pair[1])
			}
		}
	}
	p.head(title, columns...)
	for _, row := range r.Rows {
		cells := []string{row.Name}
		for _, c := range r.Contenders {
			cells = append(cells, row.show(c.Letter, func(c *cell) string { return figure(c.Loads[at].P50) }))
		}
		for _, pair := range pairs {
			cells = append(cells, row.ratio(pair, at).String())
		}
		p.row(cells...)
	}
}

// table shows one figure of each contender.
func (r *results) table(p *page, title string, show func(*cell) string) {
	columns := []string{"operation"}
	for _, c := range r.Contenders {
		columns = append(columns, c.Letter)
	}
	p.head(title, columns...)
	for _, row := range r.Rows {
		cells := []string{row.Name}
		for _, c := range r.Contenders {
			cells = append(cells, row.show(c.Letter, show))
		}
		p.row(cells...)
	}
}

func (r *results) has(letter string) bool {
	return slices.ContainsFunc(r.Contenders, func(c *contender) bool { return c.Letter == letter })
}

func (row *row) show(letter string, show func(*cell) string) string {
	c := row.Cells[letter]
	if c == nil || c.Cannot != "" {
		return "-"
	}
	return show(c)
}

// ratio is how many times as long one takes as another, with the least and the most of the rounds.
type ratio struct{ value, least, most float64 }

func (r ratio) String() string {
	if r.value == 0 {
		return "-"
	}
	return fmt.Sprintf("%s (%s to %s)", figure(r.value), figure(r.least), figure(r.most))
}

func (row *row) ratio(pair [2]string, at int) ratio {
	x, y := row.Cells[pair[0]], row.Cells[pair[1]]
	if x == nil || y == nil || len(x.Loads) <= at || len(y.Loads) <= at {
		return ratio{}
	}
	r := ratio{value: x.Loads[at].P50 / y.Loads[at].P50, least: math.Inf(1)}
	for i, of := range x.Loads[at].Rounds {
		round := of / y.Loads[at].Rounds[i]
		r.least, r.most = min(r.least, round), max(r.most, round)
	}
	return r
}

func (r *results) processes(p *page) {
	p.head("Start and memory", "", "first answer, ms", "most memory, MB", "of the database, MB")
	for _, c := range r.Contenders {
		p.row(c.Letter+": "+c.Name, figure(c.FirstAnswer), figure(float64(c.Memory)/1e6), figure(float64(c.DatabaseMemory)/1e6))
	}
}

func (r *results) mixtures(p *page) {
	if len(r.Mixed) == 0 {
		return
	}
	any := r.Mixed[r.Contenders[0].Letter]
	p.head(fmt.Sprintf("All operations mixed, %d clients, %.0f s", any.Clients, any.Seconds),
		"", "answers a second", "failed", "p50, ms", "p99, ms", "p99 / p50 of an operation", "the most")
	for _, c := range r.Contenders {
		m := r.Mixed[c.Letter]
		p.row(c.Letter, figure(m.Rate), fmt.Sprint(m.Failed), figure(m.P50), figure(m.P99), figure(m.Spread), fmt.Sprintf("%s (%s)", figure(m.MaxSpread), m.Most))
	}
}

func (r *results) sizes(p *page) {
	if r.Growth == nil {
		return
	}
	columns, letters := []string{"operation"}, []string{}
	for _, c := range r.Contenders {
		if r.Growth.Rows[c.Letter] != nil {
			letters = append(letters, c.Letter)
		}
	}
	for _, letter := range letters {
		for _, size := range r.Growth.Sizes {
			columns = append(columns, fmt.Sprintf("%s, %d times", letter, size))
		}
		columns = append(columns, "slope")
	}
	p.head("Growth: p50 in ms by one client over copies of the graph side by side", columns...)
	for _, row := range r.Rows {
		cells := []string{row.Name}
		for _, letter := range letters {
			g := r.Growth.of(letter, row.Slug)
			for _, v := range g.P50 {
				cells = append(cells, figure(v))
			}
			cells = append(cells, fmt.Sprintf("%.2f", g.Slope))
		}
		p.row(cells...)
	}
	p.printf("\nThe slope is the power of the size that the time grows with: 0 where size does not matter, 1 where both grow alike.\n")
}

// remarks say what an operation stands for, and why somebody can't do one.
func (r *results) remarks(p *page) {
	p.printf("\n")
	for _, row := range r.Rows {
		if row.Note != "" {
			p.printf("- %s: %s\n", row.Name, row.Note)
		}
		for _, c := range r.Contenders {
			if cell := row.Cells[c.Letter]; cell != nil && cell.Cannot != "" {
				p.printf("- %s, %s: %s\n", row.Name, c.Name, cell.Cannot)
			}
		}
	}
}

// figure shows three digits.
func figure(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 1:
		return fmt.Sprintf("%.2f", v)
	default:
		return fmt.Sprintf("%.3f", v)
	}
}

// median of some figures; 0 of none.
func median(of []float64) float64 {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}
