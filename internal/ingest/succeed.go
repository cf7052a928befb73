package ingest

import (
	"orggraph/internal/day"
	"orggraph/reference"
)

// succeed settles what becomes of an older row of the same organisation and format: its name, its roles, and
// the parents that the newer row states otherwise.
func (r *row) succeed(old *row, vintage day.Day, ref *reference.Data, report *Report) {
	r.Former, r.Past = old.Former, old.Past
	if old.Name != "" && old.Name != r.Name {
		r.Former = append(r.Former, formerName{old.Name, vintage - 1})
	}
	r.succeedRoles(old, vintage, ref)
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
			first := vintage
			switch {
			case has && is.From != day.Min:
				first = is.From
			case had && has:
				first = mergerDay(ref, was.Target, is.Target, vintage)
			}
			r.replace(edgeType, was, had, is, has, first, report)
		}
	}
}

// mergerDay is the day from which an undated parent took the place of another: that of the newer file,
// unless a board went into the other one before.
func mergerDay(ref *reference.Data, from, to string, vintage day.Day) day.Day {
	for _, m := range ref.Mergers() {
		if m.From == from && m.To == to {
			return min(m.Since, vintage)
		}
	}
	return vintage
}

// replace ends what older files said of a parent on the day before first, the day on which the newer file
// says another. What would end before it began was never right.
func (r *row) replace(edgeType string, was parent, had bool, is parent, has bool, first day.Day, report *Report) {
	last := first - 1
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
		r.Begins = append(r.Begins, begin{edgeType, first})
	}
}

func (r *row) note(p parent, reason string) EdgeNote {
	return EdgeNote{
		Type: p.Type, From: r.Code, To: p.Target, ValidFrom: date(p.From), ValidTo: date(p.To), Reason: reason,
	}
}
