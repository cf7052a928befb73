package ingest

import (
	"orggraph/internal/day"
	"orggraph/reference"
)

// succeed settles what becomes of an older row of the same organisation and format: its name, and the
// parents that the newer row states otherwise.
func (r *row) succeed(old *row, vintage day.Day, ref *reference.Data, report *Report) {
	r.Former, r.Past = old.Former, old.Past
	if old.Name != "" && old.Name != r.Name {
		r.Former = append(r.Former, formerName{old.Name, vintage - 1})
	}
	var before []parent
	if !old.Gone {
		before = old.parents(ref)
	}
	for _, edgeType := range []string{commissionedBy, operatedBy, inAreaOf, inRegion} {
		was, had := parentOf(before, edgeType)
		is, has := parentOf(r.parents(ref), edgeType)
		switch {
		case had && has && was.Target == is.Target:
			if was.Derived && is.From == day.Min {
				r.Begins = append(r.Begins, begin{edgeType, was.From})
				is.From = was.From
			}
			if was.From != is.From || was.To != is.To {
				report.Restated = append(report.Restated, r.note(was, "the same parent with other dates"))
			}
		case had || has:
			r.replace(edgeType, was, had, is, has, vintage, report)
		}
	}
}

// replace ends what an older file said of a parent. Its last day is the day before the new one joins, or
// before the newer file where that states no date; what would end before it began was never right.
func (r *row) replace(edgeType string, was parent, had bool, is parent, has bool, vintage day.Day, report *Report) {
	last := vintage - 1
	if has && is.From != day.Min {
		last = is.From - 1
	}
	if had {
		r.Past = append(append([]parent{}, r.Past...), was)
	}
	kept, ended := r.Past[:0:0], false
	for _, p := range r.Past {
		if p.Type != edgeType {
			kept = append(kept, p)
			continue
		}
		reason := "another parent since"
		if p.To > last {
			p.To = last
		}
		if p.From > p.To {
			reason = "a correction: the other parent begins no later"
		} else {
			kept, ended = append(kept, p), true
		}
		if p.At == was.At || p.From > p.To {
			report.Superseded = append(report.Superseded, r.note(p, reason))
		}
	}
	r.Past = kept
	if has && ended && is.From == day.Min {
		r.Begins = append(r.Begins, begin{edgeType, vintage})
	}
}

func (r *row) note(p parent, reason string) EdgeNote {
	return EdgeNote{
		Type: p.Type, From: r.Code, To: p.Target, ValidFrom: date(p.From), ValidTo: date(p.To), Reason: reason,
	}
}
