package graph

import (
	"context"

	"orggraph/internal/day"
)

// Dataset says what is being served.
func (queryResolver) Dataset(ctx context.Context) (*Dataset, error) {
	o := operationOf(ctx)
	from := o.view.Dataset()
	d := &Dataset{
		Release: from.Release, Title: from.Title, Licence: from.Licence,
		Kinds: o.kindCounts(), Edges: o.edgeCounts(),
		Files: make([]*DatasetFile, len(from.Files)), Coverage: make([]*Coverage, len(from.Coverage)),
	}
	for i := range from.Files {
		f := &from.Files[i]
		d.Files[i] = &DatasetFile{
			Release: f.Release, Name: f.Name, Publication: orNil(f.Publication), Vintage: dayOrNil(f.Vintage),
			Rows: f.Rows, Loaded: f.Loaded, Merged: f.Merged, Rejected: f.Rejected,
		}
	}
	for i := range from.Coverage {
		c := &from.Coverage[i]
		d.Coverage[i] = &Coverage{
			Subject: c.Subject, Held: c.Held, Source: orNil(c.Source), AsOf: dayOrNil(c.AsOf), Missing: orNil(c.Missing),
		}
	}
	return d, nil
}

func (o *operation) kindCounts() []*KindCount {
	kinds := o.engine.catalog.Kinds
	counts := make([]*KindCount, len(kinds))
	for i, k := range kinds {
		counts[i] = &KindCount{Kind: k.Enum, Total: o.view.Statistics().Nodes[k.Index], RefOnly: o.view.Dataset().RefOnly[k.Name]}
	}
	return counts
}

func (o *operation) edgeCounts() []*EdgeTypeCount {
	c := o.engine.catalog
	counts := make([]*EdgeTypeCount, len(c.EdgeTypes))
	for i, t := range c.EdgeTypes {
		counts[i] = &EdgeTypeCount{Type: t.Name, Total: o.view.Statistics().Total(t.Index)}
	}
	return counts
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayOrNil(d day.Day) *day.Day {
	if d == day.Min || d == day.Max {
		return nil
	}
	return &d
}
