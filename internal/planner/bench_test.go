package planner

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// BenchmarkPlan measures requests whose plan is known, and those whose plan is not.
func BenchmarkPlan(b *testing.B) {
	for _, name := range []string{"england", "network", "filtered", "variables"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			b.Fatal(err)
		}
		given := map[string]string{}
		for _, f := range archive.Files {
			given[f.Name] = string(f.Data)
		}
		r := request(b, schema(), given["query"], given["variables"])
		b.Run(name+"/known", func(b *testing.B) {
			p := newPlanner()
			b.ReportAllocs()
			for b.Loop() {
				if _, _, errs := p.Plan(r); errs != nil {
					b.Fatal(errs)
				}
			}
		})
		b.Run(name+"/new", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, errs := newPlanner().Plan(r); errs != nil {
					b.Fatal(errs)
				}
			}
		})
	}
}

// BenchmarkCost measures what bounding a plan adds to each request.
func BenchmarkCost(b *testing.B) {
	for _, name := range []string{"england", "network", "filtered"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			b.Fatal(err)
		}
		given := map[string]string{}
		for _, f := range archive.Files {
			given[f.Name] = string(f.Data)
		}
		planned, args := mustPlan(b, newPlanner(), given["query"], given["variables"])
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Cost(planned, args, england())
			}
		})
	}
}
